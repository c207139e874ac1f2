/** The values that each field of a schedule allows. */
export type CronFields = {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly dates: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** Days of the month and of the week are both named: either will do. */
  readonly isEither: boolean;
};

const macros: ReadonlyMap<string, string> = new Map([
  ["@hourly", "0 * * * *"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@weekly", "0 0 * * 0"],
  ["@monthly", "0 0 1 * *"],
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
]);

/** A schedule without the time zone that may stand before it. */
export const withoutZone = (schedule: string): string => schedule.trim().replace(/^(?:CRON_)?TZ=\S{1,60} +/, "");

/** What a schedule of five fields, or a macro for one, allows; null for what cannot be read, and for `@every`. */
export const cronFields = (schedule: string): CronFields | null => {
  const text = withoutZone(schedule);
  const parts = (macros.get(text) ?? text).split(/\s+/);
  if (parts.length !== 5) return null;
  const minutes = valuesOf(parts[0]!, 0, 59, []);
  const hours = valuesOf(parts[1]!, 0, 23, []);
  const dates = valuesOf(parts[2]!, 1, 31, []);
  const months = valuesOf(parts[3]!, 1, 12, monthNames);
  const weekdays = valuesOf(parts[4]!, 0, 7, dayNames);
  if (minutes === null || hours === null || dates === null || months === null || weekdays === null) return null;
  const isEither = !/^[*?]/.test(parts[2]!) && !/^[*?]/.test(parts[4]!);
  return { minutes, hours, dates, months, weekdays: new Set([...weekdays].map((one) => one % 7)), isEither };
};

const monthNames = ["", ..."jan feb mar apr may jun jul aug sep oct nov dec".split(" ")];
const dayNames = "sun mon tue wed thu fri sat".split(" ");

/** `1,15`, `mon-fri`, a star with a step. */
const valuesOf = (field: string, least: number, most: number, names: readonly string[]): ReadonlySet<number> | null => {
  const numberOf = (text: string) => (names.includes(text) ? names.indexOf(text) : /^\d{1,2}$/.test(text) ? +text : -1);
  const values = new Set<number>();
  for (const part of field.toLowerCase().split(",")) {
    const match = /^(?:([*?])|(\w{1,3})(?:-(\w{1,3}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return null;
    const [, star, one, other, step] = match;
    const from = star === undefined ? numberOf(one!) : least;
    const to = star !== undefined || (other === undefined && step !== undefined) ? most : numberOf(other ?? one!);
    if (from < least || to > most || to < from || Number(step ?? 1) < 1) return null;
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
};
