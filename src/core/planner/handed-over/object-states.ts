import { listAt, textAt } from "../../diagnosis/fields.ts";
import { podAt } from "../../diagnosis/pods.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { isLacking, replicasOf } from "../answers/lacking.ts";
import { enumerated } from "../wording.ts";

/** How an object is, in a sentence, and the lines that show it. */
export type ObjectState = {
  readonly ref: ObjectRef;
  readonly isWell: boolean;
  readonly text: string;
  readonly lines: readonly Line[];
};

const most = 50;

/** The states of the objects that pieces of evidence from an index on show; objects whose state nothing tells are left out. */
export function statesIn(view: ClusterView, from: number): readonly ObjectState[] {
  const commands = new Set(view.evidence.slice(from).map((piece) => piece.command));
  return view.objects
    .filter((object) => commands.has(object.cite().command))
    .slice(0, most)
    .flatMap((object) => stateOf(object, view) ?? []);
}

export function stateOf(object: ObservedObject, view: ClusterView): ObjectState | null {
  return ofPod(object, view) ?? ofReplicas(object) ?? ofConditions(object) ?? ofStatus(object);
}

function ofPod(object: ObservedObject, view: ClusterView): ObjectState | null {
  const pod = object.ref.kind === "Pod" ? podAt(view, object.ref) : undefined;
  if (pod === undefined || pod.health === "unknown") return null;
  const { name } = object.ref;
  const restarts = pod.containers.reduce((total, one) => total + (one.restarts ?? 0), 0);
  const again = restarts === 0 ? "" : `; ${restarts} restart${restarts === 1 ? "" : "s"} lie behind it`;
  const texts = { healthy: `Pod ${name} is running and ready${again}`, done: `Pod ${name} has completed` };
  const isWell = pod.health === "healthy" || pod.health === "done";
  return {
    ref: object.ref,
    isWell,
    text: isWell ? texts[pod.health as "healthy" | "done"] : `Pod ${name} is ${pod.status}`,
    lines: [pod.line ?? object.cite("status", "conditions", "Ready", "status")],
  };
}

function ofReplicas(object: ObservedObject): ObjectState | null {
  const replicas = replicasOf(object);
  if (replicas === null) return null;
  const { kind, name } = object.ref;
  const text = `${kind} ${name} has ${replicas.ready} of ${replicas.wanted} replicas ready`;
  return { ref: object.ref, isWell: !isLacking(object), text, lines: [object.cite()] };
}

const good =
  /^(?:Ready|Available|Complete|Established|Synced|Healthy|Accepted|Programmed|Succeeded|Reconciled|Initialized)$/;

/** Objects of any kind say by a condition of a good name whether they are as wanted. */
function ofConditions(object: ObservedObject): ObjectState | null {
  const { kind, name } = object.ref;
  const conditions = listAt(object.fields, "status", "conditions").filter((one) => good.test(textAt(one, "type")));
  if (conditions.length === 0) return null;
  const bad = conditions.find((one) => textAt(one, "status") !== "True");
  const shown = bad ?? conditions.find((one) => textAt(one, "message") !== "") ?? conditions[0]!;
  const type = textAt(shown, "type");
  const message = textAt(shown, "message");
  const text = `${kind} ${name} is ${bad === undefined ? "" : "not "}${type.toLowerCase()}${message === "" ? "" : `: ${message}`}`;
  return {
    ref: object.ref,
    isWell: bad === undefined,
    text,
    lines: [object.cite("status", "conditions", type, "status")],
  };
}

const flagHeadings = [
  "READY",
  "SYNCED",
  "HEALTHY",
  "AVAILABLE",
  "ESTABLISHED",
  "PROGRAMMED",
  "ACCEPTED",
  "HEALTH STATUS",
  "SYNC STATUS",
  "HEALTH",
  "SYNC",
];
const goodFlag = /^(?:true|healthy|synced)$/i;
const flag = /^(?:True|False|Unknown|Healthy|Degraded|Progressing|Missing|Suspended|Synced|OutOfSync)?$/i;

/** Custom resources say in columns of their own whether they are as wanted: `READY True`, `HEALTH STATUS Degraded`; none may say no. */
function flagsOf(object: ObservedObject): ObjectState | null {
  const flags = flagHeadings.flatMap((heading) => {
    const cell = object.printed.get(heading);
    return cell === undefined || !flag.test(cell.value) ? [] : [{ heading, ...cell }];
  });
  if (!flags.some(({ value }) => value !== "")) return null;
  const bad = flags.find(({ value }) => !goodFlag.test(value));
  const { kind, name } = object.ref;
  const said = (bad === undefined ? flags : [bad]).map(({ heading, value }) => `${heading} ${value || "empty"}`);
  return {
    ref: object.ref,
    isWell: bad === undefined,
    text: `${kind} ${name} has ${enumerated(said)}`,
    lines: [flags[0]!.line],
  };
}

const wellStates =
  /^(?:bound|active|ready|completed?|succeeded|successful|finished|stable|deployed|healthy|running|available|true|cluster in healthy state|online|green|synced|valid)$/i;

function ofStatus(object: ObservedObject): ObjectState | null {
  const flags = flagsOf(object);
  if (flags !== null) return flags;
  const cell = object.printed.get("STATUS") ?? object.printed.get("READY");
  const status = cell?.value ?? textAt(object.fields, "status", "phase");
  if (status === "") return null;
  const { kind, name } = object.ref;
  const text = `${kind} ${name} is ${status}`;
  return {
    ref: object.ref,
    isWell: wellStates.test(status),
    text,
    lines: [cell?.line ?? object.cite("status", "phase")],
  };
}
