import type { Question } from "./understand.ts";

/** A comparison with a number: `more than 5` is `{ atLeast: 6 }`; both bounds are inclusive. */
export type Bounds = { readonly atLeast: number; readonly atMost: number };

const numberWords: Readonly<Record<string, number>> = {
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, twenty: 20, fifty: 50, hundred: 100,
}; // biome-ignore format: one list

function numberOf(word: string): number {
  return Object.hasOwn(numberWords, word) ? numberWords[word]! : Number(word);
}

const numeral = "(\\d{1,9}|zero|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|hundred)";

const comparisons: readonly (readonly [RegExp, (n: number) => Bounds])[] = [
  [
    new RegExp(`(?:no more than|not more than|at most|maximum of|up to|<=)\\s*${numeral}`),
    (n) => ({ atLeast: 0, atMost: n }),
  ],
  [
    new RegExp(`(?:no less than|not less than|at least|minimum of|>=)\\s*${numeral}`),
    (n) => ({ atLeast: n, atMost: Infinity }),
  ],
  [
    new RegExp(`(?:more than|greater than|over|above|exceeding|exceeds?|higher than|>)\\s*${numeral}`),
    (n) => ({ atLeast: n + 1, atMost: Infinity }),
  ],
  [
    new RegExp(`(?:fewer than|less than|under|below|lower than|<)\\s*${numeral}`),
    (n) => ({ atLeast: 0, atMost: n - 1 }),
  ],
  [new RegExp(`(?:exactly|equal to|equals|=)\\s*${numeral}`), (n) => ({ atLeast: n, atMost: n })],
  [new RegExp(`${numeral}\\s*(?:or more|\\+)`), (n) => ({ atLeast: n, atMost: Infinity })],
  [new RegExp(`${numeral}\\s*(?:or fewer|or less)`), (n) => ({ atLeast: 0, atMost: n })],
  [/\b(?:with|have|has|having|had)\s+(?:zero|no|0)\b/, () => ({ atLeast: 0, atMost: 0 })],
  [
    /\b(?:with|have|has|having|had)\s+(?:restarts|restarted)\b|\b(?:high|many|most|highest) restart|\bhave restarted\b|\bthat restarted\b/,
    () => ({ atLeast: 1, atMost: Infinity }),
  ],
];

/** The bounds that a question puts on a number, or null. */
export function boundsIn(plain: string): Bounds | null {
  for (const [pattern, bounds] of comparisons) {
    const match = pattern.exec(plain);
    if (match !== null) return bounds(match[1] === undefined ? 0 : numberOf(match[1]));
  }
  return null;
}

/** A count of lines or things: `last 10 lines`, `the 5 most recent`, `top 3`. */
export function countIn(plain: string): number | null {
  const match =
    new RegExp(
      `(?:last|latest|final|first|newest|recent|tail|top)\\s+${numeral}\\b(?!\\s*(?:hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s|days?|d|weeks?|bytes?|kb|kib|mb|mib|kilobytes?|megabytes?)\\b)`,
    ).exec(plain) ??
    new RegExp(`${numeral}\\s+(?:most recent|latest|last|newest|lines?|log lines?|entries)`).exec(plain);
  return match === null ? null : numberOf(match[1]!);
}

const unitSeconds: readonly (readonly [RegExp, string, number])[] = [
  [/^s/, "s", 1],
  [/^(m$|min)/, "m", 1],
  [/^h/, "h", 1],
  [/^d/, "h", 24],
  [/^w/, "h", 168],
];

/** `--since=15m` or `--since-time=...` as `kubectl logs` takes it, or null when the question gives no time. */
export function sinceIn(question: Question): string | null {
  const absolute = dateIn(question.text);
  if (absolute !== null) return `--since-time=${absolute}`;
  const plain = question.plain;
  const span = new RegExp(
    `(?:last|past|previous|recent|within|since|for the)\\s+(?:the\\s+)?(?:last\\s+|past\\s+)?(?:${numeral}\\s*|(an?|half an)\\s+)?(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)\\b`,
  ).exec(plain);
  if (/\b(?:last|past|previous|recent) quarter(?: of an)?[- ]hour\b/.test(plain)) return "--since=15m";
  if (/\b(?:last|past|previous|recent) half(?: an)? hour\b/.test(plain)) return "--since=30m";
  if (span !== null) {
    const amount = span[1] === undefined ? 1 : numberOf(span[1]);
    if (span[2] === "half an") return "--since=30m";
    const unit = unitSeconds.find(([pattern]) => pattern.test(span[3]!))!;
    return `--since=${amount * unit[2]}${unit[1]}`;
  }
  const ago = new RegExp(`\\b${numeral}\\s*(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)\\s+ago\\b`).exec(
    plain,
  );
  if (ago !== null) {
    const unit = unitSeconds.find(([pattern]) => pattern.test(ago[2]!))!;
    return `--since=${numberOf(ago[1]!) * unit[2]}${unit[1]}`;
  }
  if (/\bsince yesterday|from yesterday\b/.test(plain)) return "--since=24h";
  if (/\b(today|since this morning)\b/.test(plain)) return "--since=24h";
  return null;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `+0200` as the API writes it. */
function zoneOf(said: string | undefined): string {
  return said === undefined ? "Z" : said.replace(/(\d{2}):?(\d{2})$/, "$1:$2");
}

function dateIn(text: string): string | null {
  const iso = /\b(\d{4}-\d{2}-\d{2})(?:[T ,]+(?:at )?(\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?([+-]\d{2}:?\d{2})?)?/.exec(
    text,
  );
  if (iso !== null) return `${iso[1]}T${iso[2] ?? "00:00"}${iso[3] ?? ":00"}${zoneOf(iso[4])}`;
  const spoken =
    /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[, ]+(?:at )?(\d{2}:\d{2})(:\d{2})?)?/i.exec(
      text,
    );
  if (spoken === null) return null;
  const month = String(months.indexOf(spoken[1]!.toLowerCase()) + 1).padStart(2, "0");
  return `${spoken[3]}-${month}-${spoken[2]!.padStart(2, "0")}T${spoken[4] ?? "00:00"}${spoken[5] ?? ":00"}Z`;
}
