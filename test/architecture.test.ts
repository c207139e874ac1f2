import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../src");

/** The table of docs/architecture.md: a folder and what it may import besides itself. */
const mayImport: Record<string, readonly string[]> = {
  "core/faults": [],
  "core/kubectl": [],
  "core/policy": ["core/kubectl"],
  "core/evidence": ["core/kubectl"],
  "core/diagnosis": ["core/evidence", "core/kubectl"],
  "core/planner": ["core/diagnosis", "core/evidence", "core/kubectl"],
  "core/conversation": ["core/*"],
  "adapters/cluster": ["core/*"],
  "adapters/snapshot": ["core/*"],
  "adapters/models": ["core/*"],
  "adapters/store": ["core/*"],
  "surfaces/http": ["core/*"],
  "surfaces/cli": ["core/*"],
  main: ["core/*", "adapters/*", "surfaces/*"],
};

const folders = Object.keys(mayImport);
const folderOf = (file: string) => folders.find((folder) => file.startsWith(`${folder}/`));
const allows = (pattern: string, folder: string) =>
  pattern.endsWith("/*") ? folder.startsWith(pattern.slice(0, -1)) : pattern === folder;

const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const importsOf = (file: string) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!);

test("every source file lies in a folder of the table", () => {
  expect(sources.length).toBeGreaterThan(5);
  expect(sources.filter((file) => folderOf(file) === undefined)).toEqual([]);
});

test("no import goes against the table", () => {
  const wrong = sources.flatMap((file) => {
    const from = folderOf(file) ?? "";
    return importsOf(file)
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => folderOf(relative(root, resolve(root, file, "..", specifier))) ?? specifier)
      .filter((to) => to !== from && !(mayImport[from] ?? []).some((pattern) => allows(pattern, to)))
      .map((to) => `${file} -> ${to}`);
  });
  expect(wrong).toEqual([]);
});

test("rules of diagnosis rest on readings, and no reading on a rule", () => {
  const readings = sources.filter((file) => /^core\/diagnosis\/(?!rules\/)[\w-]+\//.test(file));
  expect(readings.length).toBeGreaterThan(5);
  expect(readings.filter((file) => importsOf(file).some((specifier) => specifier.includes("/rules/")))).toEqual([]);
});

test("core touches no node module, clock, randomness or environment", () => {
  const touching = sources
    .filter((file) => file.startsWith("core/"))
    .filter((file) =>
      /from "node:|\bprocess\.\w|Date\.now\(|new Date\(\)|Math\.random\(|\bsetTimeout\(|\bfetch\(/.test(
        readFileSync(join(root, file), "utf8"),
      ),
    );
  expect(touching).toEqual([]);
});

test("only src/main reads the environment", () => {
  const reading = sources
    .filter((file) => !file.startsWith("main/"))
    .filter((file) => /process\.env/.test(readFileSync(join(root, file), "utf8")));
  expect(reading).toEqual([]);
});
