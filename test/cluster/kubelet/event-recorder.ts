import type { ApiClient, KubernetesObject } from "../api-client.ts";

export type EventType = "Normal" | "Warning";
/** The object of an event; the field path names a container (`spec.containers{app}`). */
export type EventObject = { readonly object: KubernetesObject; readonly fieldPath?: string };
export type EventRecorder = {
  record(about: EventObject, type: EventType, reason: string, message: string): void;
  /** All that was recorded has been sent. */
  settled(): Promise<void>;
};

type Sent = { readonly name: string; count: number };
type Source = { readonly component: string; readonly host: string };

/**
 * Writes events as the recorder of client-go does (tools/record/events_cache.go): an event that was there before gets a higher count
 * and a later lastTimestamp; after 25 events about one object the rest is dropped.
 */
export function recordEvents(api: ApiClient, source: Source, now: () => Date): EventRecorder {
  const sent = new Map<string, Sent>();
  const spent = new Map<string, number>();
  let queue = Promise.resolve();

  async function write(
    about: EventObject,
    type: EventType,
    reason: string,
    message: string,
    at: string,
  ): Promise<void> {
    const { metadata } = about.object;
    const key = JSON.stringify([metadata.uid, about.fieldPath, type, reason, message]);
    const folder = `/api/v1/namespaces/${metadata.namespace ?? "default"}/events`;
    const before = sent.get(key);
    if (before !== undefined) {
      before.count += 1;
      const answer = await api.send(
        "PATCH",
        `${folder}/${before.name}`,
        { count: before.count, lastTimestamp: at },
        "application/merge-patch+json",
      );
      if (answer.status < 300) return;
    }
    const name = `${metadata.name}.${Math.floor(now().getTime() * 1000 + Math.random() * 1000).toString(16)}`;
    const answer = await api.send("POST", folder, event(about, source, name, { type, reason, message, at }));
    if (answer.status < 300) sent.set(key, { name, count: 1 });
  }

  return {
    record: (about, type, reason, message) => {
      const uid = about.object.metadata.uid ?? about.object.metadata.name;
      const count = (spent.get(uid) ?? 0) + 1;
      spent.set(uid, count);
      if (count > burst) return;
      const at = timestamp(now());
      queue = queue.then(() => write(about, type, reason, message, at)).catch(() => undefined);
    },
    settled: () => queue,
  };
}

// client-go's spam filter lets 25 through and then one in five minutes.
const burst = 25;

type Fact = { readonly type: EventType; readonly reason: string; readonly message: string; readonly at: string };

function event({ object, fieldPath }: EventObject, source: Source, name: string, fact: Fact): KubernetesObject {
  const { metadata } = object;
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name, namespace: metadata.namespace ?? "default" },
    involvedObject: {
      kind: object.kind,
      namespace: metadata.namespace,
      name: metadata.name,
      uid: metadata.uid,
      apiVersion: object.apiVersion,
      resourceVersion: metadata.resourceVersion,
      fieldPath,
    },
    type: fact.type,
    reason: fact.reason,
    message: fact.message,
    firstTimestamp: fact.at,
    lastTimestamp: fact.at,
    count: 1,
    source,
    reportingComponent: source.component,
    reportingInstance: source.host,
  };
}

/** RFC 3339 with whole seconds, as Kubernetes writes times. */
export function timestamp(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, "Z");
}
