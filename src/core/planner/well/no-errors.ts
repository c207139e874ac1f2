import { type LogReading, logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { podAt } from "../../diagnosis/workloads/pods.ts";
import type { Line } from "../../evidence/evidence.ts";
import { messageIn } from "../../evidence/logs/log-message.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { statusIn } from "../facts/log-tallies.ts";
import { tellsOfIdleWork } from "../question/seeks-fault.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs } from "../wording.ts";
import { linesOfLog } from "./log-course.ts";
import { type Harmless, harmlessIn, holds } from "./log-words.ts";
import { short } from "./over.ts";
import { restartsStill, standOf } from "./stands.ts";
import { isOwn, subjectsOf } from "./subjects.ts";

/** That a log holds no error where somebody asks for the errors in it: of lines found by a word, what the word is there. */
export function noErrorsReply(question: Question, { view, diagnosis }: Situation): Reply | null {
  const isOfLogs = diagnosis.roots.length === 0 && view.evidence.every(({ command }) => /\blogs\b/.test(command));
  if (tellsOfIdleWork(question.text)) return null;
  if (!asksForErrors(question.text.toLowerCase()) && !(isOfLogs && asksForTrouble(question))) return null;
  const meant = subjectsOf(question, view);
  if (meant.some((object) => isIll(object, view))) return null;
  const logs = logsOfView(view).filter((log) => meant.length === 0 || isOwn(log, meant, view));
  const lines = logs.flatMap((log) => linesOfLog(log, view)).filter(({ text }) => text.trim() !== "");
  if (logs.length === 0 || lines.length === 0) return null;
  const read = lines.map((line) => ({ line, harmless: harmlessIn(line.text) }));
  const troubles = read
    .filter(({ line, harmless }) => harmless === null && isTrouble(line.text))
    .map(({ line }) => line);
  if (troubles.some(({ text }) => isMarked(text))) return null;
  const last = lines.indexOf(troubles.at(-1)!);
  if (troubles.length > 0 && lines.length - last > goesOn) return null;
  if (troubles.length > 0) return doubtful(logs, lines, troubles);
  return replyOf(logs, lines, read, meant, view);
}

const asksForErrors = (text: string): boolean =>
  /\b(?:any|show|have|has|see|log|logged|are there|is there|contain\w*|find|what|which|what's|whats)\b[^?]{0,60}\b(?:errors?|exceptions?|failures?)\b/.test(
    text,
  ) &&
  /\b(?:logs?|logged|logging|in there|match\w*|hits?|grep\w*|scanner|alert on|found|counted)\b/.test(text) &&
  !/\bwhy\b/.test(text);

/** Where nothing but logs was read, whether there is trouble is asked of them: `do you see any issue in there?`. */
const asksForTrouble = ({ text, intent }: Question): boolean =>
  intent !== "change" &&
  !/\bwhy\b|["'`“”]/i.test(text) &&
  /\b(?:any|anything|is|are|does|do|did|has|have|had|tell|look|check|review|see|what)\b[^?]{0,80}\b(?:errors?|exceptions?|failures?|fails?|failing|troubles?|problems?|issues?|wrong|broken|alarming|suspicious|worrying|concerning|unusual|abnormal|odd|strange|weird|fishy|bad|off|noteworthy|healthy|ok|okay|fine|normal|works?|working|serving|well)\b/i.test(
    text,
  );

/** So many lines after the last trouble say that it was over. */
const goesOn = 10;

/** No line has the level of an error, and some tell of trouble all the same. */
function doubtful(logs: readonly LogReading[], lines: readonly Line[], troubles: readonly Line[]): Reply {
  const name = enumerated([...new Set(logs.map(({ object }) => object.name))], 3);
  const summary = `The log of ${name} holds no error lines among ${lines.length}, but ${amount(troubles)} that ${troubles.length === 1 ? "tells" : "tell"} of trouble: ${short(troubles.at(-1)!)}.`;
  return {
    text: paragraphs(summary, evidenceBlock(troubles.slice(-4))),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary, confidence: "likely" },
  };
}

function isMarked(text: string): boolean {
  const { level } = messageIn(text);
  const status = statusIn(text);
  return level === "error" || level === "fatal" || (status !== null && status >= "500");
}

/** A word of trouble, an answer of 5xx, or a level of trouble. */
function isTrouble(text: string): boolean {
  return isMarked(text) || holds(text.slice(0, 2000));
}

function isIll(object: ObservedObject, view: ClusterView): boolean {
  if (/^(?:Cron)?Job$/.test(object.ref.kind)) return standOf(object, view).isWell === false;
  const pod = object.ref.kind === "Pod" ? podAt(view, object.ref) : undefined;
  return pod !== undefined && (pod.health === "failing" || (pod.health === "healthy" && restartsStill(object, view)));
}

type ReadLine = { readonly line: Line; readonly harmless: Harmless | null };

function replyOf(
  logs: readonly LogReading[],
  lines: readonly Line[],
  read: readonly ReadLine[],
  meant: readonly ObservedObject[],
  view: ClusterView,
): Reply {
  const name = enumerated([...new Set(logs.map(({ object }) => object.name))], 3);
  const of = (what: Harmless) => read.filter(({ harmless }) => harmless === what).map(({ line }) => line);
  const [counters, names, callers] = [of("counter"), of("name"), of("caller")];
  const seen = [
    counters.length > 0 && `${amount(counters)} only count errors and have counted none (${wordOf(counters[0]!)})`,
    names.length > 0 &&
      `${amount(names)} hold the word in the name of a file, URL, class or topic (${short(names[0]!)})`,
    callers.length > 0 && `${amount(callers)} tell of a mistake of a client, which was refused (${short(callers[0]!)})`,
  ].filter((part) => part !== false);
  const warnings = read.filter(
    ({ line, harmless }) => harmless !== "caller" && messageIn(line.text).level === "warning",
  );
  const warned = warnings.length === 0 ? "" : ` ${amount(warnings)} of level warning: ${short(warnings.at(-1)!.line)}.`;
  const pods = (warnings.length > 0 ? [] : meant).filter(
    ({ ref }) => ref.kind === "Pod" && podAt(view, ref)?.health === "healthy",
  );
  const ready =
    pods.length === 0
      ? ""
      : ` Nothing is wrong there: ${pods.length === 1 ? `pod ${pods[0]!.ref.name} is` : `${pods.length} pods are`} running and ready.`;
  const why = seen.length === 0 ? "" : `: ${enumerated(seen)}`;
  const summary = `No errors in the ${lines.length} ${lines.length === 1 ? "line" : "lines"} of the log of ${name}${why}.${warned}${ready}`;
  const shown = [counters[0], names[0], callers[0], warnings.at(-1)?.line, lines.at(-1)];
  return {
    text: paragraphs(summary, evidenceBlock([...new Set(shown.filter((line) => line !== undefined))].slice(0, 4))),
    suggestions: [],
    findings: [],
    conclusion: {
      verdict: pods.length > 0 && warnings.length === 0 ? "healthy" : "answered",
      summary,
      confidence: "likely",
    },
  };
}

const amount = (some: readonly unknown[]): string => `${some.length} ${some.length === 1 ? "line" : "lines"}`;

/** The counters themselves: `decode_errors=0 error_rate=0.00%`. */
const wordOf = (line: Line): string =>
  (
    line.text
      .slice(0, 2000)
      .match(/[\w.-]{0,40}(?:err|fail|exception)[\w.-]{0,40}["']?\s?[:=]\s?["']?[\w.%]{1,12}/gi) ?? []
  )
    .slice(0, 3)
    .join(" ") || short(line);
