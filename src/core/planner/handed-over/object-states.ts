import { conditionsIn, failingConditions, goodCondition } from "../../diagnosis/objects/failing-conditions.ts";
import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { podAt } from "../../diagnosis/workloads/pods.ts";
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
  const state = ofPod(object, view) ?? ofReplicas(object) ?? ofConditions(object) ?? ofStatus(object);
  return state?.isWell === true ? (complaintOf(object, view) ?? state) : state;
}

/** A condition of a bad name that is true, whatever the good ones say: `Available True, Degraded True`. */
function complaintOf(object: ObservedObject, view: ClusterView): ObjectState | null {
  const failing = failingConditions(view).find((one) => one.object === object && one.isCertain);
  if (failing === undefined) return null;
  const { kind, name } = object.ref;
  const why = failing.message === "" ? "" : `: ${failing.message}`;
  return {
    ref: object.ref,
    isWell: false,
    text: `${kind} ${name} is not well (${failing.type} ${failing.reason})${why}`,
    lines: failing.lines.filter((line) => line !== undefined),
  };
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

const good = /^(?:Complete|Initialized)$/;

/** Objects of any kind say by conditions of a good name whether they are as wanted; routes and gateways do so further down in their status. */
function ofConditions(object: ObservedObject): ObjectState | null {
  const { kind, name } = object.ref;
  const own = listAt(object.fields, "status", "conditions").map((condition) => ({
    condition,
    path: ["status", "conditions"],
  }));
  const conditions = (own.length > 0 ? own : conditionsIn(object.fields.status, ["status"])).filter(({ condition }) => {
    const type = textAt(condition, "type");
    return good.test(type) || goodCondition.test(type);
  });
  if (conditions.length === 0) return null;
  const bad = conditions.find(({ condition }) => textAt(condition, "status") !== "True");
  const telling = conditions.find(({ condition }) => textAt(condition, "message") !== "");
  const { condition: shown, path } = bad ?? telling ?? conditions[0]!;
  const type = textAt(shown, "type");
  const message = textAt(shown, "message");
  const text = `${kind} ${name} is ${bad === undefined ? "" : "not "}${type.toLowerCase()}${message === "" ? "" : `: ${message}`}`;
  return { ref: object.ref, isWell: bad === undefined, text, lines: [object.cite(...path, type, "status")] };
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
  "READYTOUSE",
  "ATTACHED",
  "PROVIDED",
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
  /^(?:bound|active|ready|completed?|succeeded|successful|finished|stable|deployed|healthy|running|available|true|cluster in healthy state|online|green|synced|valid|enabled|up|ok|issued|programmed|accepted|established|provisioned|attached|in ?sync|normal)$/i;

/** Applications of Argo CD: `status.health.status` and `status.sync.status`. */
function ofHealth(object: ObservedObject): ObjectState | null {
  const { ref, fields } = object;
  const [health, sync] = [textAt(fields, "status", "health", "status"), textAt(fields, "status", "sync", "status")];
  if (health === "") return null;
  return {
    ref,
    isWell: goodFlag.test(health) && (sync === "" || goodFlag.test(sync)),
    text: `${ref.kind} ${ref.name} is ${health}${sync === "" ? "" : ` and ${sync}`}`,
    lines: [object.cite("status", "health", "status")],
  };
}

function ofStatus(object: ObservedObject): ObjectState | null {
  const flags = flagsOf(object) ?? ofHealth(object);
  if (flags !== null) return flags;
  const cell =
    object.printed.get("STATUS") ??
    object.printed.get("READY") ??
    object.printed.get("ROBUSTNESS") ??
    object.printed.get("PHASE") ??
    object.printed.get("SUCCEEDED");
  const status =
    cell?.value ?? (textAt(object.fields, "status", "phase") || textAt(object.fields, "status", "robustness"));
  if (status === "" || /^\d{1,9}$/.test(status)) return null;
  const { kind, name } = object.ref;
  const text = `${kind} ${name} is ${status}`;
  return {
    ref: object.ref,
    isWell: wellStates.test(status),
    text,
    lines: [
      cell?.line ?? object.cite("status", textAt(object.fields, "status", "phase") === "" ? "robustness" : "phase"),
    ],
  };
}
