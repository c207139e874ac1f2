import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { specRows, templateOf } from "../printed/spec-rows.ts";
import { type NodeRoom, nodeRooms } from "./node-room.ts";

const described = {
  command: "kubectl describe nodes",
  reason: "Shows what each node has for pods, and what its pods request of it and may use at most.",
};
const waiting = {
  command: `kubectl get pods -A --field-selector=status.phase=Pending,spec.nodeName= ${templateOf("pods", [], ["resources.requests"])}`,
  reason: "Shows what the pods ask for that no node has taken.",
};

const over =
  /\bover-?(?:commit\w*|subscri\w+|book\w*|allocat\w+|load\w*)\b|\brequest\w*\b.{0,40}\b(?:more than|exceed\w*|above|over|beyond|fit\w*)\b.{0,40}\b(?:nodes?|cluster|capacity|allocatable|offer|have|there is)\b/;
const ranked = /\b(fullest|busiest|emptiest|(?:most|least) (?:loaded|full|utili[sz]ed|requested))\b/;
const full = /^(?:is|are|which|what)\b.{0,20}\b(?:nodes?|cluster|machines?|workers?)\b.{0,12}\bfull\b/;

const accounted =
  /^(?:nodes?|machines?|workers?|over-?\w+|requests?|requested|requesting|more|exceed\w*|above|beyond|fits?|capacity|allocatable|offer\w*|full|fullest|busiest|emptiest|most|least|loaded|utili[sz]ed|cpus?|cores?|memory|ram|mem|resources?|total|pods?|limits?|provide|nearly|almost|available)$/;

const asksOver = ({ plain, kinds, targets, scope }: Question): boolean =>
  (over.test(plain) || full.test(plain) || ranked.test(plain)) &&
  (/\bcluster\b/.test(plain) || kinds.some(({ kind }) => kind.kind === "Node")) &&
  targets.length === 0 &&
  scope.namespaces.length === 0 &&
  !/\b(?:disks?|storage|why|quota)\b/.test(plain) &&
  wordsLeft(plain, accounted).length === 0;

/** `are requests more than the nodes can offer`, `which node is overcommitted`: requests and limits against what is allocatable. */
export const overcommitLook: LookForm = (question, look) => {
  if (question.intent === "change" || !asksOver(question)) return null;
  const [nodes, pods] = [look.read(described.command), look.read(waiting.command)];
  if (nodes === undefined || pods === undefined) return { ask: [described, waiting] };
  if (!isGood(nodes)) return null;
  const rooms = nodeRooms(nodes, undefined);
  if (rooms.length === 0) return null;
  const rows = isGood(pods) ? specRows(pods) : [];
  const wanted = (resource: "cpu" | "memory"): number =>
    rows
      .flatMap(({ containers }) => containers)
      .reduce(
        (sum, { value }) => sum + (quantity(new RegExp(`"${resource}":"([^"]{1,40})"`).exec(value)?.[1] ?? "") ?? 0),
        0,
      );
  const names = rows.map(({ namespace, name }) => `${namespace}/${name}`);
  return {
    answered: {
      summary: summaryOf(question, rooms, { names, cpu: wanted("cpu"), memory: wanted("memory") }),
      details: rooms.map(row).join("\n"),
      lines: rooms.flatMap(({ lines }) => lines).slice(0, 10),
    },
  };
};

type Waiting = { readonly names: readonly string[]; readonly cpu: number; readonly memory: number };

const cores = (amount: number): string => `${Number(amount.toFixed(1))}`;
const gibi = (bytes: number): string => `${Number((bytes / 2 ** 30).toFixed(1))}Gi`;
const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 100));

function summaryOf({ plain }: Question, rooms: readonly NodeRoom[], waiting: Waiting): string {
  const sum = (of: (room: NodeRoom) => number) => rooms.reduce((total, room) => total + of(room), 0);
  const rank = ranked.exec(plain)?.[1];
  if (rank !== undefined) return ranking(rank, rooms);
  const [cpu, memory] = [sum((room) => room.requested.cpu), sum((room) => room.requested.memory)];
  const [cpuAll, memoryAll] = [sum((room) => room.allocatable.cpu), sum((room) => room.allocatable.memory)];
  const isOver = cpu + waiting.cpu > cpuAll || memory + waiting.memory > memoryAll;
  const byLimits = rooms.filter(
    ({ limits, allocatable }) => limits.cpu > allocatable.cpu || limits.memory > allocatable.memory,
  );
  const nearly = rooms.filter((room) => tightest(room) >= 90);
  const named = (some: readonly NodeRoom[], said: (room: NodeRoom) => string) =>
    enumerated(
      some.map((room) => `${room.name} (${said(room)})`),
      12,
    );
  const isWhether = /^(?:is|are|do|does)\b/.test(plain);
  const limited =
    byLimits.length === 0
      ? "By limits no node is overcommitted."
      : `By limits ${named(byLimits, (room) => `CPU ${percent(room.limits.cpu, room.allocatable.cpu)}%, memory ${percent(room.limits.memory, room.allocatable.memory)}%`)} ${byLimits.length === 1 ? "is" : "are"} overcommitted: not all containers there can use what they may at once.`;
  const closest =
    nearly.length === 0
      ? "No node is requested to 90% or more."
      : `Nearly all is requested of ${named(nearly, (room) => `CPU ${percent(room.requested.cpu, room.allocatable.cpu)}%, memory ${percent(room.requested.memory, room.allocatable.memory)}%`)}.`;
  const pending =
    waiting.names.length === 0
      ? ""
      : ` ${waiting.names.length} ${waiting.names.length === 1 ? "pod is" : "pods are"} on no node, with requests of ${cores(waiting.cpu)} cores and ${gibi(waiting.memory)}: ${enumerated(waiting.names, 6)}.`;
  const pressed = rooms.filter(({ underDiskPressure }) => underDiskPressure).map(({ name }) => name);
  const isFull = full.test(plain) && pressed.length > 0;
  const disk = isFull
    ? ` ${enumerated(pressed)} ${pressed.length === 1 ? "is" : "are"} short of disk (DiskPressure).`
    : "";
  const whole = `by requests ${isOver ? "more is asked for than there is" : "all fits"}: ${cores(cpu)} of ${cores(cpuAll)} cores and ${gibi(memory)} of ${gibi(memoryAll)} of memory are requested on the ${rooms.length} nodes`;
  const isWhich = /^(?:which|what)\b/.test(plain) && !isOver && byLimits.length > 0 && !full.test(plain);
  if (isWhich) return `${limited} ${whole[0]!.toUpperCase()}${whole.slice(1)}. ${closest}${pending}`;
  const lead = isFull
    ? `${disk.trim()} Else ${whole}.`
    : isWhether
      ? `${isOver ? "Yes" : "No"}: ${whole}.`
      : `${whole[0]!.toUpperCase()}${whole.slice(1)}.`;
  return `${lead} ${closest} ${limited}${pending}`;
}

/** The fullest or the emptiest node, by the one of CPU and memory of which more is requested. */
function ranking(rank: string, rooms: readonly NodeRoom[]): string {
  const isEmptiest = /^(?:emptiest|least)/.test(rank);
  const ordered = rooms.toSorted((one, other) => (isEmptiest ? 1 : -1) * (tightest(one) - tightest(other)));
  const said = ordered.map(
    ({ name, requested, allocatable, closedBy }) =>
      `${name} (CPU ${percent(requested.cpu, allocatable.cpu)}%, memory ${percent(requested.memory, allocatable.memory)}%${closedBy === "" ? "" : `, ${closedBy}`})`,
  );
  const pressed = rooms.filter(({ underDiskPressure }) => underDiskPressure).map(({ name }) => name);
  const disk = pressed.length === 0 ? "" : ` ${enumerated(pressed)} is under DiskPressure.`;
  return `By what is requested ${said[0]} is the ${isEmptiest ? "emptiest" : "fullest"} node; then ${enumerated(said.slice(1), 12)}.${disk}`;
}

const tightest = ({ requested, allocatable }: NodeRoom): number =>
  Math.max(percent(requested.cpu, allocatable.cpu), percent(requested.memory, allocatable.memory));

const row = ({ name, requested, limits, allocatable, closedBy }: NodeRoom): string =>
  `  ${name}${closedBy === "" ? "" : ` (${closedBy})`}: CPU ${percent(requested.cpu, allocatable.cpu)}% requested, limits ${percent(limits.cpu, allocatable.cpu)}%; memory ${percent(requested.memory, allocatable.memory)}% requested, limits ${percent(limits.memory, allocatable.memory)}%; ${requested.pods} of ${allocatable.pods} pods`;
