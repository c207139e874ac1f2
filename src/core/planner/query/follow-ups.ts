import { plainText } from "./asks.ts";
import { Clause } from "./clause.ts";
import { denied } from "./condition.ts";
import { saysNothing } from "./conditions-in.ts";
import { isFiller } from "./filler.ts";
import { phrasePattern, takeField } from "./phrases.ts";
import { type Reading, readAgainst } from "./reading.ts";
import { cell, type Row, type RowSet } from "./row.ts";
import { ranked, rankIn } from "./superlatives.ts";
import { told, valuesOf } from "./telling.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** What a later part of a question wants of the records that an earlier one found; "" where that is said already, null for another question. */
export const followingUp = (
  ask: string,
  reading: Reading,
  rows: readonly Row[],
  sets: readonly RowSet[],
): string | null =>
  followUp(ask, reading, rows) ??
  ofParts(ask, reading, rows, sets) ??
  ofPartner(ask, rows, sets) ??
  ofOwner(ask, rows, sets);

/** `and what is its schedule`, `and how many are not`: more of the records at hand. null: another question. */
function followUp(ask: string, reading: Reading, rows: readonly Row[]): string | null {
  const plain = plainText(ask);
  if (
    /^(?:and )?(?:how many|which(?: ones?)?)(?: of them)?(?: are| is| were| do| does| have)? not(?: yet)?$/.test(
      plain.trim(),
    )
  ) {
    const last = reading.conditions.at(-1);
    if (last === undefined) return null;
    const other = told({ ...reading, conditions: [...reading.conditions.slice(0, -1), denied(last)] });
    return other?.answer.summary ?? null;
  }
  const leading = leadingOf(plain, reading, rows);
  if (leading !== null) return leading;
  const sum = sumOf(plain, reading, rows);
  if (sum !== null) return sum;
  if (rows.length === 0 || (rows.length > 10 && reading.set.sort !== "log"))
    return /^(?:and )?(?:which|what)(?: ones?| of them)?$/.test(plain.trim()) ? "" : null;
  const clause = new Clause(plain.replace(/\b(?:at )?(?:what|which) (?:percentage|percent|share)\b/, " share "));
  const fields: string[] = [...sharesIn(clause, reading.set), ...levelOf(clause, reading)];
  for (let at = 0; at < 6; at++) {
    const taken = takeField(clause, reading.set);
    if (taken === null) break;
    fields.push(taken.field.name);
  }
  for (const pattern of saysNothing(reading.set)) clause.take(pattern);
  const left = clause.left().filter((word) => !isFiller(word) && !reading.set.nouns.includes(word.replace(/s$/, "")));
  if (left.length > 0) return null;
  if (
    /^(?:and )?(?:[a-z]+ )?how (?:many|much)\b(?! times)/.test(plain.trim()) &&
    !/\bhow (?:many|much) (?:is|was|are) (?:it|that)\b/.test(plain)
  )
    return null;
  const shown = fields.filter((field) => rows.some((row) => (row.cells.get(field) ?? "") !== ""));
  if (shown.length < fields.length && shown.length === 0) return null;
  if (shown.length === 0) return "";
  if (rows.length > 10) return tallied(rows, shown);
  return `${rows.map((row) => valuesOf(row, { ...reading, conditions: [] }, shown)).join("; ")}.`;
}

/** What many lines have in common: `path /api/export (11 lines)`; null where nearly each has another. */
function tallied(rows: readonly Row[], fields: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const said = fields.map((field) => `${field} ${cell(row, field)}`).join(", ");
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  if (counts.size > 6 && counts.size > rows.length / 3) return null;
  const most = [...counts].sort(([, one], [, other]) => other - one).slice(0, 6);
  return `${most.map(([said, count]) => `${said} (${count} ${count === 1 ? "line" : "lines"})`).join("; ")}.`;
}

const summed =
  /\b(?:together|in total|(?:in )?the total|totals?|altogether|combined|sums?(?: up| it up)?|summed(?: up)?|adds? up|added up|overall)\b/;

/** `what do they sum up to`, `and how big are they together`: of what is named, or of the amount that was compared. */
function sumOf(plain: string, reading: Reading, rows: readonly Row[]): string | null {
  const clause = new Clause(plain);
  if (rows.length < 2 || clause.take(summed) === null) return null;
  const isAmount = (field: string) => /^(?:amount|ratio)$/.test(vocabularyOf(reading.set).shape(field));
  const named = takeField(clause, reading.set)?.field.name;
  const meant =
    named ??
    [...reading.conditions.flatMap(({ fields }) => fields), "capacity", "size"].find(
      (field) => isAmount(field) && rows.some((row) => cell(row, field) !== ""),
    );
  for (const noun of reading.set.nouns) clause.take(phrasePattern(noun));
  if (meant === undefined || !isAmount(meant) || clause.left().some((word) => !isFiller(word))) return null;
  return told({ ...reading, aggregate: "sum", rank: null, per: null, told: [meant] })?.answer.summary ?? null;
}

/** `and which of them is the oldest`, `which one has the most`: the first among the records at hand, by what is named or was compared. */
function leadingOf(plain: string, reading: Reading, rows: readonly Row[]): string | null {
  if (rows.length < 2 || !/\b(?:of (?:them|these|those)|one|ones)\b/.test(plain)) return null;
  const clause = new Clause(plain);
  const numeric = reading.conditions
    .flatMap(({ fields }) => fields)
    .find((field) => /^(?:amount|age|ratio)$/.test(vocabularyOf(reading.set).shape(field)));
  const rank =
    rankIn(clause, reading.set) ??
    (numeric !== undefined && clause.take(/\b(?:the )?most\b/) !== null
      ? { field: numeric, highest: true, count: 1 }
      : null);
  for (const noun of reading.set.nouns) clause.take(phrasePattern(noun));
  if (rank === null || clause.left().some((word) => !isFiller(word))) return null;
  const first = ranked(rows, rank, vocabularyOf(reading.set).shape(rank.field));
  return first.length === 0
    ? null
    : `${first.map((row) => valuesOf(row, { ...reading, conditions: [] }, [rank.field])).join("; ")}.`;
}

/** `and which version does its node run`: fields of the objects that the records at hand point at. */
function ofPartner(ask: string, rows: readonly Row[], sets: readonly RowSet[]): string | null {
  for (const set of sets.filter(({ sort }) => sort === "object")) {
    const clause = new Clause(plainText(ask));
    const noun = set.nouns.find((one) => clause.take(phrasePattern(one)) !== null);
    const names = new Set(rows.map((row) => row.cells.get(set.nouns[0]!) ?? ""));
    const partners = noun === undefined ? [] : set.rows.filter((row) => names.has(cell(row, "name")));
    if (partners.length === 0 || partners.length > 10) continue;
    const fields: string[] = [];
    for (let taken = takeField(clause, set); taken !== null; taken = takeField(clause, set))
      fields.push(taken.field.name);
    if (fields.length === 0 || clause.left().some((word) => !isFiller(word))) continue;
    return `${partners.map((row) => valuesOf(row, { set, conditions: [] }, fields)).join("; ")}.`;
  }
  return null;
}

/** `and which node selector does it have`: fields of the objects whose parts the records at hand are. */
function ofOwner(ask: string, rows: readonly Row[], sets: readonly RowSet[]): string | null {
  const owners = new Set(rows.map((row) => `${cell(row, "namespace")}/${cell(row, "object")}`));
  for (const set of sets.filter(({ sort }) => sort === "object")) {
    const own = set.rows.filter((row) => owners.has(`${cell(row, "namespace")}/${cell(row, "name")}`));
    if (own.length === 0 || own.length > 10) continue;
    const { left, conditions, told: fields } = readAgainst(plainText(ask), [], { ...set, rows: own, told: [] });
    const shown = fields.filter((field) => own.some((row) => cell(row, field) !== ""));
    if (shown.length === 0 || conditions.length > 0 || left.length > 0) continue;
    return `${own.map((row) => valuesOf(row, { set, conditions: [] }, shown)).join("; ")}.`;
  }
  return null;
}

/** `and on which node ports`: fields of what the records at hand consist of. */
function ofParts(ask: string, { set }: Reading, rows: readonly Row[], sets: readonly RowSet[]): string | null {
  if (set.sort !== "object" || rows.length === 0 || rows.length > 10) return null;
  for (const other of sets.filter(({ sort }) => sort === "part")) {
    const owner = set.nouns.find((noun) => other.fields.some(({ name }) => name === noun));
    const parts = other.rows.filter((part) => rows.some((row) => owner !== undefined && isPartOf(part, owner, row)));
    if (parts.length === 0 || parts.length > 20) continue;
    const { left, conditions, told: fields } = readAgainst(plainText(ask), [], { ...other, told: [] });
    if (fields.length === 0 || conditions.length > 0 || left.length > 0) continue;
    const shown = parts.filter((part) => fields.some((field) => cell(part, field) !== ""));
    if (shown.length > 0)
      return `${shown.map((row) => valuesOf(row, { set: other, conditions: [] }, fields)).join("; ")}.`;
  }
  return null;
}

const isPartOf = (part: Row, owner: string, row: Row): boolean =>
  cell(part, owner) === cell(row, "name") && cell(part, "namespace") === cell(row, "namespace");

/** `at what percentage`. */
function sharesIn(clause: Clause, set: RowSet): readonly string[] {
  const shares = set.fields.filter(({ name }) => /\bshare\b/.test(name)).map(({ name }) => name);
  return shares.length > 0 && clause.take(/\bshare\b/) !== null ? shares : [];
}

/** `what was the level then` means what the condition before was about. */
function levelOf(clause: Clause, { conditions, set }: Reading): readonly string[] {
  const names = new Set(conditions.flatMap((one) => one.fields));
  const fields = set.fields.filter(
    ({ name, said }) => names.has(name) && said.some((one) => / (?:level|value)$/.test(one)),
  );
  return fields.length > 0 && clause.take(/\b(?:level|value)\b/) !== null ? fields.map(({ name }) => name) : [];
}
