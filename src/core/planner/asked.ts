import { remembered } from "../kubectl/remembered.ts";
import { aboutPasted } from "./about-pasted.ts";
import { keyOf, settle } from "./command-key.ts";
import type { Home } from "./command-line.ts";
import { bounded } from "./inspection/bounded.ts";
import { inspect } from "./inspection/inspect.ts";
import { asksForCauseOf, asksForRoot, tellsOfOutage } from "./question/asks-cause.ts";
import { isStatement } from "./question/is-statement.ts";
import { kindsIn } from "./question/kind-words.ts";
import { knownIn, type Question, understand } from "./question/understand.ts";
import { wordsOf } from "./question/words.ts";
import type { Situation } from "./situation.ts";

/**
 * The question that a reply has to answer: that of this message, or, when the message only says to go on ("approved", nothing),
 * the last one in the thread that asks something. A later question that names nothing takes names and places over from it.
 */
export function askedIn(situation: Situation): Question {
  return aboutPasted(told(hosted(inItsThread(situation))), situation);
}

/** Somebody who tells how a thing is, or asks what is up with it, wants to know why it is so. */
function told(question: Question): Question {
  const { intent, plain, targets, words, scope } = question;
  const isPlaced = targets.length > 0 || scope.namespaces.length > 0;
  if (isPlaced && intent === "inspect" && asksForRoot(question.text)) return { ...question, intent: "troubleshoot" };
  if (!isPlaced || question.isRequest === true || !["inspect", "unclear", "change"].includes(intent)) return question;
  const isTold = intent !== "change" && (isStatement(plain, words[0]?.lower) || tellsOfOutage(question.text));
  return isTold || asksWhatIsUp.test(plain) || asksForCauseOf(question.text)
    ? { ...question, intent: "troubleshoot" }
    : question;
}

const asksWhatIsUp =
  /\bwhat(?:'s| is|s)? (?:up|wrong|broken|going on|happening|happened(?! (?:lately|recently|today)\b)(?!.{0,80}\b(?:lately|recently)$)|the (?:matter|problem|issue|trouble))\b/;

/** What is reached under a host name is reached through an Ingress; no object is called like that. */
function hosted(question: Question): Question {
  const isKept = ({ kind, name }: Question["targets"][number]) =>
    !isHost(name) || (kind !== null && kind.kind !== "Ingress");
  const targets = question.targets.filter(isKept);
  const kinds = question.kinds.filter((mention) => !isHost(mention.kind.kind));
  if (targets.length === question.targets.length && kinds.length === question.kinds.length) return question;
  const isNamed = targets.length > 0 || kinds.length > 0;
  return { ...question, targets, kinds: isNamed ? kinds : kindsIn([...wordsOf("ingress")], new Set()) };
}

/** `shop.example.com`; groups of custom resources rather end in `.io`, `.dev` and the like. */
function isHost(name: string): boolean {
  return /^(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|biz|shop|local|(?!io|ai|sh|co)[a-z]{2})$/.test(name);
}

function inItsThread(situation: Situation): Question {
  const known = knownIn(situation.view);
  const now = withWished(understand(situation.question, known), situation);
  const isReal = (question: Question) =>
    question.intent !== "continue" && question.intent !== "chat" && question.intent !== "unclear";
  const brought = situation.newEvidenceFrom < situation.view.evidence.length;
  const isPlaceOnly = everywhere.test(situation.question);
  if (!leansBack(now) && !isPlaceOnly) return now;
  const earlier = newestOf(situation, known, isReal);
  if (isPlaceOnly && earlier !== undefined && earlier.intent !== "change")
    return { ...earlier, scope: { namespaces: [], all: true } };
  if (now.intent === "continue" || (brought && now.intent === "chat")) return earlier ?? open(now, situation);
  if (now.intent === "unclear" && (brought || earlier !== undefined))
    return brought && earlier === undefined ? open(now, situation) : { ...now, ...pick(earlier!, now) };
  if (earlier !== undefined && isPlaceless(now) && namesSame(now, earlier)) return { ...now, scope: earlier.scope };
  return refersBack(now) && earlier !== undefined ? { ...now, ...takenOver(now, earlier) } : now;
}

/** `and in all namespaces?`: where to look for what was asked before. */
const everywhere =
  /^\W*(?:(?:and|or|in|for|across|from|over|now|what about|how about|same)\W+){0,3}(?:all|every|any)(?: the| other)? namespaces?\W*$/i;

/** What a question wishes to see beside its complaint, unless it says itself what to read. */
export function wishedOf(question: Question, home: Home): Question {
  const { wished, intent } = question;
  return wished === undefined || (intent === "inspect" && inspect(question, home).length > 0) ? question : wished;
}

/** What is wished beside a complaint is read first; what was read besides is looked into for the complaint. */
function withWished(question: Question, { view, namespace, namespaceGiven }: Situation): Question {
  const home = { namespace: namespaceGiven ? namespace : null };
  const wished = wishedOf(question, home);
  if (wished === question) return question;
  const reads = inspect(wished, home).map((one) => bounded(one).command);
  const keys = new Set(reads.flatMap((one) => settle(one)?.command ?? []).map((one) => keyOf(one, namespace)));
  const isWished = view.evidence.every(
    ({ origin, parsed }) => origin === "executed" && parsed !== null && keys.has(keyOf(parsed, namespace)),
  );
  return isWished ? wished : question;
}

/** Whether what was asked before can change what this message asks. */
function leansBack(now: Question): boolean {
  return (
    ["continue", "chat", "unclear"].includes(now.intent) ||
    refersBack(now) ||
    (isPlaceless(now) && now.targets.length > 0)
  );
}

const isPlaceless = ({ scope }: Question) => !scope.all && scope.namespaces.length === 0;

/** `is cart healthy now?` after `why does cart crash in shop?` */
function namesSame(now: Question, earlier: Question): boolean {
  return now.targets.some(({ name }) => earlier.targets.some((target) => target.name === name));
}

/** Read from the newest back, and not without end: who wrote so many lines that say nothing leans on none of before. */
function newestOf(
  situation: Situation,
  known: ReturnType<typeof knownIn>,
  isWanted: (question: Question) => boolean,
): Question | undefined {
  let unread = mostUnclear;
  for (const text of situation.earlierQuestions.toReversed()) {
    if (goesOn(text)) continue;
    const question = withWished(understand(text, known), situation);
    if (isWanted(question)) return question;
    unread -= 1;
    if (unread === 0) break;
  }
  return undefined;
}

const mostUnclear = 6;

/** Whether a message says no more than to go on, whatever names the thread knows. */
const goesOn = remembered((text: string) => text.length < 100 && understand(text).intent === "continue");

/** Evidence without a question: what is the matter? */
function open(now: Question, situation: Situation): Question {
  return situation.view.evidence.length === 0 ? now : { ...now, intent: "troubleshoot" };
}

/** The place that a message names itself stays. */
function pick(earlier: Question, now: Question): Partial<Question> {
  return {
    intent: earlier.intent,
    targets: earlier.targets,
    scope: isPlaceless(now) ? earlier.scope : now.scope,
    kinds: earlier.kinds,
    selectors: earlier.selectors,
  };
}

function refersBack(question: Question): boolean {
  return (
    question.targets.length === 0 &&
    !question.kinds.some(({ plural }) => plural) &&
    /\b(it|its|they|them|their|this|that|these|those|one|ones|there|same|why|fix)\b/.test(question.plain)
  );
}

function takenOver(now: Question, earlier: Question): Partial<Question> {
  const scope = now.scope.all || now.scope.namespaces.length > 0 ? now.scope : earlier.scope;
  const kinds = now.kinds.length > 0 ? now.kinds : earlier.kinds;
  return { scope, kinds, targets: earlier.targets };
}
