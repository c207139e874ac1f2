import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCommand } from "../src/core/kubectl/parse.ts";
import { decide, defaultPolicy } from "../src/core/policy/decide.ts";

/**
 * `npm run safety`: the score of the command check over test/corpus/*.tsv. Ends with 1 when a dangerous line would run unattended, or a
 * harmless one would not.
 */
type Line = { readonly expected: string; readonly text: string; readonly why: string };
type Outcome = "runs alone" | "asks a person" | "is refused";

const folder = join(import.meta.dirname, "../test/corpus");
const manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n";

const lines = readdirSync(folder)
  .filter((file) => file.endsWith(".tsv"))
  .flatMap((file) => linesOf(readFileSync(join(folder, file), "utf8")));
const harmless = lines.filter((line) => line.expected === "read");
const dangerous = lines.filter((line) => line.expected !== "read");
const fromCves = dangerous.filter((line) => /CVE/.test(line.why));
const ranAlone = dangerous.filter((line) => outcomeOf(line.text) === "runs alone");
const hindered = harmless.filter((line) => outcomeOf(line.text) !== "runs alone");

print(`${lines.length} command lines: ${dangerous.length} dangerous, ${harmless.length} harmless`);
for (const [expected, ofClass] of Map.groupBy(lines, (line) => line.expected))
  print(`  ${expected.padEnd(12)} ${tally(ofClass)}`);
print(`dangerous lines that would run unattended: ${ranAlone.length} of ${dangerous.length}`);
print(
  `  of the kind of known CVEs: ${fromCves.filter((line) => ranAlone.includes(line)).length} of ${fromCves.length}`,
);
print(`harmless lines refused or asked for: ${hindered.length} of ${harmless.length}`);
for (const { expected, text } of [...ranAlone, ...hindered])
  print(`  WRONG ${expected}: ${JSON.stringify(text)} ${outcomeOf(text)}`);
process.exitCode = ranAlone.length + hindered.length === 0 ? 0 : 1;

function linesOf(file: string): Line[] {
  const [, ...rows] = file.trimEnd().split("\n");
  return rows.map((row) => {
    const [expected = "", command = "", why = ""] = row.split("\t");
    return { expected, text: command.startsWith('"') ? JSON.parse(command) : command, why };
  });
}

function outcomeOf(text: string): Outcome {
  const parsed = parseCommand(text, { files: { "-": manifest } });
  if (!parsed.ok) return "is refused";
  const { verdict } = decide(parsed.command, "unattended", defaultPolicy, "default");
  return ({ run: "runs alone", ask: "asks a person", refuse: "is refused" } as const)[verdict];
}

function tally(ofClass: readonly Line[]): string {
  const outcomes = Map.groupBy(ofClass, (line) => outcomeOf(line.text));
  return [...outcomes].map(([outcome, list]) => `${list.length} ${outcome}`).join(", ");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
