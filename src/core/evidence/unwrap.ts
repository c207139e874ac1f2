import type { PrintedLines } from "./printed-lines.ts";
import { isHeader } from "./tables/table.ts";

/**
 * Lines that a terminal broke at its right edge, put together again: several lines are exactly as long as the longest, and what follows
 * them begins no row. A line keeps its number; what was joined to it is empty in its own place, and is cited by the line it began with.
 */
export function unwrapped(lines: PrintedLines): PrintedLines {
  const edge = edgeOf(lines.plain);
  if (edge === undefined) return lines;
  const plain = [...lines.plain];
  let first = 0;
  for (let index = 1; index < plain.length; index++) {
    const continues =
      lines.plain[index - 1]!.length === edge && isRowOrPart(plain, first) && continuesRow(plain[index]!);
    if (!continues) {
      first = index;
      continue;
    }
    plain[first] += plain[index]!;
    plain[index] = "";
  }
  return { ...lines, plain };
}

const narrowest = 60;
const widest = 320;

/** The length at which lines were broken; undefined when they were not. */
function edgeOf(lines: readonly string[]): number | undefined {
  const edge = lines.reduce((most, line) => Math.max(most, line.length), 0);
  if (edge < narrowest || edge > widest) return undefined;
  const broken = lines.filter((line, index) => line.length === edge && continuesRow(lines[index + 1] ?? "")).length;
  return broken >= 2 || (broken === 1 && edge % 10 === 0) ? edge : undefined;
}

/** What a terminal carried over begins at the left edge, has no columns, and is no heading. */
function continuesRow(line: string): boolean {
  return line !== "" && !/^\s|\S {2,}\S|^[A-Z][\w ]{2,30}: /.test(line) && !isHeader(line);
}

/** A table with one column only has nothing to tell a row from a rest by. */
function isRowOrPart(lines: readonly string[], first: number): boolean {
  return /\S {2,}\S/.test(lines[first]!);
}
