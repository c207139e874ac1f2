import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, numberAt, textAt } from "../objects/fields.ts";
import { keyOf } from "../objects/name-object.ts";
import { isSelected, labelsOf, workloadOf } from "../objects/relations.ts";
import { podSpecsOf } from "../workloads/pod-specs.ts";
import { type PodReading, podsIn } from "../workloads/pods.ts";
import { isLabelShown, labelsShown } from "./node-labels.ts";
import { demandsOf, isMet } from "./placement.ts";
import type { SchedulingMessage } from "./scheduling-message.ts";
import { isControlPlane, printed, taintsOf } from "./taints.ts";

/** The domains that a spread constraint leaves for a pod, all of whose nodes are closed to it. */
export type ClosedDomains = {
  readonly words: string;
  readonly mend: string;
  readonly cordoned: readonly ObjectRef[];
  readonly nodes: readonly ObjectRef[];
  readonly evidence: readonly Line[];
};

type Constraint = {
  readonly key: string;
  readonly maxSkew: number;
  readonly selector: ReadonlyMap<string, string>;
  readonly isTaintHonoured: boolean;
  readonly line: Line;
};

type Domain = { readonly name: string; readonly nodes: readonly ObservedObject[]; readonly count: number };

/** Where a spread constraint wants a pod that finds no node, and why the nodes there take none; undefined where that is not shown. */
export const closedDomains = (
  view: ClusterView,
  pod: PodReading,
  message: SchedulingMessage,
): ClosedDomains | undefined => {
  for (const constraint of constraintsOf(view, pod)) {
    const domains = domainsOf(view, pod, constraint);
    const least = Math.min(...domains.map(({ count }) => count));
    const open = domains.filter(({ count }) => count + 1 - least <= constraint.maxSkew);
    const others = domains.filter((one) => !open.includes(one)).flatMap(({ nodes }) => nodes);
    if (open.length === 0 || others.length === 0 || refusedBySpread(message) > others.length) continue;
    const closed = open.flatMap(({ nodes }) => nodes).map((node) => ({ node, why: whyClosed(node, message) }));
    const unknown = closed.filter(({ why }) => why === undefined);
    const lacking = lackingOf(message, unknown.length);
    if (unknown.length > 0 && lacking === undefined) continue;
    const reasons = closed.map(({ node, why }) => ({ node, why: why ?? lacking! }));
    return wordsOf(constraint, domains, open, reasons);
  }
  return undefined;
};

const constraintsOf = (view: ClusterView, pod: PodReading): readonly Constraint[] => {
  const shown = podSpecsOf(view, pod.ref).find(({ spec }) => listAt(spec, "topologySpreadConstraints").length > 0);
  return listAt(shown?.spec, "topologySpreadConstraints").flatMap((one, index): readonly Constraint[] => {
    const key = textAt(one, "topologyKey");
    if (key === "" || textAt(one, "whenUnsatisfiable") === "ScheduleAnyway") return [];
    return [
      {
        key,
        maxSkew: numberAt(one, "maxSkew") ?? 1,
        selector: entriesAt(one, "labelSelector", "matchLabels"),
        isTaintHonoured: textAt(one, "nodeTaintsPolicy") === "Honor",
        line: shown!.cite("topologySpreadConstraints", `${index}`),
      },
    ];
  });
};

/** The domains of the nodes that the pod may select, with the pods that count there. Taints count only where they are to be honoured. */
const domainsOf = (view: ClusterView, pod: PodReading, constraint: Constraint): readonly Domain[] => {
  const { key, isTaintHonoured } = constraint;
  const demands = demandsOf(view, pod);
  const nodes = view.of("Node").filter((node) => {
    const labels = labelsShown(view, node);
    const isWanted = demands.every((one) => !isLabelShown(view, node, one.key) || isMet(one, labels.get(one.key)));
    return isWanted && !(isTaintHonoured && (isCordoned(node) || taintsOf(node).length > 0));
  });
  const placed = podsIn(view, pod.ref.namespace).filter((other) => isCounted(view, pod, other, constraint));
  const named = nodes.flatMap((node) => {
    const name = key === "kubernetes.io/hostname" ? node.ref.name : labelsShown(view, node).get(key);
    return name === undefined ? [] : [{ name, node }];
  });
  return [...Map.groupBy(named, ({ name }) => name)].map(([name, own]) => ({
    name,
    nodes: own.map(({ node }) => node),
    count: placed.filter((other) => own.some(({ node }) => node.ref.name === other.node)).length,
  }));
};

const isCounted = (view: ClusterView, pod: PodReading, other: PodReading, { selector }: Constraint): boolean => {
  if (other.node === "" || other.health === "done" || other.health === "gone" || other.deleting) return false;
  const labels = other.object === undefined ? new Map<string, string>() : labelsOf(other.object);
  if (selector.size > 0 && labels.size > 0) return isSelected(selector, labels);
  return keyOf(workloadOf(view, other.ref)) === keyOf(workloadOf(view, pod.ref));
};

const isCordoned = (node: ObservedObject): boolean => textAt(node.fields, "spec", "unschedulable") === "true";

const isNotReady = (node: ObservedObject): boolean =>
  /^NotReady/.test(node.printed.get("STATUS")?.value ?? "") ||
  listAt(node.fields, "status", "conditions").some(
    (one) => textAt(one, "type") === "Ready" && /^(?:False|Unknown)$/.test(textAt(one, "status")),
  );

/** Why a node takes no pod of this kind: its own state, or a taint that the scheduler names. */
const whyClosed = (node: ObservedObject, { reasons }: SchedulingMessage): string | undefined => {
  if (isCordoned(node)) return "is cordoned (SchedulingDisabled)";
  if (isNotReady(node)) return "is NotReady";
  const told = reasons.map(({ reason }) => reason).filter((reason) => /taint/.test(reason));
  const taint = taintsOf(node).find(({ key }) => told.some((reason) => reason.includes(`{${key}`)));
  if (taint) return `has taint ${printed(taint)}, which the pod does not tolerate`;
  const role = /control-plane|master/.exec(node.printed.get("ROLES")?.value ?? "")?.[0];
  return role && told.some((reason) => reason.includes(`node-role.kubernetes.io/${role}`))
    ? `has the taint of the control plane (node-role.kubernetes.io/${role}), which the pod does not tolerate`
    : undefined;
};

/** The one thing that the scheduler says is short on as many nodes. */
const lackingOf = ({ reasons }: SchedulingMessage, count: number): string | undefined => {
  const short = reasons.filter(({ reason }) => /^(?:Insufficient |Too many pods)/.test(reason));
  const told = short.find((one) => one.count === count);
  return told && short.length === 1 ? `is full (${told.reason})` : undefined;
};

/** As many nodes have to be in the other domains, or not all pods that count are shown. */
const refusedBySpread = ({ reasons }: SchedulingMessage): number =>
  reasons.find(({ reason }) => /topology spread constraints/.test(reason))?.count ?? 0;

type Closed = { readonly node: ObservedObject; readonly why: string };

const wordsOf = (
  { key, maxSkew, line }: Constraint,
  domains: readonly Domain[],
  open: readonly Domain[],
  closed: readonly Closed[],
): ClosedDomains => {
  const isOfHosts = key === "kubernetes.io/hostname";
  const counts = domains.map(({ name, count }) => `${name}: ${count}`);
  const where = open.map(({ name }) => name).join(", ");
  const isAlone = closed.length === 1 && !isOfHosts;
  const said = closed
    .slice(0, 3)
    .map(({ node, why }) => (isAlone ? `the only node there, ${node.ref.name}, ${why}` : `${node.ref.name} ${why}`))
    .join(", ");
  const spread = domains.length > 6 ? "" : ` (pods there: ${counts.join(", ")})`;
  const cordoned = closed.filter(({ node }) => isCordoned(node)).map(({ node }) => node.ref);
  return {
    words: `its topology spread constraint (${key}, maxSkew ${maxSkew}) lets it run only ${isOfHosts ? "on" : "in"} ${where}${spread}, and ${said}`,
    mend: `${mendOf(closed, cordoned)}, or let the spread give way: whenUnsatisfiable: ScheduleAnyway, a larger maxSkew${closed.some(({ why }) => /cordon|taint/.test(why)) ? ", or nodeTaintsPolicy: Honor, which leaves such nodes out of the count" : ""}.`,
    cordoned,
    nodes: closed.map(({ node }) => node.ref),
    evidence: [line, ...closed.slice(0, 2).map(({ node }) => node.printed.get("STATUS")?.line ?? node.cite())],
  };
};

const mendOf = (closed: readonly Closed[], cordoned: readonly ObjectRef[]): string => {
  if (cordoned.length > 0)
    return `Uncordon ${cordoned.map(({ name }) => name).join(", ")} when the maintenance is over`;
  const names = closed.map(({ node }) => node.ref.name).slice(0, 3);
  if (closed.every(({ node }) => taintsOf(node).some(isControlPlane)))
    return `Leave ${names.join(", ")} out by node affinity`;
  return `Make ${names.join(", ")} take the pod, or add a node there`;
};
