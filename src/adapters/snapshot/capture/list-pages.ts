import type { Fields } from "../../../core/evidence/observed.ts";
import { at, fieldsAt, textAt } from "../columns/fields.ts";
import { joinApiVersion, type KubeObject } from "../kube-object.ts";
import { type ApiClient, Refusal, TooLarge } from "./api-client.ts";
import type { Listable } from "./discover.ts";

/** One page of a list, and when the server sent it (milliseconds since 1970). */
export type Page = { readonly objects: readonly KubeObject[]; readonly date: number | undefined; readonly odd: number };

export type ListBounds = {
  /** Objects of a page. */
  readonly pageSize: number;
  /** Bytes of a page; a larger one is asked for again with fewer objects in it. */
  readonly pageBytes: number;
  /** Pages of a list: a server that always has more is believed no longer. */
  readonly mostPages: number;
};

const deepest = 150;

/** Reads a list page by page. `odd` counts entries that are no objects. Throws `Refusal` when the server, or a bound, ends it. */
export async function* listPages(
  api: ApiClient,
  resource: Listable,
  namespace: string | undefined,
  bounds: ListBounds,
): AsyncGenerator<Page> {
  let [token, size] = ["", bounds.pageSize];
  for (let page = 1; page <= bounds.mostPages; page += 1) {
    const read = await readPage(api, pathOf(resource, namespace, size, token), bounds);
    if (read === "too large" && size === 1)
      throw new Refusal(500, "TooLarge", `one object is larger than ${bounds.pageBytes} bytes`);
    if (read === "too large") {
      size = Math.max(1, Math.floor(size / 10));
      continue;
    }
    if (!("document" in read)) {
      token = read.continue;
      continue;
    }
    yield { ...objectsOf(read.document, resource), date: read.date };
    const next = textAt(read.document, "metadata", "continue");
    if (next === "") return;
    if (next === token) throw new Refusal(500, "Endless", "the server sent the same continue token twice");
    token = next;
  }
  throw new Refusal(500, "Endless", `the list goes on after ${bounds.mostPages} pages`);
}

function pathOf({ group, version, plural }: Listable, namespace: string | undefined, size: number, token: string) {
  const root = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const scope = namespace === undefined ? "" : `/namespaces/${namespace}`;
  const query = new URLSearchParams({ limit: String(size), ...(token === "" ? {} : { continue: token }) });
  return `${root}${scope}/${plural}?${query}`;
}

type Read =
  | "too large"
  | { readonly continue: string }
  | { readonly document: unknown; readonly date: number | undefined };

/** A list that took too long expires (410); the server then says where it goes on with newer objects. */
async function readPage(api: ApiClient, path: string, bounds: ListBounds): Promise<Read> {
  try {
    const { body, date } = await api.get(path, { mostBytes: bounds.pageBytes, attempts: 4 });
    return { document: parsed(body), date };
  } catch (error) {
    if (error instanceof TooLarge) return "too large";
    if (error instanceof Refusal && error.code === 410 && error.continue !== "") return { continue: error.continue };
    throw error;
  }
}

function parsed(body: Buffer): unknown {
  let document: unknown;
  try {
    document = JSON.parse(body.toString("utf8"));
  } catch {
    throw new Refusal(500, "", "the list is no JSON");
  }
  const items = at(document, "items");
  if (textAt(document, "kind").endsWith("List") && (items === undefined || Array.isArray(items))) return document;
  throw new Refusal(500, "", `a list was expected, and the answer is ${textAt(document, "kind") || "no object"}`);
}

/** Entries of a list go without kind and apiVersion; discovery says what they are. */
function objectsOf(document: unknown, resource: Listable): { objects: KubeObject[]; odd: number } {
  const { kind, group, version } = resource;
  const items = (at(document, "items") ?? []) as readonly unknown[];
  const sound = items.filter((item) => textAt(item, "metadata", "name") !== "" && isShallow(item, deepest));
  return {
    objects: sound.map((item) =>
      placed({ ...(item as Fields), apiVersion: joinApiVersion(group, version), kind }, resource),
    ),
    odd: items.length - sound.length,
  };
}

/** What lies in no namespace says none, whatever the server says. */
function placed(object: KubeObject, { namespaced }: Listable): KubeObject {
  const { namespace: _namespace, ...metadata } = fieldsAt(object, "metadata");
  return namespaced ? object : { ...object, metadata };
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  return Object.values(value).every((inner) => isShallow(inner, depth - 1));
}
