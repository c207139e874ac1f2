import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { isControlPlane, printed, taintsOf, tolerates } from "../../nodes/taints.ts";
import { entriesAt, listAt, numberAt, textAt } from "../../objects/fields.ts";
import { describe, list } from "../../objects/reads.ts";
import { isSelected, labelsOf, unique, workloadOf } from "../../objects/relations.ts";
import { type NodeAgent, networkAgents, storageAgents } from "../../workloads/agents-of-nodes.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";

/** Why a DaemonSet leaves out a node, with the lines that show it. */
type Reason = { readonly words: string; readonly lines: readonly Line[] };

type Missing = {
  readonly agent: string;
  readonly set: ObservedObject | undefined;
  readonly namespace: string | undefined;
  readonly nodes: readonly ObservedObject[];
  readonly others: number;
  readonly pods: readonly PodReading[];
  readonly effect: string;
};

/** Nodes that no machine stands behind, or another system: the agents of the others are none of theirs. */
const isOther = (node: ObservedObject): boolean =>
  /^fargate-|virtual-(?:kubelet|node)|^aci-|windows/i.test(node.ref.name) ||
  labelsOf(node).get("kubernetes.io/os") === "windows" ||
  labelsOf(node).get("type") === "virtual-kubelet" ||
  /Windows/.test(node.printed.get("OS-IMAGE")?.value ?? "");

/** Nodes that run pods: ready, or not shown as anything else and with a pod on them. */
const isUsable = (view: ClusterView, node: ObservedObject): boolean => {
  const ready = listAt(node.fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  if (ready !== undefined) return textAt(ready, "status") === "True";
  return podsOf(view).some((pod) => pod.node === node.ref.name && !pod.deleting);
};

const isNodesListed = (view: ClusterView): boolean => view.listings.some((one) => one.kind === "Node" && !one.narrowed);

const setOf = (view: ClusterView, agent: string): ObservedObject | undefined =>
  view.of("DaemonSet").find((one) => one.ref.name === agent);

/** What a node has that the DaemonSet does not tolerate, or lacks that it asks for. */
const reasonOf = (set: ObservedObject | undefined, node: ObservedObject): Reason | undefined => {
  const tolerations = listAt(set?.fields, "spec", "template", "spec", "tolerations");
  const taint = taintsOf(node).find((one) => !tolerations.some((other) => tolerates(other, one)));
  if (taint)
    return {
      words: `it has taint ${printed(taint)}, which ${tolerations.length > 0 ? "the DaemonSet does not tolerate" : "its DaemonSet has to tolerate"}`,
      lines: [
        node.cite("spec", "taints"),
        ...(set && tolerations.length > 0 ? [set.cite("spec", "template", "spec", "tolerations")] : []),
      ],
    };
  const selector = entriesAt(set?.fields, "spec", "template", "spec", "nodeSelector");
  const labels = labelsOf(node);
  if (!set || selector.size === 0 || labels.size === 0 || isSelected(selector, labels)) return undefined;
  const lacking = [...selector].filter(([key, value]) => labels.get(key) !== value);
  return {
    words: `it lacks label ${lacking.map(([key, value]) => `${key}=${value}`).join(", ")}, which the DaemonSet's node selector asks for`,
    lines: [node.cite("metadata", "labels"), set.cite("spec", "template", "spec", "nodeSelector")],
  };
};

/** By a list of the agent's pods with their nodes. */
const byPods = (
  view: ClusterView,
  [pattern, effect]: NodeAgent,
  nodes: readonly ObservedObject[],
): readonly Missing[] => {
  const groups = new Map<string, PodReading[]>();
  for (const pod of podsOf(view).filter((one) => pattern.test(one.ref.name) && one.node !== "")) {
    const agent = pod.ref.name.replace(/-[a-z0-9]{5}$/, "");
    groups.set(agent, [...(groups.get(agent) ?? []), pod]);
  }
  return [...groups].flatMap(([agent, pods]) => {
    const { namespace } = pods[0]!.ref;
    const isWhole = view.listings.some(
      (one) =>
        one.kind === "Pod" &&
        (one.namespace === null || one.namespace === namespace) &&
        (!one.narrowed || isOfAgent(one.line.command, agent)),
    );
    const without = nodes.filter((node) => !pods.some((pod) => pod.node === node.ref.name));
    const isFew = without.length > 0 && without.length * 2 <= nodes.length;
    return isWhole && isFew && pods.length >= 2
      ? [
          {
            agent,
            set: setOf(view, agent),
            namespace,
            nodes: without,
            others: nodes.length - without.length,
            pods,
            effect,
          },
        ]
      : [];
  });
};

/** By the DaemonSet itself, which wants fewer pods than there are nodes, where the nodes it leaves out are known. */
const bySet = (view: ClusterView, [pattern, effect]: NodeAgent, nodes: readonly ObservedObject[]): readonly Missing[] =>
  view
    .of("DaemonSet")
    .filter((set) => pattern.test(`${set.ref.name}-`) || pattern.test(`${set.ref.name}-00000`))
    .flatMap((set) => {
      const desired = numberAt(set.fields, "status", "desiredNumberScheduled");
      const without = nodes.filter((node) => reasonOf(set, node) !== undefined);
      const isAll = desired !== undefined && without.length > 0 && without.length >= nodes.length - desired;
      return isAll && desired < nodes.length && desired >= 2
        ? [
            {
              agent: set.ref.name,
              set,
              namespace: set.ref.namespace,
              nodes: without,
              others: desired,
              pods: [],
              effect,
            },
          ]
        : [];
    });

/** A list that was narrowed to pods of an agent by its label or by its name. */
const isOfAgent = (command: string, agent: string): boolean =>
  !/--field-selector/.test(command) &&
  /(?:-l|--selector|grep)[ =]/.test(command) &&
  command.includes(agent.split("-")[0]!);

const draftOf = (view: ClusterView, one: Missing): Draft => {
  const { agent, nodes, set, namespace } = one;
  const isOne = nodes.length === 1;
  const names = nodes
    .slice(0, 4)
    .map((node) => node.ref.name)
    .join(", ");
  const why = reasonOf(set, nodes[0]!);
  const ref: ObjectRef = { kind: "DaemonSet", ...(namespace ? { namespace } : {}), name: agent };
  return {
    object: nodes[0]!.ref,
    severity: why ? "critical" : "warning",
    confidence: "likely",
    summary: `Node${isOne ? "" : "s"} ${names} ha${isOne ? "s" : "ve"} no ${agent} pod, while the other ${one.others} nodes have one${why ? `: ${why.words}` : ""}, so that ${one.effect}.`,
    evidence: [
      ...(why?.lines ?? [nodes[0]!.cite()]),
      set?.printed.get("DESIRED")?.line,
      ...one.pods.slice(0, 3).map((pod) => pod.line),
    ],
    related: unique([
      ...nodes.map((node) => node.ref),
      ref,
      ...one.pods.map((pod) => workloadOf(view, pod.ref)),
      ...podsOf(view)
        .filter((pod) => nodes.some((node) => node.ref.name === pod.node))
        .map((pod) => pod.ref),
    ]),
    next: [
      ...(why ? [] : describe(nodes[0]!.ref, "Shows its labels, taints and pods.")),
      ...describe(ref, "Shows its node selector, its tolerations and how many nodes it wants."),
    ],
    fix: fixByHand(
      `Let DaemonSet ${agent} run on ${names}: ${why ? `${why.words.startsWith("it lacks") ? "label the node, or widen the node selector" : "add a toleration to its pod template (operator: Exists tolerates every taint)"}` : "its node selector, affinity and tolerations have to fit the node"}.`,
      list("pods", namespace, "Shows whether it runs there.", "-o", "wide"),
    ),
  };
};

/** Agents of different sets are missing on the very same nodes, which are well, and no set says why: the list of pods was cut. */
const isCutList = (one: Missing, all: readonly Missing[]): boolean => {
  const keyOf = ({ nodes }: Missing) => nodes.map(({ ref }) => ref.name).join(" ");
  const same = all.filter((other) => other.agent !== one.agent && keyOf(other) === keyOf(one));
  return same.length > 0 && [one, ...same].every(({ set, nodes }) => reasonOf(set, nodes[0]!) === undefined);
};

/** Nodes for others than workloads need no storage driver. */
const isOfControlPlane = (node: ObservedObject): boolean =>
  taintsOf(node).some(isControlPlane) || /control-plane|master/.test(node.printed.get("ROLES")?.value ?? "");

const agentMissing = defineRule(
  {
    code: "node-agent-missing",
    title: "Node without its network or storage agent",
    about:
      "A node that is ready has no pod of kube-proxy, the network plugin, the DNS cache or the storage driver, while the other nodes have one: its DaemonSet does not reach it (a taint that it does not tolerate, a label that is lacking). Pods on that node cannot reach Services, get no network, or cannot mount volumes.",
    reads: ["Pod", "Node", "DaemonSet"],
    explains: [
      "dependency-unreachable",
      "name-not-resolved",
      "call-timed-out",
      "daemonset-skips-nodes",
      "csi-driver-missing",
      "network-plugin-not-ready",
      "volume-mount-timeout",
    ],
  },
  function* (view) {
    const nodes = view.of("Node").filter((node) => isUsable(view, node) && !isOther(node));
    if (!isNodesListed(view) || nodes.length < 3) return;
    const workers = nodes.filter((node) => !isOfControlPlane(node));
    const found = [
      ...networkAgents.flatMap((agent) => [...byPods(view, agent, nodes), ...bySet(view, agent, nodes)]),
      ...storageAgents.flatMap((agent) => [...byPods(view, agent, workers), ...bySet(view, agent, workers)]),
    ];
    const seen = new Set<string>();
    for (const one of found) {
      if (seen.has(one.agent) || isCutList(one, found)) continue;
      seen.add(one.agent);
      yield draftOf(view, one);
    }
  },
);

/** Agents that DaemonSets run on each node, where one does not. */
export const missingAgentRules: readonly Rule[] = [agentMissing];
