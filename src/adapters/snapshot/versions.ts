import { toEventsGroup } from "./events.ts";
import { joinApiVersion, type KubeObject } from "./kube-object.ts";
import type { Resource } from "./resources.ts";

/** An object as a request for another version of its group sees it. */
export function asVersion(object: KubeObject, { group, version, kind }: Resource): KubeObject {
  const wanted = joinApiVersion(group, version);
  if (object.apiVersion === wanted || object.kind === "Scale") return object;
  if (kind === "Event" && group === "events.k8s.io") return toEventsGroup(object, version);
  return { ...object, apiVersion: wanted };
}
