import type { Line } from "../../evidence/evidence.ts";

/** One record of an output: what it shows by field, and the lines that show it. */
export type Row = { readonly cells: ReadonlyMap<string, string>; readonly lines: readonly Line[] };

/** A field of records, and how people call it. */
export type Field = { readonly name: string; readonly said: readonly string[] };

/** Records of one sort, whatever printed them. */
export type RowSet = {
  readonly sort: "object" | "part" | "event" | "log" | "table";
  /** How people call one of them; the first is what an answer says. */
  readonly nouns: readonly string[];
  readonly fields: readonly Field[];
  readonly rows: readonly Row[];
  /** The fields that tell one record from another, as an answer names it. */
  readonly named: readonly string[];
  /** The fields that are told of a record where none is asked for. */
  readonly told?: readonly string[];
  /** Of logs: whose they are. */
  readonly title?: string;
  /** Of logs: lines without a time, which go on with the entry before them. */
  readonly further?: readonly Line[];
  /** Of logs: the words by which their place is called, as the command names it. */
  readonly place?: readonly string[];
};

/** What a row shows of a field, "" where it shows nothing. */
export const cell = (row: Row, field: string): string => row.cells.get(field) ?? "";

/** What a record is called: `shop/web-0`, or what the line says where nothing names it. */
export function nameOf(row: Row, set: RowSet, fields: readonly string[] = set.named): string {
  const parts = fields.map((field) => cell(row, field)).filter((one) => one !== "");
  return parts.length > 0 ? parts.join("/") : (row.lines[0]?.text.trim().slice(0, 160) ?? "");
}
