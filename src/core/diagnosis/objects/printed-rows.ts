import type { Evidence, Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { memo } from "./memo.ts";

/** What one program printed, and the pod in which it was run, where it was run in one. */
export type PrintedOutput = {
  readonly command: string;
  readonly server: ObjectRef | undefined;
  readonly lines: readonly Line[];
};

/** A row of a table that the client of a store printed: cells by heading in lower case. */
export type PrintedRow = {
  readonly cells: ReadonlyMap<string, string>;
  readonly line: Line;
  readonly server: ObjectRef | undefined;
};

const longest = 60_000;

/** Outputs of programs other than kubectl itself. */
export const printedOutputs = memo((view: ClusterView): readonly PrintedOutput[] =>
  view.evidence
    .filter(
      ({ stdout, command }) => stdout.length < longest && (!/^(?:kubectl|oc|k)\b/.test(command) || isInside(command)),
    )
    .map((piece) => ({ command: piece.command, server: serverOf(view, piece), lines: linesOf(piece) })),
);

const isInside = (command: string): boolean => /\s(?:exec|run|debug|rsh)\s/.test(command.slice(0, 400));

const serverOf = (view: ClusterView, { command }: Evidence): ObjectRef | undefined =>
  logsOfView(view).find(({ evidence, tail }) => evidence === -1 && tail[0]?.command === command)?.object;

/** Every row of every table: of psql and mysql in their forms, also record by record, and of programs that put tabs between cells. */
export const printedRows = memo((view: ClusterView): readonly PrintedRow[] => printedOutputs(view).flatMap(rowsOf));

/** A row whose first cell is empty goes on with the one above it. */
const rowsOf = ({ lines, server }: PrintedOutput): readonly PrintedRow[] => {
  const records = recordsIn(lines);
  if (records.length > 0) return records.map((one) => ({ ...one, server }));
  const at = lines.findIndex(({ text }) => isHeading(text));
  if (at < 0) return [];
  const heads = cellsOf(lines[at]!.text).map((head) => head.toLowerCase());
  let first = "";
  return lines.slice(at + 1).flatMap((line): readonly PrintedRow[] => {
    const cells = /^[\s+|-]+$/.test(line.text) ? [] : cellsOf(line.text);
    if (cells.length !== heads.length) return [];
    first = cells[0] || first;
    return [{ cells: new Map(heads.map((head, index) => [head, index === 0 ? first : cells[index]!])), line, server }];
  });
};

const isHeading = (text: string): boolean => {
  const cells = cellsOf(text);
  return cells.length > 1 && cells.every((cell) => /^[A-Za-z_][\w .()/-]{0,60}$/.test(cell));
};

/** `a | b`, `| a | b |` and cells with tabs between them; psql marks a cell that goes on in the next line with a plus. */
const cellsOf = (text: string): readonly string[] => {
  const framed = /^\s?\|(.*)\|\s*$/.exec(text)?.[1] ?? text;
  const cells = framed.includes("|") ? framed.split(/\+?\|/) : framed.split("\t");
  return cells.length < 2 && framed === text ? [] : cells.map((cell) => cell.trim());
};

type Record = Omit<PrintedRow, "server">;

const recordHead = /^(?:\*{5,} ?\d{1,6}\. row ?\*{5,}|-\[ RECORD \d{1,6} \][-+]*)$/;

/** `\G` of mysql and `\x` of psql: a line for each cell. */
const recordsIn = (lines: readonly Line[]): readonly Record[] => {
  const heads = lines.flatMap(({ text }, index) => (recordHead.test(text.trim()) ? [index] : []));
  return heads.map((head, index) => {
    const own = lines.slice(head + 1, heads[index + 1]);
    const pairs = own.flatMap(({ text }): readonly [string, string][] => {
      const [, key, value] = /^\s*([A-Za-z_]\w{0,60})\s*[:|]\s?(.*)$/.exec(text) ?? [];
      return key === undefined ? [] : [[key.toLowerCase(), value!.trim()]];
    });
    return { cells: new Map(pairs), line: own[0] ?? lines[head]! };
  });
};

/** The first cell under one of the headings. */
export const cellAt = ({ cells }: PrintedRow, ...heads: readonly string[]): string =>
  heads.map((head) => cells.get(head)).find((cell) => cell !== undefined && cell !== "") ?? "";
