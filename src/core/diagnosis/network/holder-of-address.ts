import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import type { Suggestion } from "../finding.ts";
import { at, listAt, textAt } from "../objects/fields.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { describe, logs } from "../objects/reads.ts";
import { ownersOf } from "../objects/relations.ts";
import type { Target } from "./endpoint-in-text.ts";

export type Holder = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly Line[];
  readonly next: readonly Suggestion[];
};

/** What an address that somebody calls belongs to: a pod with an address of its own, or a node and what listens there at that port. */
export const holderOfAddress = (view: ClusterView, from: ObjectRef, target: Target): Holder | undefined => {
  const pods = view.of("Pod").filter((one) => textAt(one.fields, "status", "podIP") === target.host);
  const node = nodeOf(view, target.host, pods);
  if (node !== undefined) return ofNode(node, target, pods);
  const pod = pods.find((one) => keyOf(one.ref) !== keyOf(from));
  return pod && pods.length === 1 ? ofPod(view, pod) : undefined;
};

/** Its ReplicaSet is left out: that of a caller is what keeps it from being taken for what it calls. */
const ofPod = (view: ClusterView, pod: ObservedObject): Holder => ({
  note: `; that is ${nameOf(pod.ref)}`,
  related: [pod.ref, ...ownersOf(view, pod.ref).filter(({ kind }) => kind !== "ReplicaSet")],
  evidence: [pod.cite("status", "podIP")],
  next: [
    ...describe(pod.ref, "Shows its state and its events."),
    ...logs(pod.ref, "Shows what it says of these calls."),
  ],
});

/** The node with that address: it says so itself, or pods that use its network have the address. */
const nodeOf = (view: ClusterView, address: string, pods: readonly ObservedObject[]): string | undefined => {
  const own = view
    .of("Node")
    .find((node) => listAt(node.fields, "status", "addresses").some((one) => textAt(one, "address") === address));
  if (own) return own.ref.name;
  const onHost = pods.find((pod) => isOnHostNetwork(pod, address) || pods.length > 1);
  return onHost && placeOf(onHost);
};

const placeOf = (pod: ObservedObject): string | undefined =>
  textAt(pod.fields, "spec", "nodeName").split("/")[0] || undefined;

/** Static pods carry the name of their node; `describe` prints the node's address behind its name. */
const isOnHostNetwork = (pod: ObservedObject, address: string): boolean =>
  at(pod.fields, "spec", "hostNetwork") === true ||
  textAt(pod.fields, "status", "hostIP") === address ||
  textAt(pod.fields, "spec", "nodeName").endsWith(`/${address}`) ||
  (placeOf(pod) !== undefined && pod.ref.name.endsWith(`-${placeOf(pod)}`));

/** What listens on nodes, by the port. */
const onNodes: ReadonlyMap<string, readonly [what: string, pod: string]> = new Map([
  ["6443", ["the API server", "kube-apiserver-"]],
  ["2379", ["etcd", "etcd-"]],
  ["2380", ["etcd", "etcd-"]],
  ["2381", ["etcd", "etcd-"]],
  ["10250", ["the kubelet", ""]],
  ["10257", ["the controller manager", "kube-controller-manager-"]],
  ["10259", ["the scheduler", "kube-scheduler-"]],
  ["10256", ["kube-proxy", "kube-proxy-"]],
  ["10249", ["kube-proxy", "kube-proxy-"]],
]);

const ofNode = (node: string, target: Target, pods: readonly ObservedObject[]): Holder => {
  const [what, prefix] = onNodes.get(target.port) ?? ["", ""];
  const pod = prefix === "" ? undefined : pods.find((one) => one.ref.name.startsWith(prefix));
  const ref: ObjectRef = { kind: "Node", name: node };
  return {
    note: `; that is ${what ? `${what} on ` : ""}node ${node}`,
    related: [ref, ...(pod ? [pod.ref] : [])],
    evidence: pod ? [pod.cite("status", "podIP")] : [],
    next: pod ? logs(pod.ref, "Shows what it says of these calls.") : describe(ref, "Shows whether the node is well."),
  };
};
