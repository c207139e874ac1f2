import type { Asked } from "./asked.ts";
import { valueAt } from "./field-values.ts";
import type { ObjectRef } from "./observed.ts";
import { lineAt, type PrintedLines } from "./printed-lines.ts";
import { nothingRead, type Reading, type Sighting } from "./reading.ts";
import { customFields } from "./table-custom.ts";
import { isClusterScoped } from "./table-fields.ts";

/** What a row of a template is made of: a path, or the text between two. */
type Piece = { readonly path: string } | { readonly text: string };

const mostRows = 20_000;

/** Reads the rows of `-o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.spec.nodeName}{"\n"}{end}'`: an object a line. */
export function readJsonPathRows(lines: PrintedLines, asked: Asked, namespace: string): Reading {
  const kind = asked.kinds.length === 1 ? asked.kinds[0]! : "";
  const pieces = kind === "" || kind === "Event" ? undefined : piecesIn(asked.outputArgument);
  if (pieces === undefined) return nothingRead;
  const paths = pieces.flatMap((piece) => ("path" in piece ? [piece.path] : []));
  const nameAt = paths.indexOf("metadata.name");
  const placeAt = paths.indexOf("metadata.namespace");
  if (nameAt < 0 || paths.length < 2) return nothingRead;
  const keys = paths.map((path, index) => ({ path, key: `${index}` }));
  const byKey = new Map(keys.map(({ key, path }) => [key, path]));
  const sightings = lines.plain.slice(0, mostRows).flatMap((text, index): readonly Sighting[] => {
    const cells = text.trim() === "" ? undefined : cellsOf(text, pieces);
    const name = cells?.[nameAt]?.trim();
    if (cells === undefined || name === undefined || !/^[a-z0-9][a-z0-9.:-]{0,252}$/i.test(name)) return [];
    const place = cells[placeAt]?.trim() || (asked.namespace ?? namespace);
    const ref: ObjectRef = isClusterScoped(kind) ? { kind, name } : { kind, namespace: place, name };
    const fields = customFields(ref, new Map(keys.map(({ key }, at) => [key, commaed(cells[at]!)])), byKey);
    const line = lineAt(lines, index);
    const printed = new Map(keys.map(({ path }, at) => [headingOf(path), { value: cells[at]!.trim(), line }]));
    const find = (path: readonly string[]) =>
      path.length === 0 || valueAt(fields, ...path) !== undefined ? line : undefined;
    const isPlaceless = asked.allNamespaces && placeAt < 0;
    return [{ ref, source: "table", fields, printed, isPlaceless, find }];
  });
  return sightings.length === 0 ? nothingRead : { ...nothingRead, sightings };
}

/** Values of a path through a list stand apart by blanks, where columns of a table have commas. */
const commaed = (cell: string): string => cell.trim().replaceAll(/ +/g, ",");

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

/** The pieces of one row; undefined for templates with rows in rows, or none. */
function piecesIn(argument: string): readonly Piece[] | undefined {
  const inner = /^['"]?\{range \.items\[\*\]\}([^\n]{1,4000})\{end\}['"]?$/.exec(argument.trim())?.[1];
  if (inner === undefined || /\{range\b/.test(inner)) return undefined;
  const pieces: Piece[] = [];
  for (const [part] of inner.matchAll(/\{[^{}]{1,400}\}|[^{}]{1,200}/g)) {
    const body = part.startsWith("{") ? part.slice(1, -1).trim() : undefined;
    const quoted = body === undefined ? undefined : /^\\?["'](.{0,100}?)\\?["']$/.exec(body)?.[1];
    if (body === undefined) pieces.push({ text: part });
    else if (quoted !== undefined) pieces.push({ text: quoted.replaceAll("\\t", "\t").replaceAll("\\n", "\n") });
    else if (/^[.@]/.test(body)) pieces.push({ path: body.replace(/^@?\./, "") });
    else return undefined;
  }
  const last = pieces.at(-1);
  if (last === undefined || !("text" in last) || !last.text.endsWith("\n")) return undefined;
  return [...pieces.slice(0, -1), { text: last.text.replace(/\n$/, "") }].filter(
    (piece) => "path" in piece || piece.text !== "",
  );
}

/** The values of a line, cut by the texts between them; undefined where these are not all there, or two paths have none between them. */
function cellsOf(line: string, pieces: readonly Piece[]): readonly string[] | undefined {
  const cells: string[] = [];
  let rest = line;
  for (const [index, piece] of pieces.entries()) {
    if ("text" in piece) {
      if (!rest.startsWith(piece.text)) return undefined;
      rest = rest.slice(piece.text.length);
      continue;
    }
    const next = pieces[index + 1];
    if (next !== undefined && "path" in next) return undefined;
    const end = next === undefined ? rest.length : rest.indexOf(next.text);
    if (end < 0) return undefined;
    cells.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return cells;
}
