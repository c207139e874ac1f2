import { Fault } from "../../core/faults/fault.ts";

/** So many requests within one window. `text` is how the limit is told to a client: `10 per 1 minute`. */
export type RateLimit = { readonly amount: number; readonly windowSeconds: number; readonly text: string };

/**
 * Reads rate limits as the Python library `limits` 5 reads them: `10/minute`, `10 per minute`, `1/2minutes`, several of
 * them parted by `;`, `,` or `|`. Throws `bad-configuration` with the value when it cannot be read.
 */
export function parseRateLimit(text: string): RateLimit[] {
  return text.split(/[;,|]/).map((part) => {
    const limit = parseOne(part);
    if (limit === null) throw new Fault("bad-configuration", complaint(text, part));
    return limit;
  });
}

/** Seconds in each unit; a month is 30 days and a year 12 such months, as in `limits`. */
const secondsIn: ReadonlyMap<string, number> = new Map([
  ["second", 1],
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
  ["month", 2_592_000],
  ["year", 31_104_000],
]);

function parseOne(part: string): RateLimit | null {
  const match = /^([0-9]{1,15})\s*(?:\/|per)\s*(?:([0-9]{1,9})\s*)?([a-z]+)$/i.exec(part.trim());
  if (match === null) return null;
  const unit = match[3]!.toLowerCase().replace(/s$/, "");
  const seconds = secondsIn.get(unit);
  if (seconds === undefined) return null;
  const amount = Number(match[1]);
  const multiple = Number(match[2] ?? 1) || 1;
  return { amount, windowSeconds: seconds * multiple, text: `${amount} per ${multiple} ${unit}` };
}

function complaint(text: string, part: string): string {
  const which = part === text ? "" : ` at "${part.trim()}"`;
  return `"${text}" is not a rate limit${which}; expected for example "10/minute", "10 per minute" or "5/second;100/hour"`;
}
