import { shortened } from "../../diagnosis/logs/decisive-line.ts";
import { clockIn } from "../../diagnosis/logs/log-times.ts";
import { isOptional, isPlace, particularsIn, requirementsIn } from "../../diagnosis/logs/log-words.ts";
import { saidIn } from "../../diagnosis/logs/said-in-line.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, LogTemplate, ObservedLog } from "../../evidence/observed.ts";
import type { Answered } from "./answer.ts";

/** Lines of a log that say the same, with how often and from when to when. */
type Group = {
  readonly level: LogTemplate["level"];
  readonly count: number;
  readonly said: string;
  readonly first: Line;
  readonly last: Line;
  readonly weight: number;
};

const mostGroups = 6;

/** What goes wrong by the logs' own words: error lines grouped by what they say, the most telling first; else failing answers and warnings. */
export function logTrouble(logs: readonly ObservedLog[], view: ClusterView, name: string): Answered | null {
  const count = logs.reduce((sum, log) => sum + log.lineCount, 0);
  const templates = logs.flatMap((log) => log.templates);
  const errors = grouped(templates.filter(isError), logs, view);
  const warnings = grouped(templates.filter(isWarning), logs, view);
  if (errors.length > 0) return told("error", errors, warnings, name, count, overNote(errors, logs));
  const answers = grouped(templates.filter(isFailedAnswer), logs, view);
  if (answers.length > 0) return told("failing answer", answers, warnings, name, count);
  return warnings.length > 0 ? told("warning", warnings, [], name, count) : null;
}

/** What ends a program or names a fault of a database without a level. */
const withoutLevel =
  /\bpanicked at\b|^panic: |\bORA-\d{4,5}\b|\bSQLSTATE\b|^Traceback|\bSegmentation fault\b|\bOOM\b|\bcore dumped\b/;
/** A status of an access log that is a failure of the server. */
const failedAnswer =
  /" 5\d\d[ ,]|\bstatus["']?[=: ]{1,2}["']?5\d\d\b|\bHTTP\/[\d.]{1,3}["']? 5\d\d\b|\s5\d\d\s\d{1,9}(?:\.\d{1,6})?\s?(?:ms|s|µs)\b/;
/** Warnings that stand in the log of whatever runs. */
const harmless =
  /deprecat|\bhealth(?:z|check)?\b|Unpermitted parameter|experimental|will be removed|is not recommended|use of .{1,60} is discouraged|SQL Warning Code|illegal reflective access|default value|not set, using|falling back to default/i;

function isError({ level, last }: LogTemplate): boolean {
  if (isPlace(last.text)) return false;
  return level === "error" || level === "fatal" || (level === "unknown" && withoutLevel.test(last.text.slice(0, 2000)));
}

function isFailedAnswer({ level, last }: LogTemplate): boolean {
  if (level === "debug") return false;
  const status = /"(?:[A-Z]{3,8} )?[^"\n]{1,2000} HTTP\/[\d.]{1,3}" ([1-5]\d\d)\b/.exec(last.text)?.[1];
  return status === undefined ? failedAnswer.test(last.text.slice(0, 2000)) : status >= "500";
}

function isWarning({ level, last }: LogTemplate): boolean {
  return level === "warning" && !harmless.test(last.text) && !isOptional(saidIn(last.text));
}

/** What tells one request from another says nothing of what went wrong. */
const ids = /(?: [-|,;])? \(?\b(?:request|trace|correlation|span|req)[ _-]?id[:=] ?["']?[\w.-]{4,64}["']?\)?/gi;

/** The groups of templates that say nearly the same, the most telling first. */
function grouped(templates: readonly LogTemplate[], logs: readonly ObservedLog[], view: ClusterView): readonly Group[] {
  const groups: { group: Group; words: ReadonlySet<string> }[] = [];
  for (const template of [...templates].sort((one, other) => other.count - one.count).slice(0, 200)) {
    const group = groupOf(template, logs, view);
    const words = new Set(group.said.toLowerCase().match(/[a-z]{3,}/g) ?? []);
    const same = groups.find((one) => likeness(words, one.words) > 0.6);
    if (same === undefined) groups.push({ group, words });
    else same.group = joined(same.group, group);
  }
  return groups.map(({ group }) => group).sort((one, other) => other.weight - one.weight || other.count - one.count);
}

function groupOf({ level, count, first, last }: LogTemplate, logs: readonly ObservedLog[], view: ClusterView): Group {
  const said = shortened(withBelow(last, logs, view).replaceAll(ids, ""), 230);
  const gravity = level === "fatal" ? 3 : level === "error" ? 2 : level === "warning" ? 0 : 1;
  const weight =
    gravity * 2 + Math.min(3, requirementsIn(said)) + Math.min(2, particularsIn(said)) + Math.min(2, Math.log10(count));
  return { level, count, said, first, last, weight: harmless.test(said) ? weight - 6 : weight };
}

/** A line that only announces an exception, with the exception; a wrapped exception with its root. */
function withBelow(line: Line, logs: readonly ObservedLog[], view: ClusterView): string {
  const said = saidIn(line.text);
  if (line.text.trimStart().startsWith("{")) return said;
  const log = logs.find((one) => view.evidence[one.evidence]?.command === line.command);
  const lines = (log && view.evidence[log.evidence]?.stdout.split("\n", line.line + 40)) ?? [];
  if (lines[line.line - 1] !== line.text) return said;
  const below = lines.slice(line.line, line.line + 40);
  const ends = below.findIndex((text) => /^(?:\[?\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|\{|[IWEF]\d{4} )/.test(text));
  const trace = below.slice(0, ends < 0 ? 40 : ends);
  const root = trace.findLast((text) => /^\s*Caused by: \S/.test(text));
  const thrown = trace.findLast((text) => /^[\w$.]{0,160}(?:Error|Exception|Fault)\b.{0,40}: \S/.test(text));
  const next = /:$|panicked at/.test(line.text.trimEnd()) ? trace[0] : undefined;
  const more = root ?? thrown ?? next;
  return more === undefined ? said : `${said}\n${more.trim()}`;
}

function joined(one: Group, other: Group): Group {
  return {
    ...one,
    count: isBelow(one, other) ? Math.max(one.count, other.count) : one.count + other.count,
    first: one.first.line <= other.first.line ? one.first : other.first,
    last: one.last.line >= other.last.line ? one.last : other.last,
    weight: Math.max(one.weight, other.weight),
  };
}

/** A line that announces an exception and the line below that names it tell of one error. */
function isBelow(one: Group, other: Group): boolean {
  const apart = Math.abs(one.last.line - other.last.line);
  return apart > 0 && apart <= 3 && one.count === other.count && one.last.command === other.last.command;
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / Math.max(1, one.size + other.size - shared);
}

function told(
  what: string,
  groups: readonly Group[],
  warnings: readonly Group[],
  name: string,
  count: number,
  over = "",
): Answered {
  const total = groups.reduce((sum, one) => sum + one.count, 0);
  const first = groups[0]!;
  const kinds =
    groups.length === 1 ? (total === 1 ? "" : ", all of one kind") : ` of ${groups.length} kinds, above all`;
  const lines = total === 1 ? `1 ${what} line` : `${total} ${what} lines`;
  const none = what === "error" ? "" : "no error lines, and ";
  return {
    summary: `The log of ${name} holds ${none}${lines} among ${count}${kinds}: ${cut(first.said, groups, 120)}${spanOf(first)}${over}`,
    details: [
      ...groups.slice(0, mostGroups).map((one) => `  ${one.count} × ${cut(one.said, groups, 190)}${spanOf(one)}`),
      ...(groups.length > mostGroups ? [`  and ${groups.length - mostGroups} other kinds`] : []),
      ...(warnings.length > 0 ? ["Warnings:"] : []),
      ...warnings.slice(0, 3).map((one) => `  ${one.count} × ${one.said}${spanOf(one)}`),
    ].join("\n"),
    lines: groups.slice(0, 3).map((one) => one.last),
  };
}

/** Of several kinds each is told in short, so that all are read. */
function cut(said: string, groups: readonly Group[], room: number): string {
  return groups.length > 2 ? shortened(said, room) : said;
}

/** What is said when something went well after all. */
const wentWell =
  /\b(?:reconnected|connected|connection (?:established|restored)|recovered|restored|succeeded|successful(?:ly)?|back online|healthy again|resumed|rejoined|joined group)\b/i;

/** Whether the log went on for long without another error, and what it says of that it went well. */
function overNote(errors: readonly Group[], logs: readonly ObservedLog[]): string {
  const newest = Math.max(...errors.map(({ last }) => last.line));
  const log = logs[0]!;
  const first = Math.min(...errors.map((one) => one.first.line));
  const count = errors.reduce((sum, one) => sum + one.count, 0);
  const pause = count > 1 ? (newest - first) / (count - 1) : 0;
  const after = log.lineCount - newest;
  if (logs.length > 1 || after < Math.max(20, log.lineCount * 0.2, 3 * pause)) return "";
  const well = log.templates
    .filter(
      ({ level, last }) => level !== "error" && level !== "fatal" && last.line > newest && wentWell.test(last.text),
    )
    .sort((one, other) => one.last.line - other.last.line)[0];
  const end = log.tail.findLast((line) => clockIn(line.text) !== "");
  return `. No error since then: the log goes on ${after} lines without one${end ? ` (until ${clockIn(end.text)})` : ""}${well ? `, it recovered: ${shortened(saidIn(well.last.text), 120)}` : ""}`;
}

/** From when to when it was said. */
function spanOf({ first, last, count }: Group): string {
  const [from, to] = [clockIn(first.text), clockIn(last.text)];
  if (from === "" || to === "") return "";
  return count === 1 || from === to ? ` (at ${to})` : ` (${from} to ${to})`;
}
