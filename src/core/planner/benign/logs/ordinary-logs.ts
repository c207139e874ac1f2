import { type LogReading, logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { keyOf } from "../../../diagnosis/objects/name-object.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podAt } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { healthQuestion, isAboutTime } from "../../question/asks-health.ts";
import { linesOfLog } from "../../well/log-course.ts";
import { isEnded } from "../../well/subjects.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { type Census, censusOf, gpus, saidIn, worksIn } from "./log-census.ts";
import { lacksGpu } from "./ordinary-collections.ts";

/** Whether somebody asks after what a log says, and not for a number or a time of it, nor after people who are not served. */
export const asksOfLog = {
  test(text: string): boolean {
    const { outage, ...asked } = healthQuestion(text.replaceAll(who, "who").replaceAll(phrases, ""));
    const whether = asked.whether || reassured.test(text);
    if (facts.test(text.replaceAll(aside, ""))) return false;
    if (!whether && (outage || isAboutTime(text))) return false;
    return logs.test(text) || quoted.test(text) || technical.test(text) || (whether && troubles.test(text));
  },
};

/** What an alert counts stands in parentheses, and is not what somebody wants to be counted. */
const aside = /\([^()?]{1,200}\)/g;

/** Somebody says that the work goes on all the same. */
const reassured =
  /\b(?:no ?one|nobody|no (?:users?|customers?)|(?:do|does|did|has|have)(?: not|n't)) complain\w*|\b(?:seems?|looks?|works?|everything|all) (?:is |to be |to work )?(?:ok|okay|fine|good|normal\w*)\b|\bnothing (?:is|seems|looks) (?:slow|broken|wrong)\b/;

/** Of timeouts that a server writes of its clients, which do not say that calls fail. */
const phrases = /\b(?:exceeded|keep-?alive|idle|session|lock wait) time-?outs?\b/g;

const who = /\b(?:which|what) (?:clients?|callers?|users?|hosts?|peers?)\b/g;

const logs =
  /\blogs?\b|\blogged\b|\blogging\b|\bstack ?traces?\b|\berror (?:lines?|messages?|logs?)\b|\b\w{0,40}log\w{0,10}err\w{0,30}\b|\b\w{0,40}err(?:or)?s?\w{0,12}logs?\w{0,20}\b|\b\w{0,30}error[ -]?rate\w{0,20}\b|\b\w{0,30}errors?(?:high|increas|spik|burst)\w{0,20}\b|\bfatal\b|\bexceptions?\b|\bwarn(?:ing)?s?\b|\b(?:spams?|spamming|floods?|flooding|screams?|noisy|stderr)\b|\bevery (?:few|couple of|\d{1,3}) seconds\b|\berrs?\b|\b(?:many|lots of|a lot of|tons of|full of|so many|dozens of|hundreds of|countless|constant|\d{1,6}) (?:\w{1,20} )?(?:errors?|warnings?|failures|exceptions)\b|\berrors? (?:like crazy|all the time|again and again|all over|everywhere)\b|\b(?:prints?|spits?|spitting|printing|writes|throws|throwing|complains?)\b[^?.!]{0,40}\b(?:errors?|fail\w*)\b/;
/** What somebody read there, word for word. */
const quoted = /(?:^|[\s(:,])(?:"[^"\n]{8,200}"|'[^'\n]{8,200}'|`[^`\n]{8,200}`|“[^”\n]{8,200}”)/;
/** What nobody knows who has not read it in a log. */
const technical =
  /\b(?:enotconn|eof|handshakes?|duplicate keys?|deadlock\w*|declin\w*|throttl\w*|broken pipe|(?:partitions?|group) (?:\w+ ){0,2}(?:revoked|rebalancing)|heartbeat failed|connection with (?:master|replica|primary) lost|wal stream|replica(?:s|tion)?(?: link| set)?|resync\w*|allocation failure|garbage collect\w*|gc|(?:role|database) "?\w+"? does not exist|access denied|exceeded timeout|keep-?alive|(?:connection )?reset by peer|tracebacks?|e(?:conn\w{3,8}|pipe|timedout)|optimistic lock\w*|leader ?election|rebalanc\w*|isr|switchover|defrag\w*|propagat\w*|deprecat\w*|cuda|cuinit|preauth|idempotency|reconciler|administrator command|illegal reflective)\b/;
const troubles = /\b(?:errors?|fail\w*|declin\w*|refus\w*|reset|denied|reject\w*|nxdomain|conflict\w*|deadlock\w*)\b/;
const facts =
  /\bhow (?:many|often|much|long)\b|\bcount of\b|\bnumber of\b|\bslowest\b|\bfastest\b|\bwhen (?:exactly|did|was|were)\b|\b(?:which|what) (?:\w+ ){1,3}(?:most|longest|first|last|took)\b/;

const rule = defineBenign(
  {
    code: "log-errors-ordinary",
    title: "Errors in a log that are part of the work, or over",
    about:
      "All alarming entries of a log are of kinds that tell of no fault of who writes them (a customer's card declined, a caller's mistake, a key that came twice, a session that an administrator ended, a health check that knocks and goes, a conflict that is done again, a library's notes), or came before the program had started; and the work goes on beside them, towards the end of the log too. Errors that nothing is known of, and a share that outgrows what succeeds, leave it undecided.",
    reads: ["logs"],
    asked: asksOfLog,
  },
  function* (view, question) {
    const text = question.text.toLowerCase();
    const shown = (words: RegExp) => view.evidence.some(({ stdout }) => words.test(stdout));
    const groups = Map.groupBy(
      logsOfView(view).filter((log) => log.evidence >= 0 && log.object.kind !== "Log"),
      ({ object }) => keyOf(object),
    );
    for (const same of groups.values()) {
      const read = same.map((log) => ({ log, census: censusOf(ownLines(log, view), text, shown) }));
      const told = read.filter(
        (one): one is { log: LogReading; census: Census } =>
          one.census !== null && !(isEnded(one.log, view) && one.census.open.length > 0),
      );
      const { object } = same[0]!;
      const doubt = told.find(({ census }) => census.isDoubtful)?.census.open ?? [];
      if (doubt.length > 0)
        yield {
          ref: object,
          text: `the log of ${object.name} goes on with ${doubt.length} alarming lines: ${quote(doubt.at(-1)!.line)}`,
          lines: doubt.slice(-2).map(({ line }) => line),
          isDoubt: true,
        };
      const idle = shown(gpus)
        ? same.flatMap((log) => ownLines(log, view)).find(({ text }) => lacksGpu(text))
        : undefined;
      if (idle !== undefined)
        yield {
          ref: object,
          text: `${object.name} asks for a GPU and does not use it: ${quote(idle)}`,
          lines: [idle],
          isDoubt: true,
        };
      if (told.some(({ census }) => census.isBare) && !isWorking(same, view)) continue;
      if (told.some(({ census }) => census.open.length > 0) || !told.some(({ census }) => isTelling(census))) continue;
      const pod = podAt(view, object);
      yield {
        ref: object,
        text: told.map(({ census }) => sayOf(census, object.name)).join("; "),
        lines: told.flatMap(({ census }) => linesIn(census)).slice(0, 6),
        ofLog: "only",
        covers: told.flatMap(({ census }) => coveredBy(census)),
        about: pod === undefined ? [] : [pod.ref],
      };
    }
  },
);

/** Of logs that were printed together with names before the lines, the own ones. */
function ownLines(log: LogReading, view: ClusterView): readonly Line[] {
  const lines = linesOfLog(log, view);
  const own = lines.filter(({ text }) => text.startsWith(`[pod/${log.object.name}/`));
  return own.length > 0 ? own : lines;
}

/** Another look into the log of the same one, or of its pods, shows its work. */
const isWorking = (same: readonly LogReading[], view: ClusterView): boolean =>
  logsOfView(view)
    .filter((log) => log.object.namespace === same[0]!.object.namespace && isKin(log.object, same[0]!.object, view))
    .some((log) => worksIn(ownLines(log, view)) >= 3);

const isKin = (one: ObjectRef, other: ObjectRef, view: ClusterView): boolean =>
  keyOf(one) === keyOf(other) || keyOf(workloadOf(view, one)) === keyOf(workloadOf(view, other));

/** What is over without a word of its own is said with how things stand. */
const isTelling = ({ groups, past }: Census): boolean => groups.length > 0 || past?.isStart === true;

function sayOf({ count, groups, past, work }: Census, name: string): string {
  const parts = groups
    .slice(0, 3)
    .map(({ said, entries }) => `${entries.length} × ${said} ("${quote(entries[0]!.line)}")`);
  const rest = groups.slice(3).reduce((sum, { entries }) => sum + entries.length, 0);
  if (rest > 0) parts.push(`${rest} of like kinds`);
  const ordinary = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const before =
    past === null
      ? []
      : [
          past.isStart
            ? `the ${past.entries.length} of the start-up ("${quote(past.entries[0]!.line)}") are over, the retries succeeded and it started: ${quote(past.over)}`
            : `${past.entries.length} ("${quote(past.entries[0]!.line)}") are over, it recovered: ${quote(past.over)}`,
        ];
  const total = ordinary + (past?.entries.length ?? 0);
  const head =
    total === 1
      ? `the alarming line in the log of ${name} (${count} entries) is harmless`
      : `the ${total} alarming lines in the log of ${name} (${count} entries) are harmless`;
  const goes =
    work === null || work.entries.length < 3
      ? ""
      : `, and its work goes on beside them (${work.entries.length} × ${work.said})`;
  return `${head}: ${enumerated([...parts, ...before], 5)}${goes}`;
}

const quote = (line: Line): string => saidIn(line.text).slice(0, 90);

const coveredBy = ({ groups, past }: Census): readonly Line[] =>
  [...groups.flatMap(({ entries }) => entries), ...(past?.entries ?? [])].flatMap(({ lines }) => lines);

const linesIn = ({ groups, past, work }: Census): readonly Line[] =>
  [
    ...groups.slice(0, 3).map(({ entries }) => entries[0]!.line),
    past?.entries[0]?.line,
    past?.over,
    work?.entries.at(-1)?.line,
  ].filter((line) => line !== undefined);

export const ordinaryLogs: readonly BenignRule[] = [rule];
