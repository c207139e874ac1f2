import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { printCommand } from "../../../src/core/kubectl/print.ts";
import { decide, defaultPolicy } from "../../../src/core/policy/decide.ts";
import { riskOf } from "../../../src/core/policy/risk.ts";

const folder = resolve(import.meta.dirname, "../../corpus");
const manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n";

type Line = { readonly expected: string; readonly text: string; readonly why: string; readonly place: string };

/** `class <tab> command <tab> why`; a command that begins with `"` is written as JSON. */
function linesOf(file: string): Line[] {
  const [, ...rows] = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
  return rows.map((row, index) => {
    const [expected, command, why] = row.split("\t") as [string, string, string];
    return {
      expected,
      text: command.startsWith('"') ? JSON.parse(command) : command,
      why,
      place: `${file}:${index + 2}`,
    };
  });
}

const lines = readdirSync(folder)
  .filter((file) => file.endsWith(".tsv"))
  .flatMap(linesOf);

function classOf(text: string): string {
  const parsed = parseCommand(text, { files: { "-": manifest } });
  return parsed.ok ? riskOf(parsed.command).risk : "refused";
}

test("the corpus is as large as promised", () => {
  expect(lines.length).toBeGreaterThanOrEqual(500);
  expect(lines.filter(({ expected }) => expected === "read").length).toBeGreaterThanOrEqual(150);
  expect(new Set(lines.map(({ text }) => text)).size).toBe(lines.length);
});

test.each(lines)("$expected: $text ($place)", ({ expected, text }) => {
  expect(classOf(text)).toBe(expected);
});

test("of the corpus exactly the reads run unattended", () => {
  const run = lines.filter(({ text }) => {
    const parsed = parseCommand(text, { files: { "-": manifest } });
    return parsed.ok && decide(parsed.command, "unattended", defaultPolicy).verdict === "run";
  });
  expect(run.filter(({ expected }) => expected !== "read").map(({ text }) => text)).toEqual([]);
  expect(run.length).toBe(lines.filter(({ expected }) => expected === "read").length);
});

test("every command of the corpus that parses is printed so that it parses to the same", () => {
  const changed = lines.filter(({ text }) => {
    const first = parseCommand(text, { files: { "-": manifest } });
    if (!first.ok) return false;
    const second = parseCommand(printCommand(first.command), { files: { "-": manifest } });
    const plain = (command: object) => JSON.stringify(command, (key, value) => (key === "position" ? 0 : value));
    return !second.ok || plain(second.command) !== plain(first.command);
  });
  expect(changed.map(({ text }) => text)).toEqual([]);
});

test("every refusal says where, what and why", () => {
  for (const { text } of lines) {
    const parsed = parseCommand(text, { files: { "-": manifest } });
    if (parsed.ok) continue;
    expect(parsed.refusal.reason.length).toBeGreaterThan(10);
    expect(parsed.refusal.position).toBeLessThanOrEqual(text.length);
  }
});
