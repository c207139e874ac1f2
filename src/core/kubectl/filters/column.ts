import { type Options, optionTable } from "./options.ts";
import { allLines, type Stage } from "./stage.ts";

export const columnTable = optionTable("t,table s,separator: o,output-separator:");

/** `column -t`: cells padded to the widest of their column, two blanks between; `-s` names the characters that part cells. */
export function column(options: Options): Stage {
  if (!options.has("t")) throw new Error("only `column -t` is understood");
  const separators = options.value("s");
  const join = options.value("o") ?? "  ";
  const cellsOf = (line: string) =>
    separators === undefined ? line.trim().split(/[ \t]+/) : splitAny(line, separators);
  return allLines("column", (lines, emit) => {
    const rows = lines.filter((line) => line.trim() !== "").map(cellsOf);
    const widths: number[] = [];
    for (const row of rows) {
      row.forEach((cell, index) => {
        widths[index] = Math.max(widths[index] ?? 0, cell.length);
      });
    }
    for (const row of rows) {
      emit(row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index]!))).join(join));
    }
  });
}

function splitAny(line: string, separators: string): readonly string[] {
  const cells = [""];
  for (const char of line) {
    if (separators.includes(char)) cells.push("");
    else cells[cells.length - 1] += char;
  }
  return cells;
}
