import type { Situation } from "../situation.ts";
import { leansBack, putIn } from "./put-in.ts";
import { type Topic, topicAfter } from "./topic.ts";

/** How many messages back somebody may lean. */
const mostEarlier = 6;

/** The situation with a question that stands on its own: `restart it` says what, `and in staging?` what is asked there. */
export function inContext(situation: Situation): Situation {
  const { question, earlierQuestions, view } = situation;
  if (earlierQuestions.length === 0 || !leansBack(question)) return situation;
  let topic: Topic | null = null;
  for (const text of earlierQuestions.slice(-mostEarlier)) {
    const whole = topic === null ? text : putIn(text, topic, view);
    if (whole.length < 2000) topic = topicAfter(whole, topic, situation);
  }
  const whole = topic === null ? question : putIn(question, topic, view);
  return whole === question ? situation : { ...situation, question: whole };
}
