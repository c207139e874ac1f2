import { toEventsGroup } from "./events.ts";
import { toFirstVersion, toSecondVersion } from "./hpa.ts";
import { joinApiVersion, type KubeObject } from "./kube-object.ts";
import type { Resource } from "./resources.ts";

/**
 * An object as a request for another version of its group sees it. Events and autoscalers are converted; other kinds have
 * one stable version, and of custom resources only the apiVersion changes, as with the conversion strategy `None`.
 */
export function asVersion(object: KubeObject, { group, version, kind }: Resource): KubeObject {
  const wanted = joinApiVersion(group, version);
  if (object.apiVersion === wanted) return object;
  if (kind === "Event" && group === "events.k8s.io") return toEventsGroup(object, version);
  if (wanted === "autoscaling/v1" && kind === "HorizontalPodAutoscaler") return toFirstVersion(object);
  if (wanted === "autoscaling/v2" && object.apiVersion === "autoscaling/v1") return toSecondVersion(object);
  return { ...object, apiVersion: wanted };
}
