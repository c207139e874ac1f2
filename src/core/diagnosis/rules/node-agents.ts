import { defineRule } from "../define-rule.ts";
import type { Rule } from "../finding.ts";
import { fixByHand } from "../fixes.ts";
import { logStatements } from "../log-statements.ts";
import { keyOf } from "../name-object.ts";
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
      "node-network-unavailable",
      "network-plugin-not-ready",
      "crash-loop",
    ],
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const effect = agents.find(([pattern]) => pattern.test(pod.ref.name))?.[1];
      if (!effect || pod.health !== "failing" || pod.node === "") continue;
      const there = podsOf(view).filter(
        (one) => one.node === pod.node && one !== pod && one.ref.namespace !== pod.ref.namespace,
      );
      const said = logStatements(view).find((one) => keyOf(one.log.object) === keyOf(pod.ref));
      yield {
        object: { kind: "Node", name: pod.node },
        severity: "critical",
        summary: `Node ${pod.node} has no working ${pod.ref.name.replace(/-[a-z0-9]{5}$/, "")} (Pod ${pod.ref.name}: STATUS ${pod.status}${said ? `, ${said.match[0].trim().replaceAll(/^"|"$/g, "").slice(0, 60)}` : ""}), so that ${effect}${
          there.length > 0
            ? `: it hits ${there
                .slice(0, 3)
                .map((one) => one.ref.name)
                .join(", ")}${there.length > 3 ? ` and ${there.length - 3} more pods` : ""}`
            : ""
        }.`,
        evidence: [pod.line, said?.template.last, ...there.slice(0, 2).map((one) => one.line)],
        related: [pod.ref, ...there.map((one) => one.ref), workloadOf(view, pod.ref)],
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
