import type { Finding, Suggestion } from "../diagnosis/finding.ts";
import type { Line } from "../evidence/evidence.ts";
import type { Rejection } from "./situation.ts";

/** Paragraphs with a blank line between; empty ones left out. */
export function paragraphs(...parts: readonly (string | null | undefined | false)[]): string {
  return parts.filter((part): part is string => typeof part === "string" && part.trim() !== "").join("\n\n");
}

/** A text that ends like a sentence. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** The lines that prove it, each under the command it comes from. */
export function evidenceBlock(lines: readonly Line[], limit = 8): string {
  const byCommand = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const line of lines) {
    const text = shortened(line.text.trim());
    if (text === "" || seen.has(text) || seen.size >= limit) continue;
    seen.add(text);
    byCommand.set(line.command, [...(byCommand.get(line.command) ?? []), text]);
  }
  if (seen.size === 0) return "";
  const parts = [...byCommand].map(([command, texts]) => {
    const from = command.trim() === "" ? "from the pasted output" : `$ ${command}`;
    return [`  ${from}`, ...texts.map((text) => `    ${text}`)].join("\n");
  });
  return `Evidence:\n${parts.join("\n")}`;
}

const widest = 300;

function shortened(text: string): string {
  return text.length <= widest ? text : `${text.slice(0, widest)} …`;
}

/** A numbered list of commands, each with its reason. */
export function commandBlock(title: string, suggestions: readonly Suggestion[]): string {
  if (suggestions.length === 0) return "";
  const lines = suggestions.map((one, index) => `  ${index + 1}. ${one.command}\n     ${sentence(one.reason)}`);
  return `${title}\n${lines.join("\n")}`;
}

/** Says which rejections shaped the reply. */
export function leftOutNote(leftOut: readonly Rejection[]): string {
  if (leftOut.length === 0) return "";
  const said = leftOut.map((one) =>
    one.reason.trim() === "" ? `\`${one.command}\`` : `\`${one.command}\` ("${shortened(one.reason.trim())}")`,
  );
  return `Left out, as you refused ${said.join(" and ")}, and what falls under the same reason.`;
}

/** One line about findings that were not asked for. */
export function othersNote(others: readonly Finding[]): string {
  if (others.length === 0) return "";
  const first = others[0]!;
  const more =
    others.length === 1 ? "" : ` (and ${others.length - 1} more ${others.length === 2 ? "finding" : "findings"})`;
  return `Also seen: ${first.summary.trim().replace(/[.]$/, "")}${more}.`;
}

/** `a`, `a and b`, `a, b and c`; the rest counted past `limit`. */
export function enumerated(items: readonly string[], limit = 6): string {
  const shown = items.length > limit ? [...items.slice(0, limit - 1), `${items.length - limit + 1} more`] : items;
  if (shown.length <= 1) return shown[0] ?? "";
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
