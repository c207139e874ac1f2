import { type Answer, type Asked, json, refused, text } from "./answer.ts";
import { pathNotFound } from "./api-status.ts";
import { discovery } from "./discovery.ts";
import { type OpenApi, openApi } from "./openapi.ts";
import { resourcePath } from "./request-path.ts";
import { answerResource } from "./resource-answer.ts";
import { type Catalogue, catalogue } from "./resources.ts";
import { serverVersion } from "./server-version.ts";
import type { Snapshot } from "./snapshot.ts";
import { type Store, store } from "./store.ts";

/** Everything that answers are made from. */
export type Served = {
  readonly snapshot: Snapshot;
  readonly catalogue: Catalogue;
  readonly store: Store;
  /** Of every list: the newest resourceVersion among the objects. */
  readonly resourceVersion: string;
  readonly openApi: OpenApi;
  /** Whole seconds by which times are moved, so that they are as long ago as they were at the recording. */
  shift(): number;
};

/** Prepares a snapshot for being served; `now` gives milliseconds since 1970. */
export function served(snapshot: Snapshot, now: () => number): Served {
  const resources = catalogue(snapshot.objects, snapshot.kubernetesVersion);
  return {
    snapshot,
    catalogue: resources,
    store: store(snapshot.objects, resources),
    resourceVersion: newestVersion(snapshot),
    openApi: openApi(resources, snapshot.objects),
    shift: () => Math.floor((now() - snapshot.recordedAt) / 1000),
  };
}

/** Answers one request as the API server of the recorded cluster would. Never throws for anything that a client sends. */
export async function answer(served: Served, asked: Asked): Promise<Answer> {
  try {
    return await route(served, asked);
  } catch (error) {
    return refused(error);
  }
}

async function route(served: Served, asked: Asked): Promise<Answer> {
  const { segments, accept, method } = asked;
  const [root = ""] = segments;
  if (method === "GET" && /^(healthz|livez|readyz)$/.test(root)) return text("ok");
  if (method === "GET" && root === "version") return json(serverVersion(served.snapshot.kubernetesVersion));
  if (method === "GET" && root === "openapi") return served.openApi(segments.slice(1), accept) ?? notServed();
  const path = resourcePath(segments);
  if (path !== undefined) return await answerResource(served, asked, path);
  if (method === "GET" && (root === "api" || root === "apis"))
    return discovery(served.catalogue, segments, accept) ?? notServed();
  if (method === "GET" && segments.length === 0) return json({ paths: rootPaths(served.catalogue) });
  return notServed();
}

function notServed(): never {
  throw pathNotFound();
}

function rootPaths({ resources }: Catalogue): string[] {
  const groups = resources.map(({ group, version }) =>
    group === "" ? `/api/${version}` : `/apis/${group}/${version}`,
  );
  return [
    "/api",
    "/apis",
    ...new Set(groups),
    "/healthz",
    "/livez",
    "/openapi/v2",
    "/openapi/v3",
    "/readyz",
    "/version",
  ].sort();
}

function newestVersion({ objects }: Snapshot): string {
  const versions = objects.map(({ metadata }) => Number((metadata as { resourceVersion?: unknown }).resourceVersion));
  return String(versions.filter(Number.isSafeInteger).reduce((newest, version) => Math.max(newest, version), 1));
}
