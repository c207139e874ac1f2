import { isAscii, plainly } from "./plainly.ts";
import { type Kind, kinds, type Vocabulary } from "./vocabulary.ts";
import { alsoEnglish, vocabularies } from "./words/all.ts";

/** A word of a vocabulary in a text. */
export type Signal = {
  readonly kind: Kind;
  /** Place in `vocabularies`; 0 is what every language uses. */
  readonly language: number;
  /** Which word of the text it begins at; in scripts without blanks two letters count as one word. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  /** It is no English word, so it says which language this is. */
  readonly isNative: boolean;
};

type Part = { readonly text: string; readonly isOpen: boolean };
type Entry = {
  readonly kind: Kind;
  readonly language: number;
  readonly rest: readonly Part[];
  readonly isNative: boolean;
};
type Token = { readonly text: string; readonly start: number };

/** Its place in `vocabularies`. */
export const english = 1;

const words = /[\p{L}\p{M}\p{N}]+/gu;
const whole = new Map<string, Entry[]>();
const stems = new Map<string, Entry[]>();
let longestStem = 0;
for (const [language, vocabulary] of vocabularies.entries()) if (!vocabulary.unspaced) fill(vocabulary, language);

function fill(vocabulary: Vocabulary, language: number): void {
  for (const kind of kinds)
    for (const phrase of (vocabulary[kind] ?? "").split("|").filter((one) => one !== "")) {
      const [first, ...rest] = partsOf(phrase);
      const entry = {
        kind,
        language,
        rest,
        isNative: language === english || (language > 0 && (rest.length > 0 || !alsoEnglish.has(first!.text))),
      };
      const entries = first!.isOpen ? stems : whole;
      entries.set(first!.text, [...(entries.get(first!.text) ?? []), entry]);
      if (first!.isOpen) longestStem = Math.max(longestStem, first!.text.length);
    }
}

function partsOf(phrase: string): readonly Part[] {
  return phrase.split(" ").flatMap((word) => {
    const texts = plainly(word.replace(/\*$/, "")).match(words) ?? [];
    return texts.map((text, index) => ({ text, isOpen: word.endsWith("*") && index === texts.length - 1 }));
  });
}

const joined = vocabularies.flatMap((vocabulary, language) =>
  vocabulary.unspaced ? [lookup(vocabulary, language)] : [],
);

/** The words of all vocabularies in a plain text, in the order of their languages; mostly none. */
export function signalsIn(text: string): readonly Signal[] {
  const found: Signal[] = [];
  const ascii = isAscii(text);
  const tokens = ascii ? asciiTokens(text) : tokensOf(text);
  for (let at = 0; at < tokens.length; at += 1) {
    const { text: word, start } = tokens[at]!;
    for (const { kind, language, rest, isNative } of entriesOf(word)) {
      if (!rest.every((part, index) => isSame(tokens[at + 1 + index]?.text, part))) continue;
      const last = tokens[at + rest.length]!;
      found.push({ kind, language, at, start, end: last.start + last.text.length, isNative });
    }
  }
  if (!ascii) for (const one of joined) if (one.script.test(text)) found.push(...unspacedIn(text, one));
  return found;
}

function isSame(word: string | undefined, { text, isOpen }: Part): boolean {
  return word !== undefined && (isOpen ? word.startsWith(text) : word === text);
}

function tokensOf(text: string): readonly Token[] {
  return Array.from(text.matchAll(words), (match) => ({ text: match[0], start: match.index }));
}

/** Words without digits: most of the others are numbers and hashes. */
function asciiTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = -1;
  let hasDigit = false;
  for (let index = 0; index <= text.length; index += 1) {
    const code = index < text.length ? text.charCodeAt(index) : 32;
    const isDigit = code >= 48 && code <= 57;
    if (isDigit || (code >= 97 && code <= 122)) {
      if (start < 0) start = index;
      if (isDigit) hasDigit = true;
    } else if (start >= 0) {
      if (!hasDigit) tokens.push({ text: text.slice(start, index), start });
      start = -1;
      hasDigit = false;
    }
  }
  return tokens;
}

const none: readonly Entry[] = [];
const mostKept = 20_000;
const seen = new Map<string, readonly Entry[]>();

function entriesOf(word: string): readonly Entry[] {
  const before = seen.get(word);
  if (before !== undefined) return before;
  let entries = lookedUp(word);
  for (let cut = 1; entries.length === 0 && cut <= 3 && cut < word.length - 1 && isAttached(word, cut); cut += 1)
    entries = lookedUp(word.slice(cut));
  if (seen.size >= mostKept) seen.clear();
  seen.set(word, entries);
  return entries;
}

function lookedUp(word: string): readonly Entry[] {
  const entries = [...(whole.get(word) ?? none)];
  for (let length = Math.min(word.length, longestStem); length >= 2; length -= 1)
    entries.push(...(stems.get(word.slice(0, length)) ?? none));
  return entries.length === 0 ? none : entries;
}

/** Arabic, Hebrew and Amharic write "and", "to", "of" and "the" together with the next word. */
function isAttached(word: string, letters: number): boolean {
  return /^(?:[وفبلكا]+|[והבלמשכ]+|[የበለከእ]+)$/.test(word.slice(0, letters));
}

type Joined = {
  readonly language: number;
  readonly script: RegExp;
  readonly pattern: RegExp;
  readonly kindsOf: ReadonlyMap<string, Kind>;
};

function lookup(vocabulary: Vocabulary, language: number): Joined {
  const kindsOf = new Map<string, Kind>();
  for (const kind of kinds)
    for (const word of (vocabulary[kind] ?? "").split("|").filter((one) => one !== ""))
      kindsOf.set(plainly(word), kind);
  const longestFirst = [...kindsOf.keys()].sort((one, other) => other.length - one.length);
  const letters = [...new Set([...kindsOf.keys()].join("").replace(/[\u0000-\u007f]/g, ""))].join("");
  return {
    language,
    script: new RegExp(`[${letters}]`),
    pattern: new RegExp(longestFirst.join("|"), "g"),
    kindsOf,
  };
}

function unspacedIn(text: string, { pattern, kindsOf, language }: Joined): readonly Signal[] {
  return Array.from(text.matchAll(pattern), ({ 0: word, index }) => ({
    kind: kindsOf.get(word)!,
    language,
    at: index / 2,
    start: index,
    end: index + word.length,
    isNative: !isAscii(word),
  }));
}
