import type { Situation } from "../situation.ts";
import { leansBack, putIn } from "./put-in.ts";
import { type Topic, topicAfter } from "./topic.ts";

/** How many messages that lean on each other are read back. */
const mostEarlier = 4;

/** The situation with a question that stands on its own: `restart it` says what, `and in staging?` what is asked there. */
export function inContext(situation: Situation): Situation {
  const { question, earlierQuestions, view } = situation;
  if (earlierQuestions.length === 0 || !leansBack(question)) return situation;
  const topic = topicOf(situation);
  const whole = topic === null ? question : putIn(question, topic, view);
  return whole === question ? situation : { ...situation, question: whole };
}

/** What the messages before this one are about. */
export function topicOf(situation: Situation): Topic | null {
  let topic: Topic | null = null;
  for (const text of since(situation.earlierQuestions)) {
    const whole = topic === null ? text : putIn(text, topic, situation.view);
    if (whole.length < 2000) topic = topicAfter(whole, topic, situation);
  }
  return topic;
}

/** The last messages from the newest that stands on its own and says more than a word or two: what was before it is over. */
function since(earlier: readonly string[]): readonly string[] {
  const last = earlier.slice(-mostEarlier);
  const from = last.findLastIndex((text) => !leansBack(text) && text.trim().split(/\s+/).length > 2);
  return last.slice(Math.max(0, from));
}
