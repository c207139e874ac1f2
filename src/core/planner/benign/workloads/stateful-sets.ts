import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { healthQuestion } from "../../question/asks-health.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedAnywhere, printedOf } from "../reading/printed.ts";
import { noteOf, said } from "../reading/words.ts";

const partitioned = defineBenign(
  {
    code: "stateful-set-partitioned",
    title: "Part of a StatefulSet keeps the old revision on purpose",
    about:
      "A partition in the update strategy of a StatefulSet keeps all pods with a smaller ordinal at the old revision, as a canary or a rollout in stages. All pods are ready, and just those above it have the new revision.",
    reads: ["StatefulSet", "Pod"],
    asked:
      /\b(?:updat\w*|rollouts?|roll\w*|revisions?|versions?|images?|tags?|old|new|stuck|continue\w*|halfway|partition\w*|canary|upgrad\w*|mixed|different|still|halted|stopped)\b/,
  },
  function* (view, question) {
    for (const object of view.of("StatefulSet")) {
      const held = partitionOf(object, view);
      if (held === null || held.partition === 0 || !isReady(object, view)) continue;
      const { partition } = held;
      const pods = ordinalsOf(object.ref, view);
      const updated = updatedOf(object, view);
      const replicas = numberAt(object.fields, "spec", "replicas") ?? (pods.length || undefined);
      if (updated !== null && replicas !== undefined && updated.count < replicas - partition) continue;
      const note = noteOf(object, /canary|partition|stag|phase|rollout|hold|until|promot|pilot|update/i, view);
      if (note === null && !healthQuestion(question.text).whether && updated?.isDone !== true) continue;
      const { name } = object.ref;
      yield {
        ref: object.ref,
        about: pods,
        text: `StatefulSet ${name} is not stuck: its update strategy has partition ${partition} on purpose (a staged rollout or canary), so that only pods with ordinal ${partition} and above get the new revision and ${name}-0${partition > 1 ? ` to ${name}-${partition - 1}` : ""} keep the old one${note === null ? "" : `, ${said(note)}`}; all its pods are ready`,
        lines: [held.line, note?.line, updated?.line],
        voids: ["rollout-held-back", "stateful-set-stuck", "rollout-stuck"],
      };
    }
  },
);

function partitionOf(object: ObservedObject, view: ClusterView) {
  const given = numberAt(object.fields, "spec", "updateStrategy", "rollingUpdate", "partition");
  if (given !== undefined)
    return { partition: given, line: object.cite("spec", "updateStrategy", "rollingUpdate", "partition") };
  const shown = printedOf(view, object.ref, /\bpartition"?\s{0,12}[:=]\s{0,12}"?(\d{1,5})\b/i)[0];
  return shown === undefined ? null : { partition: Number(shown.match[1]), line: shown.line };
}

function updatedOf(object: ObservedObject, view: ClusterView): { count: number; isDone: boolean; line: Line } | null {
  const told = printedAnywhere(view, /^partitioned roll out complete: (\d{1,5}) new pods have been updated/).find(
    ({ line }) => line.command.includes(object.ref.name),
  );
  if (told !== undefined) return { count: Number(told.match[1]), isDone: true, line: told.line };
  const count = numberAt(object.fields, "status", "updatedReplicas");
  return count === undefined ? null : { count, isDone: false, line: object.cite("status", "updatedReplicas") };
}

/** The pods of a StatefulSet are called after it and their ordinal. */
export function ordinalsOf({ name, namespace }: ObjectRef, view: ClusterView): readonly ObjectRef[] {
  return podsOf(view)
    .map(({ ref }) => ref)
    .filter((ref) => ref.namespace === namespace && ref.name.startsWith(`${name}-`))
    .filter((ref) => /^\d{1,5}$/.test(ref.name.slice(name.length + 1)));
}

function isReady(object: ObservedObject, view: ClusterView): boolean {
  const own = ordinalsOf(object.ref, view);
  const pods = podsOf(view).filter(({ ref }) => own.includes(ref));
  if (pods.some(({ health }) => health === "failing" || health === "starting")) return false;
  const ready = numberAt(object.fields, "status", "readyReplicas") ?? numberAt(object.fields, "readyReplicas");
  const wanted = numberAt(object.fields, "spec", "replicas");
  if (ready !== undefined && wanted !== undefined) return ready >= wanted;
  const cell = /^(\d{1,5})\/(\d{1,5})$/.exec(object.printed.get("READY")?.value ?? "");
  if (cell !== null) return cell[1] === cell[2];
  return pods.length > 0 && pods.every((pod) => pod.health === "healthy" || hasReadyContainers(pod));
}

const rolls = defineBenign(
  {
    code: "stateful-set-rolls-one-by-one",
    title: "StatefulSet whose pods are replaced one after the other",
    about:
      "A rolling update of a StatefulSet goes from the highest ordinal down, one pod at a time. The pods above are new and ready, one is starting since seconds without a warning, those below wait for their turn.",
    reads: ["StatefulSet", "Pod"],
    asked:
      /\b(?:rollouts?|roll\w*|updat\w*|upgrad\w*|stuck|hang\w*|slow\w*|long|forever|restart\w*|one by one|still)\b/,
  },
  function* (view) {
    const stems = Map.groupBy(
      podsOf(view).filter(({ ref }) => /-\d{1,4}$/.test(ref.name)),
      ({ ref }) => `${ref.namespace}/${ref.name.replace(/-\d{1,4}$/, "")}`,
    );
    for (const pods of stems.values()) {
      const [next, ...others] = pods.filter(({ health }) => health !== "healthy");
      if (next === undefined || others.length > 0 || !isStarting(next)) continue;
      const ordinal = (pod: PodReading) => Number(/\d{1,4}$/.exec(pod.ref.name)![0]);
      const age = (pod: PodReading) =>
        ageSeconds(pod.object?.printed.get("AGE")?.value ?? "") ?? Number.POSITIVE_INFINITY;
      const above = pods.filter((pod) => ordinal(pod) > ordinal(next));
      const below = pods.filter((pod) => ordinal(pod) < ordinal(next));
      if (above.length === 0 || above.some((pod) => age(pod) > 1800 || pod.restarts > 0)) continue;
      if (below.some((pod) => age(pod) < 1800)) continue;
      const name = next.ref.name.replace(/-\d{1,4}$/, "");
      yield {
        ref: next.ref,
        about: [{ kind: "StatefulSet", namespace: next.ref.namespace ?? "", name }, ...pods.map(({ ref }) => ref)],
        text: `the rolling update of ${name} is not stuck, it goes on one pod after the other as it should: ${above.map(({ ref }) => ref.name).join(", ")} ${above.length === 1 ? "is" : "are"} new and ready, ${next.ref.name} is starting since ${next.object?.printed.get("AGE")?.value}${below.length === 0 ? "" : `, ${below.map(({ ref }) => ref.name).join(", ")} will follow`}`,
        lines: [next.line, above[0]!.line],
        voids: ["stateful-set-stuck", "pod-not-ready", "rollout-stuck"],
      };
    }
  },
);

/** Made within the last two minutes, and nothing has gone wrong with it. */
function isStarting({ object, status, restarts, events }: PodReading): boolean {
  const age = object?.printed.get("AGE")?.value ?? "";
  return (
    /^(?:\d{1,3}s|[12]m(?:\d{1,2}s)?)$/.test(age) &&
    /^(?:ContainerCreating|PodInitializing|Init:\d+\/\d+|Running)$/.test(status) &&
    restarts === 0 &&
    !events.some(({ type, reason }) => type === "Warning" && reason !== "Unhealthy")
  );
}

/** Columns of one's own may show `ready` of the containers and no state. */
function hasReadyContainers({ object, health }: PodReading): boolean {
  const statuses = listAt(object?.fields, "status", "containerStatuses");
  return health === "unknown" && statuses.length > 0 && statuses.every((one) => textAt(one, "ready") === "true");
}

const inOrder = defineBenign(
  {
    code: "stateful-set-starts-in-order",
    title: "StatefulSet starts its pods one after the other",
    about:
      "With podManagementPolicy OrderedReady (the default) the next pod is only made when the one before is ready. The pods that are there are ready, and the next one is starting without a warning.",
    reads: ["StatefulSet", "Pod"],
    asked:
      /\b(?:only|stuck|slow\w*|missing|wait\w*|one by one|one after|ready|replicas?|scal\w*|start\w*|why|order\w*|others?|remaining|rest)\b/,
  },
  function* (view) {
    for (const object of view.of("StatefulSet")) {
      if (textAt(object.fields, "spec", "podManagementPolicy") === "Parallel") continue;
      const cell = /^(\d{1,5})\/(\d{1,5})$/.exec(object.printed.get("READY")?.value ?? "");
      const ready = cell === null ? numberAt(object.fields, "status", "readyReplicas") : Number(cell[1]);
      const wanted = cell === null ? numberAt(object.fields, "spec", "replicas") : Number(cell[2]);
      const own = ordinalsOf(object.ref, view);
      const pods = podsOf(view).filter(({ ref }) => own.includes(ref));
      if (ready === undefined || wanted === undefined || ready >= wanted || pods.length === 0) continue;
      const started = pods.filter(({ health }) => health !== "healthy");
      const next = started[0];
      if (started.length !== 1 || next === undefined || pods.length !== ready + 1) continue;
      const age = next.object?.printed.get("AGE")?.value ?? "";
      if (!isStarting(next) || next.ref.name !== `${object.ref.name}-${ready}`) continue;
      yield {
        ref: object.ref,
        about: own,
        text: `StatefulSet ${object.ref.name} starts its pods one after the other (podManagementPolicy OrderedReady), as it should: ${ready} of ${wanted} are ready, ${next.ref.name} is starting since ${age} (${next.status}), and the others are made after it`,
        lines: [object.cite(), next.line],
        voids: ["stateful-set-stuck", "pod-not-ready"],
      };
      yield {
        ref: next.ref,
        text: `its pod ${next.ref.name} is ${age} old and has no warning`,
        lines: [next.line],
      };
    }
  },
);

const onDelete = defineBenign(
  {
    code: "stateful-set-updates-on-delete",
    title: "StatefulSet or DaemonSet that updates its pods only when they are deleted",
    about:
      "With update strategy OnDelete pods keep their revision until a person or an operator deletes them. A note, or the operator that owns it, says that it is meant, and all pods are ready.",
    reads: ["StatefulSet", "DaemonSet", "Pod"],
    asked:
      /\b(?:updat\w*|rollouts?|revisions?|versions?|images?|old|stuck|upgrad\w*|mixed|different|still|ondelete|on delete)\b/,
  },
  function* (view) {
    for (const object of [...view.of("StatefulSet"), ...view.of("DaemonSet")]) {
      const type = textAt(object.fields, "spec", "updateStrategy", "type");
      const shown = printedOf(
        view,
        object.ref,
        /(?:Update Strategy:\s{1,20}|"?type"?\s{0,4}[:=]\s{0,4}"?)OnDelete\b/,
      )[0];
      const note = noteOf(
        object,
        /ondelete|on-delete|manual|by hand|operator|strimzi|maintenance|window|until|ticket|restart/i,
        view,
      );
      if ((type !== "OnDelete" && shown === undefined) || note === null || !isReady(object, view)) continue;
      yield {
        ref: object.ref,
        about: ordinalsOf(object.ref, view),
        text: `${object.ref.kind} ${object.ref.name} has the update strategy OnDelete on purpose, ${said(note)}: its pods keep the old revision until they are deleted, and all of them are ready`,
        lines: [shown?.line ?? object.cite("spec", "updateStrategy", "type"), note.line],
        voids: ["rollout-held-back", "stateful-set-stuck"],
      };
    }
  },
);

export const statefulSets: readonly BenignRule[] = [partitioned, inOrder, rolls, onDelete];
