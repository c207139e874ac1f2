import type { Evidence, Line } from "../../../evidence/evidence.ts";

/** A row of a printed table by upper-case heading; `kind` is what stands before the slash of a name, where several kinds were printed. */
export type TableRow = { readonly cells: ReadonlyMap<string, string>; readonly line: Line };

/** The rows of every table that a command printed, cut at the columns of the heading above them. */
export function tableRows(piece: Evidence): readonly TableRow[] {
  const rows: TableRow[] = [];
  let columns: readonly { readonly name: string; readonly from: number }[] = [];
  for (const [at, text] of piece.stdout.split("\n").entries()) {
    if (/^(?:NAMESPACE|NAME) /.test(text)) columns = columnsOf(text);
    else if (text.trim() !== "" && columns.length > 0) {
      const cells = columns.map(
        ({ name, from }, index) => [name, text.slice(from, columns[index + 1]?.from).trim()] as const,
      );
      rows.push({ cells: new Map(cells), line: { command: piece.command, line: at + 1, text } });
    }
  }
  return rows;
}

function columnsOf(heading: string): readonly { readonly name: string; readonly from: number }[] {
  return [...heading.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ name: match[0], from: match.index }));
}

export const cellOf = (row: TableRow, heading: string): string => row.cells.get(heading) ?? "";

/** `shop/checkout`, or the name alone where no namespace was printed. */
export function rowName(row: TableRow): string {
  const [namespace, name] = [cellOf(row, "NAMESPACE"), cellOf(row, "NAME")];
  return namespace === "" ? name : `${namespace}/${name}`;
}
