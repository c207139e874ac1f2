import { setTimeout as wait } from "node:timers/promises";
import type { ApiClient, KubernetesObject, WatchEvent } from "../api-client.ts";

/** All objects of one resource, kept current by a watch. Keys are `namespace/name`, or the name alone. */
export type Watched = {
  get(namespace: string, name: string): KubernetesObject | undefined;
  all(): readonly KubernetesObject[];
  stop(): void;
};

/**
 * Lists and watches one resource (`/api/v1/pods`) until stopped; resolves when the first list is in. The listener is told every change,
 * and after a new list what is no longer there.
 */
export async function watchAll(
  api: ApiClient,
  path: string,
  onChange: (type: "set" | "gone", object: KubernetesObject) => void = () => undefined,
): Promise<Watched> {
  const objects = new Map<string, KubernetesObject>();
  let watch: { stop(): void } | undefined;
  let stopped = false;

  function take(event: WatchEvent): void {
    if (stopped || event.type === "BOOKMARK") return;
    if (event.type === "ERROR") {
      watch?.stop();
      return;
    }
    const key = keyOf(event.object);
    if (event.type === "DELETED") objects.delete(key);
    else objects.set(key, event.object);
    onChange(event.type === "DELETED" ? "gone" : "set", event.object);
  }
  async function list(): Promise<string> {
    const { items, metadata } = await api.get(path);
    const before = new Map(objects);
    objects.clear();
    for (const item of items) {
      before.delete(keyOf(item));
      take({ type: "ADDED", object: item });
    }
    for (const object of before.values()) onChange("gone", object);
    return metadata.resourceVersion;
  }
  async function follow(version: string): Promise<void> {
    for (let from: string | undefined = version; !stopped; from = await list().catch(() => undefined)) {
      if (from === undefined) {
        await wait(200);
        continue;
      }
      const query = `watch=true&resourceVersion=${from}&timeoutSeconds=3000`;
      const current = api.watch(`${path}?${query}`, take);
      watch = current;
      await current.ended;
    }
  }

  void follow(await list());
  return {
    get: (namespace, name) => objects.get(namespace === "" ? name : `${namespace}/${name}`),
    all: () => [...objects.values()],
    stop: () => {
      stopped = true;
      watch?.stop();
    },
  };
}

function keyOf({ metadata }: KubernetesObject): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}
