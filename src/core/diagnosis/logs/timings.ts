import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { memo } from "../objects/memo.ts";
import { timeIn } from "./log-times.ts";
import { type LogReading, logsOfView } from "./logs-of-view.ts";
import type { Operation } from "./operation-in-line.ts";
import { type LineTiming, timingIn } from "./timing-in-line.ts";

/** One measurement that a log holds. */
export type Timing = LineTiming & { readonly line: Line; readonly time: number | undefined };

/** All that a log measured, in the order in which it was written, with the lines themselves. */
export type TimedLog = {
  readonly log: LogReading;
  readonly lines: readonly Line[];
  readonly timings: readonly Timing[];
  readonly operations: readonly TimedOperation[];
};

/** The measurements of one operation. */
export type TimedOperation = {
  readonly operation: Operation;
  readonly timings: readonly Timing[];
  readonly median: number;
  readonly least: number;
  readonly most: number;
};

/** So much of the end of a log is read for durations. */
const longest = 1_000_000;
const mostLines = 12_000;

/** Logs that say how long things took. */
export const timedLogs = memo((view: ClusterView): readonly TimedLog[] =>
  logsOfView(view).flatMap((log) => {
    if (log.evidence < 0 || log.health === "done") return [];
    const lines = linesOf(view, log);
    const timings = lines.flatMap((line, index) => timed(line, lines, index));
    return timings.length === 0 ? [] : [{ log, lines, timings, operations: operationsOf(timings) }];
  }),
);

/** The lines of one log; of several that were printed together only its own, without the prefix that tells them apart. */
export const linesOf = (view: ClusterView, log: LogReading): readonly Line[] => {
  const piece = view.evidence[log.evidence];
  if (piece === undefined) return [];
  const { stdout, command } = piece;
  const skipped = stdout.length > longest ? stdout.indexOf("\n", stdout.length - longest) + 1 : 0;
  const before = skipped === 0 ? 0 : stdout.slice(0, skipped).split("\n").length - 1;
  const lines = stdout
    .slice(skipped)
    .split("\n")
    .map((text, index): Line => ({ command, line: before + index + 1, text }));
  const own = stdout.includes("[pod/") && log.container !== undefined ? `[pod/${log.object.name}/` : "";
  const kept = lines.filter(({ text }) =>
    text.startsWith("[pod/") ? own !== "" && text.startsWith(own) : own === "" && text !== "",
  );
  return kept.slice(-mostLines);
};

const prefix = /^\[pod\/[^\]\s]{1,300}\] /;

/** The log of MySQL has the statement some lines below the time that it took, PostgreSQL's at times below it. */
const timed = (line: Line, lines: readonly Line[], index: number): readonly Timing[] => {
  const text = line.text.replace(prefix, "");
  const isOpen = /^# Query_time: |duration: [\d.]{1,14} ms {1,2}plan:\s*$/.test(text);
  const whole = isOpen
    ? `${text} ${lines
        .slice(index + 1, index + 8)
        .map((one) => one.text)
        .join(" ")}`
    : text;
  const timing = timingIn(whole);
  if (timing === undefined) return [];
  const timeLine = isOpen ? lines.slice(Math.max(0, index - 3), index + 1).findLast((one) => timeIn(one.text)) : line;
  return [{ ...timing, line, time: timeIn((timeLine ?? line).text) }];
};

const operationsOf = (timings: readonly Timing[]): readonly TimedOperation[] =>
  [...Map.groupBy(timings, ({ operation }) => `${operation.kind}\n${operation.label}`).values()]
    .map((own): TimedOperation => {
      const sorted = own.map((one) => one.milliseconds).sort((left, right) => left - right);
      return {
        operation: own[0]!.operation,
        timings: own,
        median: medianOf(sorted),
        least: sorted[0]!,
        most: sorted.at(-1)!,
      };
    })
    .sort((left, right) => sumOf(right) - sumOf(left));

const sumOf = ({ timings }: TimedOperation): number => timings.reduce((sum, one) => sum + one.milliseconds, 0);

/** The middle of sorted numbers. */
export const medianOf = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;

/** A duration as people say it: `46 ms`, `3.4 s`, `2 min`. */
export const spokenDuration = (milliseconds: number): string => {
  if (milliseconds < 1) return `${milliseconds.toFixed(2)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 120_000
    ? `${(milliseconds / 1000).toFixed(1).replace(/\.0$/, "")} s`
    : `${Math.round(milliseconds / 60_000)} min`;
};
