import type { Entry } from "./log-entries.ts";
import type { Ordinary } from "./ordinary.ts";

const chunk = /\bchunk '([\w.-]{1,100})'/;
const idOf = ({ text }: Entry): string | undefined => chunk.exec(text.slice(0, 600))?.[1];

/** Each chunk that could not be sent was sent at a later try. */
function areSent(all: readonly Entry[], own: readonly Entry[]): boolean {
  const sent = new Set(all.filter(({ text }) => /\bsucceeded at retry\b/.test(text.slice(0, 600))).map(idOf));
  const failed = own.flatMap((one) => idOf(one) ?? []);
  return failed.length > 0 && failed.every((id) => sent.has(id));
}

/** What shippers of logs could not send at once. */
export const chunks: readonly Ordinary[] = [
  {
    said: "chunks of logs that could not be sent at once, each of which was sent at a later try, so that nothing is lost",
    of: /\bfailed to flush chunk '|\[upstream\] connection #\d{1,9} to \S{1,200} (?:timed out|failed)|\bno upstream connections available\b/i,
    fits: areSent,
  },
];
