import type { Clause } from "./clause.ts";
import { phrasePattern, phrases, takeField } from "./phrases.ts";
import type { RowSet } from "./row.ts";

/** The nouns of the records are accounted for; what was said for them. */
export function takeNouns(clause: Clause, set: RowSet): string | null {
  let said: string | null = null;
  for (const noun of set.nouns) while (clause.take(phrasePattern(noun)) !== null) said ??= noun;
  return said;
}

/** What is told of a record where nothing is asked for. */
export const shownOf = ({ told = [], fields }: RowSet): readonly string[] =>
  told.filter((one) => fields.some(({ name }) => name === one));

/** `target port`, where the records are ports: a field, before its last word is taken for them. */
export function fieldsWithNoun(clause: Clause, set: RowSet): readonly string[] {
  const wide = phrases(set).filter(
    ({ phrase }) => phrase.length > 6 && set.nouns.some((noun) => phrase !== noun && phrase.endsWith(noun)),
  );
  return wide.flatMap(({ phrase, field }) => (clause.take(phrasePattern(phrase)) === null ? [] : [field.name]));
}

/** The fields that the clause names. */
export function toldIn(clause: Clause, set: RowSet): readonly string[] {
  const told: string[] = [];
  for (let at = 0; at < 8; at++) {
    const taken = takeField(clause, set);
    if (taken === null) break;
    if (!told.includes(taken.field.name)) told.push(taken.field.name);
  }
  return told;
}
