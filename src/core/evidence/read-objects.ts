import { LineCounter, type Node, parseAllDocuments } from "yaml";
import { type Asked, kindOf } from "./asked.ts";
import type { Line } from "./evidence.ts";
import { entryName, isFields, textAt, valueAt } from "./field-values.ts";
import { jsonLines, readJson } from "./json-text.ts";
import type { Fields, Listing, ObjectRef, ObservedEvent } from "./observed.ts";
import { lineAt, type PrintedLines } from "./printed-lines.ts";
import { readEventObject } from "./read-events.ts";
import { nothingRead, type Reading, type Sighting } from "./reading.ts";
import { isClusterScoped } from "./table-fields.ts";

/** A document with how to find the line (index) of a path in it; the finder is made when the first line is cited. */
export type Document = { readonly value: unknown; lineOf(path: readonly string[]): number | undefined };

/** Reads YAML or JSON documents and lists: each object of a known shape, events as events. */
export function readObjects(lines: PrintedLines, namespace: string, asked: Asked): Reading {
  const only = asked.names.length === 1 ? asked.names[0] : undefined;
  const sightings: Sighting[] = [];
  const events: ObservedEvent[] = [];
  const listings: Listing[] = [];
  for (const document of documentsIn(lines)) {
    listings.push(...listingsOf(document.value, lines, asked, namespace));
    for (const { fields, path } of objectsIn(document.value)) {
      const cite = (rest: readonly string[]) => citedLine(lines, document, path, rest);
      const kind = textAt(fields, "kind") ?? only?.kind ?? "";
      const event =
        kind === "Event" ? readEventObject(fields, cite(["message"]) ?? lineAt(lines, 0), namespace) : undefined;
      const ref = refOf(fields, kind, namespace, only);
      if (event !== undefined) events.push(event);
      else if (ref !== undefined) sightings.push({ ref, source: "object", fields, find: cite });
    }
  }
  return { ...nothingRead, sightings, events, listings };
}

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

function citedLine(
  lines: PrintedLines,
  document: Document,
  base: readonly string[],
  rest: readonly string[],
): Line | undefined {
  const path = rest.length === 0 ? [...base, "metadata", "name"] : [...base, ...rest];
  const line = document.lineOf(path) ?? (rest.length === 0 ? document.lineOf(base) : undefined);
  return line === undefined ? (rest.length === 0 ? lineAt(lines, 0) : undefined) : lineAt(lines, line);
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

/** A piece of an object pasted without its kind: what stands at the top tells where it belongs. */
function wholeObject(value: Fields): Fields {
  const has = (...keys: readonly string[]) => keys.some((key) => Object.hasOwn(value, key));
  if (has("kind", "metadata", "spec", "status")) return value;
  if (has("containerStatuses", "initContainerStatuses", "phase", "conditions")) return { status: value };
  if (has("lastState", "state", "restartCount")) return { status: { containerStatuses: [value] } };
  return has("containers", "replicas") ? { spec: value } : value;
}

/** Objects of a document: the items of a list (each of the list's kind when it names none), or the document itself. */
function* objectsIn(value: unknown): Generator<{ fields: Fields; path: readonly string[] }> {
  if (!isFields(value)) return;
  const items = valueAt(value, "items");
  if (!Array.isArray(items)) {
    yield { fields: wholeObject(value), path: [] };
    return;
  }
  const listKind = (textAt(value, "kind") ?? "List").replace(/List$/, "");
  for (const [index, item] of items.entries()) {
    if (!isFields(item)) continue;
    const fields = listKind === "" || item.kind !== undefined ? item : { ...item, kind: kindOf(listKind) };
    yield { fields, path: ["items", String(index)] };
  }
}

function documentsIn(lines: PrintedLines): readonly Document[] {
  const text = lines.plain.join("\n");
  const start = text.trimStart()[0];
  if (start === "{" || start === "[") return jsonDocuments(text);
  return yamlDocuments(text);
}

function jsonDocuments(text: string): readonly Document[] {
  let find: ((path: readonly string[]) => number | undefined) | undefined;
  return [
    {
      value: readJson(text),
      lineOf(path) {
        find ??= jsonLines(text);
        return find(path);
      },
    },
  ];
}

/** YAML documents. What cannot be read (a cut text, an ellipsis) is left out; the rest stands. */
function yamlDocuments(text: string): readonly Document[] {
  const counter = new LineCounter();
  try {
    const parsed = parseAllDocuments(text, {
      uniqueKeys: false,
      lineCounter: counter,
      logLevel: "silent",
      strict: false,
    });
    return [...parsed].map((document) => ({
      value: contentOf(document),
      lineOf(path: readonly string[]) {
        const at = positionOf(document.contents as Node | null, path);
        return at === undefined ? undefined : counter.linePos(at).line - 1;
      },
    }));
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

type Positioned = {
  readonly range?: readonly number[] | null;
  readonly items?: readonly unknown[];
  readonly value?: unknown;
};

/** Where in the text a path's key (or list entry) begins. */
function positionOf(node: unknown, path: readonly string[]): number | undefined {
  let current = node as Positioned | null;
  let position = current?.range?.[0];
  for (const step of path) {
    if (current === null || !Array.isArray(current.items)) return undefined;
    const pair = current.items.find((item) => keyOf(item) === step) as
      | { key: Positioned; value: Positioned }
      | undefined;
    const entry = pair === undefined ? entryOf(current.items, step) : undefined;
    if (pair === undefined && entry === undefined) return undefined;
    position = (pair?.key ?? entry)?.range?.[0];
    current = pair?.value ?? entry ?? null;
  }
  return position;
}

function keyOf(item: unknown): unknown {
  const key = (item as { key?: Positioned })?.key;
  return key === undefined || key === null ? undefined : key.value;
}

function entryOf(items: readonly unknown[], step: string): Positioned | undefined {
  const entries = items as readonly (Positioned & { toJSON?: () => unknown })[];
  const named = entries.find((entry) => entryName(plainEntry(entry)) === step);
  return named ?? (/^\d+$/.test(step) ? entries[Number(step)] : undefined);
}

/** Just the fields that may name an entry. */
function plainEntry(entry: Positioned): Fields {
  const pairs = (entry.items ?? []).filter((item) => ["name", "type", "key"].includes(String(keyOf(item))));
  return Object.fromEntries(pairs.map((item) => [String(keyOf(item)), (item as { value: Positioned }).value?.value]));
}
