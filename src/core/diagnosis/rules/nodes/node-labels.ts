import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type Demand, demandsIn, demandsOf, nearWords, printDemand, unmetDemand } from "../../nodes/placement.ts";
import { numberAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { ownersOf } from "../../objects/relations.ts";
import { podsOf } from "../../workloads/pods.ts";

/** Labels of the system: nodes of this kind are simply not there, which is no slip of the pen. */
const ofSystem = /^(?:beta\.)?kubernetes\.io\/(?:os|arch)$/;

/** Who wants nodes with a label and gets none: the object, what it asks for and what shows that it gets none. */
type Wanting = {
  readonly object: ObservedObject;
  readonly demands: readonly Demand[];
  readonly result: string;
  readonly path: readonly string[];
  readonly related: readonly ObjectRef[];
};

const template = ["spec", "template", "spec"] as const;

const daemons = (view: ClusterView): readonly Wanting[] =>
  view
    .of("DaemonSet")
    .filter((set) => numberAt(set.fields, "status", "desiredNumberScheduled") === 0)
    .map((object) => ({
      object,
      demands: demandsIn(object.fields, ...template),
      result: "so that 0 pods are desired and it runs nowhere",
      path: template,
      related: [],
    }));

/** Pods that wait for a node and whose events are not shown. */
const waiting = (view: ClusterView): readonly Wanting[] =>
  podsOf(view).flatMap((pod): readonly Wanting[] => {
    if (pod.object === undefined || pod.status !== "Pending" || pod.node !== "") return [];
    if (view.eventsOf(pod.ref).some(({ reason }) => reason === "FailedScheduling")) return [];
    const path = demandsIn(pod.object.fields, "spec").length > 0 ? ["spec"] : [];
    return [
      {
        object: pod.object,
        demands: demandsOf(view, pod),
        result: "so that it stays Pending",
        path,
        related: ownersOf(view, pod.ref),
      },
    ];
  });

const draftOf = (view: ClusterView, { object, demands, result, path, related }: Wanting): Draft | undefined => {
  const unmet = unmetDemand(view, demands);
  if (unmet === undefined) return undefined;
  const { demand, near, nodes } = unmet;
  const isOfSystem = ofSystem.test(demand.key) && near?.label.split("=")[0] === demand.key;
  const holder = [object, ...related.flatMap((ref) => view.object(ref) ?? [])].find(
    (one) => demandsIn(one.fields, ...(one === object ? path : template)).length > 0,
  );
  const shows = near?.nodes[0] ?? nodes[0]!;
  return {
    object: object.ref,
    severity: isOfSystem ? "info" : near ? "critical" : "warning",
    confidence: near && !isOfSystem ? "confirmed" : "likely",
    summary: `${nameOf(object.ref)} asks for nodes with label ${demands.map(printDemand).join(" and ")} (nodeSelector or node affinity), and no node${demands.length > 1 ? ` has ${printDemand(demand)}` : " has it"}${near ? `: ${nearWords(near)}` : ` of the ${nodes.length} shown`}, ${result}.`,
    evidence: [
      object.printed.get("NODE SELECTOR")?.line,
      holder?.cite(...(holder === object ? path : template), "nodeSelector"),
      shows.cite("metadata", "labels"),
      object.cite("status", "desiredNumberScheduled"),
    ],
    related: [...related, ...(near?.nodes ?? []).map(({ ref }) => ref)],
    next: [],
    fix: fixByHand(
      near
        ? `Ask for ${near.label} in the pod template, or label the nodes ${printDemand(demand)}.`
        : `Label the nodes ${printDemand(demand)}, or correct the selector in the pod template.`,
      list("nodes", undefined, "Shows the labels of the nodes.", "--show-labels"),
    ),
  };
};

const nobodyHas = defineRule(
  {
    code: "node-label-absent",
    title: "No node carries the label that is asked for",
    about:
      "A DaemonSet with 0 desired pods, or a pod that waits for a node, asks by nodeSelector or node affinity for a label that no node shown carries. Often the nodes carry the same value under another key, or another spelling of it.",
    reads: ["DaemonSet", "Pod", "Node"],
    explains: [
      "not-scheduled",
      "pod-not-ready",
      "deployment-unavailable",
      "rollout-stuck",
      "stateful-set-stuck",
      "daemonset-incomplete",
      "claim-waits-for-consumer",
      "service-without-endpoints",
    ],
  },
  function* (view) {
    if (view.of("Node").length === 0) return;
    for (const one of [...daemons(view), ...waiting(view)]) {
      const draft = one.demands.length === 0 ? undefined : draftOf(view, one);
      if (draft) yield draft;
    }
  },
);

/** Workloads whose nodes are called otherwise than they ask. */
export const nodeLabelRules: readonly Rule[] = [nobodyHas];
