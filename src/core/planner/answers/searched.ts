import { shortened } from "../../diagnosis/logs/decisive-line.ts";
import { clockIn } from "../../diagnosis/logs/log-times.ts";
import { particularsIn, requirementsIn } from "../../diagnosis/logs/log-words.ts";
import { hasHead, saidIn } from "../../diagnosis/logs/said-in-line.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ObservedLog } from "../../evidence/observed.ts";
import type { Situation } from "../situation.ts";
import type { Answered } from "./answer.ts";
import { distinct } from "./distinct.ts";

/** A line that holds what was searched for, with the lines around it that belong to the same message. */
type Hit = { readonly line: Line; readonly around: readonly string[] };

const mostHits = 200;
const mostShown = 5;

/** Whether a text stands in logs: how often, when, and what the lines around it say of it. Lines are counted in the whole output. */
export function found(searched: string, situation: Situation, logs: readonly ObservedLog[], name: string): Answered {
  const wanted = partsOf(searched.toLowerCase());
  const hits: Hit[] = [];
  let count = 0;
  for (const log of logs) {
    const evidence = situation.view.evidence[log.evidence];
    if (evidence === undefined) continue;
    const lines = evidence.stdout.split("\n");
    lines.forEach((text, index) => {
      if (!holds(text.toLowerCase(), wanted)) return;
      count++;
      if (hits.length < mostHits)
        hits.push({ line: { command: evidence.command, line: index + 1, text }, around: around(lines, index) });
    });
  }
  if (count === 0)
    return {
      summary: `No: "${searched}" does not stand in the log of ${name}, of which ${logs.reduce((sum, log) => sum + log.lineCount, 0)} lines were looked at.`,
      details: "",
      lines: [],
    };
  const shown = distinct(hits, ({ line }) => line.text).slice(0, mostShown);
  const essence = shown.length === 1 ? essenceOf(shown[0]!) : "";
  return {
    summary: `Yes: "${searched}" stands in ${count} ${count === 1 ? "line" : "lines"} of the log of ${name}${timesOf(hits)}${essence && `: ${essence}`}.`,
    details: shown.flatMap(({ line, around }) => [line.text, ...around].map((text) => `  ${short(text)}`)).join("\n"),
    lines: [],
  };
}

/** The lines that belong to the message of a line, and the statement, table or file that they name. */
export function contextOf(
  line: Line,
  lines: readonly string[],
): { readonly around: readonly string[]; readonly essence: string } {
  const hit: Hit = { line, around: around(lines, line.line - 1) };
  return {
    around: hit.around.map((text) => short(text)),
    essence: hit.around.length === 0 ? "" : essenceOf(hit),
  };
}

/** `failed to connect to database ... connection refused`: what somebody left out of the middle may be anything. */
const partsOf = (searched: string): readonly string[] => {
  const parts = searched.split(/\s{0,3}(?:\.{3,}|…)\s{0,3}/).filter((one) => one !== "");
  return parts.length === 0 ? [searched] : parts;
};

/** Whether a line holds the pieces, one behind the other. */
function holds(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

/** The first times at which it was said. */
function timesOf(hits: readonly Hit[]): string {
  const times = [...new Set(hits.map(({ line }) => clockIn(line.text) || clockIn(line.text.slice(0, 40))))].filter(
    Boolean,
  );
  if (times.length === 0) return "";
  return times.length <= 3 ? ` (at ${times.join(", ")})` : ` (${times[0]} to ${times.at(-1)})`;
}

/** Servers print what belongs to an error on lines of its own: PostgreSQL with a word before it, others indented or without a head. */
const detail = /\b(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LOCATION|Caused by|Reason|Detail): /;
const mostAround = 9;

function around(lines: readonly string[], at: number): readonly string[] {
  const isBelow = (text: string) => text.trim() !== "" && (detail.test(text) || /^\s/.test(text) || !hasHead(text));
  const own = lines[at]!;
  const hasHeads = lines.slice(Math.max(0, at - 3), at + 4).filter((text) => hasHead(text)).length > 1;
  if (!hasHeads) return [];
  const before: string[] = [];
  for (
    let index = at - 1;
    index >= 0 && before.length < 4 && isBelow(before[0] ?? own) && !hasHead(before[0] ?? own);
    index--
  )
    before.unshift(lines[index]!);
  const after: string[] = [];
  for (let index = at + 1; index < lines.length && after.length < mostAround && isBelow(lines[index]!); index++)
    after.push(lines[index]!);
  return [...before, ...after];
}

/** The statement, table or file that the lines around name, where the line itself says no more than what was searched for. */
function essenceOf({ line, around }: Hit): string {
  const said = saidIn(line.text);
  const telling = around
    .filter((text) => !/\bHINT: /.test(text))
    .map((text, index) => ({ text: saidIn(text), index }))
    .map((one) => ({ ...one, weight: weightOf(one.text) }))
    .sort((one, other) => other.weight - one.weight || one.index - other.index)
    .slice(0, 2)
    .sort((one, other) => one.index - other.index)
    .map(({ text }) => text.trim());
  return shortened([said, ...telling].join("; "), 330).replace(/[.;,:]+$/, "");
}

const statement = /\b(?:STATEMENT|QUERY): |\b(?:SELECT|INSERT|UPDATE|DELETE|ALTER|CREATE|LOCK|MERGE|TRUNCATE)\b .{2}/;

const weightOf = (text: string): number =>
  (statement.test(text) ? 4 : 0) + Math.min(2, particularsIn(text)) + Math.min(2, requirementsIn(text));

const longest = 170;

function short(text: string): string {
  return shortened(saidIn(text), longest);
}
