/** A stretch of time that ends now, or began before it. `said` in words that follow a fact: `in the last 10 minutes`. */
export type Window = {
  readonly seconds: number;
  readonly isOlder: boolean;
  readonly said: string;
  /** The words that say it. */
  readonly words: string;
};

const unitSeconds: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  o: 30 * 86_400,
  y: 365 * 86_400,
};
const amounts: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  couple: 2,
  few: 3,
};

const unit = "(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|months?|years?|y)";
const amount = "(\\d{1,5}|an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty|(?:a )?couple(?: of)?|(?:a )?few)";
const patterns: readonly RegExp[] = [
  new RegExp(
    `\\b(?:(?:in|within|over|during|of|for|from) )?(?:the )?(?:last|past|previous) (?:${amount} ?)?${unit}\\b`,
  ),
  new RegExp(`\\b(?:since|within) (?:about )?${amount} ?${unit}(?: ago)?\\b`),
  new RegExp(`\\b(?:younger|newer|less|fewer|not older|no older) than ${amount} ?${unit}(?: old| ago)?\\b`),
  new RegExp(`\\b(?:older than|more than|for more than|longer than) ${amount} ?${unit}(?: old| ago)?\\b`),
];

/** The window of time that a sentence names; null where it names none. */
export function windowIn(plain: string): Window | null {
  const day = /\b(?:since )?(?:today|this week|this month|this morning|the last day|last night|overnight)\b/.exec(
    plain,
  );
  for (const pattern of patterns) {
    const match = pattern.exec(plain);
    if (match === null) continue;
    const count = countOf(match[1]);
    const size = unitSeconds[/^mo/.test(match[2]!) ? "o" : match[2]![0]!]!;
    const isOlder = pattern === patterns[3];
    const name = nameOf(match[2]!);
    const span = `${count} ${name}${count === 1 ? "" : "s"}`;
    const said = isOlder ? `more than ${span} ago` : `in the last ${count === 1 ? name : span}`;
    return { seconds: count * size, isOlder, said, words: match[0] };
  }
  if (day === null) return null;
  const days = day[0].endsWith("week") ? 7 : day[0].endsWith("month") ? 30 : 1;
  const said = days === 1 ? "in the last 24 hours" : `in the last ${days} days`;
  return { seconds: days * 86_400, isOlder: false, said, words: day[0] };
}

function countOf(said: string | undefined): number {
  if (said === undefined) return 1;
  return /^\d/.test(said) ? Number(said) : (amounts[said.replace(/^a (?=c|f)/, "").replace(/ of$/, "")] ?? 1);
}

function nameOf(unit: string): string {
  if (/^mo/.test(unit)) return "month";
  return ({ s: "second", m: "minute", h: "hour", d: "day", w: "week", y: "year" } as Record<string, string>)[unit[0]!]!;
}

export const isWithin = ({ seconds, isOlder }: Window, age: number): boolean =>
  isOlder ? age > seconds : age <= seconds;
