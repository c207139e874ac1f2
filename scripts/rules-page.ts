import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "../src/core/diagnosis/finding.ts";
import { rules } from "../src/core/diagnosis/registry.ts";
import type { BenignRule } from "../src/core/planner/benign/benign.ts";
import { benignRules } from "../src/core/planner/benign/registry.ts";

const path = join(import.meta.dirname, "../docs/rules.md");

/** docs/rules.md as the registry has it now. */
export function rulesPage(): string {
  const sorted = [...rules].sort((a, b) => a.code.localeCompare(b.code));
  const head = `# Rules

The failing states that the built-in engine knows, ${sorted.length} of them. A finding carries the code, the object, and the lines that
show it. This page is written by \`npm run docs:rules\` from the registry; do not edit it.
`;
  const benign = [...benignRules].sort((a, b) => a.code.localeCompare(b.code));
  const tail = `# What looks like a fault and is none

What the engine knows to alarm people without need, ${benign.length} entries. Where the evidence shows it, and nothing else is wrong with what is
asked about, the answer is that nothing is wrong, and why.
`;
  return [head, ...sorted.map(section), tail, ...benign.map(benignSection)].join("\n");
}

function benignSection({ code, title, about, reads }: BenignRule): string {
  return `## \`${code}\`\n\n**${title}**\n\n${about}\n\nReads: ${reads.join(", ")}.\n`;
}

function section(rule: Rule): string {
  const brings =
    rule.explains.length === 0 ? "" : `\n\nBrings about: ${rule.explains.map((code) => `\`${code}\``).join(", ")}.`;
  return `## \`${rule.code}\`\n\n**${rule.title}**\n\n${rule.about}\n\nReads: ${rule.reads.join(", ")}.${brings}\n`;
}

if (import.meta.main) writeFileSync(path, rulesPage());

export const readRulesPage = (): string => readFileSync(path, "utf8");
