import type { Asked } from "./asked.ts";
import type { Fields, ObjectRef } from "./observed.ts";
import { lineAt, type PrintedLines } from "./printed-lines.ts";
import { placed, stepsOf, typed } from "./read-jsonpath.ts";
import { nothingRead, type Reading, type Sighting } from "./reading.ts";
import { isClusterScoped } from "./table-fields.ts";

/** A path of an item, or what is printed between two of them. */
type Part = { readonly path: readonly string[] } | { readonly text: string };

/**
 * Reads what `-o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.spec.replicas}{"\n"}{end}'` printed: a line for each object,
 * whose fields stand apart by what the expression puts between them; of fields that are objects and lists as JSON, which
 * `readJsonPathRows` leaves alone. Also the entries of a list of one object. Only expressions that print the name are read.
 */
export function readJsonPathRange(lines: PrintedLines, asked: Asked, namespace: string): Reading {
  const kind = asked.kinds.length === 1 ? asked.kinds[0]! : "";
  const range = rangeIn(asked.outputArgument);
  const parts = range && partsIn(range.body);
  if (kind === "" || range === undefined || parts === undefined) return nothingRead;
  if (range.list !== "items") return ofOne(lines, asked, namespace, { kind, list: range.list, parts });
  const sightings = lines.plain.flatMap((line, index): readonly Sighting[] => {
    const values = line.trim() === "" ? undefined : valuesIn(line, parts);
    const name = values?.get("metadata.name");
    if (values === undefined || name === undefined || !/^[a-z0-9][a-z0-9.:-]{0,252}$/.test(name)) return [];
    const own = values.get("metadata.namespace") ?? "";
    const space = own || namespace;
    const ref: ObjectRef = isClusterScoped(kind) ? { kind, name } : { kind, namespace: space, name };
    const fields = [...values].reduce<Fields>(
      (all, [path, text]) => (text === "" ? all : placed(all, path.split("."), typed(text))),
      {},
    );
    const isPlaceless = asked.allNamespaces && own === "";
    return [{ ref, source: "describe", fields, isPlaceless, find: () => lineAt(lines, index) }];
  });
  return { ...nothingRead, sightings };
}

/** `{range .items[*]}...{end}`: what is gone through, and what is printed of each. */
function rangeIn(argument: string): { readonly list: string; readonly body: string } | undefined {
  const match = /^['"]?\{range \.([\w.]{1,100})\[\*\]\}([^\0]{1,2000})\{end\}\s{0,4}['"]?$/.exec(argument.trim());
  return match === null ? undefined : { list: match[1]!, body: match[2]! };
}

type Entries = { readonly kind: string; readonly list: string; readonly parts: readonly Part[] };

/** The entries of a list of one object: conditions, containers, taints. */
function ofOne(lines: PrintedLines, asked: Asked, namespace: string, { kind, list, parts }: Entries): Reading {
  const only = asked.names.length === 1 ? asked.names[0]! : undefined;
  if (only === undefined) return nothingRead;
  const rows = lines.plain.flatMap((line, index) => {
    const values = line.trim() === "" ? undefined : valuesIn(line, parts);
    if (values === undefined) return [];
    const entry = [...values].reduce<Fields>(
      (all, [path, text]) => (text === "" ? all : placed(all, path.split("."), typed(text))),
      {},
    );
    return [{ entry, index }];
  });
  const first = rows[0];
  if (first === undefined) return nothingRead;
  const fields = placed(
    {},
    list.split("."),
    rows.map(({ entry }) => entry),
  );
  const ref: ObjectRef = isClusterScoped(kind) ? { kind, name: only.name } : { kind, namespace, name: only.name };
  const find = (path: readonly string[]) => {
    const named = rows.find(({ entry }) => path.includes(String(entry.name ?? entry.type ?? entry.key)));
    return lineAt(lines, (named ?? first).index);
  };
  return { ...nothingRead, sightings: [{ ref, source: "describe", fields, find }] };
}

/** The parts of one item; undefined when items do not end with their line, or when something else is in the expression. */
function partsIn(inner: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  for (const [piece] of inner.matchAll(/\{[^{}]{1,300}\}|[^{}]{1,100}/g)) {
    const body = /^\{(.*)\}$/s.exec(piece)?.[1];
    const literal = body === undefined ? piece : /^\\?["'](.*?)\\?["']$/s.exec(body)?.[1];
    if (literal !== undefined) parts.push({ text: literal.replaceAll("\\n", "\n").replaceAll("\\t", "\t") });
    else {
      const path = stepsOf(body!);
      if (path === undefined) return undefined;
      parts.push({ path });
    }
  }
  const last = parts.at(-1);
  const ends = last !== undefined && "text" in last && last.text.endsWith("\n");
  return ends && parts.slice(0, -1).every((part) => !("text" in part && part.text.includes("\n"))) ? parts : undefined;
}

/** The values of a line by their paths; the last takes what is left. */
function valuesIn(line: string, parts: readonly Part[]): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if ("text" in part) {
      const text = part.text.replace(/\n$/, "");
      if (!line.startsWith(text, at)) return undefined;
      at += text.length;
      continue;
    }
    const next = parts.slice(index + 1).find((one) => "text" in one && one.text.replace(/\n$/, "") !== "");
    const stop = next !== undefined && "text" in next ? line.indexOf(next.text.replace(/\n$/, ""), at) : line.length;
    if (stop < 0) return undefined;
    values.set(part.path.join("."), line.slice(at, stop).trim());
    at = stop;
  }
  return values;
}
