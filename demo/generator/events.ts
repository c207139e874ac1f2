import { ago, microStamp, recordedAt, seconds, stamp } from "./clock.ts";
import { digest } from "./identity.ts";
import type { Doc, World } from "./world.ts";

export type EventDescription = {
  type?: "Normal" | "Warning";
  reason: string;
  message: string;
  from: string;
  host?: string;
  /** Milliseconds since the epoch; `first` is `last` unless given. */
  first?: number;
  last: number;
  count?: number;
  field?: string;
};

/** Records an event about an object, unless it would have expired (the API server keeps events for an hour). */
export function record(world: World, object: Doc, event: EventDescription): void {
  if (recordedAt - event.last > 3_600_000) return;
  const last = Math.min(event.last, recordedAt - 1000);
  const first = Math.min(event.first ?? last, last);
  const namespace = object.metadata.namespace ?? "default";
  const name = `${object.metadata.name}.${eventHash(first, event)}`;
  const common = {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name, namespace },
    involvedObject: reference(object, event.field),
    type: event.type ?? "Normal",
    reason: event.reason,
    message: event.message,
    reportingComponent: event.from,
    reportingInstance: "",
  };
  // The scheduler writes events.k8s.io/v1; every other component here still writes core/v1.
  world.add(event.from === "default-scheduler" ? { ...common, ...newStyle(event, first, last) } : { ...common, ...oldStyle(event, first, last) }, first, last);
}

function oldStyle(event: EventDescription, first: number, last: number): Doc {
  return {
    count: event.count ?? 1,
    firstTimestamp: stamp(first),
    lastTimestamp: stamp(last),
    eventTime: null,
    reportingInstance: event.host ?? "",
    source: { component: event.from, ...(event.host ? { host: event.host } : {}) },
  };
}

function newStyle(event: EventDescription, first: number, last: number): Doc {
  const series = (event.count ?? 1) > 1 ? { series: { count: event.count, lastObservedTime: microStamp(last) } } : {};
  return {
    action: event.reason === "Scheduled" ? "Binding" : "Scheduling",
    eventTime: microStamp(first),
    firstTimestamp: null,
    lastTimestamp: null,
    reportingInstance: "default-scheduler-shop-control-plane-1",
    source: {},
    ...series,
  };
}

const eventHash = (first: number, event: EventDescription) =>
  (BigInt(first) * 1_000_000n + BigInt(`0x${digest(event.reason + event.message).slice(0, 4)}`)).toString(16);

function reference(object: Doc, field?: string): Doc {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  // The API server files events about nodes in `default` and kubelets use the node's name as its uid.
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name,
    ...(namespace ? { namespace } : {}),
    uid: object.kind === "Node" ? name : uid,
    ...(resourceVersion ? { resourceVersion } : {}),
    ...(field ? { fieldPath: field } : {}),
  };
}

/** Events written out in a description: `last` and `first` are ages. */
export function describedEvent(event: Doc): EventDescription {
  return {
    type: event.type ?? "Warning",
    reason: event.reason,
    message: event.message,
    from: event.from ?? "kubelet",
    ...(event.host ? { host: event.host } : {}),
    last: ago(event.last),
    ...(event.first ? { first: ago(event.first) } : {}),
    count: event.count ?? 1,
    ...(event.field ? { field: event.field } : {}),
  };
}

/** How often something that repeats every `every` happened between two instants. */
export const times = (first: number, last: number, every: string): number => Math.max(1, Math.floor((last - first) / 1000 / seconds(every)));
