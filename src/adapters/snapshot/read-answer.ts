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
  if (path.name === undefined) return isTrue(asked.query.get("watch")) ? watch(request) : list(request);
  if (resource.namespaced !== (path.namespace !== undefined)) throw pathNotFound();
  const object = request.served.store.get(resource, path.namespace, path.name);
  if (object === undefined) throw notFound(resource, path.name);
  return path.subresource === undefined ? one(request, object) : await part(request, object, path.subresource);
}

async function part(request: Read, object: KubeObject, subresource: string): Promise<Answer> {
  const { served, asked, resource, shape } = request;
  if (resource.plural === "pods" && resource.group === "" && subresource === "log") {
    const window = { recordedAt: served.snapshot.recordedAt, shift: served.shift() };
    return text(await podLog(object, asked.query, served.snapshot.logs, window), "text/plain");
  }
  const declared = resource.subresources.find(({ name, verbs }) => name === subresource && verbs.includes("get"));
  if (declared === undefined) throw pathNotFound();
  if (subresource !== "scale") return one(request, object);
  const scale = scaleOf(object, resource);
  const scales = { ...resource, group: "autoscaling", version: "v1", plural: "scales", kind: "Scale" };
  return one({ ...request, resource: scales, shape }, scale);
}

function one({ served, asked, resource, shape }: Read, object: KubeObject): Answer {
  const shift = served.shift();
  const shown = asVersion(object, resource);
  if (shape.as === "metadata") return encoded(partialMetadata(shown, metaVersion(shape), shift), shape);
  if (shape.as === "object") return encoded(shiftTimes(shown, shift), shape);
  const { resourceVersion } = fieldsAt(object, "metadata");
  return json(tableOf(served, asked, resource, shape, [shown], { resourceVersion: resourceVersion ?? "" }));
}

const metaVersion = ({ version }: Shape) => `meta.k8s.io/${version}`;

function tableOf(
  { snapshot, shift }: Served,
  { query }: Asked,
  resource: Resource,
  { version }: Shape,
  objects: readonly KubeObject[],
  metadata: Readonly<Record<string, unknown>>,
): object {
  const include = query.get("includeObject") ?? "Metadata";
  return table({ resource, objects, metadata, version, include, recordedAt: snapshot.recordedAt, shift: shift() });
}

function list({ served, asked, path, resource, shape }: Read): Answer {
  if (!resource.namespaced && path.namespace !== undefined) throw pathNotFound();
  const { snapshot, store, resourceVersion } = served;
  const { objects, ...rest } = chunkOf(
    store.list(resource, path.namespace),
    resource,
    asked.query,
    snapshot.recordedAt,
  );
  const metadata = { resourceVersion, ...rest };
  const shown = objects.map((object) => asVersion(object, resource));
  if (shape.as === "table") return json(tableOf(served, asked, resource, shape, shown, metadata));
  const shift = served.shift();
  if (shape.as === "metadata") {
    const items = shown.map((object) => partialMetadata(object, metaVersion(shape), shift));
    return encoded({ kind: "PartialObjectMetadataList", apiVersion: metaVersion(shape), metadata, items }, shape);
  }
  const items = shown.map((object) => listItem(shiftTimes(object, shift), resource));
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
  const { objects } = chunkOf(
    store.list(resource, path.namespace),
    resource,
    withoutLimit(asked.query),
    snapshot.recordedAt,
  );
  const shown = objects.map((object) => asVersion(object, resource));
  const shift = served.shift();
  const apiVersion = joinApiVersion(resource.group, resource.version);
  const initial =
    shape.as === "table"
      ? shown.map((object) => tableOf(served, asked, resource, shape, [object], { resourceVersion }))
      : shown.map((object) =>
          shape.as === "metadata"
            ? partialMetadata(object, metaVersion(shape), shift)
            : { ...shiftTimes(object, shift), kind: resource.kind, apiVersion },
        );
  return watchStream({ query: asked.query, initial, bookmark: { kind: resource.kind, apiVersion }, resourceVersion });
}

function withoutLimit(query: URLSearchParams): URLSearchParams {
  const rest = new URLSearchParams(query);
  rest.delete("limit");
  rest.delete("continue");
  return rest;
}
