import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { decisiveLine } from "../../logs/decisive-line.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { keyOf } from "../../objects/name-object.ts";
import { list, logs } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { networkAgents as agents } from "../../workloads/agents-of-nodes.ts";
import { type PodReading, podAt, podsOf } from "../../workloads/pods.ts";

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
      if (pod.health !== "failing") continue;
      const effect = agents.find(([pattern]) => pattern.test(pod.ref.name))?.[1];
      if (!effect || pod.node === "" || pod.node === "<none>") continue;
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
export const nodeAgentRules: readonly Rule[] = [agentDown];
