import type { Situation } from "../situation.ts";
import { asksOnlyWhy } from "./other-words.ts";
import { leansBack, putIn } from "./put-in.ts";
import { type Topic, topicAfter } from "./topic.ts";

/** How many messages that lean on each other are read back. */
const mostEarlier = 4;

/** The situation with a question that stands on its own: `restart it` says what, `and in staging?` what is asked there. */
export function inContext(situation: Situation): Situation {
  const { question, earlierQuestions } = situation;
  if (earlierQuestions.length === 0 || !leansBack(question)) return situation;
  let topic: Topic | null = null;
  for (const text of since(earlierQuestions)) {
    const whole = topic === null ? text : putIn(text, topic, situation);
    if (whole.length < 2000 && !asksOnlyWhy(whole)) topic = topicAfter(whole, topic, situation);
  }
  const whole = topic === null ? question : putIn(question, topic, situation);
  return whole === question ? situation : { ...situation, question: whole };
}

/** The last messages from the newest that stands on its own and says more than a word or two: what was before it is over. */
function since(earlier: readonly string[]): readonly string[] {
  const last = earlier.slice(-mostEarlier);
  const from = last.findLastIndex((text) => !leansBack(text) && text.trim().split(/\s+/).length > 2);
  return last.slice(Math.max(0, from));
}
