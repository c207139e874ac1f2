import { humanDuration } from "./human-duration.ts";

/** Go's zero time, which Kubernetes treats as "not set". */
const zeroTime = Date.parse("0001-01-01T00:00:00Z");

/** Milliseconds since 1970 of an RFC 3339 timestamp, or undefined when there is none, it is Go's zero time, or it cannot be read. */
export function timestamp(value: unknown): number | undefined {
  if (typeof value !== "string") return undefined;
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) || parsed === zeroTime ? undefined : parsed;
}

/** How long ago a timestamp was, as the AGE column prints it; `<unknown>` when it is not set. */
export function since(value: unknown, now: number): string {
  const then = timestamp(value);
  return then === undefined ? "<unknown>" : humanDuration(now - then);
}
