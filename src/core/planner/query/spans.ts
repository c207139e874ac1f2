import type { Answered } from "../answers/answer.ts";
import { spelledSeconds, timeSeconds } from "./amounts.ts";
import { timeOfDay } from "./compare-conditions.ts";
import { isFiller } from "./filler.ts";
import { cell, type Row, type RowSet } from "./row.ts";

const begins =
  /\b(?:start(?:s|ed|ing)?|begin(?:s|ning)?|began|applying|running|executing|processing|launch(?:ed|ing)?|acquir\w+|open(?:ed|ing)?|creating|migrating|importing|exporting|restoring|syncing)\b/i;
const ends =
  /\b(?:finish(?:ed)?|completed?|done|ended|end|applied|succeeded|success(?:ful(?:ly)?)?|migrated|imported|exported|restored|synced|stopped|ready|released|closed|committed|failed|aborted|in \d)/i;

/** `how long did the migration take`: from the line that begins it to the one that ends it, as the log itself writes the times. */
export function spanAnswer(ask: string, sets: readonly RowSet[]): Answered | null {
  const match = /\bhow long (?:did|does|was|were|has|had)\b(.{3,160})$/.exec(ask);
  if (match === null) return null;
  const words = match[1]!
    .split(/[\s|,;()"'?]+/)
    .filter(
      (word) =>
        word.length > 2 &&
        !isFiller(word) &&
        !/^(?:take|taken|took|last|lasted|night|need|needed|run|running|blocked|blocking|until|finish(?:ed)?|complete[d]?|job|it|of)$/.test(
          word,
        ),
    );
  for (const set of sets.filter(({ sort }) => sort === "log")) {
    const found = spanIn(words, set);
    if (found !== null) return found;
  }
  return null;
}

function spanIn(words: readonly string[], set: RowSet): Answered | null {
  if (words.length === 0) return null;
  const placed = set.place ?? [];
  const telling = words.filter((word) => !placed.includes(word));
  const own = telling.filter((word) => /[_\d-]/.test(word));
  const needed = own.length > 0 ? own : telling;
  const says = (row: Row, some: readonly string[]) =>
    some.every((word) => row.lines[0]!.text.toLowerCase().includes(stemOf(word)));
  const about = set.rows.filter((row) => says(row, needed));
  const first = about.find((row) => begins.test(cell(row, "message")) && !isEnd(row)) ?? about[0];
  if (first === undefined || needed.length === 0) return null;
  const from = set.rows.indexOf(first);
  const keys = idsOf(first);
  const later = set.rows.slice(from + 1);
  const last =
    later.find((row) => isEnd(row) && (says(row, needed) || shares(row, keys))) ??
    (about.length > 1 && needed.length > 0 ? undefined : undefined);
  if (last === undefined) return null;
  const seconds = between(cell(first, "time"), cell(last, "time"));
  if (seconds === null) return null;
  return {
    summary: `${spelledSeconds(seconds)} (${Math.round(seconds * 1000) / 1000} seconds): from ${cell(first, "time")} ("${cell(first, "message").slice(0, 120)}") to ${cell(last, "time")} ("${cell(last, "message").slice(0, 120)}").`,
    details: "",
    lines: [...first.lines, ...last.lines],
  };
}

const stemOf = (word: string) => word.replace(/(?<=\w{4})(?:ation|ions?|ing|ed|s)$/, "");

const isEnd = (row: Row) => ends.test(cell(row, "message")) && !/\bstart/i.test(cell(row, "message"));

/** The ids of a line, by which another one is about the same. */
function idsOf(row: Row): readonly (readonly [string, string])[] {
  return [...row.cells].filter(
    ([field, value]) =>
      /version|id$|^id|name|job|task|batch|run|request|trace|step|migration|file|table|key/.test(field) &&
      field !== "hostname" &&
      value.length > 2,
  );
}

const shares = (row: Row, keys: readonly (readonly [string, string])[]) =>
  keys.some(([field, value]) => cell(row, field) === value);

/** Seconds from one time to another; times of day may pass midnight. */
function between(from: string, to: string): number | null {
  const [start, end] = [timeSeconds(from), timeSeconds(to)];
  if (start !== undefined && end !== undefined && end >= start) return end - start;
  const [first, last] = [timeOfDay(from), timeOfDay(to)];
  if (first === undefined || last === undefined) return null;
  return last >= first ? last - first : last + 86_400 - first;
}
