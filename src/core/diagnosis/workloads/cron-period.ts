import { cronFields, withoutZone } from "./cron-fields.ts";

const hour = 3600;
const day = 24 * hour;

const named: ReadonlyMap<string, number> = new Map([
  ["@hourly", hour],
  ["@daily", day],
  ["@midnight", day],
  ["@weekly", 7 * day],
  ["@monthly", 31 * day],
  ["@yearly", 366 * day],
  ["@annually", 366 * day],
]);

/** The longest time, in seconds, that usually lies between two runs of a schedule; undefined for what is no schedule. */
export const cronPeriod = (schedule: string): number | undefined => {
  const text = withoutZone(schedule);
  const every = /^@every (\d{1,6})(s|m|h)$/.exec(text);
  if (every) return Number(every[1]) * (every[2] === "h" ? hour : every[2] === "m" ? 60 : 1);
  const known = named.get(text);
  if (known !== undefined) return known;
  const [minutes, hours, dates, months, weekdays, ...more] = text.split(/\s+/);
  if (weekdays === undefined || more.length > 0) return undefined;
  if (isFixed(months!)) return 366 * day;
  if (isFixed(dates!)) return 31 * day;
  if (isFixed(weekdays)) return (/[-,]/.test(weekdays) ? 3 : 7) * day;
  if (isFixed(hours!)) return day;
  return hours === "*" || hours === "*/1" ? ofMinutes(minutes!) : stepOf(hours!) * hour;
};

const isFixed = (field: string): boolean => !/^\*(?:\/\d{1,2})?$|^\?$/.test(field);
const stepOf = (field: string): number => Number(/\/(\d{1,2})$/.exec(field)?.[1] ?? 1);
const ofMinutes = (field: string): number => (isFixed(field) ? hour : stepOf(field) * 60);

const mostDays: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Whether a schedule names dates that no month of it has (`0 0 31 2 *`): it never comes. */
export const neverComes = (schedule: string): boolean => {
  const fields = cronFields(schedule);
  if (fields === null || fields.isEither) return false;
  return [...fields.months].every((month) => [...fields.dates].every((date) => date > mostDays[month - 1]!));
};
