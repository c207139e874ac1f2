import type { Finding } from "../../diagnosis/finding.ts";
import { type LogReading, logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { Line } from "../../evidence/evidence.ts";
import { messageIn } from "../../evidence/logs/log-message.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { relevant } from "../investigation/relevance.ts";
import { isOnTopic, topicOf } from "../investigation/topic.ts";
import { isAboutTime } from "../question/asks-health.ts";
import { tellsOfIdleWork } from "../question/seeks-fault.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs } from "../wording.ts";
import { courseOf, linesOfLog } from "./log-course.ts";
import { holds } from "./log-words.ts";
import { isPastInLog, type Read, short } from "./over.ts";
import { standOf } from "./stands.ts";
import { isEnded, isOwn, subjectsOf } from "./subjects.ts";

/**
 * That the trouble of which somebody complains is over by the log that tells of it: `X cannot reach Y`, and X could not for some seconds
 * of its start. Null where anything else was found, where an object does not stand well, or where the complaint is of another thing.
 */
export function recoveredReply(question: Question, { view, diagnosis, newEvidenceFrom }: Situation): Reply | null {
  if (question.intent !== "troubleshoot" || newEvidenceFrom >= view.evidence.length) return null;
  if (
    (isAboutTime(question.plain) && !wasSlow.test(question.text)) ||
    tellsOfIdleWork(question.text) ||
    ofPeople.test(question.text)
  )
    return null;
  if (view.evidence.every(({ origin }) => origin === "executed") || view.errors.length > 0) return null;
  const meant = subjectsOf(question, view);
  if (podsOf(view).some(({ health }) => health === "failing" || health === "starting")) return null;
  if (meant.some((object) => standOf(object, view).isWell === false)) return null;
  const logs = logsOfView(view)
    .filter(({ evidence }) => evidence >= 0)
    .map((log) => ({ log, course: courseOf(log, view) }));
  if (logs.some(({ log, course }) => course.state === "ill" && !isEnded(log, view))) return null;
  const own = logs.filter(({ log }) => !log.isMixed && (isOwn(log, meant, view) || !isGeneral(question)));
  const { roots, findings } = relevant(question, diagnosis, view);
  const found = [...new Set([...roots, ...findings, ...diagnosis.roots])];
  if (!found.every((one) => isPastInLog(one, logs, view))) return null;
  const past = own.map((read) => pastOf(read, found, question, view)).filter((one) => one !== null);
  return past.length === 0 ? null : replyOf(past, podsOf(view).filter(({ health }) => health === "healthy").length);
}

/** `orders were slow around noon`: whether it is so still, the end of the log tells. */
const wasSlow =
  /\b(?:was|were|had been)\b[^.?!]{0,40}\b(?:slow\w*|lagging|sluggish|delayed)\b[^.?!]{0,40}\b(?:around|at|between|before|until|about|earlier|yesterday|last|this|ago|noon|midnight|morning|\d{1,2}(?::\d\d)?)\b/i;

/** What people suffer from outside, the log of one program does not tell. */
const ofPeople =
  /(?<![\w-])(?:users?|customers?|clients?|callers?|people|players|colleagues|visitors?|patients|students|everybody|everyone|nobody)(?![\w-])/i;

/** The last line of the trouble that is complained of, and what was written when it was over. */
type Past = { readonly log: LogReading; readonly bad: Line; readonly over: Line; readonly count: number };

function pastOf({ log, course }: Read, found: readonly Finding[], question: Question, view: ClusterView): Past | null {
  const lines = linesOfLog(log, view);
  const isOfLog = ({ command }: Line) => command === lines[0]?.command;
  const told = found.filter((one) => one.evidence.every(isOfLog));
  const bad = [...course.errors, ...told.flatMap(({ evidence }) => evidence)].toSorted(
    (one, other) => one.line - other.line,
  );
  const last = bad.at(-1);
  if (last === undefined || !isComplaintOf(question, bad, told)) return null;
  const after = lines.filter(({ line, text }) => line > last.line && text.trim() !== "" && !holds(text.slice(0, 1000)));
  const over = course.over ?? after.find(({ text }) => isAkin(text, last.text)) ?? after.at(-1);
  return over === undefined ? null : { log, bad: last, over, count: new Set(bad.map(({ line }) => line)).size };
}

/** Two lines that name the same: `JOIN(web-1-48) timed out` and `new view: [web-0-20, web-1-48]`. */
const isAkin = (text: string, other: string): boolean => {
  const names = other.slice(0, 1000).match(/\b[\w.]{2,40}(?:[-_:][\w.]{1,40}){1,6}\b/g) ?? [];
  return names.some((name) => !/^[\d:.-]+$/.test(name) && messageIn(text).text.includes(name));
};

/** Whether the complaint is of these lines: in general words, by what it cannot do, or in the words that the lines use. */
function isComplaintOf(question: Question, bad: readonly Line[], told: readonly Finding[]): boolean {
  const words = tellingWords(question);
  if (words.length === 0 || told.some((one) => isOnTopic(topicOf(question), one))) return true;
  if (wasSlow.test(question.text)) return told.some(({ code }) => /timed-out|slow/.test(code));
  if (ofReach.test(question.plain)) return told.some(({ code }) => unreached.test(code));
  const said = bad.map(({ text }) => text.slice(0, 1000).toLowerCase());
  return words.some((word) => said.some((text) => text.includes(word.replace(/(?:ing|ed|s)$/, ""))));
}

const tellingWords = ({ plain }: Question): readonly string[] =>
  plain.split(" ").filter((word) => word.length >= 4 && !anyWord.test(word));

/** `it is broken, find the cause`: of which log it speaks, only its name says. */
const isGeneral = (question: Question): boolean => tellingWords(question).length === 0;

const ofReach =
  /\b(?:reach\w*|connect\w*|contact\w*|talk(?:ing)? to|access\w*|get through|join\w*|refus\w*|unreachable|time ?d? ?outs?)\b/;
const unreached = /unreachable|timed-out|refused|not-resolved|dns|network|connection/;
/** Words of any complaint. */
const anyWord =
  /^(?:what|when|where|which|from|with|this|that|there|their|have|does|please|find|root|cause|reason|keeps?|still|again|always|error|errors|fail\w*|problem|issue|wrong|since|after|because|must|should|would|could|cannot|about|tell|know|some|something|they|them|were|been|look|check|info|pods?|logs?|service|deployment|application|cluster|namespace|container|work\w*|broken|down|happen\w*|going|diagnose|troubleshoot|debug|investigate|explain|understand|figure)$/;

function replyOf(past: readonly Past[], ready: number): Reply {
  const told = past.map(
    ({ log, bad, over, count }) =>
      `what the log of ${log.object.name} says of it (${count} ${count === 1 ? "line" : "lines"}, last: ${short(bad)}) is over by what came after it: ${short(over)}`,
  );
  const pods = ready === 0 ? "" : ` ${ready === 1 ? "1 pod is" : `${ready} pods are`} running and ready.`;
  const summary = `Nothing is wrong any more in what was handed over: ${enumerated(told.slice(0, 2))}.${pods}`;
  return {
    text: paragraphs(summary, evidenceBlock(past.slice(0, 2).flatMap(({ bad, over }) => [bad, over]))),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "healthy", summary, confidence: "likely" },
  };
}
