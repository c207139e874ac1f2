import { logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import type { Line } from "../../evidence/evidence.ts";
import { messageIn } from "../../evidence/logs/log-message.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import type { Question } from "../question/understand.ts";
import { linesOfLog } from "./log-course.ts";
import { withoutNone } from "./log-words.ts";
import type { Read } from "./over.ts";
import { isOwn, subjectsOf } from "./subjects.ts";

/** What a log tells of work that people say is not done: how often it was done and failed, and the line that was written last of it. */
export type Deeds = {
  readonly object: ObjectRef;
  readonly done: number;
  readonly failed: number;
  readonly last: Line;
};

const done =
  /\b(?:success\w*|succeeded|went through|completed?|confirmed|placed|accepted|charged|processed|delivered|dispatched|stored|saved|sent|created|done|finished|generated|drained|uploaded|published|exported|imported|written|rendered)\b/i;
const notDone =
  /\b(?:not|fail\w*|un\w{3,20}|error|denied|declined|refused|reject\w*|retry\w*|before|until|will|start\w*|queued|waiting)\b/i;
const isFailed =
  /\b(?:fail(?:s|ed|ing|ures?)?|errors?|could ?n.t|could not|cannot|unable|timed out|refused|denied|declined|reject\w*|gave up|giving up|lost|not (?:accepted|sent|delivered|done))\b/i;
/** A line that sums up: `214 completed, 0 failed`. */
const sum = /\b(\d{1,7}) (?:completed|succeeded|done|sent|delivered|processed|ok|successful)\b/i;

const fewest = 3;
/** So much of what is tried fails anywhere, for reasons of those for whom it is done. */
const mostFailed = 0.2;

/**
 * The logs of what is asked about that tell over and over, and at their ends, that just that is done of which people say that it is not:
 * `customers cannot pay` and `payment went through`. Empty where one of them tells otherwise.
 */
export function deedsOf(question: Question, view: ClusterView): readonly Deeds[] {
  const stems = stemsOf(question.plain);
  if (stems.length === 0) return [];
  const meant = subjectsOf(question, view);
  const logs = logsOfView(view).filter((log) => isOwn(log, meant, view));
  const told = logs.flatMap((log) => deedsIn(log.object, linesOfLog(log, view), stems) ?? []);
  return told.every(isDone) ? told : [];
}

/** Whether a log without errors tells of such deeds. */
export function tellsOfDeeds({ log, course }: Read, { plain }: Question, view: ClusterView): boolean {
  if (course.state !== "clean") return false;
  const told = deedsIn(log.object, linesOfLog(log, view), stemsOf(plain));
  return told !== null && isDone(told);
}

const isDone = ({ done: often, failed, last }: Deeds): boolean =>
  often >= fewest && failed <= often * mostFailed && !fails(last.text);

function deedsIn(object: ObjectRef, lines: readonly Line[], stems: readonly string[]): Deeds | null {
  const isOfIt = stems.some((stem) => object.name.includes(stem));
  const isOfMessages = stems.some((stem) => /^(?:messag|record|event)/.test(stem));
  const told = lines.filter(
    ({ text }) =>
      isOfIt ||
      stems.some((stem) => holds(text.slice(0, 1000), stem)) ||
      (isOfMessages && taken.test(text.slice(0, 1000))),
  );
  const good = told.filter(({ text }) => isDeed(text));
  const bad = told.filter(({ text }) => fails(text));
  const last = told.findLast((line) => good.includes(line) || bad.includes(line));
  if (last === undefined || good.length === 0) return null;
  return { object, done: good.reduce((all, { text }) => all + countOf(text), 0), failed: bad.length, last };
}

const countOf = (text: string): number => Number(sum.exec(text.slice(0, 1000))?.[1] ?? 1);

function isDeed(text: string): boolean {
  const said = withoutNone(messageIn(text).text.slice(0, 1000));
  return (done.test(said) || taken.test(said) || entered.test(said)) && !notDone.test(said);
}

/** A consumer says which message it took: by its offset in the topic, or its tag in the queue. */
const taken = /\b(?:offset|delivery[_-]?tag)["=: ]{1,3}\d/i;

/** Somebody came in: an event of an identity provider, or words for it. */
const entered =
  /\btype="?LOGIN"?(?=[,\s])|\b(?:logged|signed) in\b|\b(?:login|log-in|sign-?in|authentication) (?:ok|accepted)\b/;

function fails(text: string): boolean {
  const { level, text: said } = messageIn(text);
  return level === "error" || level === "fatal" || isFailed.test(withoutNone(said.slice(0, 1000)));
}

/** A word that begins so, also within one that is put together: `DeliveryWorker`, `thumbnailGeneration`. */
const holds = (text: string, stem: string): boolean =>
  new RegExp(`(?<![a-z])${stem}`, "i").test(text) || text.includes(`${stem[0]!.toUpperCase()}${stem.slice(1)}`);

/** Words after which what is not done is named. */
const complaints: readonly RegExp[] = [
  /\b(?:cannot|can't|can not|could not|couldn't|unable to|not able to|fail(?:s|ed)? to) (?:even |always |properly )?([a-z]{3,30})\b/,
  /\b(?:nobody|no one|none of (?:us|them|the \w+)|(?:customers?|users?|people|members) (?:are|were) not able to) (?:can |could |manages? to |is able to )?(?:even |properly )?([a-z]{3,30})\b/,
  /\b(?:not|n't|never|no longer) (?:being |getting |get |been )?([a-z]{3,30}ed|sent)\b/,
  /\b(?:not|n't|never|no longer) (?:get|receive|see|send|show|deliver|write|produce)s? (?:(?:any|the|our|its|new|more) ){0,2}([a-z]{4,30})\b/,
  /\bfail(?:s|ed|ing)? (?:(?:all|every|each|any|most|of|its|their|the|our|his|her|background|nightly|daily|hourly) ){1,4}([a-z]{4,30})\b/,
  /\b(?:shows?|sends?|gets?|receives?|delivers?|returns?|writes?|creates?|makes?|generates?|produces?) no (?:new |more )?([a-z]{4,30})\b/,
  /\b([a-z]{4,30}s) (?:(?:all|always|often|still|now|again|keep|are) ){0,3}(?:fail|failing|failed|broken|lost|missing)\b/,
];

/** People are kept out. */
const entering =
  /\b(?:cannot|can't|could not|couldn't|unable to|not able to|fail(?:s|ed)? to|(?:nobody|no one|none of (?:us|them)) (?:can|could|manages? to)) (?:log|sign)[ -]?(?:in|on)\b|\blog-?ins? (?:do not|don't|fail|failing|are failing|(?:is|are) (?:broken|down))\b/;

/** What names no work of its own: a service of users holds `use`, and whether pods start their state tells. */
const anyDeed =
  /^(?:use|see|get|find|open|load|reach|access|connect|view|work|make|have|come|start|run|set|add|the|need|want|expect|seem|deploy|schedul|request|call|pod|job|service|deployment|container|node|connection|thing|probe|check|test|error|user|customer|people|client|answer|respond|response)(?:s|ed|d|ing)?$/;

function stemsOf(plain: string): readonly string[] {
  if (entering.test(plain)) return ["login", "logged in", "sign"];
  const words = complaints.flatMap((one) => one.exec(plain)?.[1] ?? []);
  return words.filter((word) => !anyDeed.test(word)).map(stemOf);
}

/** `delivered`, `deliveries`, `saves`, `pay` without what bends them. */
function stemOf(word: string): string {
  if (word === "sent") return "sen";
  const bare = word.replace(/(?:ies|ings?|ed|es|s|e|y)$/, "");
  return bare.length >= 3 ? bare : word.slice(0, 3);
}
