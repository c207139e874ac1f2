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
 * whose fields stand apart by what the expression puts between them. Only expressions that print the name are read.
 */
export function readJsonPathRange(lines: PrintedLines, asked: Asked, namespace: string): Reading {
  const kind = asked.kinds.length === 1 ? asked.kinds[0]! : "";
  const parts = partsIn(asked.outputArgument);
  if (kind === "" || parts === undefined) return nothingRead;
  const sightings = lines.plain.flatMap((line, index): readonly Sighting[] => {
    const values = line.trim() === "" ? undefined : valuesIn(line, parts);
    const name = values?.get("metadata.name");
    if (values === undefined || name === undefined || !/^[a-z0-9][a-z0-9.:-]{0,252}$/.test(name)) return [];
    const space = values.get("metadata.namespace") || namespace;
    const ref: ObjectRef = isClusterScoped(kind) ? { kind, name } : { kind, namespace: space, name };
    const fields = [...values].reduce<Fields>(
      (all, [path, text]) => (text === "" ? all : placed(all, path.split("."), typed(text))),
      {},
    );
    return [{ ref, source: "describe", fields, find: () => lineAt(lines, index) }];
  });
  return { ...nothingRead, sightings };
}

/** The parts of one item; undefined when items do not end with their line, or when something else is in the expression. */
function partsIn(argument: string): readonly Part[] | undefined {
  const inner = /^['"]?\{range \.items\[\*\]\}([\s\S]{1,2000})\{end\}\s*['"]?$/.exec(argument.trim())?.[1];
  if (inner === undefined) return undefined;
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
