import { secondsIn, spanIn } from "./span.ts";

/**
 * How a flag is said in words. A pattern with a group gives the value and reads the sentence as it was written; one without a group reads
 * it without the names in it. `value`: what the flag is set to instead of `true` or of what the group holds; null: not said after all.
 */
export type FlagWords = {
  readonly flag: string;
  readonly said: RegExp;
  readonly value?: string | ((found: RegExpExecArray) => string | null);
  /** Words beside which the flag is not meant. */
  readonly unless?: RegExp;
};

/** A flag that is on or off. */
export const on = (flag: string, said: RegExp, unless?: RegExp): FlagWords =>
  unless === undefined ? { flag, said } : { flag, said, unless };

/** A flag with the value that the first group that holds one holds; `read` puts it as kubectl wants it. */
export const valued = (flag: string, said: RegExp, read = (text: string): string => text): FlagWords => ({
  flag,
  said,
  value: (found) => {
    const text = found.slice(1).find((group) => group !== undefined);
    return text === undefined ? null : read(text);
  },
});

/** `a, b and c` as a flag takes a list. */
export const listed = (text: string): string => text.replace(/,? and |, ?/g, ",");

/** A flag set to one thing, however it is said. */
export const setTo = (flag: string, value: string, said: RegExp): FlagWords => ({ flag, value, said });

/** A flag whose value is one of a few words, which kubectl wants in its own case. */
export const oneOf = (flag: string, words: readonly string[], said: RegExp): FlagWords => ({
  flag,
  said,
  value: (found) =>
    words.find((word) => word.toLowerCase() === (found[1] ?? found[2])?.toLowerCase().replace(/[ -]/g, "")) ?? null,
});

/** A flag that takes a duration, from the words for one in the group. */
export const lasting = (flag: string, said: RegExp): FlagWords => ({ flag, said, value: (found) => spanIn(found[1]!) });

/** The same in seconds. */
export const seconds = (flag: string, said: RegExp): FlagWords => ({
  flag,
  said,
  value: (found) => secondsIn(found[1]!)?.toString() ?? null,
});

/** A list of flags that several verbs share. */
export function sharedBy(
  verbs: readonly string[],
  flags: readonly FlagWords[],
): Readonly<Record<string, typeof flags>> {
  return Object.fromEntries(verbs.map((verb) => [verb, flags]));
}
