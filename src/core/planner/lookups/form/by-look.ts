import type { Reply, Situation } from "../../situation.ts";
import { choose } from "../../suggestions.ts";
import type { Look, Step } from "./look.ts";
import { announce, tell } from "./told.ts";

/** Nothing is looked up beside what a person handed over or approved: that is read for itself. */
export function mayLook(step: Step, look: Look, { view, newEvidenceFrom }: Situation): boolean {
  const fresh = view.evidence.slice(newEvidenceFrom);
  return fresh.every((piece) => (piece.origin === "executed" || "answered" in step) && look.isOwn(piece));
}

/** The commands that a look asks for, or its answer; null where none of the commands may be suggested. */
export function replyByStep(step: Step, situation: Situation): Reply | null {
  if ("answered" in step) return tell(step.answered, [], 10);
  return announce({ ...choose(step.ask, situation), leftOut: [] });
}
