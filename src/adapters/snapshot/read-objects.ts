import { CORE_SCHEMA, loadAll, YAMLException } from "js-yaml";
import type { Fields } from "../../core/evidence/observed.ts";
import { Fault } from "../../core/faults/fault.ts";
import { readBlockYaml } from "./block-yaml.ts";
import { at, textAt } from "./columns/fields.ts";
import { isKubeObject, type KubeObject } from "./kube-object.ts";

/** Past this many values a file is taken for an attack by aliases, not for a cluster. */
const mostValues = 20_000_000;
const deepest = 200;

/**
 * The objects of one file: YAML documents or JSON, Lists taken apart. Entries of a typed list (`PodList`) get the kind and
 * apiVersion of the list, because `kubectl cluster-info dump` leaves them out.
 * Throws `bad-snapshot` with the file and the line when the text does not parse.
 */
export function readObjects(text: string, file: string): KubeObject[] {
  return parse(text, file).flatMap((document) => takeApart(document, file));
}

function parse(text: string, file: string): unknown[] {
  const simple = readBlockYaml(text);
  if (simple !== undefined) return simple;
  const documents = /\.json$/i.test(file) || /^\s*\{/.test(text) ? parseJson(text, file) : parseYaml(text, file);
  refuseMonsters(documents, file);
  return documents;
}

function parseJson(text: string, file: string): unknown[] {
  if (text.trim() === "") return [];
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    // A brace may also begin a YAML flow mapping or several JSON documents; the YAML reader knows the line of an error.
    return parseYaml(text, file);
  }
}

function parseYaml(text: string, file: string): unknown[] {
  try {
    return loadAll(text, { schema: CORE_SCHEMA });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const place = error.mark ? `:${error.mark.line + 1}:${error.mark.column + 1}` : "";
    throw new Fault("bad-snapshot", `${file}${place}: ${error.reason}`, { cause: error });
  }
}

/** Aliases share one value in memory, but every answer would write it out in full; and no object of a cluster nests without end. */
function refuseMonsters(documents: readonly unknown[], file: string): void {
  let left = mostValues;
  const visit = (value: unknown, depth: number): void => {
    left -= 1;
    if (left < 0) throw new Fault("bad-snapshot", `${file}: its aliases expand to more than ${mostValues} values`);
    if (depth > deepest) throw new Fault("bad-snapshot", `${file}: it nests more than ${deepest} levels deep`);
    if (typeof value !== "object" || value === null) return;
    for (const inner of Array.isArray(value) ? (value as unknown[]) : Object.values(value)) visit(inner, depth + 1);
  };
  visit(documents, 0);
}

function takeApart(document: unknown, file: string): KubeObject[] {
  if (document === null || document === undefined) return [];
  const kind = textAt(document, "kind");
  const items = at(document, "items");
  const isNamed = textAt(document, "metadata", "name") !== "";
  if (kind.endsWith("List") && !isNamed && (Array.isArray(items) || items === undefined)) {
    const outer = { apiVersion: textAt(document, "apiVersion"), kind: kind.slice(0, -"List".length) };
    return ((items ?? []) as unknown[]).flatMap((item) => takeApart(withKind(item, outer), file));
  }
  if (isKubeObject(document)) return [document];
  throw new Fault("bad-snapshot", `${file}: ${describe(document)}`);
}

function withKind(item: unknown, outer: { apiVersion: string; kind: string }): unknown {
  if (typeof item !== "object" || item === null || outer.kind === "" || textAt(item, "kind") !== "") return item;
  return { kind: outer.kind, apiVersion: outer.apiVersion, ...(item as Fields) };
}

function describe(document: unknown): string {
  if (typeof document !== "object" || Array.isArray(document))
    return "expected a Kubernetes object (a mapping with apiVersion, kind and metadata.name)";
  const missing = [
    textAt(document, "apiVersion") === "" && "apiVersion",
    textAt(document, "kind") === "" && "kind",
    textAt(document, "metadata", "name") === "" && "metadata.name",
  ].filter((field) => field !== false);
  const what = [textAt(document, "kind"), textAt(document, "metadata", "name")].filter((part) => part !== "").join(" ");
  return `${what === "" ? "an object" : what} has no ${missing.join(", no ")}`;
}
