import type { ClusterView } from "../../evidence/observed.ts";
import { decisiveLine } from "../decisive-line.ts";
import { defineLogRule } from "../define-log-rule.ts";
import type { Rule } from "../finding.ts";
import { logStatements } from "../log-statements.ts";
import { type LogReading, logsOfView } from "../logs-of-view.ts";
import { keyOf, nameOf } from "../name-object.ts";
import { type PodReading, podAt, podsOf } from "../pods.ts";
import { logs } from "../reads.ts";
import { ownersOf, workloadOf } from "../relations.ts";

/** Pods that a node needs for connections between pods, by the names under which their products install them. */
const agents: readonly (readonly [name: RegExp, does: string])[] = [
  [/^kube-proxy/, "which leads connections to Services"],
  [
    /^(?:calico-node|cilium(?!-operator)|canal|kube-flannel|flannel|weave-net|aws-node|azure-cni|antrea-agent|kube-router|kindnet|ovnkube-node)/,
    "which connects its pods to the network",
  ],
  [/^(?:node-local-dns|nodelocaldns)/, "which answers DNS for its pods"],
];

const unreached = new Set(["dependency-unreachable", "name-not-resolved", "call-timed-out", "gateway-failing"]);

const agentDown = defineLogRule(
  {
    code: "node-network-agent-down",
    title: "Network agent of a node does not run",
    about:
      "kube-proxy or the agent of the pod network does not run on a node, and pods on that node reach no Service or no other pod. The same pods are well on other nodes.",
    reads: ["Pod", "logs"],
    explains: ["dependency-unreachable", "name-not-resolved", "call-timed-out", "gateway-failing"],
  },
  function* (view) {
    const callers = logStatements(view).filter((one) => unreached.has(one.cause.code));
    for (const pod of podsOf(view)) {
      const does = agents.find(([name]) => name.test(pod.ref.name))?.[1];
      if (!does || pod.health !== "failing" || pod.node === "" || pod.node === "<none>") continue;
      const victims = callers.filter((one) => podAt(view, one.log.object)?.node === pod.node);
      if (victims.length === 0) continue;
      const said = reasonIn(view, pod);
      const names = [...new Set(victims.map((one) => nameOf(one.log.object)))].slice(0, 2).join(" and ");
      yield {
        object: { kind: "Node", name: pod.node },
        severity: "critical",
        confidence: "likely",
        summary: `${nameOf(pod.ref)}, ${does} on node ${pod.node}, does not run (STATUS ${pod.status})${said ? `: ${said.text}` : ""}; ${names} on that node cannot reach others.`,
        evidence: [pod.line, said?.line, victims[0]!.template.last],
        related: [
          pod.ref,
          ...victims.flatMap((one) => [
            one.log.object,
            workloadOf(view, one.log.object),
            ...ownersOf(view, one.log.object),
          ]),
        ],
        next: logs(pod.ref, "Shows why it does not run.", { previous: pod.restarts > 0 }),
      };
    }
  },
);

const reasonIn = (view: ClusterView, pod: PodReading) =>
  logsOfView(view)
    .filter((log: LogReading) => keyOf(log.object) === keyOf(pod.ref))
    .map(decisiveLine)
    .find((reason) => reason !== undefined);

/** What logs of pods and the pods of their node tell together. */
export const logNodeRules: readonly Rule[] = [agentDown];
