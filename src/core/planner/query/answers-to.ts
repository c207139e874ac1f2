import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { asksIn, openerOf, plainText } from "./asks.ts";
import { Clause } from "./clause.ts";
import { type Condition, denied } from "./condition.ts";
import { isFiller } from "./filler.ts";
import { partnerlessAnswer } from "./missing-partners.ts";
import { phrasePattern, takeField } from "./phrases.ts";
import { conditionsIn, type Reading, readAgainst, saysNothing } from "./reading.ts";
import { rightAnswer } from "./rights.ts";
import { roomAnswer } from "./room.ts";
import { cell, type Row, type RowSet } from "./row.ts";
import { rowSets } from "./rows.ts";
import { spanAnswer } from "./spans.ts";
import { ranked, rankIn } from "./superlatives.ts";
import { told, valuesOf } from "./telling.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** Answers every part of a question, or none: a number for half of what was asked is no answer. */
export function answersTo(question: string, view: ClusterView): Answered | null {
  const { asks, exclusions, context } = asksIn(question);
  if (asks.length === 0) return null;
  const sets = rowSets(view);
  const whole = plainText(question);
  const special = roomAnswer(whole, view, sets) ?? rightAnswer(asks, sets);
  if (special !== null) return special;
  const answers: Answered[] = [];
  let last: { reading: Reading; rows: readonly Row[] } | null = null;
  for (const ask of asks) {
    const more: string | null =
      last === null ? null : (followUp(ask, last.reading, last.rows) ?? ofPartner(ask, last.rows, sets));
    if (more !== null) {
      if (more !== "") answers.push({ summary: more, details: "", lines: [] });
      continue;
    }
    const other = spanAnswer(ask, sets) ?? partnerlessAnswer(ask, context, sets);
    if (other !== null) {
      answers.push(other);
      continue;
    }
    const reading: Reading | null = readingOf(ask, exclusions, context, sets, last?.reading ?? null);
    if (last !== null && reading?.conditions.length === 0 && ofBefore.test(ask)) {
      answers.push(undecided(ask));
      continue;
    }
    const found = reading === null ? null : told(reading);
    if (reading === null || found === null) {
      if (answers.length === 0) return null;
      if (last === null && /^(?:and )?(?:which|what)(?: ones?| of them)?$/.test(ask.trim())) continue;
      if (
        last !== null &&
        last.rows.length <= 10 &&
        /^(?:and )?(?:which|what)\b.{0,60}\b(?:do|should|must) (?:we|i)\b/.test(ask)
      )
        continue;
      if (answers.length === 1 && last?.reading.aggregate === "list") return null;
      answers.push(undecided(ask));
      continue;
    }
    answers.push(found.answer);
    last = { reading, rows: found.rows };
  }
  return {
    summary: answers.map(({ summary }) => summary).join(" "),
    details: "",
    lines: answers.flatMap(({ lines }) => lines),
  };
}

const undecided = (ask: string): Answered => ({
  summary: `What was shown does not decide "${ask.trim()}".`,
  details: "",
  lines: [],
});

/** `and how many are on it`: on what was found before, which nothing here reads. */
const ofBefore = /\b(?:on|with|of|in|at|using|by|like) (?:it|that|this)(?: one)?\s*$/;

/** The best reading of a clause that leaves no word over; null when every set leaves one. */
function readingOf(
  ask: string,
  exclusions: readonly string[],
  context: string,
  sets: readonly RowSet[],
  before: Reading | null,
): Reading | null {
  const found = sets
    .map((set) => withContext(readAgainst(ask, exclusions, set), ask, context, before))
    .filter((reading) => reading.left.length === 0 && isQuery(reading, openerOf(ask)));
  return found.sort((one, other) => worth(other) - worth(one))[0] ?? null;
}

/** A reading has to have caught hold of something: what is counted, a condition or an order. */
function isQuery(
  { isNamed, conditions, rank, told: fields, aggregate, per, set }: Reading,
  hasOpener: boolean,
): boolean {
  if (per !== null) return isNamed || conditions.length > 0;
  if (aggregate === "list" && !hasOpener) return rank !== null && isNamed;
  if (aggregate !== "list") return isNamed || conditions.length > 0;
  if (set.sort === "log") return rank !== null || (conditions.length > 0 && fields.length > 0);
  const isAbout = isNamed || fields.length > 0 || rank !== null;
  return isAbout && (rank !== null || conditions.some((one) => !isScope(one) && !(fields.length === 0 && isName(one))));
}

/** Only a place or a name: that is listed and described without us. */
const isScope = ({ said }: Condition): boolean => /^in /.test(said);
const isName = ({ said }: Condition): boolean => said.startsWith("with name ");

const worth = ({ isNamed, conditions, rank, told: fields, set, distinct }: Reading): number =>
  (isNamed ? (distinct === null ? 10 : 6) : 0) +
  conditions.length * 2 +
  (rank === null ? 0 : 2) +
  fields.length +
  (set.sort === "object" ? 0.5 : 0);

/** The names and places that were said before, where the clause refers to them or names none itself. */
function withContext(reading: Reading, ask: string, context: string, before: Reading | null): Reading {
  if (before !== null && before.set === reading.set && !reading.isNamed)
    return continued(reading, before, refersBack.test(ask));
  if (before !== null && before.set === reading.set && reading.conditions.length === 0 && refersBack.test(ask))
    return continued(reading, before, true);
  if (context === "") return reading;
  const clause = new Clause(context);
  const refers = /\b(?:it|its|them|they|those|these|there|that|this)\b/.test(ask);
  const found = conditionsIn(clause, reading.set).filter((one) => refers || isPlace(one));
  const fields = new Set(reading.conditions.flatMap((one) => one.fields));
  return {
    ...reading,
    conditions: [...found.filter((one) => !one.fields.some((field) => fields.has(field))), ...reading.conditions],
  };
}

const refersBack = /\bof (?:them|these|those)\b|\b(?:affected|concerned|involved|hit)\b/;

/** `how many more are being waited for`: of the same, under another condition. */
function continued(reading: Reading, before: Reading, isPart: boolean): Reading {
  const fields = new Set(reading.conditions.flatMap((one) => one.fields));
  const kept = before.conditions.filter(
    (one) => (isPart || isPlace(one)) && !one.fields.some((field) => fields.has(field)),
  );
  const isSum = before.aggregate === "sum" && reading.aggregate === "count";
  return {
    ...reading,
    conditions: [...kept, ...reading.conditions],
    ...(isSum ? { aggregate: "sum" as const, told: before.told } : {}),
    distinct: reading.distinct ?? before.distinct,
  };
}

/** Where something is, or what it is called: what a sentence before says holds for the question too. */
const isPlace = ({ fields, said }: Condition): boolean =>
  /^(?:namespace|node|pool|zone|cluster)$/.test(fields[0] ?? "") || said.startsWith("of ");

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
  if (rows.length === 0 || rows.length > 10)
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
  const isSum = /\b(?:together|in total|altogether|combined)\b/.test(plain) && fields.length === 1 && rows.length > 1;
  if (isSum) return told({ ...reading, aggregate: "sum", rank: null, per: null, told: fields })?.answer.summary ?? null;
  if (
    /^(?:and )?(?:[a-z]+ )?how (?:many|much)\b(?! times)/.test(plain.trim()) &&
    !/\bhow (?:many|much) (?:is|was|are) (?:it|that)\b/.test(plain)
  )
    return null;
  const shown = fields.filter((field) => rows.some((row) => (row.cells.get(field) ?? "") !== ""));
  if (shown.length < fields.length && shown.length === 0) return null;
  if (shown.length === 0) return "";
  return `${rows.map((row) => valuesOf(row, { ...reading, conditions: [] }, shown)).join("; ")}.`;
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
