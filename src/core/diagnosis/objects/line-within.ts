import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";

/** The line of a value with several lines that holds a text, in the output that shows the value; that of the value itself where none does. */
export const lineWithin = (view: ClusterView, from: Line, text: string): Line =>
  view.evidence
    .filter(({ command }) => command === from.command)
    .flatMap((piece) => linesOf(piece).slice(from.line - 1, from.line + 400))
    .find((line) => line.text.includes(text)) ?? from;
