import { observe } from "../../evidence/observe.ts";
import type { Home } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { mayInquire, replyByInquest } from "./form/by-inquest.ts";
import { mayLook, replyByStep } from "./form/by-look.ts";
import type { Inquest } from "./form/inquest.ts";
import { Look } from "./form/look.ts";
import type { Told } from "./form/told.ts";
import { type InquiryRow, type LookRow, lookups } from "./lookups.ts";

/** What was read so far, and the namespace that holds where a question names none. */
type Grounds = { readonly situation: Situation; readonly home: Home };

/**
 * The reply to a question whose reads are known beforehand: that of the first lookup which takes it and gets on. Inquests go by all
 * that the `thread` shows, looks only by what was read `since` the last change. null: a question of another form, or what was read
 * does not hold the answer.
 */
export function lookUp(question: Question, thread: Grounds, since: Grounds): Reply | null {
  const isOpen = mayInquire(inquestsOf(question, thread.home), thread.situation);
  for (const lookup of lookups) {
    if (!takes(lookup, question)) continue;
    const decided =
      "look" in lookup ? byLook(lookup, question, since) : isOpen ? byInquiry(lookup, question, thread) : null;
    if (decided !== null) return decided.reply;
  }
  return null;
}

/** A lookup that decides may do so by leaving the reply to others: null, where all that it would read was rejected. */
type Decided = { readonly reply: Reply | null } | null;

function byInquiry({ inquiry }: InquiryRow, question: Question, { situation, home }: Grounds): Decided {
  const inquest = inquiry(question, home);
  const reply = inquest === null ? null : replyByInquest(inquest, question, situation, home);
  return reply === null ? null : { reply };
}

function byLook({ look }: LookRow, question: Question, { situation, home }: Grounds): Decided {
  const seen = new Look(situation, home);
  const step = look(question, seen);
  return step === null || !mayLook(step, seen, situation) ? null : { reply: replyByStep(step, situation) };
}

/** What a look answers from reads that were made before; null where more would have to be read. */
export function lookedUp(question: Question, situation: Situation, home: Home): Told | null {
  for (const lookup of lookups) {
    const isTaken = "look" in lookup && takes(lookup, question);
    const step = isTaken ? lookup.look(question, new Look(situation, home)) : null;
    if (step !== null) return "answered" in step ? step.answered : null;
  }
  return null;
}

/** Whether a lookup is asked at all; its form decides then. */
export function takes(lookup: InquiryRow | LookRow, { text, intent }: Question): boolean {
  if ("inquiry" in lookup) return intent !== "change";
  if (text.length > 400) return false;
  if (intent === "change") return lookup.answersHow === true && asksHow.test(text);
  return ["inspect", "unclear", "troubleshoot"].includes(intent) && !/\bwhy\b|\bhow come\b/i.test(text);
}

/** `how do I get a shell in X` wants to be told, unlike `exec into X`. */
const asksHow = /^how (?:do|can|would|could|should|to)\b/i;

/** The first read of the inquest that a question begins; "" for a question of no such form. */
export const firstReadOf = (question: Question, home: Home): string =>
  inquestsOf(question, home)[0]?.reads(observe([]))[0]?.command ?? "";

const inquestsOf = (question: Question, home: Home): readonly Inquest[] =>
  lookups.flatMap((one) => ("inquiry" in one && takes(one, question) ? (one.inquiry(question, home) ?? []) : []));
