import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import type { RefusedNodes } from "../../nodes/scheduling-message.ts";
import { taintsOf, tolerates } from "../../nodes/taints.ts";
import { entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { isWhole } from "../../objects/is-row.ts";
import { isSelected, labelsOf, ownersOf } from "../../objects/relations.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";
import { type SchedulingCause, schedulingCauses } from "./scheduling-causes.ts";

type Decided = { readonly cause: SchedulingCause | undefined; readonly match: RegExpExecArray | null };

const isControlPlane = (one: RefusedNodes): boolean =>
  /node-role\.kubernetes\.io\/(?:control-plane|master)/.test(one.reason);

/** Nodes that the pod's selector admits, where the evidence shows the labels of nodes and what the pod selects. */
export const admitted = (view: ClusterView, pod: PodReading): readonly ObservedObject[] | undefined => {
  const selector = entriesAt(pod.object?.fields, "spec", "nodeSelector");
  const nodes = view.of("Node").filter((node) => labelsOf(node).size > 0);
  return selector.size === 0 || nodes.length === 0
    ? undefined
    : nodes.filter((node) => isSelected(selector, labelsOf(node)));
};

/** That the pod itself asks for other nodes. */
export const isSelection = ({ reason }: RefusedNodes): boolean =>
  /(?<!volume |volume's )node affinity|node selector|MatchNodeSelector|plugin\(s\) \[NodeAffinity\]/i.test(reason);

/** That nodes for others refuse a pod says nothing: of the reasons those count that hold for nodes which the pod's selector admits. */
export const thatCount = (
  view: ClusterView,
  pod: PodReading,
  reasons: readonly RefusedNodes[],
): readonly RefusedNodes[] => {
  const nodes = admitted(view, pod);
  if (reasons.length < 2) return reasons;
  if (nodes === undefined) return withoutSelection(view, pod, reasons);
  const kept = reasons.filter((one) => isSelection(one) === (nodes.length === 0) && !isOfOthers(pod, nodes, one));
  const taints = nodes.flatMap((node) => refusing(pod, node));
  const own = kept.filter(({ reason }) => taints.some((taint) => reason.includes(taint)));
  return own.length > 0 ? own : kept.length > 0 ? kept : reasons;
};

/** The taints of a node that the pod does not tolerate, as the scheduler names them: `{key: value}`, by their keys in older versions. */
const refusing = (pod: PodReading, node: ObservedObject): readonly string[] => {
  const tolerations = listAt(pod.object?.fields, "spec", "tolerations");
  return taintsOf(node)
    .filter((taint) => !tolerations.some((one) => tolerates(one, taint)))
    .map(({ key }) => key);
};

/** A cordon or a taint of which all nodes that the pod selects are free is that of nodes which it would not have taken anyway. */
const isOfOthers = (pod: PodReading, nodes: readonly ObservedObject[], one: RefusedNodes): boolean => {
  if (nodes.length === 0) return false;
  if (isCordon(one)) return nodes.every((node) => isWhole(node) && !isCordoned(node));
  const taint = /untolerated taint \{([^}:]{1,200})/.exec(one.reason)?.[1];
  return (
    taint !== undefined &&
    !taint.startsWith("node.") &&
    nodes.every((node) => isWhole(node) && !refusing(pod, node).includes(taint))
  );
};

const isCordoned = (node: ObservedObject): boolean => textAt(node.fields, "spec", "unschedulable") === "true";

/**
 * The scheduler asks for each node in a fixed order and names the first that says no: a node that lacks something has passed the
 * pod's selector. What a node in trouble or a closed one would say is not known, unless a pod made alike ran on a node already.
 */
const withoutSelection = (
  view: ClusterView,
  pod: PodReading,
  reasons: readonly RefusedNodes[],
): readonly RefusedNodes[] => {
  const passed = reasons.filter(({ reason }) => afterSelection.test(reason));
  const closed = reasons.filter(({ reason }) => inTrouble.test(reason));
  const kept = passed.length > 0 ? passed : closed.length > 0 && hasRun(view, pod) ? closed : [];
  return kept.length > 0 && reasons.some(isSelection) ? reasons.filter((one) => !isSelection(one)) : reasons;
};

const afterSelection =
  /^Insufficient |anti-affinity|topology spread|free ports|volume node affinity|max volume count|Too many pods/;

const inTrouble =
  /were unschedulable|taint \{node\.kubernetes\.io\/(?:not-ready|unreachable|unschedulable|[a-z]+-pressure|network-unavailable)/;

/** A pod of the same ReplicaSet, StatefulSet or DaemonSet, whose template is the same, has been on a node. */
const hasRun = (view: ClusterView, pod: PodReading): boolean => {
  const owner = ownersOf(view, pod.ref)[0];
  return (
    owner !== undefined &&
    podsOf(view).some(
      (other) =>
        other !== pod && other.node !== "" && other.ref.namespace === pod.ref.namespace && isOwned(view, other, owner),
    )
  );
};

const isOwned = (view: ClusterView, pod: PodReading, owner: ObjectRef): boolean =>
  ownersOf(view, pod.ref).some((one) => one.kind === owner.kind && one.name === owner.name);

/** A node that may take the pod, and is closed for a while. */
const isCordon = ({ reason }: RefusedNodes): boolean =>
  /were unschedulable|node\.kubernetes\.io\/unschedulable/.test(reason);

/**
 * Nodes that are set apart for others by a taint say little while the rest lacks what the pod asks for; unless the taint is that of the
 * very device which is lacking.
 */
const withoutOthersNodes = (reasons: readonly RefusedNodes[]): readonly RefusedNodes[] => {
  const lacking = reasons.flatMap(({ reason }) => /Insufficient (\S{1,80})/.exec(reason)?.[1] ?? []);
  const isOfDevice = ({ reason }: RefusedNodes) => lacking.some((what) => reason.includes(`{${what}`));
  const rest = reasons.filter((one) => !/untolerated taint|had taint/.test(one.reason) || isOfDevice(one));
  return lacking.length > 0 && rest.length > 0 ? rest : reasons;
};

/** Of as many nodes that are full and nodes that the spread forbids, the latter have room: the spread is what keeps the pod away. */
export const isSpread = ({ reason }: RefusedNodes): boolean => /topology spread constraints/.test(reason);

const preference = (one: RefusedNodes): number => (isCordon(one) ? 2 : isSpread(one) ? 1 : 0);

/** The cause that keeps the most nodes away; the taint of the control plane counts only when nothing else is named. */
export const decide = (reasons: readonly RefusedNodes[]): Decided => {
  const usual = withoutOthersNodes(reasons.filter((one) => !isControlPlane(one)));
  const ranked = [...(usual.length > 0 ? usual : reasons)].sort(
    (left, right) => right.count - left.count || preference(right) - preference(left),
  );
  for (const one of ranked)
    for (const cause of schedulingCauses) {
      const match = cause.pattern.exec(one.reason);
      if (match !== null) return { cause, match };
    }
  return { cause: undefined, match: null };
};
