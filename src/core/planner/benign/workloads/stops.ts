import { memo } from "../../../diagnosis/objects/memo.ts";
import { podAt } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedEvent } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { isNodeReady } from "../reading/standing.ts";

/** Pods that were stopped because their workload was rolled out or scaled, or their node drained, by events that tell all of it. */
export type Stop = {
  readonly owner: ObjectRef;
  /** What was stopped; may be empty where only the steps of the owner were printed. */
  readonly pods: readonly ObjectRef[];
  /** What came instead, and the ReplicaSets between. */
  readonly others: readonly ObjectRef[];
  readonly text: string;
  readonly lines: readonly Line[];
};

/** The container was told to stop; that a probe failed is another message. */
export const isStopping = ({ reason, message, object }: ObservedEvent): boolean =>
  object.kind === "Pod" && reason === "Killing" && /^Stopping container/.test(message);

export const stopsIn = memo((view: ClusterView): readonly Stop[] => [
  ...stepsOf(view).flatMap((steps) => ofRollout(steps, view) ?? ofScaleDown(steps, view) ?? []),
  ...ofControllers(view),
  ...ofDrain(view),
]);

type Course = { readonly name: string; readonly from: number | null; readonly to: number; readonly line: Line };
type Steps = { readonly owner: ObjectRef; readonly ups: readonly Course[]; readonly downs: readonly Course[] };

const step = /Scaled (up|down) replica set (\S{1,253}) (?:from (\d{1,5}) )?to (\d{1,5})(?: from (\d{1,5}))?/;

/** How far the ReplicaSets of each Deployment were scaled; none where one went both ways, as in a rollback. */
function stepsOf(view: ClusterView): readonly Steps[] {
  const events = view.events.filter(({ reason, message }) => reason === "ScalingReplicaSet" && step.test(message));
  return [...Map.groupBy(events, ({ object }) => `${object.namespace}/${object.name}`).values()].flatMap((own) => {
    const sets = Map.groupBy(own, ({ message }) => step.exec(message)![2]!);
    const courses = [...sets].map(([name, steps]) => courseOf(name, steps));
    if (courses.includes(null)) return [];
    const of = (way: string) => courses.flatMap((one) => (one?.way === way ? [one] : []));
    return [{ owner: own[0]!.object, ups: of("up"), downs: of("down") }];
  });
}

function courseOf(name: string, events: readonly ObservedEvent[]): (Course & { readonly way: string }) | null {
  const steps = events.map(({ message, line }) => {
    const [, way = "", , before, to, after] = step.exec(message)!;
    const from = before ?? after;
    return { way, to: Number(to), from: from === undefined ? null : Number(from), line };
  });
  const { way } = steps[0]!;
  if (steps.some((one) => one.way !== way)) return null;
  const sorted = steps.toSorted((one, other) => (way === "up" ? other.to - one.to : one.to - other.to));
  return { name, way, from: sorted.at(-1)!.from, to: sorted[0]!.to, line: sorted[0]!.line };
}

/** One ReplicaSet came up as far as it had to, and all others went down to nothing. */
function ofRollout({ owner, ups, downs }: Steps, view: ClusterView): Stop | null {
  const [current, ...more] = ups;
  const before = Math.max(...downs.map(({ from }) => from ?? 0));
  if (current === undefined || more.length > 0 || downs.length === 0 || downs.some(({ to }) => to > 0)) return null;
  const made = madeBy({ kind: "ReplicaSet", name: current.name }, owner, view);
  if (!isComplete(owner, view) && (current.to < before || !haveStarted(made, current.to, view))) return null;
  const pods = stoppedUnder(downs, owner, view);
  const old = downs.map(({ name, from }) => `${name}${from === null ? "" : ` from ${from}`} down to 0`).join(", ");
  return {
    owner,
    pods,
    others: [...made, ...[current, ...downs].map(({ name }) => ({ ...owner, kind: "ReplicaSet", name }))],
    text: `the pods of Deployment ${owner.name} were not killed by a fault but replaced by a rollout (a rolling update to a new version) that is complete: the new ReplicaSet ${current.name} was scaled up to ${current.to}, the old one ${old}, and its pods were stopped one after the other`,
    lines: [current.line, downs[0]!.line, ...linesOfStop(pods, view)],
  };
}

/** Fewer replicas were wanted, and at least one is left. */
function ofScaleDown({ owner, ups, downs }: Steps, view: ClusterView): Stop | null {
  const [down, ...more] = downs;
  if (down === undefined || more.length > 0 || ups.length > 0 || down.to === 0) return null;
  const pods = stoppedUnder(downs, owner, view);
  const scaler = view.events.find(
    ({ reason, object, message }) =>
      reason === "SuccessfulRescale" &&
      object.namespace === owner.namespace &&
      new RegExp(`New size: ${down.to}\\b`).test(message),
  );
  if (!isComplete(owner, view) && (scaler === undefined || pods.length === 0)) return null;
  return {
    owner,
    pods,
    others: [{ ...owner, kind: "ReplicaSet", name: down.name }],
    text: `the pods of Deployment ${owner.name} were not killed by a fault: it was scaled down${down.from === null ? "" : ` from ${down.from}`} to ${down.to}${scaler === undefined ? "" : ` by its autoscaler (${scaler.message.slice(0, 90)})`}, and those above that number were stopped`,
    lines: [down.line, scaler?.line, ...linesOfStop(pods, view)].filter((line) => line !== undefined),
  };
}

/** A StatefulSet or DaemonSet ended its pods itself and made them again. */
function ofControllers(view: ClusterView): readonly Stop[] {
  const events = view.events.filter(
    ({ reason, object }) => reason === "SuccessfulDelete" && /^(?:StatefulSet|DaemonSet)$/.test(object.kind),
  );
  return [...Map.groupBy(events, ({ object }) => `${object.kind} ${object.namespace}/${object.name}`).values()].flatMap(
    (own): readonly Stop[] => {
      const owner = own[0]!.object;
      const pods = own.flatMap(({ message }) => podIn(message, owner));
      const made = madeBy(owner, owner, view);
      const isSame = owner.kind === "DaemonSet" || pods.every(({ name }) => made.some((one) => one.name === name));
      if (pods.length === 0 || !isSame || !haveStarted(made, pods.length, view)) return [];
      if (!made.every((pod) => isAfterStop(pod, view))) return [];
      return [
        {
          owner,
          pods,
          others: made,
          text: `the pods of ${owner.kind} ${owner.name} were not killed by a fault: its controller stopped ${pods.length === 1 ? "one" : "them one after the other"} (event SuccessfulDelete) and made ${pods.length === 1 ? "it" : "them"} again, as in a rolling update or restart`,
          lines: [own.at(-1)!.line, ...linesOfStop(pods, view), ...startOf(made.at(-1)!, view)],
        },
      ];
    },
  );
}

/** Pods of a ReplicaSet were stopped without its doing, a node is cordoned, and as many were made and started elsewhere. */
function ofDrain(view: ClusterView): readonly Stop[] {
  const cordon = view.events.find(({ reason }) => reason === "NodeNotSchedulable");
  const node = view.of("Node").find((one) => /SchedulingDisabled/.test(one.printed.get("STATUS")?.value ?? ""));
  const name = cordon?.object.name ?? node?.ref.name;
  const seen = node ?? (name === undefined ? undefined : view.object({ kind: "Node", name }));
  if (name === undefined || (seen !== undefined && !isNodeReady(seen))) return [];
  const created = view.events.filter(
    ({ reason, object }) => reason === "SuccessfulCreate" && object.kind === "ReplicaSet",
  );
  return [...Map.groupBy(created, ({ object }) => `${object.namespace}/${object.name}`).values()].flatMap(
    (own): readonly Stop[] => {
      const set = own[0]!.object;
      const owner = { ...set, kind: "Deployment", name: set.name.replace(/-[a-z0-9]{5,10}$/, "") };
      const isScaled = view.events.some(
        ({ reason, message }) =>
          (reason === "ScalingReplicaSet" && message.includes(` ${set.name} `)) ||
          (reason === "SuccessfulDelete" && message.includes(`: ${set.name}-`)),
      );
      const made = madeBy(set, owner, view);
      const pods = stoppedUnder([set], owner, view).filter((pod) => !made.some((one) => one.name === pod.name));
      if (isScaled || pods.length === 0 || made.length < pods.length || !haveStarted(made, pods.length, view))
        return [];
      return [
        {
          owner,
          pods,
          others: [...made, set, { kind: "Node", name }],
          text: `the pods of Deployment ${owner.name} were not killed by a fault: node ${name} is cordoned (${cordon === undefined ? "SchedulingDisabled" : "event NodeNotSchedulable"}) and was drained as planned, so ${pods.length === 1 ? "its pod was" : `${pods.length} pods were`} stopped there, and ReplicaSet ${set.name} made as many elsewhere, which have started`,
          lines: [cordon?.line, ...linesOfStop(pods, view), ...startOf(made.at(-1)!, view)].filter(
            (line) => line !== undefined,
          ),
        },
      ];
    },
  );
}

/** All its replicas are ready by its own state, and of the newest revision. */
function isComplete(owner: ObjectRef, view: ClusterView): boolean {
  const object = view.object({ ...owner, kind: "Deployment" });
  const replicas = object === undefined ? null : replicasOf(object);
  const updated = object?.printed.get("UP-TO-DATE")?.value;
  return (
    replicas !== null &&
    replicas.wanted > 0 &&
    replicas.ready >= replicas.wanted &&
    (updated === undefined || Number(updated) >= replicas.wanted)
  );
}

const stoppedUnder = (sets: readonly { readonly name: string }[], owner: ObjectRef, view: ClusterView) => [
  ...new Map(
    view.events
      .filter(
        (event) =>
          isStopping(event) &&
          event.object.namespace === owner.namespace &&
          sets.some(({ name }) => event.object.name.startsWith(`${name}-`)),
      )
      .map(({ object }) => [object.name, object]),
  ).values(),
];

const podIn = (message: string, { namespace }: ObjectRef): readonly ObjectRef[] => {
  const name = /(?:(?:Deleted|Created) pod: |(?:delete|create) Pod )([a-z0-9.-]{1,253})/.exec(message)?.[1];
  return name === undefined ? [] : [{ kind: "Pod", name, ...(namespace === undefined ? {} : { namespace }) }];
};

/** The pods that a controller made, by its events. */
const madeBy = (by: ObjectRef, { namespace }: ObjectRef, view: ClusterView): readonly ObjectRef[] =>
  view.events
    .filter(
      ({ reason, object }) =>
        reason === "SuccessfulCreate" &&
        object.kind === by.kind &&
        object.name === by.name &&
        object.namespace === namespace,
    )
    .flatMap(({ message, object }) => podIn(message, object));

const haveStarted = (pods: readonly ObjectRef[], least: number, view: ClusterView): boolean =>
  new Set(pods.map(({ name }) => name)).size >= least && pods.every((pod) => isStarted(pod, view));

/** A minute ago at least where that was printed, and once; or it is shown to be ready. */
const isStarted = (pod: ObjectRef, view: ClusterView): boolean =>
  podAt(view, pod)?.health === "healthy" ||
  view
    .eventsOf(pod)
    .some(({ reason, lastSeen, count }) => reason === "Started" && (lastSeen ?? 60) >= 60 && count <= 1);

const startOf = (pod: ObjectRef, view: ClusterView): readonly Line[] =>
  view
    .eventsOf(pod)
    .filter(({ reason }) => reason === "Started")
    .slice(-1)
    .map(({ line }) => line);

/** It did not start before the pod of its name was stopped. */
function isAfterStop(pod: ObjectRef, view: ClusterView): boolean {
  const last = (isIt: (event: ObservedEvent) => boolean) =>
    view
      .eventsOf(pod)
      .filter(isIt)
      .map(({ lastSeen }) => lastSeen ?? 0);
  const [started, stopped] = [last(({ reason }) => reason === "Started"), last(isStopping)];
  return stopped.length === 0 || podAt(view, pod)?.health === "healthy" || Math.min(...started) <= Math.min(...stopped);
}

const linesOfStop = (pods: readonly ObjectRef[], view: ClusterView): readonly Line[] =>
  pods
    .flatMap((pod) => view.eventsOf(pod).filter(isStopping).slice(-1))
    .slice(-2)
    .map(({ line }) => line);
