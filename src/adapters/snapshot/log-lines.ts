import { badRequest } from "./api-status.ts";
import { logTime } from "./log-time.ts";
import { timeOf } from "./times.ts";

/** Where the recording stands in time: its moment in milliseconds since 1970 and the whole seconds by which times are moved to today. */
export type Window = { readonly recordedAt: number; readonly shift: number };

type Line = { readonly text: string; readonly time: number | undefined };

/**
 * The lines of a recorded log that the query parameters `tailLines`, `sinceSeconds`, `sinceTime`, `timestamps` and
 * `limitBytes` ask for. The text of a line is never changed. Its time is the one it shows near its beginning, else that of
 * the line before; a log in which no line shows a time is not cut by `since` and gets no timestamps.
 */
export function logLines(text: string, query: URLSearchParams, window: Window): string {
  const cutoff = cutoffOf(query, window);
  const stamped = query.get("timestamps") === "true";
  const all = text.split("\n");
  if (all.at(-1) === "") all.pop();
  const kept = timed(all, window.recordedAt)
    .slice(tailStart(all.length, query.get("tailLines")))
    .filter(({ time }) => cutoff === undefined || time === undefined || time >= cutoff);
  const printed = kept.map((line) => `${stamped ? stampOf(line, window) : ""}${line.text}\n`).join("");
  return limited(printed, query.get("limitBytes"));
}

/** What the container runtime writes before each line, and `kubectl logs --timestamps` records: nine digits below the second. */
const runtimeStamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d))(?: |$)/;

/** Reads the time of each line. Stamps of the runtime, when every line has one, are no part of the text. */
function timed(lines: readonly string[], recordedAt: number): Line[] {
  const stamped = lines.length > 0 && lines.every((line) => runtimeStamp.test(line));
  const read = stamped
    ? (line: string) => timeOf(runtimeStamp.exec(line)![1]!)
    : (line: string) => logTime(line, recordedAt);
  const times = lines.map(read);
  let time = times.find((each) => each !== undefined);
  return lines.map((line, index) => {
    time = times[index] ?? time;
    return { text: stamped ? line.replace(runtimeStamp, "") : line, time };
  });
}

/** The kubelet prints all nine digits below the second. */
function stampOf({ time }: Line, { shift }: Window): string {
  if (time === undefined) return "";
  return `${new Date(time + shift * 1000).toISOString().replace(/\.(\d{3})Z$/, ".$1000000Z")} `;
}

function cutoffOf(query: URLSearchParams, { recordedAt, shift }: Window): number | undefined {
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
  if (tailLines === null) return 0;
  if (!/^\d{1,15}$/.test(tailLines))
    throw badRequest(`invalid tailLines "${tailLines}": must be greater than or equal to 0`);
  return Math.max(0, count - Number(tailLines));
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
