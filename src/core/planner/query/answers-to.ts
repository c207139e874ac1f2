import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { asksIn, plainText } from "./asks.ts";
import { Clause } from "./clause.ts";
import { type Condition, denied } from "./condition.ts";
import { isFiller } from "./filler.ts";
import { takeField } from "./phrases.ts";
import { conditionsIn, type Reading, readAgainst } from "./reading.ts";
import type { Row, RowSet } from "./row.ts";
import { rowSets } from "./rows.ts";
import { told, valuesOf } from "./telling.ts";

/** Answers every part of a question, or none: a number for half of what was asked is no answer. */
export function answersTo(question: string, view: ClusterView): Answered | null {
  const { asks, exclusions, context } = asksIn(question);
  if (asks.length === 0) return null;
  const sets = rowSets(view);
  const answers: Answered[] = [];
  let last: { reading: Reading; rows: readonly Row[] } | null = null;
  for (const ask of asks) {
    const more: string | null = last === null ? null : followUp(ask, last.reading, last.rows);
    if (more !== null) {
      if (more !== "") answers.push({ summary: more, details: "", lines: [] });
      continue;
    }
    const reading: Reading | null = readingOf(ask, exclusions, context, sets, last?.reading ?? null);
    const found = reading === null ? null : told(reading);
    if (reading === null || found === null) {
      if (answers.length === 0) return null;
      answers.push({ summary: `What was shown does not decide "${ask.trim()}".`, details: "", lines: [] });
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
    .filter((reading) => reading.left.length === 0 && isQuery(reading));
  return found.sort((one, other) => worth(other) - worth(one))[0] ?? null;
}

/** A reading has to have caught hold of something: what is counted, a condition or an order. */
function isQuery({ isNamed, conditions, rank, told: fields, aggregate }: Reading): boolean {
  if (aggregate === "list") return (isNamed || fields.length > 0) && (conditions.length > 0 || rank !== null);
  return isNamed || conditions.length > 0;
}

const worth = ({ isNamed, conditions, rank, told: fields, set }: Reading): number =>
  (isNamed ? 10 : 0) +
  conditions.length * 2 +
  (rank === null ? 0 : 2) +
  fields.length +
  (set.sort === "object" ? 0.5 : 0);

/** The names and places that were said before, where the clause refers to them or names none itself. */
function withContext(reading: Reading, ask: string, context: string, before: Reading | null): Reading {
  const own = before !== null && before.set === reading.set && !reading.isNamed ? before.conditions.slice(0, 0) : [];
  if (context === "") return { ...reading, conditions: [...reading.conditions, ...own] };
  const clause = new Clause(context);
  const refers = /\b(?:it|its|them|they|those|these|there|that|this)\b/.test(ask);
  const found = conditionsIn(clause, reading.set).filter((one) => refers || isPlace(one));
  const fields = new Set(reading.conditions.flatMap((one) => one.fields));
  return {
    ...reading,
    conditions: [...reading.conditions, ...found.filter((one) => !one.fields.some((field) => fields.has(field)))],
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
  if (rows.length === 0 || rows.length > 10)
    return /^(?:and )?(?:which|what)(?: ones?| of them)?$/.test(plain.trim()) ? "" : null;
  const clause = new Clause(plain);
  const fields: string[] = [];
  for (let at = 0; at < 6; at++) {
    const taken = takeField(clause, reading.set);
    if (taken === null) break;
    fields.push(taken.field.name);
  }
  const left = clause.left().filter((word) => !isFiller(word) && !reading.set.nouns.includes(word.replace(/s$/, "")));
  if (left.length > 0) return null;
  const shown = fields.filter((field) => rows.some((row) => (row.cells.get(field) ?? "") !== ""));
  if (shown.length < fields.length && shown.length === 0) return null;
  if (shown.length === 0) return "";
  return `${rows.map((row) => valuesOf(row, { ...reading, conditions: [] }, shown)).join("; ")}.`;
}
