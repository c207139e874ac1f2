import type { Line } from "../../evidence/evidence.ts";
import type { Question } from "../question/understand.ts";
import type { Situation } from "../situation.ts";

/** What the evidence says to a question. `summary` is one or two sentences, `details` more lines as they should be shown. */
export type Answered = { readonly summary: string; readonly details: string; readonly lines: readonly Line[] };

/** The answer to a question that wants to see something, computed from the evidence; null when the evidence does not hold it. */
export function answer(_question: Question, situation: Situation): Answered | null {
  const newest = situation.view.evidence.at(-1);
  if (newest === undefined) return null;
  const text = newest.stdout.trim() || newest.stderr.trim();
  const lines = text.split("\n").slice(0, 20);
  return {
    summary: `${newest.command || "The output"} printed ${text === "" ? "nothing" : `${text.split("\n").length} lines`}.`,
    details: lines.map((line) => `  ${line}`).join("\n"),
    lines: [],
  };
}
