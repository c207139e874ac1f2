import { entriesAt, listAt, numberAt, textAt } from "../../diagnosis/fields.ts";
import { isRow } from "../../diagnosis/is-row.ts";
import { podAt, podsOf } from "../../diagnosis/pods.ts";
import { ageSeconds } from "../../evidence/age.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { replicasOf } from "../answers/lacking.ts";
import { pauseOf } from "../benign/paused.ts";
import { stateOf } from "../handed-over/object-states.ts";
import { enumerated } from "../wording.ts";
import { ingresses, services } from "./network-stands.ts";
import { purposeOfZero } from "./purposeful-zero.ts";
import { about, type Look, type Stand } from "./stand.ts";

/** How an object stands by what is printed of it and of what stands behind it. */
export function standOf(object: ObservedObject, view: ClusterView): Stand {
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
  return { ref: object.ref, isWell: state.isWell, text: state.text, lines: state.lines };
}

const replicated: Look = (object, view) => {
  const replicas = replicasOf(object);
  const wanted = replicas?.wanted ?? numberAt(object.fields, "spec", "replicas");
  if (wanted === undefined) return null;
  const { ref } = object;
  if (wanted === 0) return atZero(object, view);
  const ready = replicas?.ready ?? 0;
  const updated = numberAt(object.fields, "status", "updatedReplicas") ?? wanted;
  const current = numberAt(object.fields, "status", "replicas") ?? wanted;
  const isRolled = updated >= wanted && current <= wanted;
  const rolled = ref.kind === "Deployment" && isRolled ? ", the rollout is complete (successfully rolled out)" : "";
  return {
    ref,
    isWell: ready >= wanted && isRolled,
    text: `${about(ref)} has ${ready} of ${wanted} replicas ready and available${ready >= wanted ? rolled : ""}`,
    lines: [object.cite()],
  };
};

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
  const selector = [...entriesAt(object.fields, "spec", "template", "spec", "nodeSelector")].map(
    ([key, value]) => `${key}=${value}`,
  );
  const nodes = view.of("Node").length;
  const isFew = selector.length > 0 && (nodes === 0 || wanted < nodes);
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

const jobs: Look = (object) => {
  const { ref, fields } = object;
  const conditions = listAt(fields, "status", "conditions").filter((one) => textAt(one, "status") === "True");
  const has = (type: string) => conditions.some((one) => textAt(one, "type") === type);
  const done = numberAt(fields, "status", "succeeded") ?? 0;
  const wanted = numberAt(fields, "spec", "completions") ?? 1;
  const failed = numberAt(fields, "status", "failed") ?? 0;
  const line = [object.cite("status", "conditions", "Complete"), object.cite()];
  const isDead = failed > 0 && done === 0 && numberAt(fields, "status", "active") === 0;
  if (has("Failed") || isDead) return { ref, isWell: false, text: `${about(ref)} has failed`, lines: [object.cite()] };
  if (has("Complete") || done >= wanted)
    return {
      ref,
      isWell: true,
      text: `${about(ref)} completed successfully (${done || wanted}/${wanted})${failed > 0 ? `, ${failed} failed ${failed === 1 ? "attempt was" : "attempts were"} retried` : ""}`,
      lines: line,
    };
  return {
    ref,
    isWell: null,
    text: `${about(ref)} is still running (${done}/${wanted} completions so far)`,
    lines: [object.cite()],
  };
};

/** Its newest finished Job says how a CronJob is; a failure before a success is over. */
const cronJobs: Look = (object, view) => {
  const { ref } = object;
  const runs = runsOf(view, ref)
    .map((job) => standOf(job, view))
    .filter(({ isWell }) => isWell !== null);
  const newest = runs.at(-1);
  if (newest === undefined) return null;
  const failed = runs.filter(({ isWell }) => isWell === false);
  const good = runs.length - 1 - runs.findLastIndex(({ isWell }) => isWell === false);
  const since =
    failed.length === 0
      ? ""
      : `; ${enumerated(
          failed.map((one) => one.ref.name),
          4,
        )} failed before, and the ${good === 1 ? "run" : `${good} runs`} since then succeeded`;
  return {
    ref,
    isWell: newest.isWell,
    text: newest.isWell
      ? `the newest run of ${about(ref)}, ${newest.ref.name}, completed successfully${since}`
      : `the newest run of ${about(ref)}, ${newest.ref.name}, failed`,
    lines: [newest, ...failed.slice(-1)].flatMap(({ lines }) => lines.slice(-1)),
  };
};

/** The Jobs of a CronJob, oldest first: their names end in the minute they were made for. */
export function runsOf(view: ClusterView, { name, namespace }: ObjectRef): readonly ObservedObject[] {
  const minute = (job: ObservedObject) => Number(/-(\d{6,10})$/.exec(job.ref.name)?.[1] ?? 0);
  return view
    .of("Job")
    .filter(
      ({ ref }) =>
        ref.namespace === namespace &&
        ref.name.startsWith(`${name}-`) &&
        /^-\d{6,10}$/.test(ref.name.slice(name.length)),
    )
    .toSorted((one, other) => minute(one) - minute(other));
}

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

const autoscalers: Look = (object) => {
  const { ref, fields } = object;
  const conditions = listAt(fields, "status", "conditions");
  const bad = conditions.some(
    (one) => /^(?:AbleToScale|ScalingActive)$/.test(textAt(one, "type")) && textAt(one, "status") === "False",
  );
  const targets = object.printed.get("TARGETS")?.value ?? "";
  const pairs = [...targets.matchAll(/(\d{1,9})(%|m|)\/(\d{1,9})(%|m|)(?: |,|\(|$)/g)];
  const least = object.printed.get("MINPODS")?.value ?? textAt(fields, "spec", "minReplicas");
  const now = object.printed.get("REPLICAS")?.value ?? textAt(fields, "status", "currentReplicas");
  if (targets === "" || pairs.length === 0 || /<unknown>/.test(targets)) return null;
  const isBelow = pairs.every(([, measured, , target]) => Number(measured) <= Number(target));
  if (bad || !isBelow) return { ref, isWell: isAtMost(object, now) ? false : null, text: "", lines: [] };
  const isLeast = now !== "" && now === least;
  return {
    ref,
    isWell: true,
    text: `${about(ref)} is at ${now} replicas${isLeast ? ", its minimum," : ""} because what it measures (${targets.trim()}) is below its target: there is no need to scale up`,
    lines: [object.cite()],
    byDesign: true,
  };
};

const isAtMost = ({ fields, printed }: ObservedObject, now: string): boolean =>
  now !== "" && now === (printed.get("MAXPODS")?.value ?? textAt(fields, "spec", "maxReplicas"));

const pods: Look = (object, view) => {
  const pod = podAt(view, object.ref);
  if (pod === undefined || pod.health === "unknown" || pod.health === "gone") return null;
  const isWell = (pod.health === "healthy" && !pod.deleting && !restartsStill(object)) || pod.health === "done";
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

/** Whether the last restart is no longer ago than the pod ran between two of them; one or two of them are over after half an hour, any after a week. */
export function restartsStill(object: ObservedObject): boolean {
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
  return restarts <= 2 ? since < 1800 : since < Math.min(week, Math.max(1800, (age - since) / restarts));
}

const nodes: Look = (object, view) => {
  const status = object.printed.get("STATUS")?.value ?? "";
  const ready = listAt(object.fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  const isReady = ready === undefined ? /^Ready\b/.test(status) : textAt(ready, "status") === "True";
  if (ready === undefined && status === "") return null;
  const pressed = listAt(object.fields, "status", "conditions").some(
    (one) => textAt(one, "type") !== "Ready" && textAt(one, "status") === "True",
  );
  const since = textAt(ready, "lastTransitionTime");
  const lost = view
    .eventsOf(object.ref)
    .find(({ reason, count, lastSeen }) => reason === "NodeNotReady" && count > 2 && (lastSeen ?? 0) < 86_400);
  if (lost !== undefined)
    return {
      ref: object.ref,
      isWell: false,
      text: `${about(object.ref)} goes to and fro: it was NotReady ${lost.count} times`,
      lines: [lost.line],
    };
  return {
    ref: object.ref,
    isWell: isReady && !pressed && !/SchedulingDisabled/.test(status),
    text: `${about(object.ref)} is ${isReady ? "Ready" : "not Ready"}${/SchedulingDisabled/.test(status) ? " and cordoned (SchedulingDisabled)" : ""}${isReady && since !== "" ? ` (since ${since})` : ""}`,
    lines: [object.cite("status", "conditions", "Ready")],
  };
};

const looks: Readonly<Record<string, Look>> = {
  Pod: pods,
  Node: nodes,
  Deployment: replicated,
  StatefulSet: replicated,
  DaemonSet: daemons,
  Job: jobs,
  CronJob: cronJobs,
  Service: services,
  Ingress: ingresses,
  PersistentVolumeClaim: claims,
  HorizontalPodAutoscaler: autoscalers,
};
