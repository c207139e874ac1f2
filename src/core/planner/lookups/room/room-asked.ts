import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { Question } from "../../question/understand.ts";

export type Resource = "cpu" | "memory" | "pods" | "disk";

/** What is left, or there in all, on the nodes or on one of them. */
export type LeftAsked = {
  readonly is: "left" | "total";
  readonly resources: readonly Resource[];
  readonly node: string | null;
};

/** `least free memory`, `how much is left`, `room for 10 more pods of 2 cpu`. */
export type RoomAsked =
  | { readonly is: "rank"; readonly resource: Resource; readonly most: boolean }
  | LeftAsked
  | { readonly is: "fits"; readonly pods: number; readonly cpu: number; readonly memory: number };

/** `shop-worker-2`: what machines of a cluster are called. */
const looksLikeNode = /(?:^|-)(?:node|worker|master|control-plane|cp|vm|host|machine)s?(?:-[a-z0-9]{1,12})?$/;

const free =
  /\b(?:free|left|available|spare|unused|remaining|room|headroom|capacity|space|allocatable|unallocated|unreserved)\b/;

/** What a question asks of the room on nodes; null where it asks something else. */
export function roomAsked({ plain, kinds, targets, scope, text }: Question): RoomAsked | null {
  const node =
    targets.find(({ name, kind }) => kind?.kind === "Node" || (kind === null && looksLikeNode.test(name)))?.name ??
    null;
  if (targets.some(({ sure, name }) => sure && name !== node) || scope.namespaces.length > 0) return null;
  if (/\b(?:quota|pvc|claims?|volumes?|limit)\b/.test(plain)) return null;
  const fits = fitIn(text.toLowerCase());
  if (fits !== null) return fits;
  const isOfNodes = kinds.some(({ kind }) => kind.kind === "Node");
  const resources = resourcesIn(plain);
  const asksFree = free.test(plain);
  const rank = /\b(most|least|lowest|highest|fewest|smallest|largest|biggest)\b/.exec(plain)?.[1];
  if (isOfNodes && rank !== undefined && asksFree) {
    const resource = resources[0] ?? "memory";
    const most = /^(?:most|high|larg|big)/.test(rank);
    return { is: "rank", resource, most };
  }
  const isTotal =
    /\b(?:total|altogether|overall)\b/.test(plain) &&
    !/\b(?:free|left|available|spare|unused|remaining|room|headroom)\b/.test(plain);
  if (/^how (?:full|loaded|busy|utili[sz]ed) is (?:the|our|my) cluster\b/.test(plain))
    return { is: "left", resources: ["cpu", "memory", "pods"], node };
  if (
    /^how (?:many (?:cpus?|cores?)|much (?:cpu|memory|ram)) (?:does|do|has|have) (?:the|our|my|this) (?:cluster|nodes)(?: have)?$/.test(
      plain,
    )
  )
    return { is: "total", resources, node };
  const isOfCluster =
    node !== null ||
    /\bcluster\b/.test(plain) ||
    isOfNodes ||
    /^(?:how much|do we have|is there|have we)\b/.test(plain);
  const asks = /\b(?:how much|how many|do we have|is there|have we|what is|what's|show|any|enough)\b/.test(plain);
  if (!isOfCluster || !asks || !asksFree || /\bwhy\b|\bservices?\b|\bready\b/.test(plain)) return null;
  if (resources.length === 0 && !/\b(?:capacity|room|headroom|resources?)\b/.test(plain)) return null;
  return {
    is: isTotal ? "total" : "left",
    resources: resources.length > 0 ? resources : ["cpu", "memory", "pods"],
    node,
  };
}

function resourcesIn(plain: string): readonly Resource[] {
  const said: readonly (readonly [Resource, RegExp])[] = [
    ["memory", /\b(?:memory|ram|mem)\b/],
    ["cpu", /\b(?:cpus?|cores?|processors?)\b/],
    ["disk", /\b(?:disk|storage|disk space|ephemeral[- ]storage)\b/],
    ["pods", /\b(?:pods?|pod slots?)\b/],
  ];
  return said.filter(([, pattern]) => pattern.test(plain)).map(([resource]) => resource);
}

/** `10 more pods of 2 cpu and 4Gi`, `another 3 replicas with 500m cpu each`. */
function fitIn(text: string): Extract<RoomAsked, { is: "fits" }> | null {
  if (
    !/\b(?:room|fit|fits|space|capacity|enough|possible to (?:run|schedule)|can (?:i|we|the cluster) (?:run|schedule|take|add|start))\b/.test(
      text,
    )
  )
    return null;
  const pods =
    /\b(\d{1,5}|an?|one|another) (?:more |additional |new |extra |further ){0,2}(?:pods?|replicas?|instances?)\b/.exec(
      text,
    )?.[1];
  if (pods === undefined) return null;
  const cpu = /\b(\d{1,5}(?:\.\d{1,3})?m?) ?(?:v?cpus?|cores?)\b/.exec(text)?.[1];
  const memory = /\b(\d{1,6}(?:\.\d{1,3})?) ?([kmgt])i?b?(?: of)?(?: memory| ram| mem)?\b(?! ?cpu)/.exec(text);
  const unit = memory === null ? "" : memory[2]!;
  const isMilli = unit === "m" && cpu === `${memory?.[1]}m`;
  const bytes = memory === null || isMilli ? 0 : (quantity(`${memory[1]}${unit.toUpperCase()}i`) ?? 0);
  const cores = cpu === undefined ? 0 : (quantity(cpu) ?? 0);
  if (cores === 0 && bytes === 0) return null;
  return { is: "fits", pods: /^\d/.test(pods) ? Number(pods) : 1, cpu: cores, memory: bytes };
}
