import type { Asked } from "../asked.ts";
import type { Fields, ObjectRef } from "../observed.ts";
import { lineAt, type PrintedLines } from "../printed-lines.ts";
import { nothingRead, type Reading, type Sighting } from "../reading.ts";
import { customFields } from "../tables/table-custom.ts";
import { isClusterScoped } from "../tables/table-fields.ts";
import { valueAt } from "./field-values.ts";
import { cellsOf, rangeIn } from "./jsonpath-parts.ts";
import { placed, stepsOf, typed } from "./read-jsonpath.ts";

const mostRows = 20_000;

type Row = { readonly cells: readonly string[]; readonly index: number };
type Rows = { readonly kind: string; readonly paths: readonly string[]; readonly rows: readonly Row[] };

/**
 * Reads what `-o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.spec.nodeName}{"\n"}{end}'` printed: an object a line. Values are
 * columns of a table, or, where some are objects and lists as JSON, fields. Only expressions that print the name are read. Also the
 * entries of a list of one object.
 */
export function readJsonPathRows(lines: PrintedLines, asked: Asked, namespace: string): Reading {
  const kind = asked.kinds.length === 1 ? asked.kinds[0]! : "";
  const range = kind === "" ? undefined : rangeIn(asked.outputArgument);
  if (range === undefined) return nothingRead;
  const paths = range.parts.flatMap((part) => ("path" in part ? [part.path] : []));
  const rows = lines.plain.slice(0, mostRows).flatMap((text, index): readonly Row[] => {
    const cells = text.trim() === "" ? undefined : cellsOf(text, range.parts);
    return cells === undefined ? [] : [{ cells, index }];
  });
  const printed = { kind, paths, rows };
  if (range.list !== "items") return entriesOfOne(lines, asked, namespace, printed, range.list);
  const holdsJson = lines.plain.some((line) => /[[{]["{]/.test(line));
  const columns =
    holdsJson || kind === "Event" || paths.length < 2 ? nothingRead : columnsOf(lines, asked, namespace, printed);
  return columns.sightings.length > 0 ? columns : fieldsOf(lines, asked, namespace, printed);
}

function columnsOf(lines: PrintedLines, asked: Asked, namespace: string, { kind, paths, rows }: Rows): Reading {
  const keys = paths.map((path, index) => ({ path, key: `${index}` }));
  const byKey = new Map(keys.map(({ key, path }) => [key, path]));
  const sightings = rows.flatMap(({ cells, index }): readonly Sighting[] => {
    const ref = refOf(kind, paths, cells, asked.namespace ?? namespace);
    if (ref === undefined) return [];
    const fields = customFields(ref, new Map(keys.map(({ key }, at) => [key, commaed(cells[at]!)])), byKey);
    const line = lineAt(lines, index);
    const printed = new Map(keys.map(({ path }, at) => [headingOf(path), { value: cells[at]!, line }]));
    const find = (path: readonly string[]) =>
      path.length === 0 || valueAt(fields, ...path) !== undefined ? line : undefined;
    const isPlaceless = asked.allNamespaces && !tellsPlace(paths, cells);
    return [{ ref, source: "table", fields, printed, isPicked: true, isPlaceless, find }];
  });
  return { ...nothingRead, sightings };
}

function fieldsOf(lines: PrintedLines, asked: Asked, namespace: string, { kind, paths, rows }: Rows): Reading {
  const steps = stepsOfAll(paths);
  if (steps === undefined) return nothingRead;
  const sightings = rows.flatMap(({ cells, index }): readonly Sighting[] => {
    const ref = refOf(kind, paths, cells, asked.namespace ?? namespace);
    if (ref === undefined) return [];
    const isPlaceless = asked.allNamespaces && !tellsPlace(paths, cells);
    const find = () => lineAt(lines, index);
    return [{ ref, source: "part", fields: placedAll(steps, cells), isPlaceless, find }];
  });
  return { ...nothingRead, sightings };
}

/** The entries of a list of one object: conditions, containers, taints. */
function entriesOfOne(lines: PrintedLines, asked: Asked, namespace: string, printed: Rows, list: string): Reading {
  const { kind, rows } = printed;
  const only = asked.names.length === 1 ? asked.names[0]! : undefined;
  const steps = stepsOfAll(printed.paths);
  const first = rows[0];
  if (only === undefined || first === undefined || steps === undefined) return nothingRead;
  const entries = rows.map(({ cells, index }) => ({ entry: placedAll(steps, cells), index }));
  const fields = placed(
    {},
    list.split("."),
    entries.map(({ entry }) => entry),
  );
  const ref: ObjectRef = isClusterScoped(kind) ? { kind, name: only.name } : { kind, namespace, name: only.name };
  const find = (path: readonly string[]) => {
    const named = entries.find(({ entry }) => path.includes(String(entry.name ?? entry.type ?? entry.key)));
    return lineAt(lines, (named ?? first).index);
  };
  return { ...nothingRead, sightings: [{ ref, source: "part", fields, find }] };
}

/** The object that a row is of; undefined where the row has no name. */
function refOf(
  kind: string,
  paths: readonly string[],
  cells: readonly string[],
  namespace: string,
): ObjectRef | undefined {
  const name = cells[paths.indexOf("metadata.name")];
  if (name === undefined || !/^[a-z0-9][a-z0-9.:-]{0,252}$/i.test(name)) return undefined;
  if (isClusterScoped(kind)) return { kind, name };
  return { kind, namespace: cells[paths.indexOf("metadata.namespace")] || namespace, name };
}

const tellsPlace = (paths: readonly string[], cells: readonly string[]): boolean =>
  (cells[paths.indexOf("metadata.namespace")] ?? "") !== "";

function stepsOfAll(paths: readonly string[]): readonly (readonly string[])[] | undefined {
  const steps = paths.map(stepsOf);
  return steps.every((one) => one !== undefined) ? steps : undefined;
}

const placedAll = (steps: readonly (readonly string[])[], cells: readonly string[]): Fields =>
  steps.reduce<Fields>((all, path, at) => (cells[at] === "" ? all : placed(all, path, typed(cells[at]!))), {});

/** Values of a path through a list stand apart by blanks, where columns of a table have commas. */
const commaed = (cell: string): string => cell.replaceAll(/ +/g, ",");

/** `kubeletVersion` of `.status.nodeInfo.kubeletVersion`; of a condition that was picked, its type. */
function headingOf(path: string): string {
  const picked = /@\.(?:type|name)={2}\\?["']([^"'\\]{1,60})/.exec(path)?.[1];
  return (
    picked ??
    path
      .replace(/\[[^\]]{0,60}\]$/, "")
      .split(/[./]/)
      .at(-1) ??
    ""
  ).toUpperCase();
}
