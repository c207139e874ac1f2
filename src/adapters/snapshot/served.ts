import { type Access, access } from "./access.ts";
import { type OpenApi, openApi } from "./openapi.ts";
import { type Catalogue, catalogue } from "./resources.ts";
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
  readonly access: Access;
  /** Whole seconds by which times are moved, so that they are as long ago as they were at the recording. */
  shift(): number;
};

/** Prepares a snapshot for being served; `now` gives milliseconds since 1970. */
export function served(snapshot: Snapshot, now: () => number): Served {
  const resources = catalogue(snapshot);
  return {
    snapshot,
    catalogue: resources,
    store: store(snapshot.objects, resources),
    resourceVersion: newestVersion(snapshot),
    openApi: openApi(resources),
    access: access(snapshot.objects),
    shift: () => Math.floor((now() - snapshot.recordedAt) / 1000),
  };
}

function newestVersion({ objects }: Snapshot): string {
  const versions = objects.map(({ metadata }) => Number((metadata as { resourceVersion?: unknown }).resourceVersion));
  return String(versions.filter(Number.isSafeInteger).reduce((newest, version) => Math.max(newest, version), 1));
}
