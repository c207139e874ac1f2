import { isEmpty, orderIn, type Shape } from "./amounts.ts";
import type { Clause } from "./clause.ts";
import { phrasePattern, phrases } from "./phrases.ts";
import { cell, type Field, type Row, type RowSet } from "./row.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** Which records stand first by a field: `the largest`, `ran longest ago`, `expires next`. */
export type Rank = { readonly field: string; readonly highest: boolean; readonly count: number };

type Order = { readonly words: RegExp; readonly highest: boolean; readonly fields: readonly string[] };

const recentFields = ["last schedule", "last seen", "time", "created", "age"];

/** The words of an order, whether they want the highest number, and the fields that they mean when none is named. */
const orders: readonly Order[] = [
  {
    words: /\b(?:longest|furthest|farthest) ago\b|\bleast recently\b/,
    highest: true,
    fields: ["last schedule", "age", "last seen"],
  },
  { words: /\bmost recent(?:ly)?\b|\blatest\b/, highest: false, fields: recentFields },
  {
    words: /\b(?:for )?the last time\b|\blast time\b|\blast (?=\w)/,
    highest: false,
    fields: ["last schedule", "last seen", "time"],
  },
  { words: /\bmost often\b|\bmost frequently\b|\bmost times\b/, highest: true, fields: ["count", "restarts"] },
  {
    words: /\b(?:oldest|longest[- ](?:lived|running))\b|\blongest\b(?= (?:up|running|alive))/,
    highest: true,
    fields: ["age"],
  },
  { words: /\b(?:newest|youngest)\b/, highest: false, fields: ["age"] },
  {
    words: /\b(?:slowest|longest)\b|\btakes? longest\b|\btook (?:the )?longest\b/,
    highest: true,
    fields: ["duration", "age"],
  },
  { words: /\b(?:fastest|quickest|shortest)\b/, highest: false, fields: ["duration", "age"] },
  {
    words: /\b(?:largest|biggest|greatest|hugest)\b/,
    highest: true,
    fields: ["capacity", "size", "memory", "bytes", "restarts"],
  },
  { words: /\bsmallest\b|\btiniest\b/, highest: false, fields: ["capacity", "size", "memory", "bytes"] },
  { words: /\b(?:highest|top|max(?:imum)?|most|busiest)\b/, highest: true, fields: [] },
  { words: /\b(?:lowest|fewest|least|min(?:imum)?)\b/, highest: false, fields: [] },
  {
    words: /\b(?:earliest|soonest|next|first)\b/,
    highest: false,
    fields: ["not after", "notafter", "expiry", "expires", "time"],
  },
  { words: /\blast\b/, highest: true, fields: ["not after", "notafter", "time"] },
];

/** The order that a clause asks for, when the set has a field that it can be by; null when it asks for none. */
export function rankIn(clause: Clause, set: RowSet): Rank | null {
  for (const { words, highest, fields } of orders) {
    const match = words.exec(clause.text);
    if (match === null || countsRecords(clause.text, match, set)) continue;
    const found = rankField(clause.text, set, match.index, match[0].length, fields);
    if (found === null) continue;
    clause.take(words);
    if (found.pattern !== null) clause.take(found.pattern);
    const before = clause.take(/\b(\d{1,2}) (?=\|)/);
    clause.take(/\bago\b/);
    const { name } = found.field;
    return {
      field: name,
      highest: flipped(match[0], name, set) ? !highest : highest,
      count: before === null ? 1 : Number(before[1]),
    };
  }
  return null;
}

/** `most nodes`, `the fewest pods`: how many records, and no field of one. */
const countsRecords = (text: string, { 0: word, index }: RegExpExecArray, set: RowSet): boolean =>
  /^(?:most|fewest|least)$/.test(word) &&
  set.nouns.some((noun) => phrasePattern(noun, "^ ").test(text.slice(index + word.length)));

/** Of points in time and of versions the most recent is the highest; of ages it is the lowest. */
function flipped(word: string, field: string, set: RowSet): boolean {
  if (vocabularyOf(set).shape(field) === "version") return /recent|latest|oldest|newest|youngest/.test(word);
  const isTime = vocabularyOf(set).shape(field) === "time" || field === "time";
  const speaksOfAges = /ago|recent|latest|last time|last |oldest|newest|youngest/.test(word) && !/^last$/.test(word);
  return isTime && speaksOfAges;
}

/** The field of an order: named behind it, or before it, or what the word itself means. */
function rankField(
  text: string,
  set: RowSet,
  at: number,
  length: number,
  fallback: readonly string[],
): { field: Field; pattern: RegExp | null } | null {
  const vocabulary = vocabularyOf(set);
  const isOrdered = ({ name }: Field) => !/^(?:text|flag)$/.test(vocabulary.shape(name));
  const all = phrases(set).filter(({ field }) => isOrdered(field));
  const behind = text.slice(at + length).trimStart();
  const isOfText = ({ field, phrase }: (typeof all)[number]) =>
    !isOrdered(field) && field.name !== "name" && phrasePattern(phrase).exec(behind)?.index === 0;
  if (phrases(set).some(isOfText) && !all.some(({ phrase }) => phrasePattern(phrase).exec(behind)?.index === 0))
    return null;
  for (const near of [text.slice(at + length, at + length + 70), text.slice(Math.max(0, at - 50), at)]) {
    const named = all.find(({ phrase }) => phrasePattern(phrase).test(near));
    if (named !== undefined) return { field: named.field, pattern: phrasePattern(named.phrase) };
  }
  const field = fallback
    .map((name) => set.fields.find((one) => one.name === name && isOrdered(one)))
    .find((one) => one !== undefined);
  return field === undefined ? null : { field, pattern: null };
}

/** The records that stand first, equal ones among them. */
export function ranked(rows: readonly Row[], { field, highest, count }: Rank, shape: Shape): readonly Row[] {
  const measured = rows
    .map((row) => ({ row, value: isEmpty(cell(row, field)) ? undefined : orderIn(cell(row, field), shape) }))
    .filter((one): one is { row: Row; value: readonly number[] } => one.value !== undefined)
    .sort((one, other) => (highest ? -1 : 1) * inOrder(one.value, other.value));
  const edge = (measured[count - 1] ?? measured.at(-1))?.value ?? [];
  return measured.filter(({ value }, at) => at < count || inOrder(value, edge) === 0).map(({ row }) => row);
}

function inOrder(one: readonly number[], other: readonly number[]): number {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at += 1) if (one[at] !== other[at]) return (one[at] ?? 0) - (other[at] ?? 0);
  return 0;
}
