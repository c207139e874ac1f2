import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "../src/core/diagnosis/finding.ts";
import { rules } from "../src/core/diagnosis/registry.ts";

const path = join(import.meta.dirname, "../docs/rules.md");

/** docs/rules.md as the registry has it now. */
export function rulesPage(): string {
  const sorted = [...rules].sort((a, b) => a.code.localeCompare(b.code));
  const head = `# Rules

The failing states that the built-in engine knows, ${sorted.length} of them. A finding carries the code, the object, and the lines that
show it. This page is written by \`npm run docs:rules\` from the registry; do not edit it.
`;
  return [head, ...sorted.map(section)].join("\n");
}

function section(rule: Rule): string {
  const brings =
    rule.explains.length === 0 ? "" : `\n\nBrings about: ${rule.explains.map((code) => `\`${code}\``).join(", ")}.`;
  return `## \`${rule.code}\`\n\n**${rule.title}**\n\n${rule.about}\n\nReads: ${rule.reads.join(", ")}.${brings}\n`;
}

if (import.meta.main) writeFileSync(path, rulesPage());

export const readRulesPage = (): string => readFileSync(path, "utf8");
