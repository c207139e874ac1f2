import type { Finding, Suggestion } from "../../../diagnosis/finding.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ObjectRef } from "../../../evidence/observed.ts";
import type { Reply } from "../../situation.ts";
import type { Choice } from "../../suggestions.ts";
import { commandBlock, evidenceBlock, leftOutNote, paragraphs, sentence } from "../../wording.ts";

/** What a lookup found: the answer in a sentence or two, more of it, the lines that prove it, and what to read for more. */
export type Told = {
  readonly summary: string;
  readonly details?: string;
  readonly lines?: readonly Line[];
  readonly next?: readonly Suggestion[];
  /** What was found to be behind it: the talk goes on about that. */
  readonly findings?: readonly Finding[];
  /** The object that was spoken of in other words than its name: what `it` means afterwards. */
  readonly about?: ObjectRef | null;
};

/** The reply that tells it, with the commands that may follow. */
export function tell(
  { summary, details, lines, findings }: Told,
  suggestions: readonly Suggestion[],
  most: number,
): Reply {
  return {
    text: paragraphs(summary, details, evidenceBlock(lines ?? [], most), commandBlock("Next:", suggestions)),
    suggestions,
    findings: findings ?? [],
    conclusion: { verdict: (findings ?? []).length > 0 ? "cause-found" : "answered", summary, confidence: "confirmed" },
  };
}

/** The reply that asks for the reads; null where none of them may be suggested. */
export function announce({ suggestions, leftOut }: Choice): Reply | null {
  const [first] = suggestions;
  if (first === undefined) return null;
  return {
    text: paragraphs(
      "This shows it:",
      suggestions.map(({ command }) => command).join("\n"),
      sentence(first.reason),
      leftOutNote(leftOut),
    ),
    suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary: `This shows it: ${first.command}`, confidence: "possible" },
  };
}
