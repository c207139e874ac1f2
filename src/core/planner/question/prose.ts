import { isStopWord } from "./stop-words.ts";
import type { Word } from "./words.ts";

/**
 * Whether a word belongs to the sentence and names nothing: a word of everyday language, an adverb, a number with its unit, a file.
 * Every reader of names, of objects as of namespaces and containers, asks here; what is quoted is never prose. A place in the sentence
 * where only a name can stand (`called list`, `deployment homepage in web`) overrules it, and says so where it is read.
 */
export function isProse(word: Word): boolean {
  return (
    !word.quoted &&
    (isStopWord(word.lower) ||
      isAdverb(word.lower) ||
      superlative.test(word.lower) ||
      isAmount(word.lower) ||
      isFile(word.lower))
  );
}

/** `which node is fullest?` */
const superlative =
  /^(?:full|empti|busi|old|new|young|large|small|bigg|high|low|slow|fast|hott|cold|near|heavi|light|free)est$/;

function isAdverb(lower: string): boolean {
  return /^[a-z]{4,}ly$/.test(lower) && !nouns.test(lower);
}

/** Nouns that end like an adverb. */
const nouns =
  /^(?:daily|nightly|weekly|hourly|monthly|family|assembly|supply|reply|analy|anomaly|butterfly|firefly|rally|bully|jelly|italy|holly|molly|emily|kelly|billy)/;

function isAmount(lower: string): boolean {
  return /^\d+(?:\.\d+)*(?:%|ms|[smhdwy]|mins?|hrs?|days?|[kmgt]i?b?)?$/.test(lower);
}

/** `pods 0/1`: how many of how many, and neither a name nor a place. */
export const isRatio = (lower: string): boolean => /^\d{1,4}\/\d{1,4}$/.test(lower);

function isFile(lower: string): boolean {
  return /\.(?:ya?ml|json)$/.test(lower);
}
