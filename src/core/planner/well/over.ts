import type { Finding } from "../../diagnosis/finding.ts";
import type { LogReading } from "../../diagnosis/logs/logs-of-view.ts";
import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { podAt, podsOf } from "../../diagnosis/workloads/pods.ts";
import type { Line } from "../../evidence/evidence.ts";
import { messageIn } from "../../evidence/logs/log-message.ts";
import type { ClusterView, ObjectRef, ObservedEvent } from "../../evidence/observed.ts";
import { isRolledOut } from "../answers/lacking.ts";
import { isLeftover } from "../investigation/leftovers.ts";
import { isLogged, isSame } from "../investigation/relevance.ts";
import { type Course, courseIn, linesOfLog, untilOf } from "./log-course.ts";
import { isPastRun } from "./past-runs.ts";
import { goneErrors, isReplaced } from "./replaced.ts";
import type { Stand } from "./stand.ts";
import { isEnded } from "./subjects.ts";

export type Read = {
  readonly log: LogReading;
  readonly course: Course;
  /** What was found in it, and is over. */
  readonly past?: Finding;
};

/** Whether a finding tells of what has passed. */
export function isOver(finding: Finding, stands: readonly Stand[], logs: readonly Read[], view: ClusterView): boolean {
  if (finding.severity === "info" && finding.explains.every(isSlow)) return true;
  const isLogOver = logOverTest(finding, logs, view);
  if (finding.code === "not-found") return isReplaced(finding.object, stands, view);
  if (isPastRun(finding.object, view)) return true;
  if (isLogged(finding)) return loggedLines(finding).every(isLogOver);
  const own = stands.find(({ ref }) => isSame(ref, finding.object));
  if (ofStart.test(finding.code) && view.object(finding.object) === undefined && isOfRolledOut(finding, stands, view))
    return true;
  if (own?.byDesign) return true;
  if (isLeftover(view, finding.object) || podAt(view, finding.object)?.health === "done") return true;
  if (isPastRun(finding.object, view)) return true;
  if (own?.isWell === true || isReplaced(finding.object, stands, view))
    return finding.evidence.every(
      (line) =>
        isEventLine(line, view, own === undefined && wasStopped(finding.object, view)) ||
        isLogOver(line) ||
        own?.lines.some((one) => one.line === line.line && one.command === line.command) === true,
    );
  return false;
}

const ofStart = /^(?:startup|readiness)-probe-failing$/;

/** Probes of pods that are not shown failed while a rollout went on that is complete by now. */
function isOfRolledOut({ object }: Finding, stands: readonly Stand[], view: ClusterView): boolean {
  const owner = workloadOf(view, object);
  return isRolledOut(view.object(owner)) && stands.some(({ ref, isWell }) => isWell === true && isSame(ref, owner));
}

/** Whether what a finding quotes from logs is over by what came after it there. */
export const isPastInLog = (finding: Finding, logs: readonly Read[], view: ClusterView): boolean =>
  isLogged(finding) && loggedLines(finding).every(logOverTest(finding, logs, view));

/** What a finding quotes from logs; what sets it up (a variable, a Service) stands on, whatever became of it. */
const loggedLines = ({ evidence }: Finding): readonly Line[] =>
  evidence.filter(({ command }) => /\blogs\b/.test(command));

const logOverTest =
  (finding: Finding, logs: readonly Read[], view: ClusterView) =>
  (line: Line): boolean =>
    logs.some(
      ({ log, course }) =>
        log.tail.at(-1)?.command === line.command &&
        ((course.state !== "ill" && !isSaidLast(finding, log, course, view)) || isEnded(log, view)),
    );

/** That something takes long is another matter than whether it works. */
export const isSlow = (code: string): boolean => code.startsWith("slow-");

/**
 * A line of no bad level tells of a trouble all the same (a disk that is full), and nothing came after it that is longer. Of those of a
 * bad level a clean log has none but what callers brought about.
 */
const isSaidLast = (finding: Finding, log: LogReading, course: Course, view: ClusterView): boolean =>
  course.state === "clean" &&
  course.isExplained !== true &&
  courseIn(
    linesOfLog(log, view),
    ({ line, command, text }) =>
      !isErrorLevel(text) && finding.evidence.some((one) => one.line === line && one.command === command),
    untilOf(log, view),
  ).state === "ill";

const isErrorLevel = (text: string): boolean => /^(?:error|fatal)$/.test(messageIn(text).level ?? "");

const isEventLine = (line: Line, view: ClusterView, isGone: boolean): boolean =>
  view.events.some(
    (event) =>
      event.line.command === line.command &&
      event.line.line === line.line &&
      (isGone || (event.lastSeen ?? 0) >= recently),
  );

/** Probes of a pod that is being stopped fail, and say nothing of the one that came instead. */
const wasStopped = (ref: ObjectRef, view: ClusterView): boolean =>
  view.eventsOf(ref).some(({ reason, message }) => reason === "Killing" && /^Stopping container/.test(message));

/** Warnings of the last minutes may not be over. */
const recently = 300;

export function alarms(
  stands: readonly Stand[],
  logs: readonly Read[],
  view: ClusterView,
): readonly { text: string; lines: readonly Line[] }[] {
  const recovered = logs.filter(({ course }) => course.state === "recovered");
  return [
    ...recovered.slice(0, 2).map(({ log, course }) => ({
      text: `the ${course.errors.length} error ${course.errors.length === 1 ? "line" : "lines"} of ${log.object.name} (${short(course.errors[0]!)}) ${course.errors.length === 1 ? "was" : "were"} transient and it recovered: ${short(course.over!)}`,
      lines: [course.errors[0]!, course.over!],
    })),
    ...logs
      .flatMap(({ course, past }) =>
        past === undefined || course.isExplained || course.state === "recovered" ? [] : [past],
      )
      .slice(0, 1)
      .map((past) => ({
        text: `that ${past.summary
          .split("; ")[0]!
          .replace(/^The /, "the ")
          .replace(/\.$/, "")} is over by what came after it`,
        lines: past.evidence.slice(0, 2),
      })),
    ...attempts(stands, logs, view),
    ...goneErrors(stands, view)
      .slice(0, 2)
      .map(({ object, line }) => ({
        text: `${object!.kind.toLowerCase()} ${object!.name} does not exist any more, it was replaced`,
        lines: [line],
      })),
    ...warnings(stands, view)
      .slice(-2)
      .map((event) => ({
        text: `the warning ${event.reason} (${event.message.replaceAll(/\s+/g, " ").slice(0, 120)}) is${event.lastSeen === null ? "" : ` ${agoOf(event.lastSeen)} old and`} over`,
        lines: [event.line],
      })),
  ];
}

/** Failed attempts whose Job completed, with the last error that they wrote. */
function attempts(stands: readonly Stand[], logs: readonly Read[], view: ClusterView) {
  return podsOf(view)
    .filter(
      (pod) =>
        pod.health === "done" &&
        !/^(?:Completed|Succeeded)$/.test(pod.status) &&
        stands.some(({ ref }) => isSame(ref, pod.ref)),
    )
    .slice(0, 2)
    .map((pod) => {
      const error = logs.find(({ log }) => isSame(log.object, pod.ref))?.course.errors.at(-1);
      return {
        text: `pod ${pod.ref.name} was an attempt that failed${error === undefined ? "" : ` (${short(error)})`} and was retried with success, so there is no need to run it again`,
        lines: [pod.line, error].filter((line) => line !== undefined),
      };
    });
}

const warnings = (stands: readonly Stand[], view: ClusterView): readonly ObservedEvent[] =>
  view.events.filter(
    (event) =>
      event.type === "Warning" &&
      stands.some(({ ref }) => isSame(ref, event.object) || event.object.name.startsWith(`${ref.name}-`)) &&
      !(isRecent(event) && stands.some(({ ref, byDesign }) => byDesign && isSame(ref, event.object))),
  );

/** What is as it should be may warn on: that is not over. */
const isRecent = ({ lastSeen }: ObservedEvent): boolean => lastSeen !== null && lastSeen < 600;

export const short = (line: Line): string =>
  line.text
    .trim()
    .replace(/^\[?\d{4}[-/]\d{2}[-/]\d{2}[T ]\S{0,40}\s+/, "")
    .replaceAll(/\s+/g, " ")
    .slice(0, 110);

const agoOf = (seconds: number): string =>
  seconds < 7200
    ? `${Math.round(seconds / 60)}m`
    : seconds < 172_800
      ? `${Math.round(seconds / 3600)}h`
      : `${Math.round(seconds / 86_400)}d`;
