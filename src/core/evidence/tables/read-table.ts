import { type Asked, kindOf } from "../asked.ts";
import { readEventRow } from "../events/read-events.ts";
import type { Line } from "../evidence.ts";
import { valueAt } from "../objects/field-values.ts";
import type { Fields, Listing, ObjectRef, ObservedEvent, Seen } from "../observed.ts";
import { lineAt, type PrintedLines } from "../printed-lines.ts";
import type { Reading, Sighting } from "../reading.ts";
import { largestOfContainers } from "./container-rows.ts";
import { askedByRows } from "./headless-rows.ts";
import { kindOfHeadings, knownHeadings } from "./known-columns.ts";
import { PrintedCells } from "./printed-cells.ts";
import { type Column, cellAt, cellsOf, columnsOf, isHeader, isStray, type PrintedTable } from "./table.ts";
import { customFields, customPaths, withEventHeadings } from "./table-custom.ts";
import { fieldsOfRow, isClusterScoped } from "./table-fields.ts";

/** Reads every table of an output: objects by row, events by row for event tables, and what the list covered. */
export function readTables(lines: PrintedLines, command: Asked, namespace: string): Reading {
  const hasHeader = lines.plain.some(isHeader) || command.output.startsWith("custom-columns");
  const asked = (hasHeader ? undefined : askedByRows(lines.plain, command)) ?? command;
  const sightings: Sighting[] = [];
  const events: ObservedEvent[] = [];
  const listings: Listing[] = [];
  for (const table of tablesIn(lines, asked)) {
    const kind = kindOfTable(table, lines, asked);
    const context = contextOf(lines, table, kind, asked.namespace ?? namespace, asked);
    const before = sightings.length + events.length;
    if (kind === "Event") for (const event of eventRows(context)) events.push(event);
    else for (const row of rowsOf(context)) sightings.push(row);
    listings.push(listingOf(context, asked, sightings.length + events.length - before));
  }
  return { sightings, events, logs: [], errors: [], listings };
}

type TableContext = {
  readonly lines: PrintedLines;
  readonly table: PrintedTable;
  readonly kind: string;
  readonly namespace: string;
  /** Of `-o custom-columns`: the path that each heading shows. */
  readonly custom: ReadonlyMap<string, string> | undefined;
  /** Indices of the columns with the object's name and namespace; negative when there is none. */
  readonly nameColumn: number;
  readonly namespaceColumn: number;
  readonly isClusterScoped: boolean;
  readonly isPlaceless: boolean;
  /** Columns that show how containers ended, which no row of kubectl itself does. */
  readonly isDetailed: boolean;
};

function contextOf(
  lines: PrintedLines,
  table: PrintedTable,
  kind: string,
  namespace: string,
  asked: Asked,
): TableContext {
  const custom = asked.output === "custom-columns" ? customPaths(asked.outputArgument) : undefined;
  const columnOf = (path: string, ...usual: readonly string[]) => {
    const own = [...(custom ?? [])].find(([, shown]) => shown === path)?.[0];
    return table.columns.findIndex(({ heading }) => (own === undefined ? usual.includes(heading) : heading === own));
  };
  const nameColumn = columnOf("metadata.name", "NAME", "POD");
  const namespaceColumn = columnOf("metadata.namespace", "NAMESPACE");
  const isPlaceless = asked.allNamespaces && custom !== undefined && namespaceColumn < 0 && !isClusterScoped(kind);
  const isDetailed =
    kind === "Pod" && [...(custom?.values() ?? [])].some((path) => /\b(?:lastState|state)\./.test(path));
  const place = { isDetailed, nameColumn, namespaceColumn, isClusterScoped: isClusterScoped(kind), isPlaceless };
  return { lines, table, kind, namespace, custom, ...place };
}

/** Tables with their header, cut where a new header begins; without any header, one table with the columns that the command has. */
function tablesIn(lines: PrintedLines, asked: Asked): readonly PrintedTable[] {
  const tables: { columns: readonly Column[]; header: number | undefined; rows: number[] }[] = [];
  const custom = asked.output.startsWith("custom-columns") && !asked.noHeaders;
  lines.plain.forEach((line, index) => {
    if (line.trim() === "" || line === "--" || isStray(line)) return;
    const opens = isHeader(line) || (custom && tables.length === 0);
    if (opens) tables.push({ columns: columnsOf(line), header: index, rows: [] });
    else if (tables.length > 0) tables.at(-1)!.rows.push(index);
    else tables.push({ columns: headlessColumns(lines, asked), header: undefined, rows: [index] });
  });
  return tables.filter((table) => table.columns.length > 0);
}

function headlessColumns(lines: PrintedLines, asked: Asked): readonly Column[] {
  const kind = asked.kinds[0] ?? "";
  const shown = { wide: asked.output === "wide", labels: asked.showLabels, namespaces: asked.hasNamespaceColumn };
  const headings = knownHeadings(kind, shown);
  const count = countPieces(lines.plain.find((line) => line.trim() !== "") ?? "");
  const fitting = headings.length > 0 ? headings : ["NAME"];
  return fitting.slice(0, Math.max(count, fitting.length)).map((heading) => ({ heading, start: -1 }));
}

const countPieces = (line: string) => line.trim().split(/ {2,}|\t/).length;

function kindOfTable(table: PrintedTable, lines: PrintedLines, asked: Asked): string {
  const headings = table.columns.map((column) => column.heading);
  const shown = kindOfHeadings(headings);
  const prefix = /^([a-z][a-z0-9.-]*)\//.exec(lines.plain[table.rows[0] ?? -1] ?? "")?.[1];
  if (prefix !== undefined && shown !== "Event") return kindOf(prefix);
  if (asked.verb === "top") return shown ?? asked.kinds[0] ?? "";
  if (asked.kinds.length === 1 && asked.kinds[0] !== "All" && asked.verb === "get") return asked.kinds[0]!;
  return shown ?? asked.kinds[0] ?? "";
}

/** Events by row. A message may have several lines; what follows its first is at the left edge and has no columns. */
function eventRows(context: TableContext): readonly ObservedEvent[] {
  const events: { event: ObservedEvent; more: string[] }[] = [];
  for (const row of context.table.rows) {
    const cells = withEventHeadings(rowCells(context, row), context.custom);
    const text = context.lines.plain[row]!;
    const event = isRest(cells, text) ? undefined : readEventRow(cells, lineAt(context.lines, row), context.namespace);
    if (event !== undefined) events.push({ event, more: [] });
    else events.at(-1)?.more.push(text.trim());
  }
  return events.map(({ event, more }) =>
    more.length === 0 ? event : { ...event, message: [event.message, ...more].join(" ") },
  );
}

/** Whether a row only goes on with the message of the one before: its reason is no word, or its type none that there is. */
const isRest = (cells: ReadonlyMap<string, string>, text: string): boolean =>
  !/\S {2,}\S|\t/.test(text) &&
  (!/^[A-Z][\w-]*$/.test(cells.get("REASON") ?? "Reason") ||
    !/^(?:Normal|Warning|Error|)$/.test(cells.get("TYPE") ?? ""));

const places = new WeakMap<object, ReadonlyMap<string, number>>();

/** The place of each heading, found once for a table. */
function placesOf(columns: readonly { readonly heading: string }[]): ReadonlyMap<string, number> {
  let known = places.get(columns);
  if (known === undefined) {
    known = new Map(columns.map((column, index) => [column.heading, index]));
    places.set(columns, known);
  }
  return known;
}

/** Cells of one row by heading. */
function rowCells(context: TableContext, row: number): ReadonlyMap<string, string> {
  const { columns } = context.table;
  const texts = cellsOf(context.lines.plain[row]!, columns);
  return new Map(columns.map((column, index) => [column.heading, texts[index] ?? ""]));
}

function rowsOf(context: TableContext): Iterable<Sighting> {
  const isOfContainers = context.kind === "PodMetrics" && context.table.columns[context.nameColumn]?.heading === "POD";
  return isOfContainers ? largestOfContainers([...objectRows(context)]) : objectRows(context);
}

function* objectRows(context: TableContext): Generator<Sighting> {
  if (context.nameColumn < 0) return;
  for (const row of context.table.rows) {
    const sighting = new TableRow(context, row);
    if (sighting.ref.name !== "") yield sighting;
  }
}

/** A row of a table. Its fields and cells are read when somebody asks, so that a large table costs little. */
class TableRow implements Sighting {
  readonly source: Sighting["source"];
  readonly ref: ObjectRef;
  readonly #context: TableContext;
  readonly #row: number;
  #cells: ReadonlyMap<string, string> | undefined;
  #fields: Fields | undefined;

  constructor(context: TableContext, row: number) {
    this.#context = context;
    this.#row = row;
    this.source = context.isDetailed ? "describe" : "table";
    const line = context.lines.plain[row]!;
    const name = cellAt(line, context.table.columns, context.nameColumn);
    const namespace =
      context.namespaceColumn < 0 ? undefined : cellAt(line, context.table.columns, context.namespaceColumn);
    const isAligned = name !== undefined && (context.namespaceColumn < 0 || namespace !== undefined);
    this.ref = isAligned ? refOf(context, name, namespace) : this.#refOfCells();
  }

  #refOfCells(): ObjectRef {
    const texts = [...this.cells.values()];
    return refOf(this.#context, texts[this.#context.nameColumn] ?? "", texts[this.#context.namespaceColumn]);
  }

  get cells(): ReadonlyMap<string, string> {
    this.#cells ??= rowCells(this.#context, this.#row);
    return this.#cells;
  }

  get isPicked(): boolean {
    return this.#context.custom !== undefined;
  }

  get isPlaceless(): boolean {
    return this.#context.isPlaceless;
  }

  get fields(): Fields {
    const { custom } = this.#context;
    this.#fields ??=
      custom === undefined ? fieldsOfRow(this.ref, this.cells) : customFields(this.ref, this.cells, custom);
    return this.#fields;
  }

  get printed(): ReadonlyMap<string, Seen<string>> {
    const { columns } = this.#context.table;
    const texts = cellsOf(this.#context.lines.plain[this.#row]!, columns);
    return new PrintedCells(placesOf(columns), texts, lineAt(this.#context.lines, this.#row));
  }

  find(path: readonly string[]): Line | undefined {
    const shown = path.length === 0 || valueAt(this.fields, ...path) !== undefined;
    return shown ? lineAt(this.#context.lines, this.#row) : undefined;
  }
}

function refOf(context: TableContext, cell: string, namespaceCell: string | undefined): ObjectRef {
  const blank = cell.indexOf(" ");
  const printed = blank < 0 ? cell : cell.slice(0, blank);
  const slash = printed.indexOf("/");
  const kind = slash > 0 ? kindOf(printed.slice(0, slash)) : context.kind;
  const name = slash > 0 ? printed.slice(slash + 1) : printed;
  if (kind === "" || name.length > 253) return { kind, name: "" };
  return (slash > 0 ? isClusterScoped(kind) : context.isClusterScoped)
    ? { kind, name }
    : { kind, namespace: namespaceCell || context.namespace, name };
}

function listingOf(context: TableContext, asked: Asked, count: number): Listing {
  const everywhere = asked.allNamespaces || context.table.columns.some((column) => column.heading === "NAMESPACE");
  return {
    kind: context.kind,
    namespace: everywhere || isClusterScoped(context.kind) ? null : context.namespace,
    count,
    narrowed: asked.filtered || asked.selected || asked.names.length > 0,
    line: lineAt(context.lines, context.table.header ?? context.table.rows[0] ?? 0),
    evidence: 0,
  };
}
