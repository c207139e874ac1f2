const amounts: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, ten: 10, fifteen: 15, twenty: 20, thirty: 30, sixty: 60, ninety: 90 }; // biome-ignore format: one list

/** `90 seconds`, `2m`, `five minutes`, `a day`, as part of a pattern without groups. */
export const spanWords = `(?:\\d{1,6}|${Object.keys(amounts).join("|")})(?: ?| full )(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\\b`;

/** An amount of time as kubectl takes it, which knows no days: `two minutes` is `2m`, `a day` `24h`. */
export function spanIn(text: string): string | null {
  const found = /^(\d{1,6}|[a-z]+?) ?(?:full )?([smhdw])[a-z]*$/i.exec(text.trim());
  const amount = found === null ? Number.NaN : (amounts[found[1]!.toLowerCase()] ?? Number(found[1]));
  if (Number.isNaN(amount)) return null;
  const unit = found![2]!.toLowerCase();
  return unit === "d" ? `${amount * 24}h` : unit === "w" ? `${amount * 168}h` : `${amount}${unit}`;
}

/** The same in whole seconds, as flags take it that know no units. */
export function secondsIn(text: string): number | null {
  const span = spanIn(text);
  return span === null ? null : Number.parseInt(span, 10) * { s: 1, m: 60, h: 3600 }[span.at(-1) as "s"];
}
