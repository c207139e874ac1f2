import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { isAnythingDown, isNodeReady, runningText } from "../reading/standing.ts";

const reserved = defineBenign(
  {
    code: "control-plane-takes-no-workloads",
    onlyAsked: true,
    title: "Nodes of the control plane without workloads",
    about:
      "Nodes of the control plane have the taint node-role.kubernetes.io/control-plane:NoSchedule (master in older versions), so that the scheduler puts no workloads on them, however much is free there. Said where they are Ready and nothing is Pending.",
    reads: ["Node", "Pod"],
    asked:
      /control[- ]?planes?|masters?\b|\bnodes?\b|\bcp-?\d|schedul\w*|avoid\w*|no (?:workload )?pods|empty|idle|free (?:cpu|memory)|taint\w*/,
    unless: /\bpending\b|not scheduled|unschedulable/,
  },
  function* (view) {
    const running = runningText(view);
    const nodes = view.of("Node").flatMap((node) => {
      const line = taintOf(node, view);
      return line === null ? [] : [{ node, line }];
    });
    const others = view.of("Node").length - nodes.length;
    if (nodes.length === 0 || others === 0 || running === "" || isAnythingDown(view)) return;
    if (view.of("Node").some((node) => !isNodeReady(node))) return;
    const names = enumerated(
      nodes.map(({ node }) => node.ref.name),
      4,
    );
    for (const { node, line } of nodes)
      yield {
        ref: node.ref,
        about: podsOf(view).map(({ ref }) => ref),
        text:
          node === nodes[0]!.node
            ? `${names} ${nodes.length === 1 ? "is a node" : "are nodes"} of the control plane, which the taint ${role} (NoSchedule) keeps free of workloads by design, however much is free there; ${running} on other nodes`
            : `${node.ref.name} is one of them`,
        lines: [line],
        ofLog: "only" as const,
      };
  },
);

const role = "node-role.kubernetes.io/control-plane";
const keys = /node-role\.kubernetes\.io\/(?:control-plane|master)/;

function taintOf(node: ObservedObject, view: ClusterView): Line | null {
  const taint = listAt(node.fields, "spec", "taints").some((one) => keys.test(textAt(one, "key")));
  if (taint) return node.cite("spec", "taints");
  return (
    printedOf(view, node.ref, /(?:Taints?:|"key":)\s{0,30}"?node-role\.kubernetes\.io\/(?:control-plane|master)/)[0]
      ?.line ?? null
  );
}

export const reservedNodes: readonly BenignRule[] = [reserved];
