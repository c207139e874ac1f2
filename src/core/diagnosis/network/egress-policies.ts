import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { isSelected, labelsOf, workloadOf } from "../objects/relations.ts";
import type { Target } from "./endpoint-in-text.ts";
import { endpointAddresses } from "./endpoints-of.ts";
import { holdsAddress } from "./ip-block.ts";
import { hasPort, labelsBehind, portOfPods } from "./kept-out.ts";
import { admits, labelsOfNamespace, matches } from "./policy-peers.ts";
import { serviceRef } from "./service-of-host.ts";

/** Policies add up: what one of those that select a pod allows is allowed. */
export const selectingOf = (view: ClusterView, pod: ObjectRef): readonly ObservedObject[] =>
  view.of("NetworkPolicy").filter((one) => one.ref.namespace === pod.namespace && selects(view, one, pod));

export const mostTelling = (policies: readonly ObservedObject[]): ObservedObject | undefined =>
  policies.find((one) => listAt(one.fields, "spec", "egress").length > 0) ?? policies[0];

const selects = (view: ClusterView, policy: ObservedObject, pod: ObjectRef): boolean => {
  const types = listAt(policy.fields, "spec", "policyTypes").map(String);
  const isEgress =
    types.includes("Egress") || (types.length === 0 && at(policy.fields, "spec", "egress") !== undefined);
  if (!isEgress) return false;
  const selector = entriesAt(policy.fields, "spec", "podSelector", "matchLabels");
  if (selector.size === 0) return listAt(policy.fields, "spec", "podSelector", "matchExpressions").length === 0;
  const object = view.object(pod);
  const labels =
    object && (pod.kind === "Pod" ? labelsOf(object) : entriesAt(object.fields, "spec", "selector", "matchLabels"));
  return labels && labels.size > 0
    ? isSelected(selector, labels)
    : [...selector.values()].includes(workloadOf(view, pod).name);
};

export const allows = (view: ClusterView, policy: ObservedObject, from: ObjectRef, target: Target): boolean =>
  listAt(policy.fields, "spec", "egress").some((rule) => {
    const to = listAt(rule, "to");
    const reaches = to.length === 0 || to.some((peer) => mayReach(view, policy, peer, from, target));
    return reaches && (target.host === "DNS" ? hasDnsPort(rule) : hasPort(rule, portSeen(view, from, target)));
  });

/** Look-ups go over UDP, and a port without a protocol is one of TCP. */
const hasDnsPort = (rule: unknown): boolean => {
  const ports = listAt(rule, "ports");
  return (
    ports.length === 0 ||
    ports.some((one) => textAt(one, "protocol") === "UDP" && hasPort({ ports: [one] }, "53")) ||
    ports.some((one) => textAt(one, "port") === "" && textAt(one, "protocol") === "UDP")
  );
};

/** The port that policies look at: that of the pods, not that of the Service in front of them. */
export const portSeen = (view: ClusterView, from: ObjectRef, target: Target): string => {
  const service = serviceRef(view, from, target.host);
  if (service === undefined || target.port === "" || !isShown(view, service)) return target.port;
  return portOfPods(view, service, target).number;
};

const isShown = (view: ClusterView, service: ObjectRef): boolean =>
  ["Service", "Endpoints"].some((kind) => view.object({ ...service, kind }) !== undefined);

/** The addresses that policies look at: those behind a Service, as its own is replaced before; none where they are not shown. */
export const addressesSeen = (view: ClusterView, from: ObjectRef, host: string): readonly string[] => {
  const service =
    host === "DNS" ? { kind: "Service", namespace: "kube-system", name: "kube-dns" } : serviceRef(view, from, host);
  return service === undefined ? [] : endpointAddresses(view, service);
};

/** The API server is on the network of its node, where no selector of a policy finds it. */
const isApiServer = ({ namespace, name }: ObjectRef): boolean => namespace === "default" && name === "kubernetes";

/** What cannot be told counts as reached: addresses within the cluster, and peers by labels that are not shown. */
const mayReach = (
  view: ClusterView,
  policy: ObservedObject,
  peer: unknown,
  from: ObjectRef,
  { host }: Target,
): boolean => {
  const isAddress = /^\d+(?:\.\d+){3}$/.test(host);
  const block = at(peer, "ipBlock");
  const behind = addressesSeen(view, from, host);
  if (block !== undefined && behind.length > 0) return behind.some((each) => holdsAddress(block, each) !== false);
  if (block !== undefined) return !isAddress || holdsAddress(block, host) !== false;
  if (isAddress && behind.length === 0) return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host);
  if (host === "DNS") return isOfDns(view, policy, peer);
  const service = serviceRef(view, from, host);
  if (service !== undefined && isApiServer(service)) return false;
  return service === undefined || admits(view, policy, peer, service, labelsBehind(view, service)) !== false;
};

/** DNS of the cluster stands in kube-system: peers of the policy's own namespace are others. */
const isOfDns = (view: ClusterView, policy: ObservedObject, peer: unknown): boolean => {
  const namespaces = at(peer, "namespaceSelector");
  return namespaces === undefined
    ? policy.ref.namespace === "kube-system"
    : matches(namespaces, labelsOfNamespace(view, "kube-system")) !== false;
};
