import type { Fields } from "../observed.ts";
import type { RowFields } from "./row-fields.ts";

/** The cells of one row by upper-case heading. */
export type Cells = ReadonlyMap<string, string>;

export type SetField = (path: string, value: unknown) => void;

/** Turns the cells of a row into fields; one for each kind. */
export type RowReader = (cells: Cells, set: SetField, fields: RowFields) => void;

/** `a=b,c=d` as a map; undefined when the cell is missing or empty. */
export function pairsOf(cell: string | undefined): Fields | undefined {
  if (cell === undefined || cell === "" || cell === "<none>") return undefined;
  const pairs = cell.split(",").map((pair) => {
    const equals = pair.indexOf("=");
    return equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
  });
  return Object.fromEntries(pairs.filter(([key]) => key !== "__proto__"));
}

/** What a cell says; undefined when it is missing, empty, `<none>` or `<unset>`. */
export const shown = (cell: string | undefined) =>
  cell === undefined || cell === "" || cell === "<none>" || cell === "<unset>" ? undefined : cell;

/** The number in a cell of digits. */
export function count(cell: string | undefined): number | undefined {
  return cell !== undefined && /^\d+$/.test(cell) ? Number(cell) : undefined;
}

/** Both numbers of `1/3`. */
export function ratio(cell: string | undefined): readonly [number | undefined, number | undefined] {
  const match = /^(\d+)\/(\d+)/.exec(cell ?? "");
  return match === null ? [undefined, undefined] : [Number(match[1]), Number(match[2])];
}
