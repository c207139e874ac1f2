import type { Fields } from "../../core/evidence/observed.ts";
import { joinApiVersion, type KubeObject, splitApiVersion } from "./kube-object.ts";

/** Names of the same fields in core/v1 and in events.k8s.io/v1 (k8s.io/kubernetes/pkg/apis/events/v1/conversion.go). */
const renamed: readonly (readonly [core: string, events: string])[] = [
  ["involvedObject", "regarding"],
  ["message", "note"],
  ["source", "deprecatedSource"],
  ["firstTimestamp", "deprecatedFirstTimestamp"],
  ["lastTimestamp", "deprecatedLastTimestamp"],
  ["count", "deprecatedCount"],
  ["reportingComponent", "reportingController"],
];

/** An Event of either group in its core/v1 form. */
export function toCoreEvent(event: KubeObject): KubeObject {
  if (splitApiVersion(event.apiVersion).group === "") return event;
  return {
    ...rename(event, new Map(renamed.map(([core, events]) => [events, core]))),
    apiVersion: "v1",
    kind: "Event",
  };
}

/** A core/v1 Event in the form of a version of events.k8s.io. */
export function toEventsGroup(event: KubeObject, version: string): KubeObject {
  const { reportingInstance, ...rest } = event;
  const named = reportingInstance ? event : rest;
  return { ...rename(named, new Map(renamed)), apiVersion: joinApiVersion("events.k8s.io", version), kind: "Event" };
}

/** The field names of events.k8s.io that field selectors may use, with the core names they stand for. */
export function toCoreField(field: string): string {
  const [first, ...rest] = field.split(".");
  const core = renamed.find(([, events]) => events === first)?.[0];
  return core === undefined ? field : [core, ...rest].join(".");
}

function rename(event: Fields, names: ReadonlyMap<string, string>): Fields {
  return Object.fromEntries(Object.entries(event).map(([key, value]) => [names.get(key) ?? key, value]));
}
