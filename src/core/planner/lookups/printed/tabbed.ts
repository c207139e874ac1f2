import type { Evidence, Line } from "../../../evidence/evidence.ts";

/** A line that a template of ours printed, cut at its tabs. */
export type TabbedRow = { readonly cells: readonly string[]; readonly line: Line };

export const tabbedRows = (piece: Evidence): readonly TabbedRow[] =>
  piece.stdout.split("\n").map((text, at) => ({
    cells: text.split("\t"),
    line: { command: piece.command, line: at + 1, text: text.replaceAll("\t", "  ") },
  }));
