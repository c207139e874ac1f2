import { fieldsAt } from "./columns/fields.ts";
import { type KubeObject, nameOf, namespaceOf, splitApiVersion } from "./kube-object.ts";
import type { Catalogue, Resource } from "./resources.ts";

/** The objects of a snapshot by resource and namespace, each list in the order in which an API server lists: by namespace, then name. */
export type Store = {
  list(resource: Resource, namespace: string | undefined): readonly KubeObject[];
  get(resource: Resource, namespace: string | undefined, name: string): KubeObject | undefined;
};

type Shelf = {
  readonly all: KubeObject[];
  readonly byNamespace: Map<string, KubeObject[]>;
  readonly byKey: Map<string, KubeObject>;
};

/** Sorts objects onto shelves once, so that a request touches only what it asks for. */
export function store(objects: readonly KubeObject[], { ofKind }: Catalogue): Store {
  const shelves = new Map<string, Shelf>();
  for (const object of objects) {
    const resource = ofKind(splitApiVersion(object.apiVersion).group, object.kind);
    if (resource !== undefined) put(shelves, shelfOf(resource), placed(object, resource));
  }
  for (const shelf of shelves.values())
    for (const list of [shelf.all, ...shelf.byNamespace.values()]) list.sort(byPlace);
  return {
    list(resource, namespace) {
      const shelf = shelves.get(shelfOf(resource));
      if (shelf === undefined) return [];
      return namespace === undefined ? shelf.all : (shelf.byNamespace.get(namespace) ?? []);
    },
    get: (resource, namespace, name) => shelves.get(shelfOf(resource))?.byKey.get(`${namespace ?? ""}/${name}`),
  };
}

/** Events are one shelf, whichever of the two groups asks. */
function shelfOf({ group, plural }: Resource): string {
  return plural === "events" ? "events" : `${plural}.${group}`;
}

/** An object of a namespaced kind that names no namespace lies in `default`, as it would after `kubectl apply`. */
function placed(object: KubeObject, { namespaced }: Resource): KubeObject {
  if (!namespaced || namespaceOf(object) !== "") return object;
  return { ...object, metadata: { ...fieldsAt(object, "metadata"), namespace: "default" } };
}

function put(shelves: Map<string, Shelf>, key: string, object: KubeObject): void {
  const shelf: Shelf = shelves.get(key) ?? { all: [], byNamespace: new Map(), byKey: new Map() };
  shelves.set(key, shelf);
  shelf.all.push(object);
  shelf.byKey.set(`${namespaceOf(object)}/${nameOf(object)}`, object);
  const list = shelf.byNamespace.get(namespaceOf(object));
  if (list === undefined) shelf.byNamespace.set(namespaceOf(object), [object]);
  else list.push(object);
}

function byPlace(a: KubeObject, b: KubeObject): number {
  return compare(namespaceOf(a), namespaceOf(b)) || compare(nameOf(a), nameOf(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
