import type { Finding } from "../../diagnosis/finding.ts";
import { workloadOf } from "../../diagnosis/objects/relations.ts";
import type { ObjectRef } from "../../evidence/observed.ts";
import { topicOf } from "../context/in-context.ts";
import { spokenObject } from "../context/spoken-object.ts";
import type { Topic } from "../context/topic.ts";
import { knownIn, understand } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";

/** What was said and found in a thread, for a message that speaks of that and asks nothing new of the cluster. */
export type Conversation = {
  /** The message in lower case, without blanks and marks at its ends. */
  readonly said: string;
  /** The situation, with `earlierQuestions` that ask something of the cluster only. */
  readonly situation: Situation;
  readonly topic: Topic;
  /** What the last question of the cluster is answered with, by what is known now. */
  readonly last: Reply;
  /** The cause that the last answer named; undefined where it named none. */
  readonly main: Finding | undefined;
  /** The workload or other object that the talk is about. */
  readonly object: ObjectRef | null;
  /** Answers a question as if it stood in this thread in the place of the message. */
  readonly answer: (text: string, situation?: Situation) => Reply;
};

export type Answerer = (text: string, situation: Situation) => Reply;

/** null: nothing was asked of the cluster yet. */
export function conversationOf(situation: Situation, answerer: Answerer): Conversation | null {
  const topic = topicOf(withoutLists(situation));
  if (topic === null) return null;
  const last = answerer(topic.text, settled(situation));
  const main = last.findings[0] ?? causeOf(topic, situation, answerer);
  const told = main === undefined ? null : workloadOf(situation.view, main.object);
  return {
    said: plainly(situation.question),
    situation,
    topic,
    last,
    main,
    object: (topic.question.targets.length > 0 ? topic.object : told) ?? topic.object,
    answer: (text, one = situation) => answerer(text, one),
  };
}

/** What was listed on the way is not what is spoken of: `what nodes do we have` after `why is it pending?`. */
function withoutLists(situation: Situation): Situation {
  const { earlierQuestions, view } = situation;
  const known = knownIn(view);
  const isList = (text: string) => {
    const { intent, targets } = understand(text, known);
    return intent !== "troubleshoot" && intent !== "change" && targets.length === 0;
  };
  const last = earlierQuestions.findLastIndex((text) => !isList(text));
  return last < 0 ? situation : { ...situation, earlierQuestions: earlierQuestions.slice(0, last + 1) };
}

export const plainly = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[\s?.!,]{1,10}$/, "")
    .replace(/\s{1,10}/g, " ");

/** Nothing of what was read before counts as old news: it is what the question was answered from. */
const settled = (situation: Situation): Situation => ({ ...situation, newEvidenceFrom: 0 });

/** What is known to fail of an object that was only looked at, or that was to be changed. */
function causeOf({ object }: Topic, situation: Situation, answerer: Answerer): Finding | undefined {
  if (object === null || situation.view.evidence.length === 0) return undefined;
  const reply = answerer(`why is ${spokenObject(object)} failing?`, settled({ ...situation, earlierQuestions: [] }));
  return reply.findings.find(({ severity, code }) => severity !== "info" && code !== "not-found");
}

/** `Deployment shop/checkout` */
export const refSaid = ({ kind, namespace, name }: ObjectRef): string =>
  `${kind}${kind === "" ? "" : " "}${namespace === undefined ? name : `${namespace}/${name}`}`;

/** What is said of a talk in which no cause was found: what its last answer was. */
export function withoutCause(lead: string, conversation: Conversation): Reply | null {
  const { conclusion } = conversation.last;
  if (conclusion.verdict !== "healthy" && conclusion.verdict !== "answered") return null;
  const summary = `${lead} ${conclusion.summary}`;
  return replyAs(summary, summary, conversation);
}

/** A reply to a message about the talk: what was found stays found. */
export function replyAs(text: string, summary: string, conversation: Conversation): Reply {
  const { main, last } = conversation;
  return {
    text,
    suggestions: [],
    findings: main === undefined ? [] : [main],
    conclusion: {
      verdict: last.conclusion.verdict === "cause-found" ? "cause-found" : "answered",
      summary,
      confidence: main?.confidence ?? "confirmed",
    },
  };
}
