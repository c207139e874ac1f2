import type { Home } from "../command-line.ts";
import { bounded } from "../inspection/bounded.ts";
import { inspect } from "../inspection/inspect.ts";
import { firstLook } from "../investigation/first-look.ts";
import { asksWhetherWell } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";

/**
 * A question that the thread has read the answer to, `which of them restart?` after a list of pods, is answered from that as if it had
 * come just now. The situation itself where something came with this message, or something has to be read first.
 */
export function withReadBefore(question: Question, situation: Situation, home: Home): Situation {
  const { view, newEvidenceFrom } = situation;
  if (newEvidenceFrom < view.evidence.length || view.evidence.length === 0) return situation;
  return isRead(question, situation, home) ? { ...situation, newEvidenceFrom: 0 } : situation;
}

/** Of how something is, all that a first look reads: a list of nodes says of none that it is well. */
function isRead(question: Question, situation: Situation, home: Home): boolean {
  if (question.intent !== "inspect" && !asksWhetherWell(question)) return false;
  const drafts =
    question.intent === "inspect" ? inspect(question, home).map(bounded).slice(0, 1) : firstLook(question, home);
  const choice = choose(drafts, situation);
  return drafts.length > 0 && choice.suggestions.length === 0 && choice.leftOut.length === 0;
}
