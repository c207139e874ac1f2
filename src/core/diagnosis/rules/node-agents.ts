import { defineRule } from "../define-rule.ts";
import type { Rule } from "../finding.ts";
import { fixByHand } from "../fixes.ts";
import { nameOf } from "../name-object.ts";
import { podsOf } from "../pods.ts";
import { list, logs } from "../reads.ts";
import { workloadOf } from "../relations.ts";

/** What runs on each node and what pods there lack without it. */
const agents: readonly (readonly [RegExp, string])[] = [
  [/^kube-proxy-/, "the addresses of Services do not work from there"],
  [
    /^(?:calico-node|canal|cilium|kube-flannel-ds|weave-net|aws-node|antrea-agent|kube-router|kindnet|kube-ovn-cni|ovnkube-node)-/,
    "pods there lose their network, and new ones get none",
  ],
  [/^(?:node-local-dns|nodelocaldns)-/, "pods there cannot resolve names"],
];

const agentDown = defineRule(
  {
    code: "node-agent-down",
    title: "Network agent of a node does not run",
    about:
      "kube-proxy, the network plugin or the DNS cache of one node crashes. Pods on that node go on running and are ready, and what they connect to fails; the same pods on other nodes are well. That is why only a part of the requests fails.",
    reads: ["Pod"],
    explains: [
      "dependency-unreachable",
      "name-not-resolved",
      "call-timed-out",
      "gateway-failing",
      "crash-loop",
      "permission-denied",
      "node-network-unavailable",
      "network-plugin-not-ready",
    ],
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const effect = agents.find(([pattern]) => pattern.test(pod.ref.name))?.[1];
      if (!effect || pod.health !== "failing" || pod.node === "") continue;
      const there = podsOf(view).filter(
        (one) => one.node === pod.node && one !== pod && one.ref.namespace !== pod.ref.namespace,
      );
      yield {
        object: pod.ref,
        severity: "critical",
        summary: `${nameOf(pod.ref)} does not run on node ${pod.node} (STATUS ${pod.status}), so that ${effect}${
          there.length > 0
            ? `: it hits ${there
                .slice(0, 3)
                .map((one) => one.ref.name)
                .join(", ")}${there.length > 3 ? ` and ${there.length - 3} more pods` : ""}`
            : ""
        }.`,
        evidence: [pod.line, ...there.slice(0, 2).map((one) => one.line)],
        related: [{ kind: "Node", name: pod.node }, ...there.map((one) => one.ref), workloadOf(view, pod.ref)],
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

/** Agents of nodes without which pods there cannot talk. */
export const nodeAgentRules: readonly Rule[] = [agentDown];
