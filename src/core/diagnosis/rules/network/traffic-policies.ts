import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, fixWith } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { type Backing, backings } from "../../network/backings.ts";
import { unansweredCalls } from "../../network/unanswered-calls.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, list, suggest } from "../../objects/reads.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { podAt } from "../../workloads/pods.ts";

/** The nodes on which ready pods of the Service run: by the pods, else by its slices. */
const servingNodes = (view: ClusterView, { pods, ref }: Backing): readonly string[] => {
  const ready = pods.filter((pod) => pod.health === "healthy" && pod.node !== "").map((pod) => pod.node);
  const sliced = view
    .of("EndpointSlice")
    .filter((slice) => slice.ref.namespace === ref.namespace && slice.ref.name.startsWith(`${ref.name}-`))
    .flatMap((slice) => listAt(slice.fields, "endpoints"))
    .filter((one) => textAt(one, "conditions", "ready") !== "false")
    .map((one) => textAt(one, "nodeName"));
  return [...new Set([...ready, ...sliced])].filter((name) => name !== "").sort();
};

const isControlPlane = (node: ObservedObject): boolean =>
  /control-plane|master/.test(node.printed.get("ROLES")?.value ?? "") ||
  listAt(node.fields, "spec", "taints").some((taint) => /control-plane|master/.test(textAt(taint, "key")));

/** Nodes that take traffic from outside: ready ones; those of the control plane only where they serve as well. */
const openNodes = (view: ClusterView, serving: readonly string[]): readonly string[] =>
  view
    .of("Node")
    .filter(
      (node) =>
        serving.includes(node.ref.name) ||
        (!isControlPlane(node) && textAt(node.fields, "status", "conditions", "Ready", "status") !== "False"),
    )
    .map((node) => node.ref.name);

/** Nodes on which pods run, where no list of nodes is shown. */
const knownNodes = (view: ClusterView, serving: readonly string[]): readonly string[] => {
  const listed = openNodes(view, serving);
  if (listed.length > serving.length) return listed;
  const used = view
    .of("Pod")
    .map((pod) => podAt(view, pod.ref)?.node ?? "")
    .filter((name) => name !== "" && !name.startsWith("<"));
  return [...new Set([...serving, ...used])].sort();
};

const names = (nodes: readonly string[]): string =>
  `${nodes.slice(0, 4).join(", ")}${nodes.length > 4 ? ` and ${nodes.length - 4} more` : ""}`;

const outside = (view: ClusterView, backing: Backing): Draft | undefined => {
  const { ref, service, pods } = backing;
  const type = textAt(service?.fields, "spec", "type");
  if (!service || textAt(service.fields, "spec", "externalTrafficPolicy") !== "Local" || !/NodePort|LoadBal/.test(type))
    return undefined;
  const serving = servingNodes(view, backing);
  const idle = knownNodes(view, serving).filter((name) => !serving.includes(name));
  if (serving.length === 0 || idle.length === 0) return undefined;
  const ports = listAt(service.fields, "spec", "ports").map((port) => textAt(port, "nodePort"));
  const port = ports
    .filter((one) => one !== "")
    .slice(0, 2)
    .join(", ");
  const isNodePort = type === "NodePort";
  return {
    object: ref,
    severity: isNodePort ? "warning" : "info",
    confidence: isNodePort ? "likely" : "possible",
    summary: `${nameOf(ref)} (${type}${port ? ` ${port}` : ""}) has externalTrafficPolicy Local and its ${pods.length === 1 ? "only pod runs" : "ready pods run"} on node${serving.length > 1 ? "s" : ""} ${names(serving)}: traffic from outside that arrives on ${names(idle)} finds no local endpoint and is dropped (times out)${isNodePort ? "" : ", unless the load balancer's health check leaves these nodes out"}.`,
    evidence: [
      service.cite("spec", "externalTrafficPolicy"),
      pods[0]?.line,
      ...view
        .of("Node")
        .filter((node) => idle.includes(node.ref.name))
        .slice(0, 2)
        .map((node) => node.cite()),
    ],
    related: unique([...pods.flatMap((pod) => [pod.ref, workloadOf(view, pod.ref)]), ...callersOf(view, ports)]),
    next: describe(ref, "Shows its traffic policy, node ports and endpoints."),
    fix: fixWith(
      "Send traffic only to nodes with a pod (health check of the load balancer), run a pod on each node, or set externalTrafficPolicy: Cluster, which hides the client's address.",
      suggest(
        ["patch", "service", ref.name, ...inNamespace(ref), `--patch='{"spec":{"externalTrafficPolicy":"Cluster"}}'`],
        "Lets every node forward to the pods; the pods no longer see the client's address.",
      ),
      list("pods", ref.namespace, "Shows on which nodes the pods run.", "-o", "wide"),
    ),
  };
};

/** Who called one of these ports of a node and got no answer. */
const callersOf = (view: ClusterView, ports: readonly string[]): readonly ObjectRef[] =>
  unansweredCalls(view)
    .filter(({ targets }) => targets.some(({ port }) => port !== "" && ports.includes(port)))
    .map(({ said }) => said.log.object);

const unreached = new Set(["dependency-unreachable", "call-timed-out", "gateway-failing", "call-refused"]);

/** Callers on nodes without a pod of a Service that keeps traffic within the node. */
const inside = (view: ClusterView, backing: Backing): Draft | undefined => {
  const { ref, service, pods } = backing;
  if (!service || textAt(service.fields, "spec", "internalTrafficPolicy") !== "Local") return undefined;
  const serving = servingNodes(view, backing);
  const cut = logStatements(view).filter(
    (one) =>
      unreached.has(one.cause.code) &&
      one.about.related.some((other) => keyOf(other) === keyOf(ref)) &&
      !["", ...serving].includes(podAt(view, one.log.object)?.node ?? ""),
  );
  const first = cut[0];
  if (serving.length === 0 || first === undefined) return undefined;
  const node = podAt(view, first.log.object)?.node;
  return {
    object: ref,
    severity: "warning",
    confidence: "likely",
    summary: `${nameOf(ref)} has internalTrafficPolicy Local and its ready pods run on ${names(serving)} only: ${nameOf(first.log.object)} on node ${node} finds no local endpoint, so that its connections fail.`,
    evidence: [service.cite("spec", "internalTrafficPolicy"), first.template.last, pods[0]?.line],
    related: unique(cut.map((one) => one.log.object)),
    next: describe(ref, "Shows its traffic policy and endpoints."),
    fix: fixByHand("Set internalTrafficPolicy: Cluster, or run a pod of the Service on every node that calls it.", []),
  };
};

const localTraffic = defineRule(
  {
    code: "local-traffic-policy",
    title: "Traffic stays on nodes that have no pod",
    about:
      "A Service with externalTrafficPolicy (or internalTrafficPolicy) Local delivers only to pods of the node at which traffic arrives. On nodes without one it is dropped, so that a part of the connections times out although the pods are well.",
    reads: ["Service", "EndpointSlice", "Pod", "Node", "logs"],
    explains: ["dependency-unreachable", "call-timed-out", "gateway-failing", "call-refused"],
  },
  (view) => backings(view).flatMap((one) => [outside(view, one) ?? [], inside(view, one) ?? []].flat()),
);

/** Services that deliver within the node only. */
export const trafficPolicyRules: readonly Rule[] = [localTraffic];
