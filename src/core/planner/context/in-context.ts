import { memo } from "../../diagnosis/objects/memo.ts";
import { observe } from "../../evidence/observe.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { knownIn, understand } from "../question/understand.ts";
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
  const before = asAsked(situation);
  const topic = topicOf(before);
  const whole = topic === null ? question : putIn(question, topic, before);
  return whole === question ? situation : { ...situation, question: whole };
}

/** What was seen when the message came: what is read for its sake does not change what it says. */
function asAsked(situation: Situation): Situation {
  const { view, newEvidenceFrom } = situation;
  const isRead = view.evidence.slice(newEvidenceFrom).some(({ origin }) => origin === "executed");
  if (!isRead) return situation;
  const views = earlierViews(view);
  const before = views.get(newEvidenceFrom) ?? observe(view.evidence.slice(0, newEvidenceFrom));
  views.set(newEvidenceFrom, before);
  return { ...situation, view: before };
}

/** What a view showed of its first pieces, by their number. */
const earlierViews = memo((_view: ClusterView) => new Map<number, ClusterView>());

/** What the messages before this one are about. */
export function topicOf(situation: Situation): Topic | null {
  let topic: Topic | null = null;
  for (const text of since(situation.earlierQuestions, situation.view)) {
    const whole = topic === null ? text : putIn(text, topic, situation);
    if (whole.length < 2000 && !asksOnlyWhy(whole)) topic = topicAfter(whole, topic, situation);
  }
  return topic;
}

/** The last messages from the newest that stands on its own and says more than a word or two: what was before it is over. */
function since(earlier: readonly string[], view: ClusterView): readonly string[] {
  const last = earlier.slice(-mostEarlier);
  const from = last.findLastIndex(
    (text) => !leansBack(text) && text.trim().split(/\s+/).length > 2 && saysWhat(text, view),
  );
  return last.slice(Math.max(0, from));
}

/** `can I raise the max?` stands on its own and says not of what. */
function saysWhat(text: string, view: ClusterView): boolean {
  const { targets, kinds, scope, intent } = understand(text, knownIn(view));
  return targets.length + kinds.length + scope.namespaces.length > 0 || scope.all || intent === "troubleshoot";
}
