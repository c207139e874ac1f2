import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedAnywhere } from "../reading/printed.ts";

const goingWell = defineBenign(
  {
    code: "rollout-goes-on",
    title: "Rollout that is going well",
    about:
      "A rolling update is under way: new pods become ready one after the other, the one that is not ready yet is only seconds old and has no warning, and the Deployment has not exceeded its deadline. Until it ends, pods of two images stand side by side, and as many more than replicas as maxSurge allows.",
    reads: ["Deployment", "ReplicaSet", "Pod"],
    asked:
      /\b(?:rollouts?|roll\w*|deploy\w*|releas\w*|updat\w*|stuck|hang\w*|slow\w*|long|progress\w*|waiting|still|halfway|duplicat\w*|twice|doubled?|split|surplus|surge|extra|(?:one|a) (?:pod )?more|more (?:pods|replicas)|too many|images?|versions?|tags?|mixed|mixture|replica ?sets?|terminating|being deleted|not (?:yet )?ready|\d+ pods|\d+ (?:of|for|instead of) \d+|instead of)\b/,
  },
  function* (view) {
    for (const object of view.of("Deployment")) {
      const progress = progressOf(object, view);
      if (progress === null || isFailing(object)) continue;
      const pods = podsOf(view).filter(
        ({ ref }) => ref.namespace === object.ref.namespace && workloadOf(view, ref).name === object.ref.name,
      );
      const open = pods.filter(({ health, deleting }) => health !== "healthy" && health !== "done" && !deleting);
      const fresh = pods.filter((pod) => pod.health === "healthy" && isYoung(pod.object, 900));
      const most = progress.isWithinSurge ? 0 : 1;
      if (fresh.length === 0 || open.length > Math.max(2, fresh.length) || open.length < most) continue;
      if (!open.every(isJustStarting)) continue;
      const since = open.map(
        ({ ref, status, object: own }) =>
          `${ref.name} is ${status} since only ${own?.printed.get("AGE")?.value ?? "seconds"}`,
      );
      yield {
        ref: object.ref,
        about: pods.map(({ ref }) => ref),
        text: `the rollout of Deployment ${object.ref.name} is not stuck, it goes on as it should: ${[progress.text, since.join(" and ")].filter((text) => text !== "").join(", and ")}`,
        lines: [progress.line, (open[0] ?? fresh[0]!).line],
        voids: ["deployment-unavailable", "rollout-stuck"],
      };
      for (const pod of open) yield { ref: pod.ref, text: `pod ${pod.ref.name} is just starting`, lines: [pod.line] };
      const ending = pods.filter(isReplaced);
      const young = fresh.filter(({ object: own }) => isYoung(own, 180));
      for (const pod of ending.length <= young.length ? ending : [])
        yield { ref: pod.ref, text: `pod ${pod.ref.name} makes room for a new one`, lines: [pod.line] };
      for (const set of setsOf(object, view)) {
        const own = replicasOf(set)!;
        if (own.ready < own.wanted)
          yield {
            ref: set.ref,
            text: `ReplicaSet ${set.ref.name} has ${own.ready} of ${own.wanted} pods ready so far`,
            lines: [set.cite()],
          };
      }
    }
  },
);

const isJustStarting = ({ status, restarts, object, events }: PodReading): boolean =>
  /^(?:Pending|ContainerCreating|PodInitializing|Init:\d+\/\d+|Running)$/.test(status) &&
  restarts === 0 &&
  isYoung(object, 120) &&
  !events.some(({ type, reason }) => type === "Warning" && reason !== "Unhealthy");

/** An old pod that ends in a rollout that is only minutes old; more of them than new ones have come are not of this rollout alone. */
const isReplaced = ({ deleting, object, events }: PodReading): boolean =>
  deleting && !isYoung(object, 900) && !events.some(({ type }) => type === "Warning");

const isYoung = (object: ObservedObject | undefined, most: number): boolean => {
  const age = ageSeconds(object?.printed.get("AGE")?.value ?? "");
  return age !== null && age <= most;
};

const isFailing = ({ fields }: ObservedObject): boolean =>
  textAt(fields, "spec", "paused") === "true" ||
  listAt(fields, "status", "conditions").some(
    (one) =>
      (textAt(one, "type") === "Progressing" && textAt(one, "status") === "False") ||
      (textAt(one, "type") === "ReplicaFailure" && textAt(one, "status") === "True") ||
      (textAt(one, "type") === "Available" && textAt(one, "status") === "False"),
  );

type Progress = { readonly text: string; readonly line: Line; readonly isWithinSurge?: true };

/** How far it has come: by what `rollout status` waits for, by more pods than replicas, or by a table. */
function progressOf(object: ObservedObject, view: ClusterView): Progress | null {
  const { name } = object.ref;
  const last = printedAnywhere(
    view,
    /^Waiting for deployment "([^"\n]{1,253})" (?:rollout to finish|spec update): ?(.{0,120}?)\.{0,3}$/,
  ).findLast(({ match }) => match[1] === name);
  const surge = surgeOf(object, view);
  if (last !== undefined) return { text: last.match[2]!, line: last.line };
  if (surge !== null) return surge;
  const replicas = replicasOf(object);
  const updated = object.printed.get("UP-TO-DATE")?.value ?? "";
  return replicas === null ||
    updated === "" ||
    updated === "0" ||
    Math.min(replicas.ready, Number(updated)) >= replicas.wanted
    ? null
    : {
        text: `${updated} of ${replicas.wanted} replicas are updated and ${replicas.ready} ready`,
        line: object.cite(),
      };
}

/** More pods than replicas, as many as maxSurge allows, in two ReplicaSets, while all that are wanted are available. */
function surgeOf(object: ObservedObject, view: ClusterView): Progress | null {
  const { fields } = object;
  const replicas = replicasOf(object);
  const sets = setsOf(object, view);
  const newest = sets.toSorted((one, other) => ageOf(one) - ageOf(other))[0];
  const counted = sets.reduce((sum, one) => sum + (replicasOf(one)?.wanted ?? 0), 0);
  const total = numberAt(fields, "status", "replicas") ?? (sets.length > 1 ? counted : undefined);
  const updated =
    numberAt(fields, "status", "updatedReplicas") ?? (newest === undefined ? undefined : replicasOf(newest)?.wanted);
  if (replicas === null || total === undefined || updated === undefined || updated === 0) return null;
  const wanted = numberAt(fields, "spec", "replicas") ?? replicas.wanted;
  const { ready } = replicas;
  const [most, told] = surgeAllowed(object, wanted);
  if (total <= updated || total <= wanted || total > wanted + most || ready < wanted - most) return null;
  return {
    isWithinSurge: true,
    text: `a rolling update is under way, ${updated} of ${wanted} replicas are updated and ${ready} available; until it ends old and new pods stand side by side by design, and ${total} pods for ${wanted} replicas are what maxSurge (${told}) allows`,
    line: object.cite("status", "replicas"),
  };
}

/** Its ReplicaSets that have pods. */
const setsOf = ({ ref }: ObservedObject, view: ClusterView): readonly ObservedObject[] =>
  view
    .of("ReplicaSet")
    .filter((one) => workloadOf(view, one.ref).name === ref.name && one.ref.namespace === ref.namespace)
    .filter((one) => (replicasOf(one)?.wanted ?? 0) > 0);

const ageOf = (set: ObservedObject): number => ageSeconds(set.printed.get("AGE")?.value ?? "") ?? Number.MAX_VALUE;

/** Pods beyond the replicas: a number, or a share that is rounded up; 25% by default. */
function surgeAllowed({ fields }: ObservedObject, wanted: number): readonly [number, string] {
  const set = textAt(fields, "spec", "strategy", "rollingUpdate", "maxSurge");
  const share = /^(\d{1,3})%$/.exec(set === "" ? "25%" : set)?.[1];
  const most = share === undefined ? Number(set) : Math.ceil((wanted * Number(share)) / 100);
  return [most, set === "" ? "25% by default" : set];
}

export const rolloutsUnderWay: readonly BenignRule[] = [goingWell];
