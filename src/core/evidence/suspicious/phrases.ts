/**
 * Phrases as one pattern that is read from a word's beginning. In a phrase a blank stands for whatever stands between words, `~n` for up to
 * n words, `(a|b)` and `?` are as in a regular expression.
 */
export function anyOf(phrases: readonly string[]): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${phrases.map(patternOf).join("|")})(?![a-z0-9])`);
}

export function patternOf(phrase: string): string {
  return phrase
    .replace(/~(\d) /g, `(?:[a-z0-9]+${gap}){0,$1}`)
    .replaceAll(" ?", `(?:${gap})?`)
    .replaceAll(" ", gap);
}

const gap = "[^a-z0-9]+";
