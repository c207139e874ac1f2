import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseCommand } from "../src/core/kubectl/parse.ts";
import { decide, defaultPolicy } from "../src/core/policy/decide.ts";

/** Prints how the command check does on test/corpus: what runs unattended by class, and whatever is classed otherwise than expected. */
const folder = resolve(import.meta.dirname, "../test/corpus");
const files = { "-": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n" };

const lines = readdirSync(folder)
  .filter((file) => file.endsWith(".tsv"))
  .flatMap((file) => readFileSync(join(folder, file), "utf8").trimEnd().split("\n").slice(1))
  .map((row) => row.split("\t") as [string, string, string])
  .map(([expected, command]) => ({
    expected,
    text: command.startsWith('"') ? (JSON.parse(command) as string) : command,
  }))
  .map(({ expected, text }) => {
    const parsed = parseCommand(text, { files });
    const decision = parsed.ok ? decide(parsed.command, "unattended", defaultPolicy) : null;
    return { expected, text, found: decision?.risk ?? "refused", runs: decision?.verdict === "run" };
  });

for (const name of ["read", "sensitive", "write", "destructive", "forbidden", "refused"]) {
  const all = lines.filter(({ expected }) => expected === name);
  const run = all.filter(({ runs }) => runs).length;
  console.log(
    `${name.padEnd(12)} ${String(all.length).padStart(4)} command lines, ${String(run).padStart(4)} run unattended`,
  );
}
const dangerous = lines.filter(({ expected, runs }) => expected !== "read" && runs);
const harmless = lines.filter(({ expected, runs }) => expected === "read" && !runs);
const wrong = lines.filter(({ expected, found }) => expected !== found);
console.log(
  `${dangerous.length} dangerous ones run unasked, ${harmless.length} harmless ones do not run, ${wrong.length} classed otherwise than expected`,
);
for (const { expected, found, text } of wrong)
  console.log(`  expected ${expected}, found ${found}: ${JSON.stringify(text)}`);
process.exitCode = dangerous.length + harmless.length + wrong.length > 0 ? 1 : 0;
