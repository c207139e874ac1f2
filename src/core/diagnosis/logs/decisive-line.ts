import type { Line } from "../../evidence/evidence.ts";
import type { LogTemplate } from "../../evidence/observed.ts";
import { essence } from "./essence.ts";
import { isAftermath, isOptional, isPlace, particularsIn, requirementsIn } from "./log-words.ts";
import type { LogReading } from "./logs-of-view.ts";
import { hasHead, saidIn } from "./said-in-line.ts";

/** The lines of a log that say most of why its container is ill, and what they say in one sentence. */
export type Reason = {
  readonly line: Line;
  /** The line with those that it is the end of, or that go on with it. */
  readonly lines: readonly Line[];
  readonly text: string;
  readonly weight: number;
};

/**
 * What a log says of why its container is ill, for errors that no rule knows: lines that name what is required or does not fit before
 * those that only say that something failed, the root of an exception before what it was wrapped in, what is said at the end before
 * what went on all the time, and what happened before what followed from it.
 */
export const decisiveLine = (log: LogReading): Reason | undefined => {
  if (!known.has(log)) known.set(log, findReason(log));
  return known.get(log);
};

const known = new WeakMap<LogReading, Reason | undefined>();

const findReason = (log: LogReading): Reason | undefined => {
  const candidates = log.templates
    .filter((one) => mayAccuse(log, one))
    .map((one) => ({ line: one.last, weight: lineWeight(log, one) }));
  const best = Math.max(...candidates.map((one) => one.weight));
  const top = candidates.filter((one) => one.weight === best).map((one) => one.line);
  const newest = Math.max(...top.map((line) => line.line));
  const first = top.filter((line) => newest - line.line <= burst).sort((left, right) => left.line - right.line)[0];
  if (first && (best > 0 || !crashedShort(log))) return reasonOf(log, first, best);
  if (!crashedShort(log)) return undefined;
  const said = log.tail.filter((line) => line.text.trim() !== "" && !isPlace(line.text));
  const last =
    said.findLast((line) => !isAftermath(line.text) && !isOptional(line.text)) ?? said.at(-1) ?? log.tail.at(-1);
  return last && reasonOf(log, last, 0);
};

/** Lines this near to each other tell of one event: the first of them is nearer to the cause. */
const burst = 12;

/** A container that ended and left a short log: its last words are all there is. */
const crashedShort = (log: LogReading): boolean =>
  log.health === "failing" && log.restarts > 0 && log.lineCount <= 20 && !log.endedWell;

/** Errors; of a container that is not well also what other lines name as not fitting. */
const mayAccuse = (log: LogReading, one: LogTemplate): boolean => {
  if (one.level === "debug" || isPlace(saidIn(one.last.text))) return false;
  if (one.level === "fatal" || one.level === "error") return true;
  if (log.health !== "failing" || (!isLast(log, one.last) && !log.isMixed)) return false;
  const text = saidIn(one.last.text);
  return requirementsIn(text) > 0 && !isOptional(text) && !isAftermath(text);
};

/** Whether a line stands within the last part of its log. */
export const isLast = (log: LogReading, line: Line): boolean =>
  (log.tail.at(-1)?.line ?? 0) - line.line <= Math.max(10, log.lineCount * 0.05);

const ofLevel: Readonly<Record<LogTemplate["level"], number>> = {
  fatal: 4,
  error: 3,
  warning: 1,
  unknown: 1,
  info: 0,
  debug: -4,
};

/** How much a line says of why a container is ill; what ends with nothing but "failed" weighs next to nothing. */
export const lineWeight = (log: LogReading, one: LogTemplate): number => {
  const text = saidIn(one.last.text);
  const isChatter = one.count > 20 && one.count > log.lineCount * 0.02;
  return (
    ofLevel[one.level] +
    textWeight(text) +
    (isRoot.test(text) ? 2 : 0) +
    (isThrown.test(text) || isCoded.test(text) ? 1 : 0) +
    (isLast(log, one.last) || log.isMixed ? 2 : 0) -
    (isChatter ? 3 : 0) -
    (isWarning.test(text) ? 1 : 0)
  );
};

const textWeight = (text: string): number =>
  Math.max(...text.split("\n").map((part) => partWeight(part.slice(0, 2000)))) - (isOptional(text) ? 4 : 0);

/** What says that all is over weighs little, but when it also names what does not fit. */
const partWeight = (part: string): number => {
  const requirements = requirementsIn(part);
  const particulars = particularsIn(part);
  const own = Math.min(3, requirements > 0 ? 1 + requirements : 0) + Math.min(1, particulars);
  return isAftermath(part) ? own - (requirements > 0 && particulars > 0 ? 2 : 5) : own;
};

const isRoot = /^\s*Caused by: \S/;
const isThrown = /(?:^|[\s:])(?:[a-zA-Z_$][\w$]{0,60}\.){0,12}[A-Z]\w{0,80}(?:Error|Exception|Fault): \S/;
/** Numbers under which products list their errors. */
const isCoded = /^(?:ORA|TNS|RMAN|DIA|SQL\d?|AH|MY|DPI|CRS|SP2|WFLYCTL|WFLYSRV|HHH|AMQ)-?\d{3,6}\b/;
const isWarning = /^\W{0,4}(?:\S{1,40} ){0,3}(?:WARN|Warning|DeprecationWarning)\b/;

const reasonOf = (log: LogReading, line: Line, weight: number): Reason => {
  const lines = withNeighbours(log, line);
  return { line, lines, weight, text: shortened(lines.map((one) => saidIn(one.text).replace(barred, "")).join("\n")) };
};

const most = 4;

/** A line with what it is the end of and what goes on below it, as long as nothing new begins. */
export const withNeighbours = (log: LogReading, line: Line): readonly Line[] => {
  const at = log.tail.findIndex((one) => one.line === line.line);
  if (at < 0) return [line];
  let from = at;
  while (from > 0 && at - from < most && isOneSentence(log.tail[from - 1]!, log.tail[from]!)) from--;
  let to = at;
  while (to + 1 < log.tail.length && to - from < roomOf(log.tail[to + 1]!) && goesOn(log.tail[to]!, log.tail[to + 1]!))
    to++;
  const [blank, listed] = log.tail.slice(to + 1, to + 3);
  if (log.tail[to]!.text.trimEnd().endsWith(":") && blank?.text.trim() === "" && listed && /^\s+\S/.test(listed.text))
    to += 2;
  return log.tail.slice(from, to + 1);
};

/** What is drawn behind a bar is one error, with empty lines in it, and its reason stands at the end. */
const barred = /^\s{0,12}[|│](?:\s|$)/;
const roomOf = ({ text }: Line): number => (barred.test(text) ? 3 * most : most);

const isNew = (first: Line, next: Line): boolean =>
  next.line !== first.line + 1 ||
  first.text.trim() === "" ||
  next.text.trim() === "" ||
  isPlace(next.text) ||
  isPlace(first.text) ||
  isAftermath(next.text) ||
  isOptional(next.text) ||
  isMember.test(next.text);

/** A line of an object that is printed over several lines. */
const isMember = /^\s*["']?[\w.-]{1,40}["']?: (?!\S{0,3}$)["'{[\d]/;

/** Whether the second line ends the sentence of the first. */
const isOneSentence = (first: Line, next: Line): boolean => {
  const above = first.text.trim();
  const below = next.text.trim();
  if (isNew(first, next) || hasHead(next.text) || (/^\s/.test(first.text) && !/^\s/.test(next.text))) return false;
  if (isOpen.test(above)) return !/^(?:at |\()/.test(below);
  return /^[a-z][a-z'-]* /.test(below) && !/[.!?;})\]]$/.test(above);
};

/** Whether the second line goes on with what the first says: its sentence, or a detail below it. */
const goesOn = (first: Line, next: Line): boolean => {
  if (isNew(first, next) || hasHead(next.text)) return false;
  if (barred.test(next.text)) return true;
  if (/^(?:HINT|DETAIL|CONTEXT|hint|->|=>|>|-|\*|\|)[: ]/.test(next.text.trim())) return true;
  return isOneSentence(first, next) || (/^\s/.test(next.text) && !/^\s*\/\//.test(next.text));
};

const isOpen =
  /(?:[,:(]|validation errors? for \S{1,80}|\b(?:using|requires?|the|to|with|of|is|by|for|at|in|and|or|a|an|that|following))$/;

const widest = 230;

/** As much of a text as fits a sentence: the part that names the reason, and what stands around it. */
export const shortened = (text: string, room = widest): string => {
  const parts = text
    .split("\n")
    .map((part) => plainly(part.replaceAll(/\s+/g, " ").trim()))
    .filter((part) => part !== "" && !isPlace(part));
  const whole = parts.join(" ");
  if (whole.length <= room) return whole;
  const weights = parts.map(partWeight);
  const best = weights.indexOf(Math.max(...weights));
  const main = parts[best] ?? whole;
  const before = best > 0 && parts[0]!.length + main.length < room ? `${parts[0]} … ` : "";
  return before + around(main, room - before.length);
};

/** Without what only leads up to an exception, and without the package of its class. */
const plainly = (text: string): string =>
  text
    .replace(/^(?:Caused by: |Exception in thread "[^"\n]{1,80}" )/, "")
    .replace(/^(?:[a-z_$][\w$]{0,60}\.){1,12}(?=[A-Z][\w$]{0,80}(?:Exception|Error)\b)/, "");

/** Each layer of a program puts its words before those of the one below it: what decides stands at the end. */
const layered = /^(?:[^:"{]{3,120}: ){3}/;

/** The words around the first that names a reason, when the text is too long. */
const around = (text: string, room: number): string => {
  if (text.length <= room) return text;
  if (layered.test(text)) return essence(text, room);
  const at = text.search(
    /\b(?:must|requires?|too (?:low|high|small|large|old|new|open|many)|already|mismatch|not |invalid|unsupported|incompatible|unknown|denied|refused|missing|expired|exceed|no such|cannot|can't)/i,
  );
  const from = at < room - 60 ? 0 : Math.max(0, text.indexOf(" ", at - 90) + 1);
  const cut = text.slice(from, from + room);
  return `${from > 0 ? "… " : ""}${cut.slice(0, cut.lastIndexOf(" ") > room - 40 ? cut.lastIndexOf(" ") : room)}${from + room < text.length ? " …" : ""}`;
};
