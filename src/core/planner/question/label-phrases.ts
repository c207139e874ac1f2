import { kindNamed } from "../../kubectl/kinds.ts";
import { isStopWord } from "./stop-words.ts";
import { startsClause, type Word } from "./words.ts";

export const labelKey = /^(?:[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
export const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Notes a requirement that was said at a word. */
export type PutLabel = (at: number, requirement: string) => void;

type Operator = { readonly words: readonly string[]; readonly negated: boolean; readonly several: boolean };

/** How a label is compared in words, longest first. `several`: a list of values follows, also one joined by `and`. */
const operators: readonly Operator[] = (
  [
    ["is not one of|isn't one of|is none of|is not any of|isn't any of", true, true],
    ["is not in|isn't in|not in|notin|is neither|are neither|neither|is outside", true, true],
    ["is one of|is any of|is either|are either|is in|are in|in|one of|either", false, true],
    [
      "is not equal to|isn't equal to|not equal to|is not set to|isn't set to|does not equal|doesn't equal",
      true,
      false,
    ],
    [
      "is anything but|is other than|is different from|differs from|other than|is not|isn't|are not|aren't|not",
      true,
      false,
    ],
    ["is equal to|is set to|equal to|set to|equals|has value|has the value|with value|with the value", false, false],
    ["having value|having the value|is|are|being", false, false],
    ["being one of|being either|being any of", false, true],
  ] as const
)
  .flatMap(([phrases, negated, several]) =>
    phrases.split("|").map((phrase) => ({ words: phrase.split(" "), negated, several })),
  )
  .sort((one, other) => other.words.length - one.words.length);

/** `env in (production, staging)`, `where tier is frontend or backend`, `whose tier label is neither a nor b`. */
export function takeComparisons(words: readonly Word[], taken: Set<number>, put: PutLabel): void {
  for (const index of words.keys()) takeComparison(words, index, taken, put);
}

function takeComparison(words: readonly Word[], index: number, taken: Set<number>, put: PutLabel): void {
  const key = words[index]!;
  if (taken.has(index) || !labelKey.test(key.text) || notKeys.test(key.lower)) return;
  const isLabelled = words[index + 1]?.lower === "label";
  const isRelative =
    /^labels?$/.test(words[index - 1]?.lower ?? "") && /^(that|which)$/.test(words[index + 1]?.lower ?? "");
  // `whose qos class is`: a key is one word
  if (!isLabelled && /^(?:whose|where)$/.test(words[index - 2]?.lower ?? "") && isPartOfTerm(words[index - 1]!)) return;
  const start = isLabelled || isRelative ? index + 2 : index + 1;
  const operator = operators.find((one) =>
    one.words.every((word, offset) => words[start + offset]?.lower === word && !words[start + offset]!.quoted),
  );
  if (operator === undefined || taken.has(start)) return;
  const at = start + operator.words.length;
  const opens = /\($/.test(words[at]?.after ?? "");
  if (!opens && !((isLabelled && /^(is|are|in)$/.test(operator.words[0]!)) || isIntroduced(words, index))) return;
  if (!opens && operator.words.length === 1 && /^(in|not)$/.test(operator.words[0]!)) return;
  const state = operator.several ? undefined : words[at];
  const used = range(index, at);
  if (state !== undefined && isState(words, at)) {
    for (const one of [...used, at]) taken.add(one);
    const isThere = /^(set|present|there|defined)$/.test(state.lower) !== operator.negated;
    put(index, isThere ? key.text : `!${key.text}`);
    return;
  }
  const values = valuesAt(words, at, operator.several || opens);
  if (values.length === 0) return;
  for (const one of used) taken.add(one);
  for (const one of values) taken.add(one.at);
  const texts = values.flatMap(({ text }) => text.split(","));
  if (texts.length === 1) put(index, `${key.text}${operator.negated ? "!=" : "="}${texts[0]}`);
  else put(index, `${key.text} ${operator.negated ? "notin" : "in"} (${texts.join(",")})`);
}

const isPartOfTerm = ({ lower }: Word): boolean => !/^(?:the|its|their|labels?|key|an?|value|and|or)$/.test(lower);

const notKeys =
  /^(namespaces?|ns|it|which|that|there|what|who|where|this|they|these|those|label|labels|labell?ed|value|is|are|not|and|or|pods?|nodes?)$/;

function isState(words: readonly Word[], at: number): boolean {
  return /^(set|present|there|defined|missing|absent|unset)$/.test(words[at]!.lower) && words[at + 1]?.lower !== "to";
}

/** `where tier is`, `whose label tier is`, `with the label tier set to`. */
function isIntroduced(words: readonly Word[], index: number): boolean {
  // `where tier is backend and env is not dev`
  const goesOn = words[index - 1]?.lower === "and" && /^(is|isn't|equals|not)$/.test(words[index + 1]?.lower ?? "");
  const from = Math.max(0, index - (goesOn ? 7 : 3));
  const near = words.slice(from, index);
  const mark = words.slice(from + 1, index + 1).findLastIndex((one) => /[,;.!?]/.test(one.after));
  // `with label app=web, the team is happy`: what stands behind the mark is not introduced before it
  const lead = goesOn || mark < 0 ? near : near.slice(mark + 1);
  return lead.some((one) => /^(where|whose|labels?|labell?ed)$/.test(one.lower));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function valuesAt(words: readonly Word[], start: number, isSet: boolean): readonly { at: number; text: string }[] {
  const values: { at: number; text: string }[] = [];
  for (let at = start; at < words.length && values.length < 10; at++) {
    const word = words[at]!;
    const isJoint = /^(or|nor)$/.test(word.lower) || (isSet && word.lower === "and");
    if (isJoint && values.length > 0) continue;
    const isFurther = values.length > 0;
    const isAfterJoint = isFurther && /^(or|nor|and)$/.test(words[at - 1]!.lower);
    if (isFurther && (/\)/.test(word.after) || !(isListed(word) || isAfterJoint))) break;
    if (isFurther && !word.quoted && ((!isAfterJoint && isStopWord(word.lower)) || isFollowedByKind(words, at))) break;
    if (!word.text.split(",").every((part) => part !== "" && labelValue.test(part)) || notValues.test(word.lower))
      break;
    values.push({ at, text: word.text });
  }
  return values;
}

const notValues = /^(the|an?|set|there|it|that|which|not|no|on|in|of|for|missing|whose|where|with)$/;

function isFollowedByKind(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  return next !== undefined && !startsClause(next) && kindNamed(next.lower) !== undefined;
}

function isListed(word: Word): boolean {
  return /^[,(]*,[,(]*$/.test(word.after);
}

/** `label app: web`, `with label tier`, `without the app label`, `the label column "version"`. */
export function takeLabelWords(words: readonly Word[], taken: Set<number>, put: PutLabel, columns: string[]): void {
  for (const [index, word] of words.entries()) {
    if (!/^(labels?|labell?ed)$/.test(word.lower) || taken.has(index)) continue;
    const keys = keysBeside(words, index, taken);
    if (keys.length === 0) continue;
    const first = keys[0]!;
    const value = words[first + 1];
    if (value !== undefined && /^[:=]+$/.test(value.after) && labelValue.test(value.text) && !taken.has(first + 1)) {
      put(first, `${words[first]!.text}=${value.text}`);
      taken.add(first).add(first + 1);
      continue;
    }
    if (takeKeyBeside(words, index, taken, put)) continue;
    const use = useOf(words, index, keys);
    if (use === null) continue;
    for (const key of keys) {
      taken.add(key);
      if (use === "column") columns.push(words[key]!.text);
      else put(key, use === "lacking" ? `!${words[key]!.text}` : words[key]!.text);
    }
  }
}

/** `with the app label checkout`, `carry the label tier backend`: a key that is one by its word, and its value. */
function takeKeyBeside(words: readonly Word[], index: number, taken: Set<number>, put: PutLabel): boolean {
  const isKeyWord = (at: number) => isKey(words, at, taken) && plainKeys.test(words[at]!.lower);
  const key =
    isKeyWord(index - 1) && words[index]!.lower === "label" ? index - 1 : isKeyWord(index + 1) ? index + 1 : -1;
  const value = key < index ? index + 1 : index + 2;
  const word = words[value];
  const lead = words.slice(Math.max(0, Math.min(index, key) - 3), Math.min(index, key)).map(({ lower }) => lower);
  const isHad = lead.some((one) =>
    /^(with|having|have|has|carry|carries|carrying|bear|bearing|wear|to|by|of|under|for)$/.test(one),
  );
  if (
    key < 0 ||
    !isHad ||
    word === undefined ||
    !isKey(words, value, taken) ||
    word.quoted ||
    !labelValue.test(word.text)
  )
    return false;
  if (isStopWord(word.lower) || startsClause(word) || startsClause(words[Math.max(key, index)]!)) return false;
  put(key, `${words[key]!.text}=${word.text}`);
  taken.add(key).add(value);
  return true;
}

/** The keys that stand after the word, or the one before it: `label tier`, `labels tier and app`, `label columns tier`, `the tier label`. */
function keysBeside(words: readonly Word[], index: number, taken: ReadonlySet<number>): readonly number[] {
  let at = index + 1;
  while (/^(columns?|keys?|called|named|for|the|a|of)$/.test(words[at]?.lower ?? "") && !words[at]!.quoted) at++;
  const after: number[] = [];
  while (isKey(words, at, taken) && (after.length === 0 || isListed(words[at]!) || words[at - 1]!.lower === "and")) {
    after.push(at);
    at += words[at + 1]?.lower === "and" ? 2 : 1;
  }
  if (after.length > 0) return after;
  const before = index - 1;
  return isKey(words, before, taken) && /^(labels?)$/.test(words[index]!.lower) && !startsClause(words[index]!)
    ? [before]
    : [];
}

function isKey(words: readonly Word[], at: number, taken: ReadonlySet<number>): boolean {
  const word = words[at];
  return word !== undefined && !taken.has(at) && labelKey.test(word.text) && !/^(-|\d+$)/.test(word.text);
}

const plainKeys =
  /^(apps?|role|name|version|owner|group|component|environment|env|release|system|part|type|status|tier|stage|state|zone|region|team|track|user|time|account)$/;

/** What a key without a value is said for; null when it is no key but a word of the sentence. */
function useOf(words: readonly Word[], index: number, keys: readonly number[]): "having" | "lacking" | "column" | null {
  const from = Math.min(index, keys[0]!);
  const lead = words.slice(Math.max(0, from - 4), from).map((word) => word.lower);
  const near = lead.slice(-3);
  const certain = keys.every((key) => words[key]!.quoted || /[./]/.test(words[key]!.text));
  const likely = keys.every((key) => !isStopWord(words[key]!.lower) || plainKeys.test(words[key]!.lower));
  const asColumn =
    /^columns?$/.test(words[index + 1]?.lower ?? "") ||
    words
      .slice(Math.max(...keys, index) + 1, Math.max(...keys, index) + 5)
      .some((word) => /^columns?$/.test(word.lower)) ||
    near.some((word) => /^columns?$/.test(word));
  if (asColumn && (certain || likely)) return "column";
  if (!certain && !likely) return null;
  const rest = words.slice(Math.max(...keys, index) + 1).map((word) => word.lower);
  if (!certain && rest.some((word) => /^(is|value|equals|set)$/.test(word))) return null;
  if (
    lead.some((word) =>
      /^(without|missing|lack|lacks|lacking|no|don't|doesn't|not|haven't|hasn't|excluding|except|exclude|excludes|minus)$/.test(
        word,
      ),
    )
  )
    return "lacking";
  if (near.some((word) => /^(with|having|have|has|carry|carries|carrying|bear|bearing|wear)$/.test(word)))
    return "having";
  if (certain && /^labell?ed$/.test(words[index]!.lower)) return "having";
  return certain ? "column" : null;
}
