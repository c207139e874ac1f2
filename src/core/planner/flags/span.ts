const amounts: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, ten: 10, fifteen: 15, twenty: 20, thirty: 30, sixty: 60, ninety: 90 }; // biome-ignore format: one list

/** `90 seconds`, `2m`, `five minutes`, as part of a pattern without groups. */
export const spanWords = `(?:\\d{1,6}|${Object.keys(amounts).join("|")})(?: ?| full )(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\\b`;

/** An amount of time as kubectl takes it: `two minutes` is `2m`. */
export function spanIn(text: string): string | null {
  const found = /^(\d{1,6}|[a-z]+) ?(?:full )?([smh])/i.exec(text.trim());
  const amount = found === null ? Number.NaN : (amounts[found[1]!.toLowerCase()] ?? Number(found[1]));
  return Number.isNaN(amount) ? null : `${amount}${found![2]!.toLowerCase()}`;
}
