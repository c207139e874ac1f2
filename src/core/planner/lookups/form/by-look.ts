import type { Reply, Situation } from "../../situation.ts";
import { choose } from "../../suggestions.ts";
import { evidenceBlock, paragraphs, sentence } from "../../wording.ts";
import type { Look, Step } from "./look.ts";

/** Nothing is looked up beside what a person handed over or approved: that is read for itself. */
export function mayLook(step: Step, look: Look, { view, newEvidenceFrom }: Situation): boolean {
  const fresh = view.evidence.slice(newEvidenceFrom);
  return fresh.every((piece) => (piece.origin === "executed" || "answered" in step) && look.isOwn(piece));
}

/** The commands that a look asks for, or its answer; null where none of the commands may be suggested. */
export function replyByStep(step: Step, situation: Situation): Reply | null {
  if ("ask" in step) {
    const { suggestions } = choose(step.ask, situation);
    const first = suggestions[0];
    if (first === undefined) return null;
    const summary = `This shows it: ${first.command}`;
    return {
      text: paragraphs("This shows it:", suggestions.map((one) => one.command).join("\n"), sentence(first.reason)),
      suggestions,
      findings: [],
      conclusion: { verdict: "undecided", summary, confidence: "possible" },
    };
  }
  const { summary, details, lines } = step.answered;
  return {
    text: paragraphs(summary, details, evidenceBlock(lines, 10)),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary, confidence: "confirmed" },
  };
}
