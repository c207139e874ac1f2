import type { Fields } from "../../../core/evidence/observed.ts";
import { at, entriesAt, fieldsAt, hasObjectAt, integerAt, isTrueAt, textAt } from "./fields.ts";
import { timestamp } from "./timestamp.ts";

/** What READY, STATUS and RESTARTS of a pod are made of; `lastRestart` is an RFC 3339 timestamp. */
export type PodSummary = {
  readonly ready: number;
  readonly total: number;
  readonly status: string;
  readonly restarts: number;
  readonly lastRestart: string | undefined;
};

type Restarts = { readonly count: number; readonly last: string | undefined };
type InitState = {
  readonly blocked: string | undefined;
  readonly readySidecars: number;
  readonly seen: readonly Fields[];
};

/**
 * Sums a pod up as the API server does (printPod of pkg/printers/internalversion, 1.36): the first init container that holds the
 * pod back names the status; otherwise the first container that waits or ended does; then completion and deletion are weighed.
 */
export function podSummary(pod: Fields): PodSummary {
  const sidecars = sidecarNames(pod);
  const init = initState(pod, sidecars);
  const isSidecar = (status: Fields) => sidecars.has(textAt(status, "name"));
  const total = entriesAt(pod, "spec", "containers").length + sidecarCount(pod);
  const initializing = init.blocked !== undefined && conditionStatus(pod, "Initialized") !== "True";
  if (initializing) {
    const { count, last } = restartsOf(init.seen);
    const status = deletionStatus(pod) ?? init.blocked ?? "";
    return { ready: init.readySidecars, total, status, restarts: count, lastRestart: last };
  }
  const statuses = entriesAt(pod, "status", "containerStatuses");
  const { count, last } = restartsOf([...init.seen.filter(isSidecar), ...statuses]);
  const ready = init.readySidecars + statuses.filter(isRunningAndReady).length;
  const status = deletionStatus(pod) ?? containersStatus(pod, statuses, init.blocked ?? phaseStatus(pod));
  return { ready, total, status, restarts: count, lastRestart: last };
}

function phaseStatus(pod: Fields): string {
  const gated = entriesAt(pod, "status", "conditions").some(
    (condition) => textAt(condition, "type") === "PodScheduled" && textAt(condition, "reason") === "SchedulingGated",
  );
  return gated ? "SchedulingGated" : textAt(pod, "status", "reason") || textAt(pod, "status", "phase");
}

function deletionStatus(pod: Fields): string | undefined {
  if (at(pod, "metadata", "deletionTimestamp") === undefined) return undefined;
  if (textAt(pod, "status", "reason") === "NodeLost") return "Unknown";
  const ended = ["Succeeded", "Failed"].includes(textAt(pod, "status", "phase"));
  return ended ? undefined : "Terminating";
}

/** Walks the init containers up to the first one that has neither ended well nor, being a sidecar, started. */
function initState(pod: Fields, sidecars: ReadonlySet<string>): InitState {
  const statuses = entriesAt(pod, "status", "initContainerStatuses");
  const isStarted = (status: Fields) => sidecars.has(textAt(status, "name")) && isTrueAt(status, "started");
  const isDone = (status: Fields) => hasEnded(status) && exitCode(status) === 0;
  const index = statuses.findIndex((status) => !isDone(status) && !isStarted(status));
  const passed = index < 0 ? statuses : statuses.slice(0, index);
  const readySidecars = passed.filter((status) => !isDone(status) && isTrueAt(status, "ready")).length;
  const blocking = statuses[index];
  if (blocking === undefined) return { blocked: undefined, readySidecars, seen: statuses };
  const progress = `${index}/${entriesAt(pod, "spec", "initContainers").length}`;
  return { blocked: `Init:${initReason(blocking) ?? progress}`, readySidecars, seen: statuses.slice(0, index + 1) };
}

function initReason(status: Fields): string | undefined {
  if (hasEnded(status)) return endReason(status);
  const waiting = textAt(status, "state", "waiting", "reason");
  return waiting === "" || waiting === "PodInitializing" ? undefined : waiting;
}

function containersStatus(pod: Fields, statuses: readonly Fields[], initial: string): string {
  const reasons = statuses.map(containerReason);
  const status = reasons.find((reason) => reason !== undefined) ?? initial;
  if (status !== "Completed") return status;
  const hasRunning = statuses.some(isRunningAndReady);
  if (hasRunning && hasTrueCondition(pod, "Ready")) return "Running";
  const failed = statuses.findIndex((container) => endsContainer(container) && exitCode(container) !== 0);
  return reasons[failed] ?? (hasRunning ? "NotReady" : status);
}

function containerReason(status: Fields): string | undefined {
  return textAt(status, "state", "waiting", "reason") || (hasEnded(status) ? endReason(status) : undefined);
}

/** A waiting reason outweighs an end, should a status hold both. */
const endsContainer = (status: Fields) => hasEnded(status) && textAt(status, "state", "waiting", "reason") === "";

const isRunningAndReady = (status: Fields) =>
  containerReason(status) === undefined && isTrueAt(status, "ready") && hasObjectAt(status, "state", "running");

const hasEnded = (status: Fields) => hasObjectAt(status, "state", "terminated");
const exitCode = (status: Fields) => integerAt(status, "state", "terminated", "exitCode");

function endReason(status: Fields): string {
  const end = fieldsAt(status, "state", "terminated");
  const signal = integerAt(end, "signal");
  return textAt(end, "reason") || (signal !== 0 ? `Signal:${signal}` : `ExitCode:${integerAt(end, "exitCode")}`);
}

function restartsOf(statuses: readonly Fields[]): Restarts {
  const ends = statuses
    .map((status) => textAt(status, "lastState", "terminated", "finishedAt"))
    .filter((end) => timestamp(end) !== undefined)
    .sort((a, b) => (timestamp(b) ?? 0) - (timestamp(a) ?? 0));
  return { count: statuses.reduce((sum, status) => sum + integerAt(status, "restartCount"), 0), last: ends[0] };
}

const restartsAlways = (container: Fields) => textAt(container, "restartPolicy") === "Always";
const sidecarCount = (pod: Fields) => entriesAt(pod, "spec", "initContainers").filter(restartsAlways).length;

function sidecarNames(pod: Fields): ReadonlySet<string> {
  const sidecars = entriesAt(pod, "spec", "initContainers").filter(restartsAlways);
  return new Set(sidecars.map((container) => textAt(container, "name")));
}

function conditionStatus(pod: Fields, type: string): string {
  return textAt(
    entriesAt(pod, "status", "conditions").find((condition) => textAt(condition, "type") === type),
    "status",
  );
}

function hasTrueCondition(pod: Fields, type: string): boolean {
  return entriesAt(pod, "status", "conditions").some(
    (condition) => textAt(condition, "type") === type && textAt(condition, "status") === "True",
  );
}
