import { type Demand, demandsIn } from "../../../diagnosis/nodes/placement.ts";
import { at, entriesAt, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { Manifest } from "../printed/manifests.ts";

/** What a pod asks of the node that is to take it; CPU in cores, memory in bytes, other resources in pieces. */
export type PodDemand = {
  readonly amounts: ReadonlyMap<string, number>;
  readonly labels: readonly Demand[];
  readonly tolerations: readonly unknown[];
  /** Rules of the scheduler that what nodes print does not decide. */
  readonly uncounted: readonly string[];
};

/** What the pods of an object ask; null for an object that makes no pods. */
export function demandOf({ kind, fields }: Manifest): PodDemand | null {
  const path = templatePaths.get(kind);
  const spec = path === undefined ? undefined : at(fields, ...path);
  if (spec === undefined) return null;
  return {
    amounts: amountsOf(spec),
    labels: demandsIn(spec),
    tolerations: listAt(spec, "tolerations"),
    uncounted: uncountedIn(spec),
  };
}

const inTemplate = ["spec", "template", "spec"];
const templatePaths: ReadonlyMap<string, readonly string[]> = new Map([
  ["Deployment", inTemplate],
  ["StatefulSet", inTemplate],
  ["DaemonSet", inTemplate],
  ["Job", inTemplate],
  ["CronJob", ["spec", "jobTemplate", ...inTemplate]],
  ["Pod", ["spec"]],
]);

/** The sum over the containers, or what one init container asks, whichever is more: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers */
function amountsOf(spec: unknown): ReadonlyMap<string, number> {
  const each = (list: string) => listAt(spec, list).map(requestsOf);
  const sums = new Map<string, number>();
  for (const requests of each("containers"))
    for (const [key, amount] of requests) sums.set(key, (sums.get(key) ?? 0) + amount);
  for (const requests of each("initContainers"))
    for (const [key, amount] of requests) sums.set(key, Math.max(sums.get(key) ?? 0, amount));
  return sums;
}

/** A limit without a request is the request, too. */
function requestsOf(container: unknown): ReadonlyMap<string, number> {
  const asked = new Map([
    ...entriesAt(container, "resources", "limits"),
    ...entriesAt(container, "resources", "requests"),
  ]);
  return new Map(
    [...asked].flatMap(([key, value]) => {
      const amount = quantity(value);
      return amount === undefined ? [] : [[key, amount] as const];
    }),
  );
}

function uncountedIn(spec: unknown): readonly string[] {
  const required = "requiredDuringSchedulingIgnoredDuringExecution";
  const rules: readonly (readonly [boolean, string])[] = [
    [
      listAt(spec, "affinity", "nodeAffinity", required, "nodeSelectorTerms").length > 1,
      "its node affinity of several terms",
    ],
    [listAt(spec, "affinity", "podAffinity", required).length > 0, "its pod affinity"],
    [listAt(spec, "affinity", "podAntiAffinity", required).length > 0, "its pod anti-affinity"],
    [
      listAt(spec, "topologySpreadConstraints").some((one) => textAt(one, "whenUnsatisfiable") !== "ScheduleAnyway"),
      "its topology spread",
    ],
    [
      listAt(spec, "volumes").some((one) => at(one, "persistentVolumeClaim") !== undefined),
      "where its volumes may be attached",
    ],
    [
      listAt(spec, "containers").some((one) => listAt(one, "ports").some((port) => textAt(port, "hostPort") !== "")),
      "its host ports",
    ],
  ];
  return rules.flatMap(([holds, rule]) => (holds ? [rule] : []));
}
