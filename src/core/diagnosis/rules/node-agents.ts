import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { decisiveLine } from "../decisive-line.ts";
import { defineRule } from "../define-rule.ts";
import { textAt } from "../fields.ts";

import type { Rule } from "../finding.ts";
import { fixByHand } from "../fixes.ts";
import { logStatements } from "../log-statements.ts";
import { logsOfView } from "../logs-of-view.ts";
import { keyOf } from "../name-object.ts";
import { type PodReading, podAt, podsOf } from "../pods.ts";
import { describe, list, logs } from "../reads.ts";
import { ownersOf, unique, workloadOf } from "../relations.ts";

/** What runs on each node and what pods there lack without it. */
const agents: readonly (readonly [RegExp, string])[] = [
  [/^kube-proxy-/, "the addresses of Services do not work from there"],
  [
    /^(?:calico-node|canal|cilium|kube-flannel-ds|weave-net|aws-node|antrea-agent|kube-router|kindnet|kube-ovn-cni|ovnkube-node)-/,
    "pods there lose their network, and new ones get none",
  ],
  [/^(?:node-local-dns|nodelocaldns)-/, "pods there cannot resolve names"],
];

const unreached = new Set(["dependency-unreachable", "name-not-resolved", "call-timed-out", "gateway-failing"]);

const agentDown = defineRule(
  {
    code: "node-agent-down",
    title: "Network agent of a node does not run",
    about:
      "kube-proxy, the network plugin or the DNS cache of one node crashes. Pods on that node go on running and are ready, and what they connect to fails; the same pods on other nodes are well. That is why only a part of the requests fails.",
    reads: ["Pod", "logs"],
    explains: [
      "dependency-unreachable",
      "name-not-resolved",
      "call-timed-out",
      "gateway-failing",
      "node-network-unavailable",
      "network-plugin-not-ready",
      "crash-loop",
    ],
  },
  function* (view) {
    const callers = logStatements(view).filter((one) => unreached.has(one.cause.code));
    for (const pod of podsOf(view)) {
      const effect = agents.find(([pattern]) => pattern.test(pod.ref.name))?.[1];
      if (!effect || pod.health !== "failing" || pod.node === "" || pod.node === "<none>") continue;
      const there = podsOf(view).filter(
        (one) => one.node === pod.node && one !== pod && one.ref.namespace !== pod.ref.namespace,
      );
      const victims = callers.filter((one) => podAt(view, one.log.object)?.node === pod.node);
      const hit = unique([...victims.map((one) => one.log.object), ...there.map((one) => one.ref)]);
      const said = reasonIn(view, pod);
      yield {
        object: { kind: "Node", name: pod.node },
        severity: "critical",
        summary: `Node ${pod.node} has no working ${pod.ref.name.replace(/-[a-z0-9]{5}$/, "")} (Pod ${pod.ref.name}: STATUS ${pod.status}${said ? `, ${said.text.replace(/[.,;:]+$/, "")}` : ""}), so that ${effect}${hit.length > 0 ? `: it hits ${few(hit)}` : ""}.`,
        evidence: [pod.line, said?.line, victims[0]?.template.last, ...there.slice(0, 2).map((one) => one.line)],
        related: unique([
          pod.ref,
          workloadOf(view, pod.ref),
          ...hit.flatMap((ref) => [ref, workloadOf(view, ref), ...ownersOf(view, ref)]),
        ]),
        next: [
          ...logs(pod.ref, "Shows why it ends.", { previous: true }),
          ...list("pods", pod.ref.namespace, "Shows whether it runs on the other nodes.", "-o", "wide"),
        ],
        fix: fixByHand(
          `Mend ${pod.ref.name}; until then cordon node ${pod.node} and move its pods elsewhere.`,
          list("pods", pod.ref.namespace, "Shows whether it runs.", "-o", "wide"),
        ),
      };
    }
  },
);

/** Ready nodes that have no pod of an agent which the other nodes have, by a list of that agent's pods with their nodes. */
const agentMissing = defineRule(
  {
    code: "node-agent-missing",
    title: "Node without its network agent",
    about:
      "A node that is ready has no pod of kube-proxy, the network plugin or the DNS cache, while the other nodes have one: its DaemonSet does not reach it (a label, a taint, an affinity). Pods on that node cannot reach Services, or get no network.",
    reads: ["Pod", "Node"],
    explains: ["dependency-unreachable", "name-not-resolved", "call-timed-out", "daemonset-skips-nodes"],
  },
  function* (view) {
    const nodes = view
      .of("Node")
      .filter((node) => textAt(node.fields, "status", "conditions", "Ready", "status") === "True");
    const isListed = view.listings.some((one) => one.kind === "Node" && !one.narrowed);
    if (!isListed || nodes.length < 3) return;
    for (const [pattern, effect] of agents) {
      const own = podsOf(view).filter((pod) => pattern.test(pod.ref.name) && pod.node !== "");
      const whole = view.listings.some(
        (one) =>
          one.kind === "Pod" &&
          (one.namespace === null || one.namespace === own[0]?.ref.namespace) &&
          (!one.narrowed || isOfAgent.test(one.line.command)),
      );
      const without = nodes.filter((node) => !own.some((pod) => pod.node === node.ref.name));
      if (!whole || own.length < 2 || without.length === 0 || without.length * 2 > nodes.length) continue;
      const names = without
        .map((node) => node.ref.name)
        .slice(0, 4)
        .join(", ");
      const agent = own[0]!.ref.name.replace(/-[a-z0-9]{5}$/, "");
      yield {
        object: without[0]!.ref,
        severity: "warning",
        confidence: "likely",
        summary: `Node${without.length > 1 ? "s" : ""} ${names} ha${without.length > 1 ? "ve" : "s"} no ${agent} pod, while the other ${nodes.length - without.length} nodes have one, so that ${effect}.`,
        evidence: [without[0]!.cite(), ...own.slice(0, 3).map((pod) => pod.line)],
        related: unique([...without.map((node) => node.ref), ...own.map((pod) => workloadOf(view, pod.ref))]),
        next: [
          ...describe(without[0]!.ref, "Shows its labels, taints and pods."),
          ...describe(
            { kind: "DaemonSet", ...inSpace(own[0]!.ref), name: agent },
            "Shows its node selector and how many nodes it wants.",
          ),
        ],
        fix: fixByHand(
          `Let DaemonSet ${agent} run on ${names}: its node selector, affinity and tolerations have to fit the node.`,
          list("pods", own[0]!.ref.namespace, "Shows whether it runs there.", "-o", "wide"),
        ),
      };
    }
  },
);

/** A list that was narrowed to pods of an agent by its label or by its name. */
const isOfAgent =
  /(?:-l|--selector|grep)[ =][^|]{0,80}(?:kube-proxy|calico|cilium|flannel|weave|aws-node|antrea|kube-router|kindnet|node-local-dns|nodelocaldns|ovn)/;

const inSpace = ({ namespace }: ObjectRef) => (namespace ? { namespace } : {});

/** What its log ends with. */
const reasonIn = (view: ClusterView, pod: PodReading) =>
  logsOfView(view)
    .filter((log) => keyOf(log.object) === keyOf(pod.ref))
    .map(decisiveLine)
    .find((reason) => reason !== undefined);

const few = (refs: readonly ObjectRef[]): string =>
  `${refs
    .slice(0, 3)
    .map((ref) => ref.name)
    .join(", ")}${refs.length > 3 ? ` and ${refs.length - 3} more pods` : ""}`;

/** Agents of nodes without which pods there cannot talk. */
export const nodeAgentRules: readonly Rule[] = [agentDown, agentMissing];
