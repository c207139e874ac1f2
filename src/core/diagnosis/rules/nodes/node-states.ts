import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { podsOf } from "../../workloads/pods.ts";

/** The condition of a node of this type. */
export const conditionOf = (node: ObservedObject, type: string): unknown =>
  listAt(node.fields, "status", "conditions").find((one) => textAt(one, "type") === type);

/** The pods of a node that may suffer from its state; of a silent node all. */
export const podsOn = (view: ClusterView, node: ObservedObject, isSilent = false) =>
  podsOf(view)
    .filter((pod) => pod.node === node.ref.name && (isSilent || pod.health !== "healthy") && pod.health !== "done")
    .flatMap((pod) => (isSilent ? unique([pod.ref, workloadOf(view, pod.ref)]) : [pod.ref]));

/** What a node that is not well brings about. */
export const explains = [
  "nodes-not-ready",
  "topology-spread-unsatisfied",
  "pod-evicted",
  "container-killed",
  "daemonset-incomplete",
  "deployment-unavailable",
  "stateful-set-stuck",
  "pod-not-ready",
  "pod-terminating-stuck",
  "volume-multi-attach",
  "network-plugin-not-ready",
  "service-without-endpoints",
  "readiness-probe-failing",
  "liveness-probe-failing",
];
