import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { readRulesPage, rulesPage } from "../../scripts/rules-page.ts";

const root = join(import.meta.dirname, "../..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "demo/README.md",
  ...readdirSync(join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

test("docs/rules.md is what the registry says (npm run docs:rules writes it)", () => {
  expect(readRulesPage()).toBe(rulesPage());
});

test.each(pages)("every link of %s leads to a file", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const links = [...text.matchAll(/\]\(([^)#\s]+)/g)]
    .map((match) => match[1]!)
    .filter((link) => !/^[a-z]+:/.test(link));
  expect(links.filter((link) => !existsSync(resolve(root, dirname(page), link)))).toEqual([]);
});

test("every variable of docs/configuration.md is read, and every one that is read is there", () => {
  const documented = new Set(
    [...readFileSync(join(root, "docs/configuration.md"), "utf8").matchAll(/`([A-Z][A-Z0-9_]{3,})`/g)].map(
      (match) => match[1]!,
    ),
  );
  const schema = readFileSync(join(root, "src/main/config.ts"), "utf8").split("const variables =")[1]!;
  const read = new Set([...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]{3,}):/gm)].map((match) => match[1]!));
  const levels = ["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG", "KUBECONFIG"];
  expect([...documented].filter((name) => !read.has(name) && !levels.includes(name))).toEqual([]);
  expect([...read].filter((name) => !documented.has(name))).toEqual([]);
});
