import { remembered } from "../../kubectl/remembered.ts";
import type { Reply, Situation } from "../situation.ts";
import { again } from "./again.ts";
import { besideReply, withoutExclusion } from "./beside.ts";
import { alternatives, cause, certainty, detail, proof } from "./certainty.ts";
import { type Answerer, conversationOf, plainly } from "./conversation.ts";
import { elsewhere } from "./elsewhere.ts";
import { fixManifest } from "./fix-manifest.ts";
import type { FollowUp } from "./form.ts";
import { inFull } from "./in-full.ts";
import { inPlainWords, prevention } from "./lessons-told.ts";
import { nextStep, wouldHelp } from "./next-step.ts";
import { pagedReply, questionOfAlarm } from "./paged.ts";
import { readsMade } from "./reads-made.ts";
import { relation } from "./relation.ts";
import { safety } from "./safety.ts";
import { suspected } from "./suspected.ts";
import { undo } from "./undo.ts";
import { withValue } from "./with-value.ts";

/** Forms in the order in which they are tried. */
const forms: readonly FollowUp[] = [
  cause,
  detail,
  certainty,
  proof,
  alternatives,
  suspected,
  relation,
  prevention,
  inPlainWords,
  fixManifest,
  readsMade,
  safety,
  elsewhere,
  undo,
  again,
  wouldHelp,
  withValue,
  nextStep,
];

const longest = 120;

const formOf = remembered((text: string): FollowUp | undefined => {
  if (text.length > longest || text.includes("\n")) return undefined;
  const said = plainly(text);
  return forms.find(({ asks }) => asks.test(said));
});

/** What a message asks, where it is said in short or with what it is not about. */
const askedInFull = remembered((text: string): string => withoutExclusion(text) ?? inFull(text));

/** The question itself in full, where it is a complaint in short. */
export function said(situation: Situation): string {
  const { question } = situation;
  return isHandedOver(situation) || alarmed(question) ? question : inFull(question);
}

const alarmed = (text: string): boolean => questionOfAlarm(text) !== null;

/** Without the messages that only speak of what was found: they do not change what a thread is about. */
export function withoutFollowUps(situation: Situation): Situation {
  const { earlierQuestions } = situation;
  const asking = earlierQuestions.filter((text, at) => at === 0 || formOf(text) === undefined).map(askedInFull);
  const isSame = asking.length === earlierQuestions.length && asking.every((text, at) => text === earlierQuestions[at]);
  return isSame ? situation : { ...situation, earlierQuestions: asking };
}

/** The reply to a message about what was said before in its thread; null for a message that asks something of its own. */
export function followUpReply(situation: Situation, answerer: Answerer): Reply | null {
  if (isHandedOver(situation)) return null;
  const beside = besideReply(situation, answerer) ?? pagedReply(situation, answerer);
  if (beside !== null) return beside;
  const form = formOf(situation.question);
  if (form === undefined) return null;
  if (situation.earlierQuestions.length === 0) return leaning.includes(form) ? nothingBefore(situation) : null;
  const conversation = conversationOf(situation, answerer);
  const reply = conversation === null ? null : form.reply(conversation);
  return reply === null ? null : asAnswer(reply, situation);
}

/** Forms that mean nothing at all where nothing was said before. */
const leaning: readonly FollowUp[] = [certainty, proof, readsMade, undo];

function nothingBefore({ view }: Situation): Reply | null {
  if (view.evidence.length > 0) return null;
  const summary =
    "Nothing was asked, read or changed in this thread yet. Say what it is about, by kind, name and namespace.";
  return {
    text: summary,
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary, confidence: "confirmed" },
  };
}

/** What is answered from what was read before needs no more reads, whatever is proposed beside it. */
function asAnswer(reply: Reply, { view, newEvidenceFrom }: Situation): Reply {
  const { conclusion } = reply;
  const isKnown = newEvidenceFrom === view.evidence.length && conclusion.verdict === "cause-found";
  if (!isKnown || conclusion.confidence === "possible" || reply.seeksFix === true) return reply;
  return { ...reply, conclusion: { ...conclusion, verdict: "answered" } };
}

/** What a person brings with a message is what it is about. */
const isHandedOver = ({ view, newEvidenceFrom }: Situation): boolean =>
  view.evidence.slice(newEvidenceFrom).some(({ origin }) => origin === "pasted");
