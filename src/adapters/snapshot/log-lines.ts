import { badRequest } from "./api-status.ts";
import { shiftTime, timeOf } from "./times.ts";

/** Where the recording stands in time: its moment in milliseconds since 1970 and the whole seconds by which times are moved to today. */
export type Window = { readonly recordedAt: number; readonly shift: number };

type Line = { readonly text: string; readonly stamp: string; readonly time: number | undefined };

const leading = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d))(?=\s|$)/;

/**
 * The lines of a recorded log that the query parameters `tailLines`, `sinceSeconds`, `sinceTime`, `timestamps` and
 * `limitBytes` ask for. A line's time is the RFC 3339 time it begins with, else that of the line before; a log without any
 * such time is not cut by `since` and gets no timestamps. Leading times are moved with all other times of the snapshot.
 */
export function logLines(text: string, query: URLSearchParams, { recordedAt, shift }: Window): string {
  const cutoff = cutoffOf(query, recordedAt, shift);
  const stamped = query.get("timestamps") === "true";
  const all = text.split(/\r?\n/);
  if (all.at(-1) === "") all.pop();
  const kept = timed(all)
    .slice(tailStart(all.length, query.get("tailLines")))
    .filter(({ time }) => cutoff === undefined || time === undefined || time >= cutoff);
  const printed = kept.map((line) => `${print(line, stamped, shift)}\n`).join("");
  return limited(printed, query.get("limitBytes"));
}

/** Logs recorded with `kubectl logs --timestamps` have the runtime's nine digits below the second on every line. */
function timed(lines: readonly string[]): Line[] {
  const written = lines.filter((line) => line !== "");
  const byRuntime =
    written.length > 0 && written.every((line) => /^\S{19}\.\d{9}(?:Z|[+-]\d\d:\d\d)(?: |$)/.test(line));
  let stamp = leading.exec(lines.find((line) => leading.test(line)) ?? "")?.[1] ?? "";
  return lines.map((line) => {
    const own = leading.exec(line)?.[1];
    stamp = own ?? stamp;
    return { text: byRuntime && own ? line.slice(own.length + 1) : line, stamp, time: timeOf(stamp) };
  });
}

function print({ text, stamp }: Line, stamped: boolean, shift: number): string {
  const own = leading.exec(text)?.[1] ?? "";
  const moved = own === "" ? text : shiftTime(own, shift) + text.slice(own.length);
  return stamped && stamp !== "" ? `${nanoseconds(shiftTime(stamp, shift))} ${moved}` : moved;
}

/** The kubelet prints all nine digits below the second. */
function nanoseconds(time: string): string {
  return time.replace(
    /^(.{19})(?:\.(\d+))?/,
    (_, seconds: string, digits = "") => `${seconds}.${digits.padEnd(9, "0")}`,
  );
}

function cutoffOf(query: URLSearchParams, recordedAt: number, shift: number): number | undefined {
  const seconds = wholeNumber(query, "sinceSeconds");
  const since = query.get("sinceTime");
  if (seconds !== undefined && since !== null)
    throw badRequest("at most one of `sinceTime` or `sinceSeconds` may be specified");
  if (seconds !== undefined) return recordedAt - seconds * 1000;
  if (since === null) return undefined;
  const time = timeOf(since);
  if (time === undefined) throw badRequest(`invalid sinceTime "${since}": expected an RFC 3339 time`);
  return time - shift * 1000;
}

function tailStart(count: number, tailLines: string | null): number {
  const lines = tailLines === null ? -1 : Number(tailLines);
  if (tailLines !== null && !/^\d{1,15}$/.test(tailLines))
    throw badRequest(`invalid tailLines "${tailLines}": must be greater than or equal to 0`);
  return lines < 0 ? 0 : Math.max(0, count - lines);
}

function limited(text: string, limitBytes: string | null): string {
  if (limitBytes === null) return text;
  if (!/^[1-9]\d{0,14}$/.test(limitBytes))
    throw badRequest(`invalid limitBytes "${limitBytes}": must be greater than 0`);
  return Buffer.from(text).subarray(0, Number(limitBytes)).toString("utf8");
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`invalid ${name} "${text}": expected a whole number`);
  return Number(text);
}
