import { enumerated } from "../../wording.ts";
import { isGood, type LookForm } from "../form/look.ts";
import type { Told } from "../form/told.ts";
import { type Amounts, type NodeRoom, nodeRooms } from "./node-room.ts";
import { type LeftAsked, type Resource, type RoomAsked, roomAsked } from "./room-asked.ts";

const described = {
  command: "kubectl describe nodes",
  reason: "Shows what each node has for pods, and what its pods request of it.",
};
const measured = { command: "kubectl top nodes", reason: "Shows what is really used on each node." };

/** What is free on nodes: by what pods request, which decides where a pod goes, and by what is used. */
export const roomLook: LookForm = (question, look) => {
  const asked = roomAsked(question);
  if (asked === null) return null;
  const nodes = look.read(described.command);
  const top = look.read(measured.command);
  if (nodes === undefined) return { ask: asked.is === "fits" ? [described] : [described, measured] };
  if (!isGood(nodes)) return null;
  const rooms = nodeRooms(nodes, top);
  if (rooms.length === 0) return null;
  if (asked.is === "rank") return { answered: rankOf(asked, rooms) };
  return { answered: asked.is === "fits" ? fitsOf(asked, rooms) : leftOf(asked, rooms) };
};

type Plain = Exclude<Resource, "disk">;
const words: Readonly<Record<Plain, string>> = { cpu: "CPU", memory: "memory", pods: "pods" };

const spelled = (amount: number, resource: Plain): string =>
  resource === "cpu"
    ? `${Number(amount.toFixed(2))} cores`
    : resource === "memory"
      ? spelledMemory(amount)
      : `${amount}`;

const spelledMemory = (bytes: number): string => `${Number((bytes / 2 ** 30).toFixed(1))}Gi`;

const free = (room: NodeRoom, resource: keyof Amounts): number => room.allocatable[resource] - room.requested[resource];
const unused = (room: NodeRoom, resource: keyof Amounts): number =>
  room.allocatable[resource] - (room.used?.[resource] ?? 0);

function rankOf({ resource, most }: Extract<RoomAsked, { is: "rank" }>, rooms: readonly NodeRoom[]): Told {
  if (resource === "disk") return diskOf(rooms);
  const sign = most ? -1 : 1;
  const byRequest = [...rooms].sort((one, other) => sign * (free(one, resource) - free(other, resource)));
  const first = byRequest[0]!;
  const word = most ? "most" : "least";
  const ofWhat = resource === "pods" ? "room for pods" : `${words[resource]} left by requests`;
  const head = `Node ${first.name} has the ${word} ${ofWhat}: ${spelled(free(first, resource), resource)} of ${spelled(first.allocatable[resource], resource)} allocatable ${resource === "pods" ? "pods" : "are not requested"}${closed(first)}.`;
  return {
    summary: [head, usedRank(resource, most, rooms)].filter((text) => text !== "").join(" "),
    details: table(byRequest, [resource]),
    lines: first.lines,
  };
}

function usedRank(resource: Plain, most: boolean, rooms: readonly NodeRoom[]): string {
  const known = rooms.filter(({ used }) => used !== null);
  if (resource === "pods" || known.length === 0) return "";
  const sign = most ? -1 : 1;
  const first = [...known].sort((one, other) => sign * (unused(one, resource) - unused(other, resource)))[0]!;
  return `By what is used, it is ${first.name}: ${spelled(unused(first, resource), resource)} not used.`;
}

function leftOf({ is, resources, node }: LeftAsked, all: readonly NodeRoom[]): Told {
  if (resources.length === 1 && resources[0] === "disk") return diskOf(all);
  const plain = resources.filter((one): one is Plain => one !== "disk");
  const rooms = node === null ? all : all.filter(({ name }) => name === node);
  if (rooms.length === 0)
    return {
      summary: `There is no node "${node}"; the nodes are ${enumerated(
        all.map(({ name }) => name),
        20,
      )}.`,
    };
  const open = node === null ? rooms.filter(({ takesPods }) => takesPods) : rooms;
  const parts = plain.map((resource) => partOf(resource, is === "total" ? rooms : open, is));
  const details = table(rooms, plain);
  if (is === "total")
    return {
      summary: `The ${rooms.length} nodes together have ${enumerated(parts, 3)} allocatable.`,
      details,
    };
  const shut = rooms.filter((room) => !open.includes(room));
  const besides =
    shut.length === 0
      ? ""
      : ` Not counted: ${enumerated(
          shut.map((room) => `${room.name} (${room.closedBy})`),
          6,
        )}.`;
  const who = node === null ? `the ${open.length} nodes that take pods have` : `node ${node}${closed(rooms[0]!)} has`;
  return { summary: `By what is requested, ${who} ${enumerated(parts, 3)} allocatable.${besides}`, details };
}

function partOf(resource: Plain, rooms: readonly NodeRoom[], is: "left" | "total"): string {
  const sum = (of: (room: NodeRoom) => number) =>
    spelled(
      rooms.reduce((total, room) => total + of(room), 0),
      resource,
    );
  const what = resource === "pods" ? "pods" : `of ${words[resource]}`;
  const whole = sum((room) => room.allocatable[resource]);
  if (is === "total") return `${whole} ${what}`;
  const isKnown = resource !== "pods" && rooms.every(({ used }) => used !== null);
  const unusedToo = isKnown ? ` (${sum((room) => unused(room, resource))} by what is used)` : "";
  return `${sum((room) => free(room, resource))} ${what} left${unusedToo} of ${whole}`;
}

function fitsOf({ pods, cpu, memory }: Extract<RoomAsked, { is: "fits" }>, rooms: readonly NodeRoom[]): Told {
  const fitting = (room: NodeRoom): number => {
    const limits = [
      cpu === 0 ? Infinity : Math.floor(free(room, "cpu") / cpu + 1e-9),
      memory === 0 ? Infinity : Math.floor(free(room, "memory") / memory + 1e-9),
      free(room, "pods"),
    ];
    return room.takesPods ? Math.max(0, Math.min(...limits)) : 0;
  };
  const total = rooms.reduce((sum, room) => sum + fitting(room), 0);
  const each = [
    cpu > 0 ? spelled(cpu, "cpu").replace("1 cores", "1 core") : "",
    memory > 0 ? spelledMemory(memory) : "",
  ].filter((text) => text !== "");
  const where = rooms.map((room) => `${room.name} ${fitting(room)}${closed(room)}`);
  const isEnough = total >= pods;
  return {
    summary: `${isEnough ? "Yes" : "No"}: by what is requested there is room for ${total} ${total === 1 ? "pod" : "pods"} of ${each.join(" and ")} each, ${isEnough ? "and" : "not for"} ${isEnough ? `${pods} are wanted` : pods}. By node: ${enumerated(where, 20)}.`,
    details: table(rooms, [...(cpu > 0 ? ["cpu" as const] : []), ...(memory > 0 ? ["memory" as const] : []), "pods"]),
  };
}

function diskOf(rooms: readonly NodeRoom[]): Told {
  const pressed = rooms.filter(({ underDiskPressure }) => underDiskPressure).map(({ name }) => name);
  return {
    summary: `${pressed.length === 0 ? "No node is" : `${enumerated(pressed)} ${pressed.length === 1 ? "is" : "are"}`} under DiskPressure${pressed.length > 0 ? ", so there the disk is nearly full" : ""}. How much disk is free on a node is nothing that kubectl shows.`,
  };
}

const closed = ({ takesPods, closedBy }: NodeRoom): string => (takesPods ? "" : ` (${closedBy}, takes no pods)`);

function table(rooms: readonly NodeRoom[], resources: readonly Plain[]): string {
  return rooms
    .map((room) => {
      const cells = resources.map((resource) => {
        const used =
          room.used === null || resource === "pods" ? "" : `, ${spelled(room.used[resource], resource)} used`;
        return `${words[resource]}: ${spelled(room.allocatable[resource], resource)} allocatable, ${spelled(room.requested[resource], resource)} ${resource === "pods" ? "there" : "requested"}${used}`;
      });
      return `  ${room.name}${closed(room)}: ${cells.join("; ")}`;
    })
    .join("\n");
}
