import { isMet, printDemand } from "../../../diagnosis/nodes/placement.ts";
import { printed, tolerates } from "../../../diagnosis/nodes/taints.ts";
import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { labelsOf } from "../../../diagnosis/objects/relations.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm, searchPlace } from "../form/look.ts";
import { nameLeft } from "../form/name-left.ts";
import { wordsLeft } from "../form/words-left.ts";
import { type Manifest, manifestName, manifestsIn } from "../printed/manifests.ts";
import { type NodeRoom, nodeRooms } from "./node-room.ts";
import { demandOf, type PodDemand } from "./pod-demand.ts";

const described = {
  command: "kubectl describe nodes",
  reason: "Shows what each node has, what is requested of it, its taints and its labels.",
};

const whereTo =
  /\b(?:which|what|any|a|another|other) (?:other )?(?:nodes?|machines?|workers?|hosts?)\b.{0,20}\b(?:could|can|would|will|may|might|is able to|are able to|has (?:the )?(?:room|space|capacity)|have (?:the )?(?:room|space|capacity)|fits?)\b|\bwhere (?:could|can|would|will|does|might)\b.{1,80}\b(?:fit|go|be (?:scheduled|placed)|land)\b|\b(?:could|can|would|will|does)\b.{1,80}\bfit\b/;

const accounted =
  /^(?:nodes?|machines?|workers?|hosts?|could|can|fits?|able|room|space|capacity|enough|scheduled|schedule|placed|land|else|other|another|move|moved|deployments?|statefulsets?|daemonsets?|jobs?|cronjobs?|pods?|accept|host|onto)$/;

type Asked = { readonly name: string; readonly node: string | null };

function askedIn(question: Question): Asked | null {
  const { plain, text, targets, intent, selectors } = question;
  const lower = text.toLowerCase();
  if (intent === "change" || selectors.labels.length > 0 || !whereTo.test(lower)) return null;
  if (/\bwhy\b|\bipv?[46]\b/.test(lower)) return null;
  const nodes = targets.filter(({ name, kind }) => kind?.kind === "Node" || looksLikeNode.test(name));
  const [target, ...more] = targets.filter((one) => !nodes.includes(one));
  if (more.length > 0 || nodes.length > 1) return null;
  const node = nodes[0]?.name ?? null;
  if (target === undefined) {
    const name = node === null ? nameLeft(question, accounted) : null;
    return name === null ? null : { name, node };
  }
  const rest = wordsLeft(plain, accounted).filter((word) => !targets.some(({ name }) => name === word));
  return rest.length > 0 ? null : { name: target.name, node };
}

const looksLikeNode = /(?:^|-)(?:node|worker|master|control-plane|vm)s?-[a-z0-9]{1,12}$/;

/** `which node could take forecast`: where a pod of it would fit, by what nodes have left, their taints and their labels. */
export const whereFitsLook: LookForm = (question, look) => {
  const asked = askedIn(question);
  if (asked === null) return null;
  const { place } = searchPlace(question, look);
  const search = {
    command: kubectl(
      "get deployments,statefulsets,daemonsets,cronjobs,jobs,pods",
      place,
      `--field-selector=metadata.name=${asked.name}`,
      "-o json",
    ),
    reason: `Shows what the pods of ${asked.name} ask of a node.`,
  };
  const [piece, nodes] = [look.read(search.command), look.read(described.command)];
  if (piece === undefined || nodes === undefined) return { ask: [search, described] };
  if (!isGood(piece) || !isGood(nodes)) return null;
  const found = manifestsIn(piece).filter(({ name }) => name === asked.name);
  const object = found.find((one) => demandOf(one) !== null);
  const demand = object === undefined ? null : demandOf(object);
  if (object === undefined || demand === null) return null;
  const rooms = nodeRooms(nodes, undefined);
  const own =
    asked.node === null ? rooms : rooms.filter(({ name }) => name === asked.node || name.endsWith(`-${asked.node}`));
  if (own.length === 0) return null;
  const judged = own.map((room) => ({ room, barriers: barriersOf(room, demand, look.view) }));
  return { answered: told(object, demand, judged, asked.node !== null) };
};

type Judged = { readonly room: NodeRoom; readonly barriers: readonly string[] };

function told(object: Manifest, demand: PodDemand, judged: readonly Judged[], isOfOne: boolean) {
  const fitting = judged.filter(({ barriers }) => barriers.length === 0).map(({ room }) => room);
  const who = object.kind === "Pod" ? manifestName(object) : `a pod of ${manifestName(object)}`;
  const asks = asksOf(demand);
  const names = fitting.map((room) => `${room.name} (${leftOf(room)} left)`);
  const head = isOfOne
    ? `${fitting.length > 0 ? "Yes" : "No"}: by requests ${judged[0]!.room.name} ${fitting.length > 0 ? "could" : "cannot"} take ${who}, which asks for ${asks}${fitting.length > 0 ? ` (${leftOf(judged[0]!.room)} left)` : `: ${judged[0]!.barriers.join(", ")}`}.`
    : fitting.length === 0
      ? `No node can take ${who}, which asks for ${asks}.`
      : `By requests ${fitting.length} of ${judged.length} nodes could take ${who}, which asks for ${asks}: ${enumerated(names, 12)}.`;
  const uncounted = demand.uncounted.length === 0 ? "" : ` Not counted in: ${enumerated(demand.uncounted)}.`;
  const shut = judged.filter(({ barriers }) => barriers.length > 0);
  return {
    summary: `${head}${uncounted}`,
    details:
      isOfOne || shut.length === 0
        ? ""
        : `Not:\n${shut.map(({ room, barriers }) => `  ${room.name}: ${barriers.join(", ")}`).join("\n")}`,
    lines: (fitting[0] ?? judged[0]!.room).lines,
  };
}

/** What keeps the pod away from a node: https://kubernetes.io/docs/concepts/scheduling-eviction/ */
function barriersOf(room: NodeRoom, demand: PodDemand, view: ClusterView): readonly string[] {
  const node = view.of("Node").find(({ ref }) => ref.name === room.name);
  const taints = listAt(node?.fields, "spec", "taints")
    .map((one) => ({ key: textAt(one, "key"), value: textAt(one, "value"), effect: textAt(one, "effect") }))
    .filter(({ effect }) => effect === "NoSchedule" || effect === "NoExecute")
    .filter((taint) => !demand.tolerations.some((one) => tolerates(one, taint)));
  const labels = node === undefined ? new Map<string, string>() : labelsOf(node);
  const unmet = demand.labels.filter((one) => !isMet(one, labels.get(one.key)));
  const isCordonShown = taints.some(({ key }) => key === "node.kubernetes.io/unschedulable");
  return [
    ...(room.closedBy === "cordoned" && !isCordonShown ? ["cordoned"] : []),
    ...taints.map((taint) =>
      taint.key === "node.kubernetes.io/unschedulable" ? "cordoned" : `taint ${printed(taint)}`,
    ),
    ...unmet.map((one) => `lacks ${printDemand(one)}`),
    ...[...demand.amounts].flatMap(([key, amount]) => lackOf(key, amount, room, node?.fields)),
    ...(room.requested.pods >= room.allocatable.pods && room.allocatable.pods > 0 ? ["has its number of pods"] : []),
  ];
}

function lackOf(key: string, amount: number, room: NodeRoom, fields: unknown): readonly string[] {
  if (key === "cpu" || key === "memory") {
    const left = room.allocatable[key] - room.requested[key];
    return amount > left + 1e-9
      ? [
          `${spelled(key, Math.max(0, left))} ${key === "cpu" ? "CPU" : "memory"} left of ${spelled(key, room.allocatable[key])}`,
        ]
      : [];
  }
  if (key === "ephemeral-storage") return [];
  const has = quantity(textAt(fields, "status", "allocatable", key)) ?? 0;
  return has < amount ? [`has ${has} ${key}`] : [];
}

const spelled = (key: "cpu" | "memory", amount: number): string =>
  key === "cpu" ? `${Number(amount.toFixed(2))}` : `${Number((amount / 2 ** 30).toFixed(2))}Gi`;

const leftOf = ({ allocatable, requested }: NodeRoom): string =>
  `${spelled("cpu", allocatable.cpu - requested.cpu)} CPU and ${spelled("memory", allocatable.memory - requested.memory)} memory`;

function asksOf({ amounts, labels }: PodDemand): string {
  const said = [...amounts].map(([key, amount]) =>
    key === "cpu" || key === "memory"
      ? `${spelled(key, amount)} ${key === "cpu" ? "CPU" : "memory"}`
      : `${amount} ${key}`,
  );
  const demanded = labels.map((one) => `a node with ${printDemand(one)}`);
  return said.length + demanded.length === 0 ? "nothing" : enumerated([...said, ...demanded]);
}
