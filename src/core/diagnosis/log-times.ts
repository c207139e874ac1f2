import type { LogReading } from "./logs-of-view.ts";

const form = /\b(\d{4})[-/.](\d\d)[-/.](\d\d)[T ](\d\d):(\d\d):(\d\d)/;

/** The time that stands near the beginning of a line, in milliseconds; undefined when there is none. Zones are not looked at: only times of one log are compared. */
const timeIn = (text: string): number | undefined => {
  const match = form.exec(text.slice(0, 200));
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!);
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
