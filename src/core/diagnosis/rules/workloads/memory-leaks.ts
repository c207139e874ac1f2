import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { timeIn } from "../../logs/log-times.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { linesOf } from "../../logs/timings.ts";
import { goesUpAndDown, onlyGrows, type Series, seriesIn } from "../../objects/counters.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { ownersOf, relatedToPod } from "../../objects/relations.ts";
import { podAt } from "../../workloads/pods.ts";

/** Things that a program holds until it lets them go; what it has done in all only grows by nature. */
const held =
  /listener|handler|connection|conns?$|goroutine|thread|handle|subscri|timer|interval|watcher|entr(?:y|ies)|cache|buffer|\bfds?$|descriptor|open_?files|socket|stream|context|channel|object|instance|pending|callback|registration|detached|closure|session|client/i;
const cumulative =
  /total|_count$|processed|received|sent|created|accepted|closed|handled|served|hits|miss|bytes|ms$|_us$|seconds|duration|latency|time|limit|max|capacity|rate|id$|errors?$|port/i;
const memory = /heap|rss|\bmem|memory|alloc(?!ation)|resident|working_?set/i;
const noMemory = /limit|max|free|percent|pct|available|count|objects|ms$/i;
const load =
  /session|user|request|conn|active|in_?flight|inflight|\brps\b|\bqps\b|client|online|jobs|queue|load|concurren|players|connected/i;

const least = 5;

/** What runtimes and libraries say of things that are added and never given back. */
const warned =
  /(?:MaxListenersExceededWarning: )?Possible EventEmitter memory leak[^\n]{1,140}|Possible \w{2,30} memory leak detected[^\n]{0,120}|LEAK: [\w.]{1,60}\(?\)? was not called[^\n]{0,100}|likely to create a memory leak[^\n]{0,60}|\b(?:memory|goroutine|resource|handle|listener) leak (?:detected|suspected)[^\n]{0,120}|\b(?:One or more objects|objects?) .{0,40}leaked[^\n]{0,80}/i;

type Leak = {
  readonly grown: Series | undefined;
  readonly memory: Series | undefined;
  readonly load: Series | undefined;
  readonly warning: Line | undefined;
  /** How it ends, where it does. */
  readonly end: string;
};

const leaks = defineRule(
  {
    code: "memory-leak",
    title: "Memory leak",
    about:
      "An application holds ever more of something (listeners, connections, goroutines, entries) while its load goes up and down, and its memory grows with it, after each garbage collection as well, until it is exhausted. A larger limit only delays the end; what is added has to be given back in the code.",
    reads: ["logs", "Pod"],
    explains: ["application-out-of-memory", "collector-stalls", "oom-killed", "container-killed", ...crashSymptoms],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const log of logsOfView(view)) {
      if (log.evidence < 0 || log.isMixed || log.health === "done" || seen.has(keyOf(log.object))) continue;
      const leak = leakOf(view, log);
      if (leak === undefined) continue;
      seen.add(keyOf(log.object));
      yield draftOf(view, log, leak);
    }
  },
);

const leakOf = (view: ClusterView, log: LogReading): Leak | undefined => {
  const lines = linesOf(view, log);
  if (isShort(lines) || ownersOf(view, log.object).some(({ kind }) => kind === "Job")) return undefined;
  const end = endOf(view, log);
  const warning = lines.find(({ text }) => /leak/i.test(text) && warned.test(text.slice(0, 1000)));
  const all = seriesIn(lines, least);
  const growing = all.filter(onlyGrows);
  const memoryGrown = growing.find(({ key }) => memory.test(key) && !noMemory.test(key)) ?? liveAfterCollection(lines);
  const loads = all.filter(({ key }) => load.test(key) && !cumulative.test(key));
  const swinging = loads.find((one) => goesUpAndDown(one) && !growing.includes(one));
  const grown = growing.find(({ key }) => held.test(key) && !cumulative.test(key) && !memory.test(key));
  if (loads.some((one) => one !== grown && growing.includes(one)) && swinging === undefined) return undefined;
  const isShown = grown !== undefined && (end !== "" || (memoryGrown !== undefined && swinging !== undefined));
  const isWarned = warning !== undefined && (end !== "" || memoryGrown !== undefined);
  const isPlain = memoryGrown !== undefined && swinging !== undefined && end !== "";
  return isShown || isWarned || isPlain ? { grown, memory: memoryGrown, load: swinging, warning, end } : undefined;
};

/** What grows within minutes is being loaded, and not leaked. */
const isShort = (lines: readonly Line[]): boolean => {
  const times = lines.flatMap(({ text }) => timeIn(text) ?? []);
  return times.length > 1 && times.at(-1)! - times[0]! < 20 * 60_000;
};

const collected =
  /(?:Mark-(?:[Cc]ompact|[Ss]weep)|Pause Full|Full GC)[^\n]{0,80}?\d(?:\.\d{1,3})?[KMG]? ?(?:\([\d.]{1,12}\) ?)?-> ?(\d{1,9}(?:\.\d{1,3})?)([KMG])?/;

/** What is left after each full collection, where that grows. */
const liveAfterCollection = (lines: readonly Line[]): Series | undefined => {
  const found = lines.flatMap((line) => {
    const match = collected.exec(line.text.slice(0, 500));
    return match === null ? [] : [{ line, value: Number(match[1]) }];
  });
  if (found.length < least) return undefined;
  const series = {
    key: "what is left after a full garbage collection",
    values: found.map(({ value }) => value),
    lines: found.map(({ line }) => line),
  };
  return onlyGrows(series) ? series : undefined;
};

const endOf = (view: ClusterView, log: LogReading): string => {
  const isExhausted = logStatements(view).some(
    (one) => keyOf(one.log.object) === keyOf(log.object) && one.cause.code === "application-out-of-memory",
  );
  if (isExhausted) return "until its heap is exhausted";
  const ends = podAt(view, log.object)?.containers.flatMap((one) => [one.terminated, one.last]) ?? [];
  return ends.some((end) => end?.reason === "OOMKilled") ? "until it is OOMKilled" : "";
};

const draftOf = (view: ClusterView, log: LogReading, leak: Leak): Draft => {
  const { grown, load: swinging, warning, end } = leak;
  const counted = grown ? `: the number of ${grown.key} in its log only grows (${rangeOf(grown)})` : "";
  const beside = swinging
    ? ` while ${grown ? "that" : "the number"} of ${swinging.key} goes up and down (${spanOf(swinging)})`
    : "";
  const using = leak.memory
    ? `${counted === "" ? ": " : ", and "}${leak.memory.key} grows all the time (${rangeOf(leak.memory)})`
    : "";
  const said = warning ? `; it is warned of: "${warned.exec(warning.text)?.[0].slice(0, 110)}"` : "";
  const tail = end === "" ? "" : ` ${end}`;
  return {
    object: log.object,
    severity: end === "" ? "warning" : "critical",
    confidence: "likely",
    summary: `${nameOf(log.object)} has a memory leak${counted === "" ? `${using}${beside}` : `${counted}${beside}${using}`}${tail}${said}. More memory only delays it.`,
    evidence: [
      grown?.lines[0] ?? leak.memory?.lines[0],
      grown?.lines.at(-1) ?? leak.memory?.lines.at(-1),
      warning,
      leak.memory?.lines.at(-1),
    ],
    related: relatedToPod(view, log.object),
    fix: fixByHand(
      `Find in the code where ${grown ? grown.key : "they"} are added and never removed (a heap snapshot or profile shows who holds them); until then a restart in time helps, a larger limit only delays the end.`,
      [],
    ),
  };
};

const rangeOf = ({ values }: Series): string => `${spokenValue(values[0]!)} → ${spokenValue(values.at(-1)!)}`;
const spanOf = ({ values }: Series): string =>
  `${spokenValue(Math.min(...values))}–${spokenValue(Math.max(...values))}`;

const spokenValue = (value: number): string =>
  value >= 2 ** 24 && value % 1024 === 0 ? `${Math.round(value / 2 ** 20)}Mi` : `${+value.toFixed(1)}`;

/** Programs that hold ever more. */
export const memoryLeakRules: readonly Rule[] = [leaks];
