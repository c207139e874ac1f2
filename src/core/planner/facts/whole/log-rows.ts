import { timeIn } from "../../../diagnosis/logs/log-times.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { isNamed } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";

const mostLines = 50_000;

/** The lines of the logs that a question is about, else of all; with the names of what wrote them. */
export function logLines(
  { targets }: Pick<Question, "targets">,
  view: ClusterView,
): { readonly lines: readonly Line[]; readonly names: readonly string[] } {
  const named = view.logs.filter(
    (log) => log.object !== null && targets.some((target) => isNamed(log.object!, target.name)),
  );
  const logs = named.length > 0 ? named : view.logs;
  const pieces = [...new Set(logs.map((log) => log.evidence))].flatMap((index) => view.evidence[index] ?? []);
  const lines = pieces
    .flatMap(linesOf)
    .filter((line) => line.text.trim() !== "")
    .slice(0, mostLines);
  return { lines, names: [...new Set(logs.flatMap((log) => log.object?.name ?? []))] };
}

/** A part of the day, in seconds since midnight, and how it was said. */
export type Window = { readonly said: string; holds(text: string): boolean };

const clock = "(\\d{1,2}:\\d{2}(?::\\d{2})?)(?:\\.\\d{1,6})? ?(?:utc|z|h|o'clock|uhr)?";
const from = new RegExp(
  `\\b(?:from|between|since|after|starting(?: at| from)?) (?:\\d{4}-\\d\\d-\\d\\d[t ])?${clock}(?: ?(?:to|and|until|till|through|-|–) ?(?:\\d{4}-\\d\\d-\\d\\d[t ])?${clock})?`,
  "i",
);
const span = new RegExp(`(?<![\\d:.])${clock} ?(?:to|until|till|through|-|–) ?${clock}`, "i");
const until = new RegExp(`\\b(?:until|till|before|up to|by) ${clock}`, "i");
const during = /\b(?:at|in the minute(?: of)?|during) (\d{1,2}:\d{2})(?![:\d])/i;

/** The time of day that a question speaks of: `from 19:00:00 to 19:04:59`, `after 10:30`, `at 06:14`; null for any time. */
export function windowIn(question: string): Window | null {
  const both = from.exec(question) ?? span.exec(question);
  const [, first, last] = both ?? [undefined, undefined, until.exec(question)?.[1]];
  const minute = first === undefined && last === undefined ? during.exec(question)?.[1] : undefined;
  if (minute !== undefined) return within(secondsOf(minute), secondsOf(minute) + 59, `at ${minute}`);
  if (first === undefined && last === undefined) return null;
  const low = first === undefined ? 0 : secondsOf(first);
  const high = last === undefined ? 86_400 : secondsOf(last);
  const said =
    first === undefined ? `until ${last}` : last === undefined ? `from ${first}` : `from ${first} to ${last}`;
  return within(low, high, said);
}

function within(low: number, high: number, said: string): Window {
  return {
    said,
    holds: (text) => {
      const time = timeIn(text);
      if (time === undefined) return false;
      const seconds = Math.floor(time / 1000) % 86_400;
      return low <= high ? seconds >= low && seconds <= high : seconds >= low || seconds <= high;
    },
  };
}

function secondsOf(text: string): number {
  const [hours, minutes, seconds] = text.split(":").map(Number);
  return hours! * 3600 + minutes! * 60 + (seconds ?? 0);
}
