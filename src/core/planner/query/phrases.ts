import { escaped } from "../../kubectl/escaped.ts";
import type { Clause } from "./clause.ts";
import type { Field, RowSet } from "./row.ts";

const compiled = new Map<string, RegExp>();

/** A pattern for a phrase as people write it: blanks or hyphens between its words, a plural at its end. */
export function phrasePattern(phrase: string, before = "", after = ""): RegExp {
  const key = `${before}\u0000${phrase}\u0000${after}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const words = phrase.split(/[ _-]+/).map(escaped);
  const last = words.pop()!;
  const plural = /(?:ss|x|sh|ch|z)$/.test(last)
    ? `${last}(?:es)?`
    : /[^aeiou]y$/.test(last)
      ? `(?:${last}|${last.slice(0, -1)}ies)`
      : last.endsWith("s")
        ? `${last}?`
        : `${last}s?`;
  const pattern = new RegExp(`${before}(?<![\\w/.-])${[...words, plural].join("[ _-]?")}(?![\\w]|[-/.]\\w)${after}`);
  if (compiled.size > 5000) compiled.clear();
  compiled.set(key, pattern);
  return pattern;
}

type Phrase = { readonly phrase: string; readonly field: Field };

const phrasesOf = new WeakMap<RowSet, readonly Phrase[]>();

/** What people say for the fields of a set, longest first, so that `cpu limit` is not taken for `cpu`. */
export function phrases(set: RowSet): readonly Phrase[] {
  const known =
    phrasesOf.get(set) ??
    set.fields
      .flatMap((field) => field.said.map((phrase) => ({ phrase, field })))
      .filter(({ phrase }) => phrase.length > 1 && phrase.length < 60)
      .sort((one, other) => other.phrase.length - one.phrase.length || rank(one) - rank(other));
  phrasesOf.set(set, known);
  return known;
}

/** A field's own name before what else it is called. */
const rank = ({ phrase, field }: Phrase): number => (phrase === field.name ? 0 : 1);

/** The field whose phrase stands in the clause, longest first, within two patterns; it is accounted for. */
export function takeField(
  clause: Clause,
  set: RowSet,
  before = "",
  after = "",
): { field: Field; match: RegExpExecArray } | null {
  for (const { phrase, field } of phrases(set)) {
    if (!clause.text.includes(phrase.split(/[ _-]/)[0]!.replace(/(?:y|s)$/, ""))) continue;
    const match = clause.take(phrasePattern(phrase, before, after));
    if (match !== null) return { field, match };
  }
  return null;
}
