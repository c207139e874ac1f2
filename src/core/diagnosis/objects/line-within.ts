import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";

/** The line of a value with several lines that holds a text, in the output that shows the value; that of the value itself where none does. */
export const lineWithin = (view: ClusterView, from: Line, text: string): Line =>
  view.evidence
    .filter(({ command }) => command === from.command)
    .flatMap((piece) => linesOf(piece).slice(from.line - 1, from.line + 400))
    .find((line) => line.text.includes(text)) ?? from;

/** A key of `describe`, or a row of its events: no message of several lines goes on there. */
const nextPart = /^\s{0,8}[A-Z][\w -]{1,40}:(?: {2,}\S|\s*$)|^\s*(?:Type|Normal|Warning)\s{2,}/;

/** A message with the lines that follow it where it was printed: those of providers go on over several, and the error stands last. */
export const continued = (view: ClusterView, message: string): string => {
  const start = message.slice(0, 80);
  if (start.length < 20) return message;
  for (const piece of view.evidence) {
    if (!piece.stdout.includes(start)) continue;
    const lines = linesOf(piece);
    const at = lines.findIndex(({ text }) => text.includes(start));
    const after = lines.slice(at + 1, at + 4).map(({ text }) => text);
    const end = after.findIndex((text) => nextPart.test(text) || text.trim() === "");
    const rest = after.slice(0, end < 0 ? after.length : end).map((text) => text.trim());
    const error = rest.find((text) => /^Error: \S/.test(text))?.slice(7);
    return error === undefined ? [message, ...rest].join(" ") : `${error}: ${message}`;
  }
  return message;
};
