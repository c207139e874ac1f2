import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Confidence, Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { listAt, numberAt, textAt } from "../../objects/fields.ts";
import { mentions } from "../../objects/mentions.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import {
  type PodSpec,
  podSpecsOf,
  podsUnder,
  type SpecContainer,
  specContainersOf,
} from "../../workloads/pod-specs.ts";

/** Seconds that Kubernetes gives a pod to end where its specification says nothing. */
const usualGrace = 30;

const units: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["s", 1],
  ["m", 60],
  ["h", 3600],
]);

/** How long the hook waits, whatever else it does: all its pauses together. */
const pauseOf = ({ spec }: SpecContainer): number => {
  const own = numberAt(spec, "lifecycle", "preStop", "sleep", "seconds") ?? 0;
  const words = listAt(spec, "lifecycle", "preStop", "exec", "command").map(String).join(" ");
  const pauses = [
    ...words.slice(0, 4000).matchAll(/\b[Ss](?:leep|tart-Sleep)(?:\s+-s(?:econds)?)?\s+(\d{1,5})([smh]?)\b/g),
  ];
  return own + pauses.reduce((sum, [, amount, unit]) => sum + Number(amount) * units.get(unit!)!, 0);
};

/** The hook that waits longest of all containers that are told to end. */
const longestHook = (pod: PodSpec): { readonly container: SpecContainer; readonly seconds: number } | undefined =>
  specContainersOf(pod)
    .map((container) => ({ container, seconds: pauseOf(container) }))
    .sort((left, right) => right.seconds - left.seconds)[0];

const redelivered =
  /\bredelivered["']?[ =:]{1,3}["']?true\b|\bre-?deliver(?:ed|ing|y)\b|\bunacked\b|\brequeued?\b|x-delivery-count/i;

/** What shows that pods of the workload were killed before they had ended: a hook that was cut off, exit code 137, work done anew. */
const signsOf = (view: ClusterView, workload: ObjectRef): readonly Line[] => {
  const isOwn = (ref: ObjectRef): boolean => keyOf(workloadOf(view, ref)) === keyOf(workload);
  const cutOff = view.events.find(
    ({ object, reason, message }) =>
      object.kind === "Pod" && isOwn(object) && /^(?:FailedPreStopHook|ExceededGracePeriod)$/.test(reason || message),
  );
  const killed = podsUnder(view, workload).find((pod) =>
    pod.containers.some(({ last, terminated }) =>
      [last, terminated].some((end) => end?.exitCode === 137 && end.reason !== "OOMKilled"),
    ),
  );
  const again = logsOfView(view)
    .filter(({ object }) => isOwn(object))
    .flatMap(({ tail }) => tail)
    .find(({ text }) => redelivered.test(text.slice(0, 2000)));
  return [cutOff?.line, killed?.object?.cite("status", "containerStatuses"), again].filter(
    (line) => line !== undefined,
  );
};

const confidenceOf = (isSet: boolean, hasSigns: boolean): Confidence => {
  if (isSet && hasSigns) return "confirmed";
  return isSet || hasSigns ? "likely" : "possible";
};

const exceedsGrace = defineRule(
  {
    code: "pre-stop-exceeds-grace",
    title: "preStop hook longer than the grace period",
    about:
      "The time of the preStop hook counts towards `terminationGracePeriodSeconds` (30 where it is not set). A hook that waits as long or longer uses all of it: the program is told to end two seconds before it is killed (SIGKILL), cannot finish or hand back its work, and on every rollout or scale-down some requests are lost and some messages are handled twice.",
    reads: ["Deployment", "Pod", "events", "logs"],
    explains: ["grace-period-too-short", "container-killed", "warning-event", "connection-broken"],
  },
  function* (view) {
    if (!mentions(view, "preStop")) return;
    const kinds = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod"];
    const told = new Set<string>();
    for (const { ref } of kinds.flatMap((kind) => view.of(kind))) {
      const workload = workloadOf(view, ref);
      const pod = told.has(keyOf(workload)) ? undefined : podSpecsOf(view, ref).find((one) => longestHook(one));
      const hook = pod && longestHook(pod);
      if (!hook || hook.seconds === 0) continue;
      told.add(keyOf(workload));
      const set = numberAt(pod.spec, "terminationGracePeriodSeconds");
      const grace = set ?? usualGrace;
      if (hook.seconds < grace) continue;
      const signs = signsOf(view, workload);
      const printed = set === undefined ? `${usualGrace} where nothing else is set` : `${grace}`;
      yield {
        object: workload,
        severity: "warning",
        confidence: confidenceOf(set !== undefined, signs.length > 0),
        summary: `The preStop hook of container ${textAt(hook.container.spec, "name") || "0"} of ${nameOf(workload)} waits ${hook.seconds}s, and terminationGracePeriodSeconds is ${printed}: the hook uses up the whole grace period, and on every rollout or scale-down the pod is killed (SIGKILL) before the program can finish, so that requests are lost and unacknowledged work is delivered and done again.`,
        evidence: [hook.container.cite("lifecycle", "preStop"), pod.cite("terminationGracePeriodSeconds"), ...signs],
        related: unique([workload, ...podsUnder(view, workload).map((one) => one.ref)]),
        fix: fixByHand(
          `Raise terminationGracePeriodSeconds above the ${hook.seconds}s of the hook plus the longest piece of work, or shorten the hook.`,
          verifyRollout(view, workload),
        ),
      };
    }
  },
);

/** What is run before a container is told to end. */
export const preStopHookRules: readonly Rule[] = [exceedsGrace];
