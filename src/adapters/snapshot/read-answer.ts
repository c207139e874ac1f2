import type { Fields } from "../../core/evidence/observed.ts";
import { type Shape, shapeOf } from "./accept.ts";
import { type Answer, type Asked, encoded, json, text } from "./answer.ts";
import { notAllowed, notFound, pathNotFound } from "./api-status.ts";
import { fieldsAt } from "./columns/fields.ts";
import { joinApiVersion, type KubeObject } from "./kube-object.ts";
import { chunkOf } from "./list.ts";
import { isTrue, podLog } from "./logs.ts";
import type { ResourcePath } from "./request-path.ts";
import type { Resource } from "./resources.ts";
import { scaleOf } from "./scale.ts";
import type { Served } from "./served.ts";
import { partialMetadata, table } from "./table.ts";
import { shiftTimes } from "./times.ts";
import { asVersion } from "./versions.ts";
import { watchStream } from "./watch.ts";

export type ReadRequest = {
  readonly served: Served;
  readonly asked: Asked;
  readonly path: ResourcePath;
  readonly resource: Resource;
};

type Read = ReadRequest & { readonly shape: Shape };

/** Answers a get, list or watch, or the read of a subresource, from the snapshot. Throws the Status of the real server when it refuses. */
export async function readAnswer(asking: ReadRequest): Promise<Answer> {
  const { path, resource, asked } = asking;
  const request = { ...asking, shape: shapeOf(asked.accept) };
  if (!resource.verbs.includes("get") && !resource.verbs.includes("list")) throw notAllowed(resource);
  const refusal = request.served.snapshot.unread.refusal(resource, path.namespace, path.name);
  if (refusal !== undefined) throw refusal;
  if (path.name === undefined) return isTrue(asked.query.get("watch")) ? watch(request) : list(request);
  if (resource.namespaced !== (path.namespace !== undefined)) throw pathNotFound();
  const object = request.served.store.get(resource, path.namespace, path.name);
  if (object === undefined) throw notFound(resource, path.name);
  return path.subresource === undefined ? one(request, object) : await part(request, object, path.subresource);
}

async function part(request: Read, object: KubeObject, subresource: string): Promise<Answer> {
  const { served, asked, resource } = request;
  if (resource.plural === "pods" && resource.group === "" && subresource === "log") {
    const window = { recordedAt: served.snapshot.recordedAt, shift: served.shift() };
    return text(await podLog(object, asked.query, served.snapshot, window), "text/plain");
  }
  const declared = resource.subresources.find(({ name, verbs }) => name === subresource && verbs.includes("get"));
  if (declared === undefined) throw pathNotFound();
  if (subresource === "resize") return one({ ...request, resource: { ...resource, plural: "pods/resize" } }, object);
  if (subresource !== "scale") return one(request, object);
  const scale = scaleOf(object, resource);
  const scales = { ...resource, group: "autoscaling", version: "v1", plural: "scales", kind: "Scale" };
  return one({ ...request, resource: scales }, scale);
}

function one({ served, asked, resource, shape }: Read, object: KubeObject): Answer {
  const shift = served.shift();
  const shown = shiftTimes(asVersion(object, resource), shift);
  if (shape.as === "metadata") return encoded(partialMetadata(shown, metaVersion(shape)), shape);
  if (shape.as === "object") return encoded(kindFirst(shown, resource), shape);
  const { resourceVersion = "" } = fieldsAt(object, "metadata");
  return json(tableOf({ served, asked, resource, shape, shift }, [shown], { resourceVersion }));
}

/** Recorded lists of built-in kinds leave kind and apiVersion out; an object alone begins with them, of custom resources in this order. */
function kindFirst({ kind, apiVersion, ...rest }: KubeObject, { custom }: Resource): object {
  return custom === undefined ? { kind, apiVersion, ...rest } : { apiVersion, kind, ...rest };
}

const metaVersion = ({ version }: Shape) => `meta.k8s.io/${version}`;

type Tabled = Pick<Read, "served" | "asked" | "resource" | "shape"> & { readonly shift: number };

function tableOf(request: Tabled, objects: readonly KubeObject[], metadata: Fields): object {
  const { served, asked, resource, shape, shift } = request;
  return table({
    resource,
    objects,
    metadata,
    version: shape.version,
    include: asked.query.get("includeObject") ?? "Metadata",
    now: served.snapshot.recordedAt + shift * 1000,
  });
}

function list({ served, asked, path, resource, shape }: Read): Answer {
  if (!resource.namespaced && path.namespace !== undefined) throw pathNotFound();
  const { snapshot, store, resourceVersion } = served;
  const shift = served.shift();
  const all = store.list(resource, path.namespace);
  const { objects, ...rest } = chunkOf(all, resource, asked.query, snapshot.recordedAt);
  const metadata = { resourceVersion, ...rest };
  const shown = objects.map((object) => shiftTimes(asVersion(object, resource), shift));
  if (shape.as === "table") return json(tableOf({ served, asked, resource, shape, shift }, shown, metadata));
  if (shape.as === "metadata") {
    const items = shown.map((object) => partialMetadata(object, metaVersion(shape)));
    return encoded({ kind: "PartialObjectMetadataList", apiVersion: metaVersion(shape), metadata, items }, shape);
  }
  const items = shown.map((object) => listItem(object, resource));
  const apiVersion = joinApiVersion(resource.group, resource.version);
  return encoded({ kind: `${resource.kind}List`, apiVersion, metadata, items }, shape);
}

/** Entries of a list of a built-in kind go without kind and apiVersion, those of custom resources with them. */
function listItem(object: KubeObject, { custom }: Resource): object {
  if (custom !== undefined) return object;
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = object;
  return rest;
}

function watch({ served, asked, path, resource, shape }: Read): Answer {
  const { snapshot, store, resourceVersion } = served;
  const shift = served.shift();
  const all = store.list(resource, path.namespace);
  const { objects } = chunkOf(all, resource, withoutChunks(asked.query), snapshot.recordedAt);
  const initial = objects.map((object) => {
    const shown = shiftTimes(asVersion(object, resource), shift);
    if (shape.as === "object") return shown;
    if (shape.as === "metadata") return partialMetadata(shown, metaVersion(shape));
    return tableOf({ served, asked, resource, shape, shift }, [shown], { resourceVersion });
  });
  const bookmark = { kind: resource.kind, apiVersion: joinApiVersion(resource.group, resource.version) };
  return watchStream({ query: asked.query, initial, bookmark, resourceVersion });
}

function withoutChunks(query: URLSearchParams): URLSearchParams {
  const rest = new URLSearchParams(query);
  rest.delete("limit");
  rest.delete("continue");
  return rest;
}
