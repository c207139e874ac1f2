import type { Line } from "../evidence/evidence.ts";
import type { LogTemplate } from "../evidence/observed.ts";
import type { LogReading } from "./logs-of-view.ts";

/**
 * The one line of a log that says most of why its container is ill, for errors that no rule knows: a fatal line or the root of an
 * exception before errors, what is said at the end before what went on all the time, and what happened before what followed from it
 * ("exiting", "command failed"). Of a container that crashed and wrote no error, its last line that says anything.
 */
export const decisiveLine = (log: LogReading): Line | undefined => {
  const bad = log.templates.filter(
    (one) => (one.level === "fatal" || one.level === "error") && !isPlace.test(one.last.text),
  );
  const best = Math.max(...bad.map((one) => weightOf(log, one)));
  const top = bad.filter((one) => weightOf(log, one) === best).map((one) => one.last);
  const newest = Math.max(...top.map((line) => line.line));
  const first = top.filter((line) => newest - line.line <= burst).sort((left, right) => left.line - right.line)[0];
  if (first) return first;
  return log.health === "failing" && log.restarts > 0 && log.lineCount <= 20
    ? (log.tail.findLast((line) => line.text.trim() !== "" && !isAftermath.test(line.text)) ??
        log.tail.findLast((line) => line.text.trim() !== ""))
    : undefined;
};

/** Lines this near to each other tell of one event: the first of them is nearer to the cause. */
const burst = 12;

/** Whether a line stands within the last part of its log. */
export const isLast = (log: LogReading, line: Line): boolean =>
  (log.tail.at(-1)?.line ?? 0) - line.line <= Math.max(10, log.lineCount * 0.05);

const weightOf = (log: LogReading, one: LogTemplate): number => {
  const { text } = one.last;
  const isChatter = one.count > 20 && one.count > log.lineCount * 0.02;
  return (
    (one.level === "fatal" ? 4 : 2) +
    (isRoot.test(text) ? 3 : 0) +
    (isThrown.test(text) ? 1 : 0) +
    (isLast(log, one.last) || log.isMixed ? 2 : 0) -
    (isChatter ? 3 : 0) -
    (isAftermath.test(text) ? 4 : 0) -
    (isWarning.test(text) ? 2 : 0)
  );
};

/** Lines of stack traces that say where, not what. */
const isPlace = /^\s*(?:at |File "|\.\.\. \d+ more|Traceback |goroutine \d|created by |from \S+:\d+:in |#\d+ )/;
const isRoot = /^\s*Caused by: \S/;
const isThrown = /(?:^|[\s:])(?:[a-zA-Z_$][\w$]{0,60}\.){0,12}[A-Z]\w{0,80}(?:Error|Exception|Fault): \S/;
const isWarning = /^\W{0,4}(?:\S{1,40} ){0,3}(?:WARN|Warning|DeprecationWarning)\b/;

/** What programs say after the fact. */
const isAftermath =
  /npm (?:ERR!|error)|\berror Command failed|\b(?:exit(?:ing|ed)|shut(?:ting)? ?down|stopping|stopped|terminat(?:ed|ing)|quitting|giving up|bye|aborting|restarting)\b(?! (?:because|due|as)\b)[^\n]{0,40}$|backend failed|exit(?:ed with)? (?:code|status)|exited with|Application run failed|Error starting ApplicationContext|[Ww]orker failed to boot|main process exited|[Pp]rocess (?:exited|finished)|[Rr]un with `RUST_BACKTRACE|[Ss]ee (?:the )?(?:log|above)|For more information|-Dorg\.|Re-run Maven|^\s*make(?:\[\d+\])?: \*\*\*/;
