import { type Shape, shapeOf } from "./accept.ts";
import { type Answer, type Asked, encoded, json, text } from "./answer.ts";
import type { Served } from "./api.ts";
import { notAllowed, notFound, pathNotFound, recordingIsReadOnly } from "./api-status.ts";
import { fieldsAt } from "./columns/fields.ts";
import { joinApiVersion, type KubeObject } from "./kube-object.ts";
import { chunkOf } from "./list.ts";
import { isTrue, podLog } from "./logs.ts";
import type { ResourcePath } from "./request-path.ts";
import type { Resource } from "./resources.ts";
import { review } from "./reviews.ts";
import { scaleOf } from "./scale.ts";
import { partialMetadata, table } from "./table.ts";
import { shiftTimes } from "./times.ts";
import { asVersion } from "./versions.ts";
import { warningOf } from "./warnings.ts";
import { watchStream } from "./watch.ts";

/** Answers a request for a resource: reads from the snapshot, reviews, and 403 for everything that would change something. */
export async function answerResource(served: Served, asked: Asked, path: ResourcePath): Promise<Answer> {
  const { recordedAt } = served.snapshot;
  const resource = served.catalogue.find(path.group, path.version, path.plural);
  if (resource === undefined) throw pathNotFound();
  if (asked.method === "POST" && path.subresource === undefined) {
    const reviewed = review(resource.plural, asked.body, recordedAt);
    if (reviewed !== undefined) return reviewed;
  }
  const verb = asked.method === "GET" ? connecting(path) : (writeVerbs[asked.method] ?? asked.method.toLowerCase());
  if (verb !== undefined)
    throw recordingIsReadOnly(verb, { ...resource, plural: path.plural, name: path.name ?? "" }, recordedAt);
  const shape = shapeOf(asked.accept);
  const answer = await read({ served, asked, path, resource, shape });
  return withWarning(answer, warningOf(resource, served.snapshot.kubernetesVersion));
}

const writeVerbs: Readonly<Record<string, string>> = {
  POST: "create",
  PUT: "update",
  PATCH: "patch",
  DELETE: "delete",
};

/** Subresources that reach into a running cluster, also by GET. */
function connecting({ subresource }: ResourcePath): string | undefined {
  return ["exec", "attach", "portforward", "proxy"].find((name) => name === subresource);
}

function withWarning(answer: Answer, warning: string | undefined): Answer {
  if (warning === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, warning: `299 - "${warning}"` } };
}

type Read = {
  readonly served: Served;
  readonly asked: Asked;
  readonly path: ResourcePath;
  readonly resource: Resource;
  readonly shape: Shape;
};

async function read(request: Read): Promise<Answer> {
  const { path, resource, asked } = request;
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
