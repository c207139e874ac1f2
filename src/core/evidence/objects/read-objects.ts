import { LineCounter, parseAllDocuments } from "yaml";
import { type Asked, kindOf } from "../asked.ts";
import { readEventObject } from "../events/read-events.ts";
import type { Line } from "../evidence.ts";
import type { Fields, Listing, ObjectRef, ObservedEvent } from "../observed.ts";
import { lineAt, type PrintedLines } from "../printed-lines.ts";
import { nothingRead, type Reading, type Sighting } from "../reading.ts";
import { isClusterScoped } from "../tables/table-fields.ts";
import { entryName, isFields, textAt, valueAt } from "./field-values.ts";
import { readJsonTexts } from "./json-text.ts";
import { isWholeObject, type Piece, pieceAt, pieceOf, rowPiece } from "./object-pieces.ts";
import { stepsOf } from "./read-jsonpath.ts";
import { lineOfPath } from "./text-node.ts";
import { readYaml } from "./yaml-text.ts";

/** A document with how to find the line (index) of a path in it; the finder is made when the first line is cited. */
type Document = {
  readonly value: unknown;
  /** Where it begins. */
  readonly from: number;
  lineOf(path: readonly string[]): number | undefined;
};

/** Reads YAML or JSON documents and lists: each object of a known shape, events as events. */
export function readObjects(lines: PrintedLines, namespace: string, asked: Asked): Reading {
  const only = asked.names.length === 1 ? asked.names[0] : undefined;
  const sightings: Sighting[] = [];
  const events: ObservedEvent[] = [];
  const listings: Listing[] = [];
  for (const document of documentsIn(lines)) {
    listings.push(...listingsOf(document.value, lines, asked, namespace));
    for (const piece of objectsIn(
      document.value,
      asked.kinds.length === 1 ? asked.kinds[0]! : "",
      only !== undefined,
      only === undefined ? undefined : pickedPath(lines.command),
    )) {
      const { fields } = piece;
      const cite = (rest: readonly string[]) => citedLine(lines, document, piece, rest);
      const kind = textAt(fields, "kind") ?? only?.kind ?? kindOfRow(fields, asked);
      const event =
        kind === "Event" ? readEventObject(fields, cite(["message"]) ?? lineAt(lines, 0), namespace) : undefined;
      const ref = refOf(fields, kind, namespace, only);
      if (event !== undefined) events.push(event);
      else if (ref !== undefined) sightings.push({ ref, source: sourceOf(piece), fields, find: cite });
    }
  }
  return { ...nothingRead, sightings, events, listings };
}

/** A part of an object says nothing of what else the object holds. */
const sourceOf = ({ fields, under }: Piece): Sighting["source"] =>
  under.length > 0 || !(Object.hasOwn(fields, "metadata") || Object.hasOwn(fields, "kind")) ? "part" : "object";

/** A list covers each kind that was asked for, or that is in it, with as many objects as it holds of that kind. */
function listingsOf(value: unknown, lines: PrintedLines, asked: Asked, namespace: string): readonly Listing[] {
  const items = valueAt(value, "items");
  if (!Array.isArray(items)) return [];
  const listKind = (textAt(value, "kind") ?? "").replace(/List$/, "");
  const kindOfItem = (item: unknown) => textAt(item, "kind") ?? listKind;
  const kinds = new Set([...asked.kinds, ...items.map(kindOfItem)].filter((kind) => kind !== "" && kind !== "All"));
  return [...kinds].map((kind) => ({
    kind,
    namespace: asked.allNamespaces || isClusterScoped(kind) ? null : (asked.namespace ?? namespace),
    count: items.filter((item) => kindOfItem(item) === kind).length,
    narrowed: asked.filtered || asked.selected || asked.names.length > 0,
    line: lineAt(lines, 0),
    evidence: 0,
  }));
}

/** The kind of an object that was printed without it: the one that was asked for. */
const kindOfRow = (fields: Fields, asked: Asked) =>
  asked.verb === "get" && asked.kinds.length === 1 && textAt(fields, "metadata", "name") !== undefined
    ? asked.kinds[0]!
    : "";

/** The line of a path of the object; what lies above a piece is cited by the piece's first line. */
function citedLine(lines: PrintedLines, document: Document, piece: Piece, rest: readonly string[]): Line | undefined {
  const { path: base, under } = piece;
  const own = ownPath(under, rest);
  const path = rest.length === 0 && under.length === 0 ? [...base, "metadata", "name"] : [...base, ...(own ?? [])];
  const line = own === undefined ? undefined : document.lineOf(path);
  const found = line ?? (rest.length === 0 ? document.lineOf(base) : undefined);
  return found === undefined ? (rest.length === 0 ? lineAt(lines, document.from) : undefined) : lineAt(lines, found);
}

/** The path within a piece; undefined for what is not in it. The only entry of a list is the one that was asked for, whatever its name. */
function ownPath(under: readonly string[], rest: readonly string[]): readonly string[] | undefined {
  const isBelow = under.every((step, index) => step === "0" || step === rest[index]);
  if (isBelow && rest.length >= under.length) return rest.slice(under.length);
  return rest.every((step, index) => under[index] === "0" || under[index] === step) ? [] : undefined;
}

function refOf(
  fields: Fields,
  kind: string,
  namespace: string,
  asked: { readonly name: string } | undefined,
): ObjectRef | undefined {
  const name = textAt(fields, "metadata", "name") ?? asked?.name;
  if (kind === "" || name === undefined) return undefined;
  if (isClusterScoped(kind)) return { kind, name };
  return { kind, namespace: textAt(fields, "metadata", "namespace") ?? namespace, name };
}

/** Objects of a document: the items of a list (each of the list's kind when it names none), or the document itself. */
function* objectsIn(
  value: unknown,
  kind: string,
  isOne: boolean,
  path: readonly string[] | undefined,
): Generator<Piece> {
  if (path !== undefined) {
    yield pieceAt(value, path);
    return;
  }
  const items = valueAt(value, "items");
  if (Array.isArray(items)) {
    const listKind = (textAt(value, "kind") ?? "List").replace(/List$/, "");
    for (const [index, item] of items.entries()) {
      if (!isFields(item)) continue;
      const fields = listKind === "" || item.kind !== undefined ? item : { ...item, kind: kindOf(listKind) };
      yield { fields, path: ["items", String(index)], under: [] };
    }
    return;
  }
  if (Array.isArray(value) && value.some((entry) => isFields(entry) && isWhole(entry))) {
    for (const [index, item] of value.entries())
      if (isFields(item)) yield { fields: item, path: [String(index)], under: [] };
    return;
  }
  yield* partsIn(value, kind, isOne);
}

/** The path of `| jq .spec` at the end of a command. */
function pickedPath(command: string): readonly string[] | undefined {
  const filter = /\| ?(?:jq|yq)(?: -[a-zA-Z]{1,4}){0,3} (['"]?)(\.[a-zA-Z][\w.]{0,120})\1 ?$/.exec(command)?.[2];
  const steps = filter === undefined ? undefined : stepsOf(filter);
  return steps?.[0] === "items" ? undefined : steps;
}

const isWhole = (entry: Fields) => Object.hasOwn(entry, "metadata") || Object.hasOwn(entry, "involvedObject");

/** What is no object of its own: rows that somebody made, pieces of the object that was asked for (`isOne`). */
function* partsIn(value: unknown, kind: string, isOne: boolean): Generator<Piece> {
  const rows = Array.isArray(value) ? value.slice(0, 2000) : [];
  const made = rows.map((row) => rowPiece(row, kind));
  if (pieceOf(value, kind) === undefined && made.some((row) => row !== undefined)) {
    for (const [index, row] of made.entries())
      if (row !== undefined) yield { ...row, path: [String(index), ...row.path] };
    return;
  }
  const one = isOne ? (pieceOf(value, kind) ?? rowPiece(value, kind)) : (rowPiece(value, kind) ?? pieceOf(value, kind));
  if (one !== undefined) yield one;
  else if (isFields(value)) yield { fields: value, path: [], under: [] };
}

function documentsIn(lines: PrintedLines): readonly Document[] {
  const first = lines.plain.find((line) => line.trim() !== "")?.trimStart()[0];
  return first === "{" || first === "[" ? jsonDocuments(lines.plain.join("\n")) : yamlDocuments(lines.plain);
}

/** One JSON text, or several one after the other, as `jq` prints them. */
function jsonDocuments(text: string): readonly Document[] {
  const documents = readJsonTexts(text);
  const areParts = documents.length > 1 && documents.every(({ value }) => isFields(value) && !isWholeObject(value));
  return areParts ? [asList(documents)] : documents;
}

/** Parts that were printed one after the other (`.status.conditions[]`) are the list that they were taken from. */
function asList(parts: readonly Document[]): Document {
  const values = parts.map(({ value }) => value);
  return {
    value: values,
    from: parts[0]!.from,
    lineOf([step, ...rest]) {
      if (step === undefined) return parts[0]!.from;
      const named = values.findIndex((value) => entryName(value) === step);
      return parts[named >= 0 ? named : Number(step)]?.lineOf(rest);
    },
  };
}

/** YAML documents; those with anchors or tags, as people write them, by the YAML library, which cites only whole documents. */
function yamlDocuments(lines: readonly string[]): readonly Document[] {
  const nodes = readYaml(lines);
  if (nodes === undefined) return written(lines.join("\n"));
  return nodes.map((node) => ({ value: node.value, from: node.line, lineOf: (path) => lineOfPath(node, path) }));
}

const mostWritten = 1_000_000;

function written(text: string): readonly Document[] {
  if (text.length > mostWritten) return [];
  const counter = new LineCounter();
  try {
    const options = { uniqueKeys: false, lineCounter: counter, logLevel: "silent", strict: false } as const;
    return [...parseAllDocuments(text, options)].map((document) => {
      const from = counter.linePos(document.contents?.range?.[0] ?? 0).line - 1;
      return { value: contentOf(document), from, lineOf: (path) => (path.length < 2 ? from : undefined) };
    });
  } catch {
    return [];
  }
}

function contentOf(document: { toJS(): unknown }): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}
