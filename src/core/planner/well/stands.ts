import { logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { labelsShown } from "../../diagnosis/nodes/node-labels.ts";
import { entriesAt, listAt, numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import { isRow } from "../../diagnosis/objects/is-row.ts";
import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { podAt, podsOf } from "../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../evidence/age.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { isRolledOut, replicasOf } from "../answers/lacking.ts";
import { pauseOf } from "../benign/workloads/paused.ts";
import { stateOf } from "../handed-over/object-states.ts";
import { isSame } from "../investigation/relevance.ts";
import { enumerated } from "../wording.ts";
import { courseOf } from "./log-course.ts";
import { services } from "./network-stands.ts";
import { purposeOfZero } from "./purposeful-zero.ts";
import { inPlace, lookBy } from "./sound.ts";
import { heldBack } from "./sound-held.ts";
import { checks } from "./sound-kinds.ts";
import { nodes } from "./sound-nodes.ts";
import { cronJobs, jobs } from "./sound-runs.ts";
import { autoscalers } from "./sound-scaling.ts";
import { about, type Look, type Stand } from "./stand.ts";

/** How an object stands by what is printed of it and of what stands behind it. */
export function standOf(object: ObservedObject, view: ClusterView): Stand {
  const stand = ownStand(object, view);
  return stand.isWell === true && !stand.byDesign ? (heldBack(object) ?? stand) : stand;
}

function ownStand(object: ObservedObject, view: ClusterView): Stand {
  const own = looks[object.ref.kind]?.(object, view);
  if (own !== undefined && own !== null) return own;
  const pause = looks[object.ref.kind] === undefined ? pauseOf(object) : null;
  if (pause !== null)
    return {
      ref: object.ref,
      isWell: false,
      text: `${about(object.ref)} is suspended (${pause.text})`,
      lines: pause.line === undefined ? [] : [pause.line],
    };
  const state = stateOf(object, view);
  if (state === null) return { ref: object.ref, isWell: null, text: "", lines: [] };
  const isGuess = !state.isWell && !plainlyBad.test(state.text);
  return {
    ref: object.ref,
    isWell: state.isWell,
    text: state.text,
    lines: state.lines,
    ...(isGuess ? { isGuess } : {}),
  };
}

/** Words of a state that nobody takes for a good one. */
const plainlyBad =
  /\bnot\b|\d of \d|\b(?:False|Unknown|Fail\w*|\w{0,40}Error|Degraded|Missing|Lost|Pending|Waiting|OutOfSync|Terminating|Deleting|Unhealthy|Unavailable|Faulted|Suspended|Stalled|Rejected|Denied|Expired|Invalid|Released|Evicted|NotReady|Progressing|PartiallyFailed)\b/i;

const replicated: Look = (object, view) => {
  const replicas = replicasOf(object);
  const wanted = replicas?.wanted ?? numberAt(object.fields, "spec", "replicas");
  if (wanted === undefined) return rolledOutAsTold(object);
  if (wanted === 0) return atZero(object, view);
  const ready = replicas?.ready ?? numberAt(object.fields, "status", "readyReplicas");
  if (ready === undefined && !object.sources.has("object")) return described(object, wanted);
  return rolledOut(object, wanted, ready ?? 0);
};

/** `rollout status` alone was asked, and says that all of its pods are available. */
function rolledOutAsTold(object: ObservedObject): Stand | null {
  if (!isRolledOut(object)) return null;
  const line = object.cite("status", "conditions", "Progressing");
  return { ref: object.ref, isWell: true, text: `${about(object.ref)} is successfully rolled out`, lines: [line] };
}

/** How many pods run is all that `describe` prints of a StatefulSet; whether they are ready is not in it. */
function described(object: ObservedObject, wanted: number): Stand {
  const { ref } = object;
  const running = numberAt(object.fields, "status", "podsRunning");
  const plural = `${ref.kind.toLowerCase()}s`;
  const missing = [{ text: "whether they are ready", command: `kubectl get ${plural} ${ref.name}${inPlace(object)}` }];
  if (running === undefined)
    return {
      ref,
      isWell: null,
      text: `${about(ref)} is to have ${wanted} replica${wanted === 1 ? "" : "s"}`,
      lines: [object.cite("spec", "replicas")],
      missing,
    };
  return {
    ref,
    isWell: running < wanted ? false : null,
    text: `${about(ref)} has ${running} of ${wanted} pods running`,
    lines: [object.cite("status", "podsRunning")],
    missing,
  };
}

function rolledOut(object: ObservedObject, wanted: number, ready: number): Stand {
  const { ref } = object;
  const updated = numberAt(object.fields, "status", "updatedReplicas") ?? wanted;
  const current = numberAt(object.fields, "status", "replicas") ?? wanted;
  const isRolled = updated >= wanted && current <= wanted;
  const isDone = isRolled && ready >= wanted;
  const rolled = isDone && ref.kind === "Deployment" ? ", the rollout is complete (successfully rolled out)" : "";
  const behind =
    updated < wanted
      ? `, of which only ${updated} are of the newest revision`
      : isRolled
        ? ""
        : `, and ${current - wanted} of an older revision still ${current - wanted === 1 ? "stands" : "stand"}`;
  return {
    ref,
    isWell: ready >= wanted && isRolled,
    text: `${about(ref)} has ${ready} of ${wanted} replicas ready and available${rolled}${behind}`,
    lines: [object.cite()],
  };
}

const atZero: Look = (object, view) => {
  const { ref } = object;
  const purpose = purposeOfZero(view, ref);
  return {
    ref,
    isWell: purpose !== null,
    text: `${about(ref)} is scaled to zero (0 replicas)${purpose === null ? "" : ` ${purpose.text}`}`,
    lines: [object.cite(), ...(purpose?.lines ?? [])],
    ...(purpose === null ? {} : { byDesign: true }),
  };
};

const daemons: Look = (object, view) => {
  const replicas = replicasOf(object);
  const number = (name: string) => numberAt(object.fields, "status", name);
  const wanted = number("desiredNumberScheduled") ?? replicas?.wanted;
  const ready = number("numberReady") ?? replicas?.ready ?? number("numberAvailable");
  if (wanted === undefined || ready === undefined) return null;
  const pairs = [...entriesAt(object.fields, "spec", "template", "spec", "nodeSelector")];
  const selector = pairs.map(([key, value]) => `${key}=${value}`);
  const nodes = view.of("Node").length;
  const updated = number("updatedNumberScheduled") ?? Number(object.printed.get("UP-TO-DATE")?.value ?? wanted);
  if (ready >= wanted && updated < wanted)
    return {
      ref: object.ref,
      isWell: false,
      text: `${about(object.ref)} has ${ready} of ${wanted} desired pods ready, and only ${updated} of them are up to date`,
      lines: [object.cite()],
    };
  const isFew = selector.length > 0 && (nodes === 0 || wanted < nodes);
  const fitting = isFew ? fittingNodes(pairs, view) : 0;
  if (fitting > wanted)
    return {
      ref: object.ref,
      isWell: null,
      text: `${about(object.ref)} has ${ready} of ${wanted} desired pods ready, and ${fitting} nodes fit its node selector`,
      lines: [object.cite()],
    };
  const why = isFew
    ? `: its node selector ${enumerated(selector)} matches only ${wanted} node${wanted === 1 ? "" : "s"}${nodes > 0 ? ` of ${nodes}` : ""}, so it is meant to run on no more`
    : "";
  return {
    ref: object.ref,
    isWell: ready >= wanted && wanted > 0,
    text: `${about(object.ref)} has ${ready} of ${wanted} desired pods ready${why}`,
    lines: [object.cite()],
    ...(isFew ? { byDesign: true } : {}),
  };
};

/** Nodes that are shown to have all of these labels: those of them that it leaves out are kept from it by something else. */
const fittingNodes = (pairs: readonly (readonly [string, string])[], view: ClusterView): number =>
  view.of("Node").filter((node) => pairs.every(([key, value]) => labelsShown(view, node).get(key) === value)).length;

const claims: Look = (object, view) => {
  const status = object.printed.get("STATUS")?.value ?? textAt(object.fields, "status", "phase");
  if (status !== "Bound") return null;
  const [wants, has] = [
    textAt(object.fields, "spec", "resources", "requests", "storage"),
    textAt(object.fields, "status", "capacity", "storage"),
  ];
  const isGrowing = listAt(object.fields, "status", "conditions").some((one) => /Resiz/.test(textAt(one, "type")));
  if (isGrowing)
    return {
      ref: object.ref,
      isWell: false,
      text: `${about(object.ref)} is Bound with ${has} and asks for ${wants}: its resize has not finished`,
      lines: [object.cite("status", "conditions")],
    };
  const users = podsOf(view).filter((pod) => pod.health === "healthy" && mounts(pod.ref, object, view));
  const used =
    users.length === 0
      ? ""
      : `, and pod ${users[0]!.ref.name} that uses it is running and ready${users[0]!.node === "" ? "" : ` on ${users[0]!.node}`}`;
  return {
    ref: object.ref,
    isWell: true,
    text: `${about(object.ref)} is Bound${used}`,
    lines: [object.cite(), ...(users[0]?.line ? [users[0].line] : [])],
  };
};

function mounts(pod: ObjectRef, claim: ObservedObject, view: ClusterView): boolean {
  const named = listAt(view.object(pod)?.fields, "spec", "volumes").some(
    (one) => textAt(one, "persistentVolumeClaim", "claimName") === claim.ref.name,
  );
  return pod.namespace === claim.ref.namespace && (named || claim.ref.name.endsWith(`-${pod.name}`));
}

const pods: Look = (object, view) => {
  const pod = podAt(view, object.ref);
  if (pod === undefined || pod.health === "unknown" || pod.health === "gone") return null;
  const isWell = (pod.health === "healthy" && !pod.deleting && !restartsStill(object, view)) || pod.health === "done";
  const failed = pod.health === "done" && !/^(?:Completed|Succeeded)$/.test(pod.status);
  const age = /\(([^)]{1,20} ago)\)/.exec(object.printed.get("RESTARTS")?.value ?? "")?.[1];
  const restarts =
    pod.restarts === 0
      ? ""
      : ` (${pod.restarts} ${pod.restarts === 1 ? "restart" : "restarts"}${age === undefined ? "" : `, the last ${age}`})`;
  const text = failed
    ? `pod ${object.ref.name} failed, was retried, and its Job completed`
    : pod.health === "done"
      ? `pod ${object.ref.name} has completed`
      : `pod ${object.ref.name} is ${pod.status === "" ? "running" : pod.status}${pod.health === "healthy" ? " and ready" : ""}${restarts}`;
  return { ref: object.ref, isWell, text, lines: [pod.line ?? object.cite()] };
};

const week = 604_800;

/**
 * Whether the last restart is no longer ago than the pod ran between two of them; one or two of them are over after half an hour, or a
 * quarter where it ran no longer before them, any after a week, and after hours also those that came one soon after the other, where the log since then holds no trouble.
 */
export function restartsStill(object: ObservedObject, view: ClusterView): boolean {
  const { printed } = object;
  if (printed.get("RESTARTS")?.value === "0" && isRow(object)) return false;
  const statuses = listAt(object.fields, "status", "containerStatuses");
  const restarts = Math.max(
    Number.parseInt(printed.get("RESTARTS")?.value ?? "0", 10) || 0,
    ...statuses.map((one) => numberAt(one, "restartCount") ?? 0),
  );
  const since = ageSeconds(/\(([^)]{1,20}) ago\)/.exec(printed.get("RESTARTS")?.value ?? "")?.[1] ?? "");
  if (restarts === 0) return false;
  if (since === null)
    return statuses.some(
      (one) =>
        restarts > 2 &&
        textAt(one, "lastState", "terminated", "exitCode") !== "0" &&
        textAt(one, "lastState", "terminated", "reason") !== "",
    );
  const age = ageSeconds(printed.get("AGE")?.value ?? "") ?? since;
  if (isOfStart(age - since, since)) return false;
  const between = (age - since) / restarts;
  if (restarts <= 2) return since < 900 || (since < 1800 && since < between);
  return since < Math.min(week, Math.max(1800, between)) && !(since > hours && logIsQuiet(object, view));
}

/** What a container restarted over in the first minutes of its pod, before what it needs was there, is over once it has run far longer. */
const isOfStart = (ran: number, since: number): boolean => since >= 300 && since >= 4 * Math.max(ran, 60);

const hours = 10_800;

/** The log of its present run is shown, or that of another pod of its workload, and whatever went wrong in it is over. */
function logIsQuiet({ ref }: ObservedObject, view: ClusterView): boolean {
  const workload = workloadOf(view, ref);
  const shown = logsOfView(view).filter(({ previous, lineCount }) => !previous && lineCount > 10);
  const its = shown.filter(({ object }) => isSame(object, ref));
  const own = its.length > 0 ? its : shown.filter(({ object }) => isSame(workloadOf(view, object), workload));
  return own.length > 0 && own.every((log) => courseOf(log, view).state !== "ill");
}

const looks: Readonly<Record<string, Look>> = {
  ...Object.fromEntries(Object.entries(checks).map(([kind, check]) => [kind, lookBy(check)])),
  Pod: pods,
  Node: nodes,
  Deployment: replicated,
  StatefulSet: replicated,
  ReplicationController: replicated,
  DaemonSet: daemons,
  Job: jobs,
  CronJob: cronJobs,
  Service: services,
  PersistentVolumeClaim: claims,
  HorizontalPodAutoscaler: autoscalers,
};
