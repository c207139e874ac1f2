import { diagnose } from "../../../diagnosis/diagnose.ts";
import { entriesAt, numberAt } from "../../../diagnosis/objects/fields.ts";
import { isSelected, workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";
import { isSame } from "../../investigation/relevance.ts";
import { enumerated } from "../../wording.ts";
import type { Inquest, Inquiry } from "../form/inquest.ts";
import { nameWords, placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";
import { lossOfOne } from "./loss-of-one.ts";

/** `what would happen if I drain node worker-2`, `what happens if shop-worker-3 dies`: what runs there, and what would be missed. */
export const lossOfNode: Inquiry = (question) => {
  const said = question.text.toLowerCase();
  const isOfNode =
    question.kinds.some(({ kind }) => kind.kind === "Node") ||
    question.targets.some(({ kind }) => kind?.kind === "Node");
  const isPlain = isOfNode || /\bdrain|\bnodes?\b|\bmachine|\bhost\b/.test(said);
  if (!(ifs.test(said) || mayDrain.test(said)) || !(isPlain || nodeLike.test(said))) return null;
  const names = nameWords(question, deeds).filter((word) => word !== "node" && word !== "nodes");
  return names.length === 0
    ? null
    : inquestOf(names, isPlain, { drains: /\bdrain|\bevacuat|\bempty\b/.test(said), whether: mayDrain.test(said) });
};

const nodeLike = /\b(?:worker|node|master|control-plane|cp|vm)s?-?\d{1,4}\b|\bip-\d/;
const mayDrain =
  /\b(?:can|could|may|should) (?:i|we) (?:\w{1,12} )?(?:drain|evacuate|empty|reboot|shut down|power off|replace)\b|\b(?:is|would) it (?:be )?(?:safe|ok|okay|fine|possible) to (?:drain|evacuate|empty|reboot|shut down|power off|replace)\b/;
const ifs =
  /\b(?:what|which|who|will|would|does|do|how)\b[^?]{0,60}\b(?:if|when|once|should|by)\b[^?]{0,60}\b(?:drain\w*|evacuat\w*|dies?|died|fails?|goes (?:down|away|offline)|crash\w*|reboot\w*|lost|gone|down|removed?|lose|shut\w*|restart\w*|delete\w*|disappear\w*|breaks?|power\w*|replace\w*|offline|upgrad\w*|patch\w*|turn\w*)\b|\b(?:what|which)\b[^?]{0,30}\b(?:affected|hit|lost|moved|evicted|impact\w*)\b[^?]{0,30}\b(?:drain\w*|loss|outage|failure|reboot\w*)\b|\b(?:impact|effects?|consequences?|blast radius) of\b[^?]{0,30}\b(?:drain\w*|losing|loss|outage|reboot\w*)\b/;

const deeds =
  /^(?:drain\w*|safe|safely|possible|evacuat\w*|die|dies|died|reboot\w*|lost|lose|losing|loss|remov\w*|shut\w*|restart\w*|delet\w*|disappear\w*|break\w*|power\w*|offline|away|down|replac\w*|affected|impact\w*|effect\w*|consequence\w*|outage|machine|host|server|worker|workers|blast|radius|if|else|pods?|workloads?|crash\w*|maintenance|evicted|moved|hit|upgrad\w*|patch\w*|turn\w*|off|suddenly|would|things)$/;

const nodes = { command: "kubectl get nodes", reason: "Shows which nodes there are." };
const workloads = {
  command: "kubectl get deployments,statefulsets,daemonsets,jobs -A",
  reason: "Shows how many replicas each workload has.",
};
const budgets = [
  { command: "kubectl get pdb -A", reason: "Shows which disruption budgets allow no eviction." },
  { command: "kubectl get pdb -A -o yaml", reason: "Shows which pods they protect." },
];

const podsOn = (node: string) => ({
  command: kubectl("get pods -A -o wide --show-labels", `--field-selector=spec.nodeName=${node}`),
  reason: `Shows what runs on ${node}.`,
});

function inquestOf(names: readonly string[], isPlain: boolean, asks: Asks): Inquest {
  return {
    reads: (view) => {
      const found = nodesNamed(names, view);
      return found.length === 1 ? [nodes, podsOn(found[0]!.ref.name), workloads, ...budgets] : [nodes];
    },
    tell: (view) => {
      const found = nodesNamed(names, view);
      if (found.length === 1)
        return lossOfOne(found[0]!, names, asks.drains, view) ?? consequences(found[0]!, names, asks, view);
      return isPlain ? unclear(names, found, view) : null;
    },
  };
}

/** Nodes of just that name, else those whose name ends like it or holds it. */
function nodesNamed(names: readonly string[], view: ClusterView): readonly ObservedObject[] {
  const all = view.of("Node").filter((node) => node.printed.has("STATUS"));
  const ways = [
    (name: string, word: string) => name === word,
    (name: string, word: string) => name.endsWith(`-${word}`) || name.startsWith(`${word}.`),
    (name: string, word: string) => `-${name}-`.includes(`-${word}-`),
  ];
  for (const way of ways) {
    const found = all.filter(({ ref }) => names.some((word) => way(ref.name, word)));
    if (found.length > 0) return found;
  }
  return [];
}

function unclear(names: readonly string[], found: readonly ObservedObject[], view: ClusterView): Told | null {
  const all = view.of("Node").filter((node) => node.printed.has("STATUS"));
  if (all.length === 0) return null;
  const some = (found.length > 0 ? found : all).map(({ ref }) => ref.name);
  return {
    summary: `${found.length > 0 ? "Several nodes are" : "No node is"} called ${names[0]}; ${found.length > 0 ? "" : "there are "}${enumerated(some, 12)}.`,
    lines: all.slice(0, 8).flatMap((node) => node.printed.get("STATUS")?.line ?? []),
  };
}

/** A drain, or a node that is gone; and whether the drain is possible, or what it would do. */
type Asks = { readonly drains: boolean; readonly whether: boolean };

function consequences(
  node: ObservedObject,
  names: readonly string[],
  { drains, whether }: Asks,
  view: ClusterView,
): Told | null {
  const name = node.ref.name;
  const pods = podsOf(view).filter((pod) => pod.node === name && pod.health !== "gone" && !ended.test(pod.status));
  const owner = (pod: PodReading) => workloadOf(view, pod.ref);
  const fixed = pods.filter((pod) => owner(pod).kind === "DaemonSet" || pod.ref.name.endsWith(`-${name}`));
  const moving = pods.filter((pod) => !fixed.includes(pod));
  const called = names.includes(name) ? "" : `No node is called ${names[0]}; taken for ${name}: `;
  const alone = only(moving, view);
  const bare = moving.filter((pod) => owner(pod).kind === "Pod");
  const sets = moving.filter((pod) => owner(pod).kind === "StatefulSet");
  const blocked = blockers(moving, view);
  const held = blocked.flatMap(({ budget }) =>
    diagnose(view).findings.filter(
      ({ object, code }) => code === "disruption-budget-blocks" && isSame(object, budget.ref),
    ),
  );
  const others = view.of("Node").filter((one) => one !== node && takesPods(one));
  const lead = !whether
    ? ""
    : drains && blocked.length > 0
      ? "No: "
      : drains || alone.length === 0
        ? "Yes: "
        : drains
          ? "Not as things stand: "
          : "Not without an outage: ";
  const head = drains
    ? `${called}draining ${name} evicts ${moving.length} pods, which start anew on other nodes${blocked.length === 0 ? "" : `, but it would not end: ${enumerated(blocked.map(blockSaid), 5)}`}.`
    : `${called}if ${name} goes away, ${moving.length} pods are down for about 5 minutes, until they are started anew on other nodes.`;
  const oneOnly =
    alone.length === 0
      ? "Every workload there has replicas on other nodes."
      : `Down meanwhile, as no other replica runs elsewhere: ${enumerated(alone, 12)}.`;
  return {
    summary: `${(lead + head).replace(/^./, (letter) => letter.toUpperCase())} ${oneOnly}`,
    details: [
      fixed.length > 0 &&
        `${fixed.length} pods of DaemonSets or of the node itself stay with the node: ${enumerated(unique(fixed.map((pod) => stem(owner(pod), name))), 10)}${drains ? " (drain needs --ignore-daemonsets)" : ""}.`,
      sets.length > 0 &&
        !drains &&
        `Pods of StatefulSets are not replaced while the node may come back: ${enumerated(
          sets.map(({ ref }) => placed({ ref })),
          10,
        )} wait until it is back, or its Node object is deleted.`,
      bare.length > 0 &&
        `Pods that nothing would start anew: ${enumerated(
          bare.map(({ ref }) => placed({ ref })),
          8,
        )}${drains ? " (drain refuses them without --force)" : ""}.`,
      `Moved: ${enumerated(unique(moving.map((pod) => placed({ ref: owner(pod) }))), 40)}.`,
      `${others.length} other nodes take pods: ${enumerated(
        others.map(({ ref }) => ref.name),
        8,
      )}. Whether they have room for it is not counted here.`,
    ]
      .filter((line) => line !== false)
      .join("\n"),
    findings: drains && whether ? held : [],
    lines: [
      ...(node.printed.get("STATUS") === undefined ? [] : [node.printed.get("STATUS")!.line]),
      ...blocked.flatMap(({ budget }) => budget.cite("status", "disruptionsAllowed")),
    ],
    next: [
      ...(drains && whether ? held.flatMap(({ next }) => next.slice(0, 1)) : []),
      { command: kubectl("describe node", name), reason: "Shows what its pods request, which has to fit elsewhere." },
    ],
  };
}

const takesPods = ({ printed }: ObservedObject): boolean =>
  printed.get("STATUS")?.value === "Ready" && !/control-plane|master/.test(printed.get("ROLES")?.value ?? "");

const unique = (some: readonly string[]): readonly string[] => [...new Set(some)];
const stem = (ref: ObjectRef, node: string): string =>
  placed({ ref: { ...ref, name: ref.name.replace(`-${node}`, "") } });

/** Workloads of which all replicas that they should have run here. */
function only(moving: readonly PodReading[], view: ClusterView): readonly string[] {
  const groups = Map.groupBy(moving, (pod) => placed({ ref: workloadOf(view, pod.ref) }));
  return [...groups].flatMap(([name, pods]) => {
    const object = view.object(workloadOf(view, pods[0]!.ref));
    const wanted = object === undefined ? undefined : numberAt(object.fields, "spec", "replicas");
    return wanted !== undefined && wanted <= pods.length ? [name] : [];
  });
}

/** Pods that ended take no part in it; they are only kept for a look. */
const ended = /^(?:Completed|Succeeded|Error|Failed|Evicted|ContainerStatusUnknown|OutOf\w{1,20})$/;

type Block = { readonly budget: ObservedObject; readonly pods: readonly PodReading[] };

function blockers(moving: readonly PodReading[], view: ClusterView): readonly Block[] {
  return view.of("PodDisruptionBudget").flatMap((budget): readonly Block[] => {
    const selector = entriesAt(budget.fields, "spec", "selector", "matchLabels");
    const isHeld = ({ ref, object }: PodReading) =>
      ref.namespace === budget.ref.namespace &&
      selector.size > 0 &&
      isSelected(selector, entriesAt(object?.fields, "metadata", "labels"));
    const pods = moving.filter(isHeld);
    return numberAt(budget.fields, "status", "disruptionsAllowed") === 0 && pods.length > 0 ? [{ budget, pods }] : [];
  });
}

const blockSaid = ({ budget, pods }: Block): string =>
  `PodDisruptionBudget ${placed(budget)} allows no disruption and protects ${enumerated(
    pods.map(({ ref }) => ref.name),
    3,
  )}`;
