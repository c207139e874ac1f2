import type { Fields } from "../../core/evidence/observed.ts";
import { fieldsAt, textAt } from "./columns/fields.ts";
import { toCoreEvent } from "./events.ts";
import { type KubeObject, nameOf, namespaceOf } from "./kube-object.ts";

/**
 * The objects as a server holds them: each once (the last one read wins), every Event in its core form, pointing at the uid
 * of the object it is about, and a Namespace for every namespace in which something lies (`cluster-info dump` writes none).
 */
export function completed(objects: readonly KubeObject[]): KubeObject[] {
  const once = [...new Map(objects.map((object) => [identity(object), object])).values()];
  const uids = new Map(once.map((object) => [referenceKey(object.kind, object), textAt(object, "metadata", "uid")]));
  return [
    ...once.map((object) => (object.kind === "Event" ? completedEvent(object, uids) : object)),
    ...namespaces(once),
  ];
}

function identity(object: KubeObject): string {
  const group = object.apiVersion.replace(/\/?[^/]*$/, "");
  return [object.kind === "Event" ? "" : group, referenceKey(object.kind, object)].join("/");
}

const referenceKey = (kind: string, object: Fields) => [kind, namespaceOf(object), nameOf(object)].join("/");

/** kubectl describe asks for events by the uid of the object, which events written by hand often lack. */
function completedEvent(event: KubeObject, uids: ReadonlyMap<string, string>): KubeObject {
  const core = toCoreEvent(event);
  const about = fieldsAt(core, "involvedObject");
  if (textAt(about, "uid") !== "") return core;
  const uid = uids.get([textAt(about, "kind"), textAt(about, "namespace"), textAt(about, "name")].join("/"));
  return uid ? { ...core, involvedObject: { ...about, uid } } : core;
}

function namespaces(objects: readonly KubeObject[]): KubeObject[] {
  const known = new Set(objects.filter(({ kind }) => kind === "Namespace").map(nameOf));
  const used = new Set(objects.map(namespaceOf).filter((name) => name !== "" && !known.has(name)));
  return [...used].map((name) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
    spec: { finalizers: ["kubernetes"] },
    status: { phase: "Active" },
  }));
}
