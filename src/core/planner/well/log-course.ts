import { timeIn } from "../../diagnosis/logs/log-times.ts";
import type { LogReading } from "../../diagnosis/logs/logs-of-view.ts";
import { memo } from "../../diagnosis/objects/memo.ts";
import { podAt } from "../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../evidence/age.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import { messageIn } from "../../evidence/logs/log-message.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Benign } from "../benign/benign.ts";
import { nowOf } from "../benign/reading/now.ts";
import { statusIn } from "../facts/log-tallies.ts";
import { isSame as isSameObject } from "../investigation/relevance.ts";
import { countsNone } from "./log-words.ts";

/** How the errors of a log ended: there were none, work went on after them, or nothing says so. */
export type Course = {
  readonly state: "clean" | "recovered" | "ill";
  readonly errors: readonly Line[];
  /** The line that says that it was over, or the last one that goes on with the work. */
  readonly over: Line | null;
  /** Its errors are explained. */
  readonly isExplained?: true;
};

const isBad = (line: Line): boolean => {
  const { level, text } = messageIn(line.text);
  const status = statusIn(line.text);
  if (status !== null && status >= "500") return true;
  const start = line.text.slice(0, 2000);
  if (ofCaller.test(start) || ofStatement.test(start) || ofLoopTest.test(start) || countsNone(start)) return false;
  return (level === "error" || level === "fatal") && !/^\s+at |^\s*\.\.\. \d+ (?:more|common)/.test(text);
};

/** What a caller did wrong, and was told: the program does what it should. */
const ofCaller =
  /\b(?:400|404|409|410|422)\b[^\n]{0,20}\b(?:for|on|GET|POST|PUT|PATCH|DELETE)\b|\bclient error\b|\b(?:bad request|validation failed|unprocessable|invalid input)\b/i;

/** Somebody asks for a record that nobody knows; as long as few do, it is theirs to know better. */
const unknownRecord =
  /\b(?:orders?|users?|accounts?|customers?|products?|items?|tickets?|carts?|baskets?|sessions?|trips?|stations?|trains?|bookings?|reservations?|payments?|invoices?|shipments?|records?|articles?|members?|profiles?)\b[^\n]{0,40}?\b(?:not found|does(?: not|n't) exist|not exists?)\b(?![^\n]{0,200}\b(?:table|database|relation|collection|schema|column|secret|config\w*)\b)/i;

/** What CoreDNS asks itself at its start to find loops; nobody waits for the answer (plugin `loop`). */
const ofLoopTest = /\[ERROR\] plugin\/errors: 2 \d+\.\d+\. HINFO: /;

export const isLoopTest = ({ text }: Line): boolean => ofLoopTest.test(text.slice(0, 2000));

/** What PostgreSQL itself writes (two blanks after the level) of a statement that was wrong: it refuses it, as it should. */
const ofStatement =
  /\b(?:ERROR|FATAL): {2}(?:duplicate key value violates|(?:insert|update|delete) [^\n]{0,120}violates|new row [^\n]{0,120}violates|null value in column|invalid input (?:syntax|value)|syntax error at|division by zero|canceling statement due to user request|value too long for type)/i;

/** A conflict of versions, or one thing that waits for another: controllers do these again by themselves. */
export const isRetried = (line: Line): boolean =>
  /the object has been modified|optimistic lock|Dependencies do not meet ready condition|dependency '[^'\n]{1,200}' is not ready/i.test(
    line.text.slice(0, 4000),
  );

/** Words of a thing that is well again. */
const again =
  /\b(?:reconnected|re-?established|recovered|restored|resumed|re-?joined|connected(?: again| to)?|connection (?:established|opened|ready)|succeeded|successful(?:ly)?|back (?:online|to normal|up)|healthy again|caught up|retry (?:ok|worked)|after \d+ (?:retries|attempts)|elected|became (?:leader|active)|established|completed|reachable|(?:now|became|becomes) available|now healthy)\b|\b(?:finished|done|ok|uploaded|passed|worked)\b[^\n]{0,40}\b(?:attempt|try|retry) #?[2-9]\b|\b(?:attempt|try|retry) #?[2-9](?:\/\d{1,2})?:? (?:was |has )?(?:ok|finished|done|passed|worked)\b/i;
const notAgain = /\b(?:not|un|dis|fail\w*|could ?n.t|cannot|waiting|trying|lost|error)\b/i;
/** Lines that any process writes, well or not. */
export const idle = /\b(?:healthz?|livez?|readyz?|liveness|readiness|heartbeat|metrics|probe|ping)\b/i;

const fewest = 3;
const many = 10;

/** Reads a log to its end: errors are over when it says so, or when it goes on with work for longer than any pause between errors was. */
export function courseOf(log: LogReading, view: ClusterView, benign: readonly Benign[] = []): Course {
  if (benign.some((one) => (one.ofLog === true || one.covers !== undefined) && isSameObject(one.ref, log.object)))
    return { state: "clean", errors: [], over: null, isExplained: true };
  const written = linesOfLog(log, view).filter(({ text }) => text.trim() !== "");
  const lines = written.filter(({ text }) => !/^\s/.test(text));
  if (havePassed(written)) return { state: "clean", errors: [], over: null, isExplained: true };
  const strangers = new Set(lines.filter(({ text }) => unknownRecord.test(text.slice(0, 2000))));
  const areFew = strangers.size <= lines.length * 0.3;
  const course = courseIn(lines, (line) => isBad(line) && !(areFew && strangers.has(line)), untilOf(log, view));
  const over = course.state === "ill" ? course.errors.map((line) => doneLater(line, written)) : [];
  return over.length > 0 && over.every((line) => line !== undefined)
    ? { state: "recovered", errors: course.errors, over: over.at(-1)! }
    : course;
}

/** Until when a log tells, by the clock of its own lines: its container has run for so long since its first line. */
export function untilOf(log: LogReading, view: ClusterView): Until {
  const pod = podAt(view, log.object);
  const age = ageSeconds(pod?.object?.printed.get("AGE")?.value ?? "");
  const first = linesOfLog(log, view)[0];
  const began = first === undefined || !opening.test(first.text.slice(0, 400)) ? undefined : timeIn(first.text);
  const isWhole = !log.previous && pod?.restarts === 0 && !/ --(?:tail|since)/.test(first?.command ?? "");
  const own = began !== undefined && age !== null && isWhole ? began + age * 1000 : undefined;
  return { own, universal: readAt(view) };
}

/** When the outputs were taken at the earliest: by the clock of the lines themselves, and in universal time. In milliseconds. */
type Until = { readonly own?: number | undefined; readonly universal?: number | undefined };

/** What a program writes first. */
const opening =
  /\b(?:start(?:s|ed|ing|up)?|boot(?:s|ed|ing)?|launch(?:es|ed|ing)?|initiali[sz]\w*|version|listening|running|loading|loaded|hello|welcome|begin\w*|opening)\b/i;

/** When the outputs were taken at the earliest, in milliseconds. */
const readAt = memo((view: ClusterView): number | undefined => nowOf(view)?.at);

/** A run of tests whose runner says at its end that all of them passed: tests bring about what they write. */
function havePassed(lines: readonly Line[]): boolean {
  const isEnd = lines.slice(-6).some(({ text }) => passed.test(text.slice(0, 300)));
  return isEnd && !lines.some(({ text }) => notPassed.test(text.slice(0, 300)));
}

const passed =
  /^PASS$|^ok {2}?\s*\S+\s+(?:\(cached\)|[\d.]+s)|\bBUILD SUCCESS\b|^=+ (?:\d+ \w+, ){0,4}\d+ passed\b|^OK \(\d+ tests?|^Tests: +(?:\d+ skipped, )?\d+ passed, \d+ total|^ *\d+ passing\b|^ {1,4}\d+ passed \(\d|^test result: ok\./;
const notPassed =
  /^\s*--- FAIL\b|^FAIL\b|\bBUILD FAILURE\b|(?<![\w=])[1-9]\d* (?:failed|failing|errors?)\b(?!=)|\b(?:Failures|Errors): [1-9]/;

/** The same for lines of which it is known which are bad; `until`: until when it was silent since then. */
export function courseIn(lines: readonly Line[], isOneBad: (line: Line) => boolean, until: Until = {}): Course {
  const bad = lines.flatMap((line, index) => (isOneBad(line) ? [index] : []));
  if (bad.length === 0) return { state: "clean", errors: [], over: null };
  const errors = bad.map((index) => lines[index]!);
  const last = bad.at(-1)!;
  const after = lines.slice(last + 1);
  const work = after.filter(({ text }) => !idle.test(text));
  const said = after.find(({ text }) => again.test(text) && !notAgain.test(text));
  const gap = Math.max(0, ...bad.slice(1).map((index, at) => index - bad[at]!));
  const isGoing = work.length >= fewest && work.length > errors.length / 2;
  const isSaid =
    said !== undefined && (isGoing || (after.indexOf(said) >= after.length - 2 && !hasBeenSaid(lines, bad)));
  const isLonger = work.length >= many && work.length > 1.5 * Math.min(gap, 200);
  const others = work.filter((line) => !isRetried(line)).length;
  const wasRetried = errors.every(isRetried) && others >= Math.max(1, errors.length);
  const isLater = work.length >= fewest && isLongAfter(errors, work.at(-1)!, until);
  if (!isSaid && !isLonger && !wasRetried && !isLater) return { state: "ill", errors, over: null };
  return { state: "recovered", errors, over: said ?? work.at(-1)! };
}

/** `retrying batch 118 after a deadlock (attempt 1 of 5)`, and the line after it that says `batch 118 done`. */
function doneLater(line: Line, written: readonly Line[]): Line | undefined {
  const thing = /\bretry(?:ing)? ((?:[a-z]{2,20}[ _-])?#?\d{1,12})\b/i.exec(line.text.slice(0, 1000))?.[1];
  if (thing === undefined) return undefined;
  return written
    .slice(written.indexOf(line) + 1)
    .find(({ text }) => text.includes(thing) && ended.test(text) && !notAgain.test(text));
}

const ended = /\b(?:done|ok|finished|completed|succeeded|written|processed)\b/i;

/** It was said before that it is over, and was not. */
const hasBeenSaid = (lines: readonly Line[], bad: readonly number[]): boolean =>
  lines.slice(bad[0]!, bad.at(-1)!).some(({ text }) => again.test(text) && !notAgain.test(text));

const quiet = 600_000;
const universal = /\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]00:?00)(?!\d)/;

/**
 * By the times of a log: its work went on, or it had nothing to tell, for ten minutes and more, and for longer than thrice any pause
 * between its errors.
 */
function isLongAfter(errors: readonly Line[], last: Line, until: Until): boolean {
  const times = errors.flatMap(({ text }) => timeIn(text) ?? []);
  const isUniversal = [...errors, last].every(({ text }) => universal.test(text.slice(0, 200)));
  const ends = [timeIn(last.text), until.own, isUniversal ? until.universal : undefined];
  const end = Math.max(...ends.filter((one) => one !== undefined));
  if (times.length < errors.length) return false;
  const pause = Math.max(0, ...times.slice(1).map((time, at) => time - times[at]!));
  return end - times.at(-1)! >= Math.max(quiet, 3 * pause);
}

/** The whole log as it was printed; a log of which nothing else is known than its end, that. */
export function linesOfLog(log: LogReading, view: ClusterView): readonly Line[] {
  const command = log.tail.at(-1)?.command ?? log.templates[0]?.last.command;
  const piece = view.evidence.findLast((one) => one.command === command);
  return piece === undefined || !/\blogs?\b/.test(piece.command) ? log.tail : linesOf(piece).slice(0, 50_000);
}

/** Whether a log moves: the same line with a number that grows, or the same line over and over. */
export type Progress = { readonly moves: boolean; readonly first: Line; readonly last: Line; readonly count: number };

const time =
  /\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?|\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2}|[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}|\b\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?\b|[IWEF]\d{4} /g;

/** Looks at the line that the end of a log repeats most; null when it repeats none. */
export function progressOf(log: LogReading, view: ClusterView): Progress | null {
  const lines = linesOfLog(log, view).slice(-200);
  const groups = Map.groupBy(lines, ({ text }) =>
    text
      .replaceAll(time, "")
      .replaceAll(/\d+(?:\.\d+)?/g, "#")
      .replaceAll(/#\S{0,3}(?= )/g, "#"),
  );
  const repeated = [...groups.values()].filter((group) => group.length >= 3);
  const told = repeated.map((group) => ({ group, numbers: group.map(({ text }) => numbersOf(text)) }));
  const growing = told.filter(({ numbers }) => grows(numbers));
  const best = growing.sort((one, other) => other.group.length - one.group.length)[0];
  if (best !== undefined)
    return { moves: true, first: best.group[0]!, last: best.group.at(-1)!, count: best.group.length };
  const same = told.find(({ group, numbers }) => group.length >= 5 && group.at(-1) === lines.at(-1) && isSame(numbers));
  return same === undefined
    ? null
    : { moves: false, first: same.group[0]!, last: same.group.at(-1)!, count: same.group.length };
}

const numbersOf = (text: string): readonly number[] =>
  (text.replaceAll(time, " ").match(/\d+(?:\.\d+)?/g) ?? []).slice(0, 20).map(Number);

function grows(rows: readonly (readonly number[])[]): boolean {
  return rows[0]!.some((_, column) => {
    const values = rows.map((row) => row[column] ?? Number.NaN);
    return values.at(-1)! > values[0]! && values.every((value, index) => index === 0 || value >= values[index - 1]!);
  });
}

const isSame = (rows: readonly (readonly number[])[]): boolean =>
  rows.every((row) => row.length === rows[0]!.length && row.every((value, index) => value === rows[0]![index]));
