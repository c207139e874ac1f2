import type { Line } from "../../evidence/evidence.ts";
import { patternOf } from "../../evidence/logs/log-mask.ts";
import { timeIn } from "./log-times.ts";
import { medianOf, type TimedLog, type TimedOperation, type Timing } from "./timings.ts";

/** Where in its log an operation became slow, and the line there that says what was changed. */
export type TurningPoint = {
  readonly operation: TimedOperation;
  readonly before: number;
  readonly after: number;
  readonly since: Timing;
  readonly change: Line | undefined;
};

/** Fewer measurements than these before or after say nothing of a change. */
const fewest = 4;
/** So many times longer than before, and at least so long, is slow. */
const factor = 4;
const slow = 300;

/** The operation of a log that went from fast to slow for good, the most often measured first. */
export const turningPointOf = (timed: TimedLog): TurningPoint | undefined => {
  const measured = [...timed.operations].sort((left, right) => right.timings.length - left.timings.length);
  for (const operation of measured.slice(0, 8)) {
    const split = splitOf(operation.timings);
    if (split !== undefined) return { operation, ...split, change: changeBefore(timed, split.since, split.lastFast) };
  }
  return undefined;
};

type Split = { readonly before: number; readonly after: number; readonly since: Timing; readonly lastFast: Timing };

/** The place that parts fast from slow best; none where more than one in ten is on the wrong side. */
const splitOf = (timings: readonly Timing[]): Split | undefined => {
  if (timings.length < 2 * fewest) return undefined;
  const sorted = valuesOf(timings);
  const low = sorted[Math.floor(sorted.length * 0.1)]!;
  const high = sorted[Math.floor(sorted.length * 0.9)]!;
  if (high < slow || high < factor * low) return undefined;
  const border = Math.sqrt(Math.max(low, 0.01) * high);
  let wrong = timings.filter((one) => one.milliseconds <= border).length;
  let best = wrong;
  let at = 0;
  timings.forEach((one, index) => {
    wrong += one.milliseconds > border ? 1 : -1;
    if (wrong < best) {
      best = wrong;
      at = index + 1;
    }
  });
  if (at < fewest || timings.length - at < fewest || best > timings.length * 0.1) return undefined;
  const before = medianOf(valuesOf(timings.slice(0, at)));
  const after = medianOf(valuesOf(timings.slice(at)));
  return after >= slow && after >= factor * before
    ? { before, after, since: timings[at]!, lastFast: timings[at - 1]! }
    : undefined;
};

const valuesOf = (timings: readonly Timing[]): number[] =>
  timings.map((one) => one.milliseconds).sort((left, right) => left - right);

/** Words of changes made to a program that runs: flags, configuration, caches, roles, releases. */
const changeWords =
  /\b(?:flags?|features?|toggles?|experiments?|rollouts?|variants?|kill-?switch)\b[^\n]{0,80}(?:\b(?:updated?|chang(?:ed?|ing)|enabled?|disabled?|switched|flipped|toggled|turned|set|received|evaluat\w{1,4}|activated|deactivated|on|off|true|false)\b|->|=>|→)|\b(?:config(?:uration|map)?|settings?|propert(?:y|ies)|parameters?|profile|rules?|polic(?:y|ies)|log ?level|overrides?|quota|limits?|weights?)\b[^\n]{0,80}\b(?:re-?load(?:ed|ing)?|refreshed|chang(?:ed?|ing)|updated?|applied|swapped|set to|overridden)\b|\b(?:re-?load(?:ed|ing)?|applied|applying|updated?|chang(?:ed?|ing))\b[^\n]{0,30}\b(?:config\w{0,8}|settings?|propert\w{1,3}|rules?)\b|\b(?:cache|index|keys)\b[^\n]{0,40}\b(?:clear(?:ed)?|purged?|flush(?:ed)?|invalidated|evicted|dropped|disabled|emptied|wiped)\b|\b(?:FLUSHALL|FLUSHDB|DROP INDEX)\b|\b(?:fail(?:ed)? ?over|promoted|demoted|new (?:primary|master|leader)|switch(?:ed|ing) (?:to|over)|fall(?:ing)? ?back|fallback|degraded mode|maintenance mode|migration (?:started|applied|complete\w{0,1})|circuit breaker[^\n]{0,40}(?:open|closed)|audit\b[^\n]{0,60}\b(?:set|updated?|changed?|patch(?:ed)?|enabled|disabled))\b|\b(?:enabled|disabled|old|from|before|previous)["']?[=:] ?["']?\S{1,40}["']?,? ["']?(?:new|to|after|value|current)["']?[=:]|\b(?:true|false|on|off|\d{1,9}) ?(?:->|=>|→) ?(?:true|false|on|off|\d{1,9})\b/i;

const minutes = 60_000;
/** A change shows at the next request, at times some minutes later: where a cache has to run out or a poll comes by. */
const effectWithin = 5 * minutes;

/** The line nearest above the first slow measurement that speaks of a change and does not stand all over the log. */
const changeBefore = (timed: TimedLog, since: Timing, lastFast: Timing): Line | undefined => {
  const patterns = new Map<string, number>();
  const keyOf = (line: Line) => patternOf(line.text.slice(0, 400));
  for (const line of timed.lines.filter(({ text }) => changeWords.test(text.slice(0, 600))))
    patterns.set(keyOf(line), (patterns.get(keyOf(line)) ?? 0) + 1);
  if (patterns.size === 0) return undefined;
  const end = since.line.line;
  const measured = new Set(timed.timings.map((one) => one.line));
  const candidates = timed.lines.filter(
    (line) =>
      line.line <= end + 3 &&
      !measured.has(line) &&
      (patterns.get(keyOf(line)) ?? 0) in rare &&
      (line.line >= lastFast.line.line || isNear(line, since)),
  );
  const above = candidates.findLast((line) => line.line < end);
  return above ?? candidates[0];
};

/** A change that another log of the namespace tells of, within the minutes before: only where both print the date. */
export const changeElsewhere = (turn: TurningPoint, others: readonly (readonly Line[])[]): Line | undefined => {
  const { since } = turn;
  if (since.time === undefined || since.time < minutes * 60 * 24 * 2) return undefined;
  const before = others
    .flat()
    .filter(({ text }) => changeWords.test(text.slice(0, 600)))
    .map((line) => ({ line, ago: since.time! - (timeIn(line.text) ?? 0) }))
    .filter(({ ago }) => ago >= 0 && ago <= effectWithin);
  return before.length > 3 ? undefined : before.sort((left, right) => left.ago - right.ago)[0]?.line;
};

/** How often the same may be said in a log and still be the change. */
const rare: Readonly<Record<number, true>> = { 1: true, 2: true, 3: true };

const isNear = (line: Line, since: Timing): boolean => {
  const time = timeIn(line.text);
  if (time === undefined || since.time === undefined) return since.line.line - line.line <= 20;
  return since.time - time <= effectWithin;
};
