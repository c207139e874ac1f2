import type { Line } from "../../evidence/evidence.ts";

/** The values that a log printed of one thing, in the order of its lines. */
export type Series = { readonly key: string; readonly values: readonly number[]; readonly lines: readonly Line[] };

const pair =
  /["']?((?:heap|mem(?:ory)?|rss) (?:in use|used|usage|size)|[A-Za-z][\w.-]{1,40})["']?\s?[=:]\s?["']?(\d{1,15}(?:\.\d{1,6})?)\s?((?:[KMGkmg]i?)?[Bb]|[KMG]i?)?(?![\w.:/-])/g;
/** `188920 listeners`, `412 open connections`. */
const spoken =
  /(?<![\w.:/=-])(\d{1,12}) (?:(?:open|active|live|registered|pending|idle|running) )?(listeners|handlers|connections|goroutines|threads|handles|subscriptions|timers|watchers|sockets|sessions|users|clients|requests|entries|objects)\b(?!["']?\s?[=:])/g;

const factors: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

const scaled = (value: string, unit: string | undefined): number =>
  Number(value) * (unit === undefined ? 1 : (factors[unit[0]!.toLowerCase()] ?? 1));

const mostLines = 4000;

/** Numbers by the names that stand before them, of names that occur in at least so many lines. */
export const seriesIn = (lines: readonly Line[], least: number): readonly Series[] => {
  const found = new Map<string, { readonly values: number[]; readonly lines: Line[] }>();
  for (const line of lines.slice(-mostLines)) {
    const text = line.text.slice(0, 1500);
    const pairs = [
      ...[...text.matchAll(pair)].map(([, key, value, unit]) => [key!, scaled(value!, unit)] as const),
      ...[...text.matchAll(spoken)].map(([, value, key]) => [key!, Number(value)] as const),
    ];
    for (const [key, value] of new Map(pairs)) {
      const known = found.get(key) ?? { values: [], lines: [] };
      known.values.push(value);
      known.lines.push(line);
      found.set(key, known);
    }
  }
  return [...found]
    .filter(([, { values }]) => values.length >= least)
    .map(([key, { values, lines: own }]) => ({ key, values, lines: own }));
};

/**
 * Goes up from line to line, all the way to the end, and to nearly the double at least. What fills up and stays full (a cache, a pool)
 * has stopped growing at the end.
 */
export const onlyGrows = ({ values }: Series): boolean => {
  const first = values[0]!;
  const last = values.at(-1)!;
  const falls = values.some((value, index) => index > 0 && value < values[index - 1]! * 0.98);
  const late = values[Math.floor(values.length * 0.75)]!;
  return !falls && last >= first * 1.8 && last - first >= 10 && last - late >= (last - first) * 0.08;
};

/** Goes down again after it went up, by a fifth at least. */
export const goesUpAndDown = ({ values }: Series): boolean => {
  let highest = 0;
  return values.some((value) => {
    highest = Math.max(highest, value);
    return value < highest * 0.8;
  });
};
