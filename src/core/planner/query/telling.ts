import type { Answered } from "../answers/answer.ts";
import { enumerated } from "../wording.ts";
import { amountIn, isEmpty } from "./amounts.ts";
import type { Reading } from "./reading.ts";
import { cell, nameOf, type Row } from "./row.ts";
import { ranked } from "./superlatives.ts";
import { rounded, spelledQuantity } from "./units.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** What a query gives: the number or value first, then the names, with the lines that show them. null: it gives nothing that answers. */
export function told(asked: Reading): { answer: Answered; rows: readonly Row[] } | null {
  const reading = ofItsPlace(asked);
  const { set, conditions, rank } = reading;
  if (conditions.some(({ fields }) => fields.some((field) => isHalfShown(field, set.rows)))) return null;
  const meant = set.rows.filter((row) => conditions.every((one) => one.holds(row)));
  const first = rank === null ? meant : ranked(meant, rank, vocabularyOf(set).shape(rank.field));
  if (rank !== null && first.length === 0) return null;
  const summary = summaryOf(reading, meant, first);
  if (summary === null) return null;
  const shown = rank === null ? meant : first;
  return { answer: { summary, details: "", lines: linesOf(shown) }, rows: shown };
}

/** Labels of those that were described, among others that were only listed: nobody can be counted by them. */
function isHalfShown(field: string, rows: readonly Row[]): boolean {
  if (!field.startsWith("label ")) return false;
  const isKnown = ({ cells }: Row) => [...cells.keys()].some((key) => key.startsWith("label "));
  return !rows.every(isKnown);
}

/** `3 of 37 pods restarted in production`: what other places have, which the thread has seen too, is no part of the whole. */
function ofItsPlace(reading: Reading): Reading {
  const isPlace = ({ fields, said }: Reading["conditions"][number]) =>
    fields[0] === "namespace" && said.startsWith("in ");
  const places = reading.conditions.filter(isPlace);
  if (places.length === 0 || places.length === reading.conditions.length) return reading;
  const rows = reading.set.rows.filter((row) => places.every((one) => one.holds(row)));
  return rows.length === 0 || rows.length === reading.set.rows.length
    ? reading
    : { ...reading, set: { ...reading.set, rows } };
}

const linesOf = (rows: readonly Row[]) =>
  rows
    .slice(0, 10)
    .flatMap(({ lines }) => lines.slice(0, 2))
    .slice(0, 12);

function summaryOf(reading: Reading, meant: readonly Row[], first: readonly Row[]): string | null {
  if (reading.per !== null) return perGroup(reading, reading.per, meant);
  if (reading.rank !== null) return leading(reading, meant, first);
  if (reading.aggregate === "sum") return total(reading, meant);
  if (reading.aggregate === "share") return share(reading, meant);
  if (reading.aggregate === "count") return counted(reading, meant);
  return listed(reading, meant);
}

const nounOf = ({ set, noun: said }: Reading, count: number): string => {
  const noun =
    set.sort === "log" &&
    said !== null &&
    !/^(?:log line|entry|log entry|time|ns|po|svc|cm|sts|ds|rs|pvc|pv|hpa)$/.test(said)
      ? said
      : set.nouns[0]!;
  return count === 1 ? noun : plural(noun);
};

export const plural = (noun: string): string =>
  /(?:s|x|sh|ch)$/.test(noun) ? `${noun}es` : /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;

const saidOf = ({ conditions }: Reading): string => {
  const said = conditions.map((one) => one.said);
  const places = said.filter((one) => /^(?:in|of) /.test(one));
  const rest = said.filter((one) => !places.includes(one)).join(" and ");
  return [rest, ...places]
    .filter((one) => one !== "")
    .map((one) => ` ${one}`)
    .join("");
};

function counted(reading: Reading, meant: readonly Row[]): string {
  const { set, distinct } = reading;
  if (distinct !== null) {
    const values = [...new Set(meant.map((row) => cell(row, distinct)).filter((one) => one !== ""))];
    return `${values.length} different ${plural(distinct)}${saidOf(reading)} (${meant.length} ${nounOf(reading, meant.length)}): ${enumerated(values, 10)}.`;
  }
  const names = namesOf(reading, meant);
  const all = set.rows.length;
  if (set.sort === "log")
    return `${meant.length} ${nounOf(reading, meant.length)}${saidOf(reading)} (of ${all} lines)${span(meant)}.`;
  const of = all === meant.length ? "" : ` of ${all}`;
  const parts = partsOf(reading, meant);
  return `${meant.length}${of} ${nounOf(reading, all)}${saidOf(reading)}${parts}${names === "" ? "." : `: ${names}.`}`;
}

/** Of a count over several values of a field, how many have each: `(3 Running, 1 CrashLoopBackOff)`. */
function partsOf({ conditions }: Reading, meant: readonly Row[]): string {
  const several = conditions.find(({ said, fields }) => / or /.test(said) && fields.length === 1);
  if (several === undefined) return "";
  const groups = [...Map.groupBy(meant, (row) => cell(row, several.fields[0]!))];
  return groups.length < 2 || groups.length > 5
    ? ""
    : ` (${groups.map(([value, rows]) => `${rows.length} ${value}`).join(", ")})`;
}

/** When the first and the last of some lines were written. */
function span(rows: readonly Row[]): string {
  const times = rows.map((row) => cell(row, "time")).filter((one) => one !== "");
  if (times.length === 0) return "";
  return times.length === 1 ? `, at ${times[0]}` : `, the first at ${times[0]}, the last at ${times.at(-1)}`;
}

function listed(reading: Reading, meant: readonly Row[]): string | null {
  const { set, told: fields, conditions } = reading;
  if (meant.length === 0)
    return conditions.length === 0
      ? null
      : `None (0) of the ${set.rows.length} ${nounOf(reading, set.rows.length)}${saidOf(reading)}.`;
  const noun = nounOf(reading, meant.length);
  if (meant.length === 1 && (fields.length > 0 || set.sort !== "object"))
    return `${valuesOf(meant[0]!, reading, fields)}.`;
  const of = set.rows.length === meant.length ? "" : ` of ${set.rows.length}`;
  return `${meant.length}${of} ${of === "" ? noun : nounOf(reading, set.rows.length)}${saidOf(reading)}: ${namesOf(reading, meant)}.`;
}

function leading(reading: Reading, meant: readonly Row[], first: readonly Row[]): string {
  const { rank, told: fields } = reading;
  const all = [rank!.field, ...fields.filter((one) => one !== rank!.field)];
  return `${enumerated(
    first.map((row) => valuesOf(row, reading, all)),
    10,
  )}${runnerUp(reading, meant, first)}.`;
}

/** How far ahead the only one that stands first is: `; then dev/api-2 (7)`. */
function runnerUp({ set, rank }: Reading, meant: readonly Row[], first: readonly Row[]): string {
  if (set.sort === "log" || first.length !== 1) return "";
  const { field } = rank!;
  const rest = meant.filter((row) => row !== first[0]);
  const next = ranked(rest, { ...rank!, count: 1 }, vocabularyOf(set).shape(field))[0];
  return next === undefined ? "" : `; then ${nameOf(next, set)} (${cell(next, field).replace(/ \(.*$/, "")})`;
}

/** A record by its name, with what is asked of it: `db-0: node n-1, age 4d`. */
export function valuesOf(
  row: Row,
  { set, conditions }: Pick<Reading, "set" | "conditions">,
  fields: readonly string[],
): string {
  const name = set.sort === "log" ? "" : nameOf(row, set);
  const more =
    set.sort === "log"
      ? ["time", "method", "path", "status code", "client ip", "message"]
      : conditions.flatMap((one) => one.fields);
  const isTold = (field: string) => field !== "message" || fields.includes(field) || cell(row, "path") === "";
  const own = [...new Set([...fields, ...more])].filter(
    (field) => isTold(field) && !set.named.includes(field) && cell(row, field) !== "",
  );
  const shown = own.map((field) => `${field} ${cell(row, field).slice(0, 200)}`).join(", ");
  return [name, shown].filter((one) => one !== "").join(": ");
}

function namesOf(reading: Reading, rows: readonly Row[]): string {
  const { set, told: fields, conditions } = reading;
  if (set.sort === "log")
    return enumerated(
      rows.map((row) => valuesOf(row, reading, fields)),
      4,
    );
  const own = [...new Set([...fields, ...conditions.flatMap((one) => one.fields)])].filter(
    (field) => !set.named.includes(field) && rows.some((row) => !isEmpty(cell(row, field))),
  );
  const said = saidOf(reading).toLowerCase();
  const tells = (field: string) =>
    rows.length === 1
      ? !said.includes(cell(rows[0]!, field).toLowerCase())
      : new Set(rows.map((row) => cell(row, field))).size > 1;
  const varied = own.filter((field) => fields.includes(field) || tells(field));
  const names = rows.map((row) => {
    const values = varied
      .map((field) => (fields.includes(field) && varied.length > 1 ? `${field} ${cell(row, field)}` : cell(row, field)))
      .filter((one) => one.trim() !== "");
    return `${nameOf(row, set)}${values.length === 0 ? "" : ` (${values.join(", ")})`}`;
  });
  return enumerated([...new Set(names)], 10);
}

function total(reading: Reading, meant: readonly Row[]): string | null {
  const field = reading.told[0];
  if (field === undefined) return null;
  const rows = meant.filter((row) => !isEmpty(cell(row, field)));
  const amounts = rows.map((row) => amountIn(cell(row, field)) ?? 0);
  if (rows.length === 0) return null;
  const sum = spelledQuantity(
    amounts.reduce((all, one) => all + one, 0),
    rows.map((row) => cell(row, field).split(" ")[0]!),
  );
  const beside = shareFields(reading.set.fields.map(({ name }) => name));
  if (rows.length === 1) return `${sum} ${field}: ${valuesOf(rows[0]!, reading, beside)}.`;
  const shown = enumerated(
    rows.map((row) => `${nameOf(row, reading.set)} ${cell(row, field)}`),
    10,
  );
  return `${sum} ${field} in total over ${rows.length} ${nounOf(reading, rows.length)}${saidOf(reading)}: ${shown}.`;
}

function share(reading: Reading, meant: readonly Row[]): string | null {
  const { set, conditions } = reading;
  const field = shareField(reading, meant);
  if (field !== undefined && (set.sort === "part" || meant.length < 10))
    return meant.length > 10
      ? null
      : `${meant.map((row) => `${cell(row, field.name)}: ${valuesOf(row, reading, shareFields(set.fields.map(({ name }) => name)))}`).join("; ")}.`;
  if (conditions.length === 0 || set.rows.length === 0) return null;
  return `${rounded((meant.length / set.rows.length) * 100)}%: ${meant.length} of ${set.rows.length} ${nounOf(reading, set.rows.length)}${saidOf(reading)}.`;
}

/** The share that is asked for: of the heap, of a quota, of a limit. */
function shareField({ set, told: fields }: Reading, meant: readonly Row[]) {
  const shown = set.fields.filter(({ name }) => /\bshare\b/.test(name) && meant.some((row) => cell(row, name) !== ""));
  const isHeap = fields.includes("max heap");
  return (
    shown.find(({ name }) => name.startsWith("heap") === isHeap && fields.some((one) => name.includes(one))) ??
    shown.find(({ name }) => name.startsWith("heap") === isHeap)
  );
}

const shareFields = (fields: readonly string[]) =>
  fields.filter((one) => /^(?:used|hard|max heap|memory limit|memory|requests|allocatable)$/.test(one));

function perGroup(reading: Reading, per: string, meant: readonly Row[]): string | null {
  const groups = Map.groupBy(meant, (row) => cell(row, per) || "(none)");
  const field = reading.aggregate === "sum" ? reading.told[0] : undefined;
  const weight = (rows: readonly Row[]) =>
    field !== undefined
      ? rows.reduce((all, row) => all + (amountIn(cell(row, field)) ?? 0), 0)
      : reading.set.sort === "event"
        ? rows.reduce((all, row) => all + Number(cell(row, "count") || 1), 0)
        : rows.length;
  const spelled = (rows: readonly Row[]) =>
    field === undefined
      ? `${weight(rows)}`
      : spelledQuantity(
          weight(rows),
          rows.map((row) => cell(row, field)),
        );
  const sorted = [...groups].sort(([, one], [, other]) =>
    reading.top === "fewest" ? weight(one) - weight(other) : weight(other) - weight(one),
  );
  const shown = enumerated(
    sorted.map(([value, rows]) => `${value} ${spelled(rows)}`),
    20,
  );
  const what = `${field ?? plural(reading.set.nouns[0]!)}${saidOf(reading)}`;
  if (reading.top === null) return `${what.slice(0, 1).toUpperCase()}${what.slice(1)} per ${per}: ${shown}.`;
  const first = sorted.filter(([, rows]) => weight(rows) === weight(sorted[0]![1]));
  if (sorted.length === 0) return null;
  return `${enumerated(first.map(([value]) => value))} ${first.length === 1 ? "has" : "have"} the ${reading.top} ${what}: ${spelled(sorted[0]![1])}. All: ${shown}.`;
}
