import { ageSeconds } from "../../evidence/age.ts";
import { amountIn, isEmpty, numberIn, spelledSeconds, timeSeconds } from "./amounts.ts";
import type { Clause } from "./clause.ts";
import { type Condition, unless } from "./condition.ts";
import { phrasePattern, phrases, takeField } from "./phrases.ts";
import { cell, type Field, type Row, type RowSet } from "./row.ts";
import { vocabularyOf } from "./vocabulary.ts";

const above =
  "more than|greater than|higher than|larger than|bigger than|longer than|older than|slower than|later than|newer than|younger than|above|over|exceed(?:s|ed|ing)?|at least|>=|>";
const below =
  "less than|fewer than|lower than|smaller than|shorter than|faster than|under|below|at most|up to|no more than|<=|<";
const units =
  "seconds?|secs?|minutes?|mins?|hours?|days?|weeks?|months?|years?|milliseconds?|ms|s|m|h|d|w|y|%|percent|per cent|ki|mi|gi|ti|kib|mib|gib|tib|kb|mb|gb|tb|cores?|cpus?|millicores?";
const comparison = new RegExp(
  `(?:\\b|(?=[<>]))(${above}|${below}) ?(\\d{1,12}(?:\\.\\d{1,6})?) ?(${units})?(?![\\w.])`,
);

const seconds: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|millisec)/, 1e-3],
  [/^s/, 1],
  [/^(?:minutes?|mins?|m)$/, 60],
  [/^h/, 3600],
  [/^d/, 86_400],
  [/^w/, 604_800],
  [/^months?$/, 30 * 86_400],
  [/^y/, 31_536_000],
];

/** `with 0 allowed disruptions`, `exactly 3 restarts`. */
function equals(clause: Clause, set: RowSet): readonly Condition[] {
  const taken = takeField(clause, set, "\\b(?:with|have|has|having|exactly) (?:exactly |only )?(\\d{1,9}) ");
  if (taken === null) return [];
  const { name } = taken.field;
  const wanted = Number(taken.match[1]);
  const shape = vocabularyOf(set).shape(name);
  return [
    { said: `with ${wanted} ${name}`, fields: [name], holds: (row) => numberIn(cell(row, name), shape) === wanted },
  ];
}

/** `older than a year`, `a battery under 15 percent`, `more than 5 restarts`, `larger than 100Gi`. */
export function comparisons(clause: Clause, set: RowSet): readonly Condition[] {
  const found: Condition[] = [...equals(clause, set)];
  for (let at = 0; at < 4; at++) {
    const match = comparison.exec(clause.text);
    if (match === null || isVersion(match)) break;
    const condition = ofMatch(clause, set, match);
    if (condition === null) break;
    found.push(condition);
  }
  return found;
}

/** `older than 1.30` is no age. */
const isVersion = ([, word, digits, unit = ""]: RegExpExecArray): boolean =>
  /^(?:older|newer|younger|later)/.test(word!) && digits!.includes(".") && unit === "";

function ofMatch(clause: Clause, set: RowSet, match: RegExpExecArray): Condition | null {
  const [whole, word, digits, unit = ""] = match;
  const { field, phrase, behind } = fieldBeside(clause, set, match, unit);
  if (field === undefined) return null;
  const limit = limitOf(Number(digits), unit, field.name);
  const isYoung = /^(?:newer|younger)/.test(word!);
  const isAbove = new RegExp(`^(?:${above})$`).test(word!) !== isYoung;
  const inclusive = /least|most|=|up to|no more/.test(word!);
  const shape = vocabularyOf(set).shape(field.name);
  const from = match.index;
  clause.blank(from, from + whole.length);
  const isDenied = clause.deniedBefore(from);
  if (phrase !== "")
    clause.take(
      phrasePattern(
        phrase,
        behind ? "" : "(?:of |has |have |having |with |whose |by )?",
        behind ? "" : "(?: is| was| are| of| level| being)?",
      ),
    );
  clause.take(/\b(?:old|ago|of age)\b/);
  const condition: Condition = {
    said: `with ${field.name} ${isAbove ? (inclusive ? "at least" : "above") : inclusive ? "at most" : "below"} ${digits}${unitSaid(unit)}`,
    fields: [field.name],
    holds: (row) => {
      const text = cell(row, field.name);
      const value = isEmpty(text) ? undefined : numberIn(text, shape);
      if (value === undefined) return false;
      return value === limit ? inclusive : isAbove ? value > limit : value < limit;
    },
  };
  return unless(condition, isDenied);
}

const unitSaid = (unit: string): string =>
  /^[kmgt]i?b?$/.test(unit) && unit.length > 1
    ? `${unit[0]!.toUpperCase()}${unit.slice(1).replace("b", "B")}`
    : unit === ""
      ? ""
      : ` ${unit}`;

function limitOf(digits: number, unit: string, field: string): number {
  const memory = /^([kmgt])i?b?$/i.exec(unit);
  if (memory !== null && /memory|storage|capacity|size|bytes|limit|request|used|hard/.test(field))
    return amountIn(`${digits}${memory[1]!.toUpperCase()}i`) ?? digits;
  if (/^millicores?$|^m$/.test(unit) && /cpu/.test(field)) return digits / 1000;
  if (/^(?:cores?|cpus?|%|per)/.test(unit) || unit === "") return digits;
  const factor = seconds.find(([pattern]) => pattern.test(unit))?.[1];
  return factor === undefined ? digits : digits * factor;
}

/** The field that is compared: named beside the number, else the one that its unit or word means. */
function fieldBeside(clause: Clause, set: RowSet, match: RegExpExecArray, unit: string) {
  const vocabulary = vocabularyOf(set);
  const isPercent = /^(?:%|per)/.test(unit);
  const isNumeric = ({ name }: Field) =>
    !/^(?:text|flag|version)$/.test(vocabulary.shape(name)) && (!isPercent || isOfPercent(set, name));
  const after = clause.text.slice(match.index + match[0].length, match.index + match[0].length + 40);
  const before = clause.text.slice(Math.max(0, match.index - 60), match.index);
  for (const { phrase, field } of phrases(set)) {
    if (!isNumeric(field)) continue;
    if (phrasePattern(phrase, "^ ?(?:of |in |the |its )?").test(after)) return { field, phrase, behind: true };
  }
  for (const { phrase, field } of phrases(set)) {
    if (!isNumeric(field)) continue;
    if (phrasePattern(phrase, "", "(?: (?:is|was|are|of|level|usage|has|have|that|it))* ?$").test(before))
      return { field, phrase, behind: false };
  }
  return { field: meantField(match[1]!, unit, set, isNumeric), phrase: "", behind: false };
}

/** A percentage is compared with percentages: cells that say so, or fields whose name does. */
const isOfPercent = (set: RowSet, field: string): boolean =>
  /\b(?:pct|percent|percentage)\b/.test(field) || set.rows.some((row) => /^\d[\d.]*%/.test(cell(row, field)));

function meantField(word: string, unit: string, set: RowSet, isNumeric: (field: Field) => boolean): Field | undefined {
  const wanted = /^(?:older|younger|newer)/.test(word)
    ? ["age", "created"]
    : /^(?:slower|faster|longer|shorter)/.test(word) && set.sort === "log"
      ? ["duration"]
      : /^(?:%|per)/.test(unit)
        ? ["memory share of limit", "used share", "heap share of limit"]
        : /^[kmgt]i?b?$/i.test(unit) && unit.length > 1
          ? ["capacity", "memory", "size", "storage"]
          : /^(?:cores?|cpus?|millicores?)$/.test(unit)
            ? ["cpu"]
            : unit !== "" && set.sort === "log"
              ? ["duration"]
              : unit !== ""
                ? ["age"]
                : [];
  return wanted
    .map((name) => set.fields.find((field) => field.name === name && isNumeric(field)))
    .find((one) => one !== undefined);
}

/** `between 09:10 and 09:15`, `since 14:02`, `in the last ten minutes`. */
export function windows(clause: Clause, set: RowSet): readonly Condition[] {
  return [...dates(clause, set), ...clockWindows(clause, set), ...recent(clause, set)];
}

/** `expire before 2026-02-01`. */
function dates(clause: Clause, set: RowSet): readonly Condition[] {
  const match = /\b(before|until|by|earlier than|after|since|later than) (\d{4}-\d\d-\d\d)(?![\w:])/.exec(clause.text);
  if (match === null) return [];
  const fields = set.fields.filter(({ name }) => vocabularyOf(set).shape(name) === "time");
  const named = fields.find(({ said }) => said.some((phrase) => phrasePattern(phrase).test(clause.text)));
  const field = named ?? (fields.length === 1 ? fields[0] : undefined);
  if (field === undefined) return [];
  clause.blank(match.index, match.index + match[0].length);
  const limit = timeSeconds(match[2]!)!;
  const isBefore = /^(?:before|until|by|earlier)/.test(match[1]!);
  const holds = (row: Row) => {
    const at = timeSeconds(cell(row, field.name));
    return at !== undefined && (isBefore ? at < limit : at >= limit);
  };
  return [{ said: `with ${field.name} ${match[1]} ${match[2]}`, fields: [field.name], holds }];
}

const clock = "(\\d{1,2}:\\d\\d(?::\\d\\d)?)(?: ?(?:z|utc|cet|cest|gmt|h|o'clock|uhr))?";

function clockWindows(clause: Clause, set: RowSet): readonly Condition[] {
  if (!set.fields.some(({ name }) => name === "time")) return [];
  const span = clause.take(new RegExp(`\\b(?:between|from) ${clock} (?:and|to|until|till|-) ${clock}`));
  if (span !== null) return [within(clockSeconds(span[1]!), endSeconds(span[2]!), `from ${span[1]} to ${span[2]}`)];
  const since = clause.take(new RegExp(`\\b(?:since|after|from) ${clock}(?: on| onwards?)?`));
  const until = clause.take(new RegExp(`\\b(?:before|until|till|up to|by) ${clock}`));
  return [
    ...(since === null ? [] : [within(clockSeconds(since[1]!), Number.POSITIVE_INFINITY, `since ${since[1]}`)]),
    ...(until === null ? [] : [within(0, clockSeconds(until[1]!), `before ${until[1]}`)]),
  ];
}

const clockSeconds = (text: string): number =>
  timeSeconds(text.padStart(text.indexOf(":") === 1 ? text.length + 1 : 0, "0")) ?? 0;

/** A time told to the second belongs to the span that it ends; a minute only bounds it. */
const endSeconds = (text: string): number =>
  clockSeconds(text) + (/:\d\d:\d\d$/.test(text) && !/:00$/.test(text) ? 1 : 0);

const within = (from: number, to: number, said: string): Condition => ({
  said,
  fields: [],
  holds: (row) => {
    const at = timeOfDay(cell(row, "time"));
    return at !== undefined && at >= from && at < to;
  },
});

/** Seconds since midnight as the line itself writes the time. */
export function timeOfDay(text: string): number | undefined {
  const match = /(?<!\d)(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?/.exec(text.replace(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:/, ""));
  return match === null ? undefined : +match[1]! * 3600 + +match[2]! * 60 + +match[3]! + Number(`0.${match[4] ?? 0}`);
}

/** Events of the last minutes by when they were last seen; objects by their age where they came to be, or by their last restart. */
function recent(clause: Clause, set: RowSet): readonly Condition[] {
  const pattern = new RegExp(
    `\\b(?:in|within|during|over|for) (?:the )?(?:last|past|previous) (\\d{1,6}) ?(${units})(?!\\w)`,
  );
  const match = pattern.exec(clause.text);
  const source = match === null ? null : recentSource(clause, set);
  if (match === null || source === null) return [];
  clause.take(pattern);
  const limit = limitOf(Number(match[1]), match[2]!, "age");
  return [
    {
      said: `${source.said} in the last ${spelledSeconds(limit)}`,
      fields: [source.field],
      holds: (row) => (source.seconds(row) ?? Number.POSITIVE_INFINITY) <= limit,
    },
  ];
}

type RecentSource = { readonly said: string; readonly field: string; seconds(row: Row): number | null | undefined };

/** What tells how long ago something was; null where nothing does. */
function recentSource(clause: Clause, set: RowSet): RecentSource | null {
  const has = (field: string) => set.fields.some(({ name }) => name === field);
  const age = (field: string) => (row: Row) => ageSeconds(cell(row, field));
  if (set.sort === "event" && has("last seen")) return { said: "seen", field: "last seen", seconds: age("last seen") };
  if (set.sort !== "object") return null;
  if (has("restarts") && clause.take(/\b(?:were |was |have |has )?restart(?:ed|s|ing)?\b/) !== null)
    return {
      said: "restarted",
      field: "restarts",
      seconds: (row) => ageSeconds(/\((\w+) ago\)/.exec(cell(row, "restarts"))?.[1] ?? "none"),
    };
  if (has("age") && clause.take(/\b(?:created|started|came up|appeared|added|new|launched|joined)\b/) !== null)
    return { said: "created", field: "age", seconds: age("age") };
  return null;
}
