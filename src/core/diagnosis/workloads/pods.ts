import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedEvent, ObservedObject, Seen } from "../../evidence/observed.ts";
import { listAt, numberAt, textAt } from "../objects/fields.ts";
import { isRow } from "../objects/is-row.ts";
import { memo } from "../objects/memo.ts";
import { compareText, keyOf, unnamed } from "../objects/name-object.ts";
import { type ContainerReading, containersOf } from "./containers.ts";

/**
 * `healthy`: runs and is ready; `done`: ended well, or failed and its Job has succeeded since; `starting`: not ready, but too young or too plain to blame; `gone`: a list of
 * its namespace no longer shows it; `unknown`: the evidence speaks of it and does not show its state.
 */
export type Health = "healthy" | "done" | "failing" | "starting" | "gone" | "unknown";

/** A pod as far as the evidence shows it; `object` is absent when only events or logs speak of it. */
export type PodReading = {
  readonly ref: ObjectRef;
  readonly object: ObservedObject | undefined;
  /** What kubectl prints as STATUS: a container's reason before the phase. */
  readonly status: string;
  readonly node: string;
  readonly scheduled: boolean | undefined;
  readonly containers: readonly ContainerReading[];
  readonly restarts: number;
  readonly deleting: boolean;
  readonly health: Health;
  readonly events: readonly ObservedEvent[];
  /** The line that names it, or that shows its STATUS. */
  readonly line: Line | undefined;
};

/** Every pod that the evidence speaks of, in order of namespace and name. */
export const podsOf = memo((view: ClusterView): readonly PodReading[] => {
  const shown = view
    .of("Pod")
    .map((object) => readPod(view, object.ref, object))
    .map((pod) => {
      if (pod.health === "failing" && isRetried(view, pod.ref)) return { ...pod, health: "done" as const };
      return isRestartedWhenDone(pod) ? { ...pod, health: "failing" as const } : pod;
    });
  const spoken = [...view.events.map((event) => event.object), ...view.logs.map((log) => log.object)];
  const others = new Map<string, ObjectRef>();
  for (const ref of spoken) if (ref?.kind === "Pod" && view.object(ref) === undefined) others.set(keyOf(ref), ref);
  if (others.size === 0) return shown;
  const all = [...shown, ...[...others.values()].map((ref) => unseen(view, ref, view.eventsOf(ref)))];
  return all.sort((left, right) => compareText(keyOf(left.ref), keyOf(right.ref)));
});

/** An attempt of a Job that has all the completions it wants. */
const isRetried = (view: ClusterView, { namespace, name }: ObjectRef): boolean =>
  [/-[a-z0-9]{5}$/, /-\d{1,5}-[a-z0-9]{5}$/]
    .filter((ending) => ending.test(name))
    .map((ending) => view.object({ kind: "Job", ...(namespace ? { namespace } : {}), name: name.replace(ending, "") }))
    .some((job) => job !== undefined && isComplete(job));

/** `Completed` between two runs: the pod of a ReplicaSet is started anew whenever it is done. */
const isRestartedWhenDone = ({ status, restarts, ref }: PodReading): boolean =>
  status === "Completed" &&
  restarts > 0 &&
  /-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[a-z0-9]{5}$/.test(ref.name) &&
  !/-(?:1\d{9}|[23]\d{7})-[a-z0-9]{5}$/.test(ref.name);

const isComplete = ({ fields }: ObservedObject): boolean => {
  const succeeded = numberAt(fields, "status", "succeeded") ?? 0;
  const conditions = listAt(fields, "status", "conditions");
  return (
    (succeeded > 0 && succeeded >= (numberAt(fields, "spec", "completions") ?? 1)) ||
    conditions.some((one) => textAt(one, "type") === "Complete" && textAt(one, "status") === "True")
  );
};

const byNamespace = memo((view) => Map.groupBy(podsOf(view), ({ ref }) => ref.namespace));

/** The pods of one namespace. */
export const podsIn = (view: ClusterView, namespace: string | undefined): readonly PodReading[] =>
  byNamespace(view).get(namespace) ?? [];

const byRef = memo((view) => new Map(podsOf(view).map((pod) => [pod.ref, pod])));

/** Those that only events and logs speak of. */
const spokenOf = memo(
  (view) => new Map(podsOf(view).flatMap((pod) => (pod.object === undefined ? [[keyOf(pod.ref), pod] as const] : []))),
);

/** The reading of one pod. Most callers have the very reference that the view has, which saves the making of keys. */
export const podAt = (view: ClusterView, ref: ObjectRef): PodReading | undefined => {
  const known = byRef(view).get(ref);
  if (known !== undefined || ref.kind !== "Pod") return known;
  const shown = view.object(ref);
  return shown === undefined ? spokenOf(view).get(keyOf(ref)) : byRef(view).get(shown.ref);
};

/** A row without events says the same in each turn of a thread. */
const quietRows = new WeakMap<ObservedObject, PodReading>();

const readPod = (view: ClusterView, ref: ObjectRef, object: ObservedObject): PodReading => {
  const known = quietRows.get(object);
  const events = view.eventsOf(ref);
  if (known !== undefined && events.length === 0) return known;
  const cells = object.printed;
  const printed = cells.get("STATUS");
  if (printed && isRow(object)) {
    const read = fromRow(object, printed, cells, events);
    if (events.length === 0) quietRows.set(object, read);
    return read;
  }
  const containers = containersOf(object);
  const tableLeads =
    isTableNewest(view, object, printed) || !containers.some((one) => one.waiting ?? one.terminated ?? one.running);
  const status = (tableLeads && printed?.value) || derivedStatus(object, containers) || printed?.value || "";
  const restarts = Math.max(printedRestarts(cells), ...containers.map((one) => one.restarts ?? 0));
  const deleting = status === "Terminating" || textAt(object.fields, "metadata", "deletionTimestamp") !== "";
  const pod = { ref, object, cells, status, containers, restarts, deleting, events };
  const health = healthOf(pod, tableLeads);
  return {
    ref,
    object,
    status,
    containers,
    restarts,
    deleting,
    events,
    node: textAt(object.fields, "spec", "nodeName").split("/")[0] ?? "",
    scheduled: isScheduled(object, status, health, events),
    health,
    line: tableLeads && printed ? printed.line : object.cite("status", "phase"),
  };
};

/** A row of a table tells everything in its cells; that its fields are never built is what keeps lists of 100,000 pods quick. */
const fromRow = (
  object: ObservedObject,
  printed: Seen<string>,
  cells: Cells,
  events: readonly ObservedEvent[],
): PodReading => {
  const status = printed.value;
  const node = cells.get("NODE")?.value ?? "";
  const row = {
    object,
    cells,
    status,
    containers: [],
    restarts: printedRestarts(cells),
    deleting: status === "Terminating",
    events,
  };
  const isPending = status === "Pending" || status === "SchedulingGated";
  const isPlaced = (node !== "" && node !== "<none>") || events.some((event) => event.reason === "Scheduled");
  return {
    ref: object.ref,
    object,
    status,
    containers: [],
    restarts: row.restarts,
    deleting: row.deleting,
    events,
    node: node === "<none>" ? "" : node,
    scheduled: isPlaced || !isPending ? true : undefined,
    health: healthOf(row, true),
    line: printed.line,
  };
};

const unseen = (view: ClusterView, ref: ObjectRef, events: readonly ObservedEvent[]): PodReading => ({
  ref,
  object: undefined,
  status: "",
  node: "",
  scheduled: undefined,
  containers: [],
  restarts: 0,
  deleting: false,
  health: isListedWithout(view, ref) ? "gone" : "unknown",
  events,
  line: events[0]?.line ?? view.logsOf(ref)[0]?.tail[0],
});

/** A complete list of its kind and namespace was asked for, and the object is not on it. */
export const isListedWithout = (view: ClusterView, ref: ObjectRef): boolean =>
  ref.name !== unnamed &&
  view.object(ref) === undefined &&
  view.listings.some(
    (listing) =>
      listing.kind === ref.kind &&
      !listing.narrowed &&
      (listing.namespace === null || listing.namespace === (ref.namespace ?? null)),
  );

const isTableNewest = (view: ClusterView, object: ObservedObject, printed: Seen<string> | undefined): boolean =>
  printed !== undefined && view.evidence[object.newest]?.command === printed.line.command;

const derivedStatus = (object: ObservedObject, containers: readonly ContainerReading[]): string => {
  const reason = textAt(object.fields, "status", "reason");
  if (reason) return reason;
  const phase = textAt(object.fields, "status", "phase");
  const stuck = containers.find((one) => one.init && (one.waiting?.reason || isBadEnd(one)) && one.ready !== true);
  if (stuck && phase !== "Running") return `Init:${stateReason(stuck)}`;
  const main = containers.filter((one) => !one.init);
  const failing = main.find((one) => one.waiting?.reason) ?? main.find(isBadEnd);
  if (failing) return stateReason(failing);
  if (phase === "Succeeded") return "Completed";
  return phase || (main.length > 0 && main.every((one) => one.running) ? "Running" : "");
};

const isBadEnd = (one: ContainerReading): boolean => one.terminated !== undefined && one.terminated.exitCode !== 0;
const stateReason = (one: ContainerReading): string =>
  one.waiting?.reason || one.terminated?.reason || (one.terminated ? "Error" : "");

type Cells = ReadonlyMap<string, Seen<string>>;

const printedRestarts = (cells: Cells): number => {
  const match = /^\d{1,9}/.exec(cells.get("RESTARTS")?.value ?? "");
  return match === null ? 0 : Number(match[0]);
};

/** `3/4` as printed under READY: what is ready and what is wanted. */
export const readyCell = (object: ObservedObject): Ratio | undefined => ratioIn(object.printed);

type Ratio = { readonly ready: number; readonly wanted: number };

const ratioIn = (cells: Cells): Ratio | undefined => {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(cells.get("READY")?.value ?? "");
  return match === null ? undefined : { ready: Number(match[1]), wanted: Number(match[2]) };
};

type Draft = Pick<PodReading, "object" | "status" | "containers" | "restarts" | "deleting" | "events"> & {
  readonly cells: Cells;
};

const healthOf = (pod: Draft, tableLeads: boolean): Health => {
  if (pod.status === "Completed" || pod.status === "Succeeded") return "done";
  if (pod.status === "Running")
    return isReady(pod, tableLeads) && !isFlapping(pod) ? "healthy" : runningHealth(pod, tableLeads);
  if (pod.status === "") return pod.containers.some(isEndAlone) ? "failing" : "unknown";
  if (/^(ContainerCreating|PodInitializing|Pending|Init:\d+\/\d+)$/.test(pod.status))
    return isYoung(pod) ? "starting" : "failing";
  return "failing";
};

/** Nothing was printed of a container but how it ended. */
const isEndAlone = (one: ContainerReading): boolean =>
  one.last !== undefined && one.last.exitCode !== 0 && !one.running && one.ready === undefined;

const runningHealth = (pod: Draft, tableLeads: boolean): Health => {
  if (isReady(pod, tableLeads) === undefined) return isFlapping(pod) ? "failing" : "unknown";
  return isReady(pod, tableLeads) || isFlapping(pod) || !isYoung(pod) ? "failing" : "starting";
};

const isReady = (pod: Draft, tableLeads: boolean): boolean | undefined => {
  const cell = ratioIn(pod.cells);
  if (tableLeads && cell) return cell.ready === cell.wanted;
  const condition = listAt(pod.object?.fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  if (condition !== undefined) return textAt(condition, "status") === "True";
  const main = pod.containers.filter((one) => !one.init && one.ready !== undefined);
  if (main.length > 0)
    return main.every((one) => one.ready) && (main.length > 1 || !isPart(pod.object)) ? true : isNotReady(main);
  return cell ? cell.ready === cell.wanted : undefined;
};

/** Of one container that was printed alone only that it is not ready tells how its pod is: the others may not be. */
const isPart = (object: ObservedObject | undefined): boolean =>
  object?.sources.size === 1 && object.sources.has("part") && listAt(object.fields, "spec", "containers").length === 0;

const isNotReady = (main: readonly ContainerReading[]): false | undefined =>
  main.some((one) => one.ready === false) ? false : undefined;

const recently = 600;

/** Ready at the moment, and back from a crash within the last minutes: a good state that does not last. */
const isFlapping = (pod: Draft): boolean => {
  const since = /\((\d{1,4})(s|m)(?:(\d{1,2})s)? ago\)/.exec(pod.cells.get("RESTARTS")?.value ?? "");
  const restartedAgo = since === null ? undefined : Number(since[1]) * (since[2] === "m" ? 60 : 1);
  const crashed = pod.containers.some((one) => !one.init && one.last !== undefined && one.last.exitCode !== 0);
  const backedOff = pod.events.some((event) => event.reason === "BackOff" && (event.lastSeen ?? recently) < recently);
  if (pod.restarts >= 2 && restartedAgo !== undefined && restartedAgo <= 300) return true;
  return crashed && backedOff && pod.restarts > 0 && !isOldRestart(restartedAgo);
};

const isOldRestart = (seconds: number | undefined): boolean => seconds !== undefined && seconds > recently;

const isYoung = (pod: Draft): boolean => {
  const age = /^(\d{1,3})s$/.exec(pod.cells.get("AGE")?.value ?? "");
  return age !== null && Number(age[1]) < 30 && !pod.events.some((event) => event.type === "Warning");
};

const isScheduled = (
  object: ObservedObject,
  status: string,
  health: Health,
  events: readonly ObservedEvent[],
): boolean | undefined => {
  const node = textAt(object.fields, "spec", "nodeName");
  if (node !== "" && node !== "<none>" && node !== "/") return true;
  const condition = listAt(object.fields, "status", "conditions").find((one) => textAt(one, "type") === "PodScheduled");
  if (condition !== undefined) return textAt(condition, "status") === "True";
  if (status !== "Pending" && status !== "" && status !== "SchedulingGated") return true;
  return health === "healthy" || events.some((event) => event.reason === "Scheduled") ? true : undefined;
};
