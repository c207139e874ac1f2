import type { LogReading } from "./logs-of-view.ts";

const dated = /\b(\d{4})[-/.](\d\d)[-/.](\d\d)[T ](\d\d):(\d\d):(\d\d)/;
const access = /\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d)/;
const clock = /(?:^|[[\s])(\d\d):(\d\d):(\d\d)(?=[.,\s\]]|$)/;
/** klog prints month and day, and no year. */
const klog = /^[IWEF](\d\d)(\d\d) (\d\d):(\d\d):(\d\d)/;
const epoch = /"(?:time|ts|timestamp)": ?(1\d{9})(\d{3})?(?:\.\d{1,9})?\b/;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * The time that stands near the beginning of a line, in milliseconds; undefined when there is none. Zones are not looked at, and
 * where no date is printed the time is that of some day: only times of one log are compared.
 */
export const timeIn = (line: string): number | undefined => {
  const text = line.slice(0, 200);
  const day = dated.exec(text);
  if (day !== null) {
    const [year, month, date, hour, minute, second] = day.slice(1).map(Number);
    return Date.UTC(year!, month! - 1, date!, hour!, minute!, second!);
  }
  const asked = access.exec(text);
  if (asked !== null) {
    const [date, year, hour, minute, second] = [1, 3, 4, 5, 6].map((group) => Number(asked[group]));
    return Date.UTC(year!, months.indexOf(asked[2]!), date!, hour!, minute!, second!);
  }
  const short = klog.exec(text);
  if (short !== null) {
    const [month, date, hour, minute, second] = short.slice(1).map(Number);
    return Date.UTC(1972, month! - 1, date!, hour!, minute!, second!);
  }
  const counted = epoch.exec(text);
  if (counted !== null) return Number(counted[1]) * 1000 + Number(counted[2] ?? 0);
  const time = clock.exec(text);
  return time === null ? undefined : Date.UTC(1970, 0, 1, Number(time[1]), Number(time[2]), Number(time[3]));
};

/** The time of day that a line carries, as people read it; "" when it carries none. */
export const clockIn = (line: string): string => {
  const time = timeIn(line);
  return time === undefined ? "" : new Date(time).toISOString().slice(11, 19);
};

const quietFor = 15 * 60_000;

/**
 * Whether a log went on for long after a line without saying it again: longer than a quarter of an hour, and than three times the
 * pause that lay between its earlier sayings.
 */
export const isLongSilent = (
  log: LogReading,
  said: { readonly first: string; readonly last: string; readonly count: number },
): boolean => {
  const last = timeIn(said.last);
  const newest = log.tail.findLast((line) => timeIn(line.text) !== undefined);
  if (last === undefined || newest === undefined) return false;
  const first = timeIn(said.first) ?? last;
  const pause = said.count > 1 ? (last - first) / (said.count - 1) : 0;
  return timeIn(newest.text)! - last > Math.max(quietFor, 3 * pause);
};
