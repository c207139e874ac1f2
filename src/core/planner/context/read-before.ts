import type { Home } from "../command-line.ts";
import { bounded } from "../inspection/bounded.ts";
import { inspect } from "../inspection/inspect.ts";
import { isObject } from "../investigation/places.ts";
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

function isRead(question: Question, situation: Situation, home: Home): boolean {
  if (question.intent === "troubleshoot")
    return asksWhetherWell(question) && question.targets.some(({ name }) => isObject(name, situation.view));
  if (question.intent !== "inspect") return false;
  const first = inspect(question, home).map(bounded).slice(0, 1);
  const choice = choose(first, situation);
  return first.length > 0 && choice.suggestions.length === 0 && choice.leftOut.length === 0;
}
