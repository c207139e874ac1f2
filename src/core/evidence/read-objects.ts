import { LineCounter, parseAllDocuments } from "yaml";
import { type Asked, kindOf } from "./asked.ts";
import type { Line } from "./evidence.ts";
import { isFields, textAt, valueAt } from "./field-values.ts";
import { jsonLines, readJson } from "./json-text.ts";
import type { Fields, Listing, ObjectRef, ObservedEvent } from "./observed.ts";
import { lineAt, type PrintedLines } from "./printed-lines.ts";
import { readEventObject } from "./read-events.ts";
import { nothingRead, type Reading, type Sighting } from "./reading.ts";
import { isClusterScoped } from "./table-fields.ts";
import { lineOfPath } from "./text-node.ts";
import { readYaml } from "./yaml-text.ts";

/** A document with how to find the line (index) of a path in it; the finder is made when the first line is cited. */
type Document = { readonly value: unknown; lineOf(path: readonly string[]): number | undefined };

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
  const first = lines.plain.find((line) => line.trim() !== "")?.trimStart()[0];
  return first === "{" || first === "[" ? jsonDocuments(lines.plain.join("\n")) : yamlDocuments(lines.plain);
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

/** YAML documents; those with anchors or tags, as people write them, by the YAML library, which cites only whole documents. */
function yamlDocuments(lines: readonly string[]): readonly Document[] {
  const nodes = readYaml(lines);
  if (nodes === undefined) return written(lines.join("\n"));
  return nodes.map((node) => ({ value: node.value, lineOf: (path) => lineOfPath(node, path) }));
}

const mostWritten = 1_000_000;

function written(text: string): readonly Document[] {
  if (text.length > mostWritten) return [];
  const counter = new LineCounter();
  try {
    const options = { uniqueKeys: false, lineCounter: counter, logLevel: "silent", strict: false } as const;
    return [...parseAllDocuments(text, options)].map((document) => {
      const from = counter.linePos(document.contents?.range?.[0] ?? 0).line - 1;
      return { value: contentOf(document), lineOf: (path) => (path.length < 2 ? from : undefined) };
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
