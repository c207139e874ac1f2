import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { keyOf } from "../../../diagnosis/objects/name-object.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedEvent } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";

const gates = defineBenign(
  {
    code: "readiness-gate-passed",
    title: "Pod that was ready only with its readiness gate",
    about:
      "A readiness gate makes a pod wait, after its containers are ready, until something outside reports it as good: the target health of a load balancer, a mesh. The condition is True by now and the pods are ready.",
    reads: ["Pod", "Deployment"],
    asked:
      /\b(?:readiness|gates?|ready|1\/1|2\/2|available|rollouts?|deploy\w*|waiting|waited|target|load ?balancer|minute|long|slow\w*|delay\w*)\b/,
  },
  function* (view) {
    for (const [workload, pods] of Map.groupBy(podsOf(view), ({ ref }) => workloadOf(view, ref).name)) {
      const gated = pods.filter((pod) => gateCell(pod) !== null || gatesOf(pod).length > 0);
      if (gated.length === 0 || gated.some((pod) => pod.health !== "healthy" || !isPassed(pod))) continue;
      const first = gated[0]!;
      const condition = gated.flatMap((pod) => passedOf(pod, view))[0] ?? null;
      const times = condition === null ? "" : timesOf(condition.pod, view);
      yield {
        ref: first.ref,
        about: [...gated.map(({ ref }) => ref), workloadOf(view, first.ref)],
        text: `the pods of ${workload} have a readiness gate${condition === null ? "" : ` (${condition.type})`}: as intended, they count as ready and available only when, after their containers, the load balancer or whoever sets it reports them too${times}; by now it is True and ${gated.length === 1 ? "the pod is" : `all ${gated.length} are`} ready`,
        lines: [condition?.line, first.line],
      };
    }
  },
);

const gateCell = ({ object }: PodReading) =>
  /^(\d{1,3})\/(\d{1,3})$/.exec(object?.printed.get("READINESS GATES")?.value ?? "");
const gatesOf = ({ object }: PodReading) =>
  listAt(object?.fields, "spec", "readinessGates").map((one) => textAt(one, "conditionType"));

function isPassed(pod: PodReading): boolean {
  const cell = gateCell(pod);
  if (cell !== null) return cell[1] === cell[2];
  const conditions = listAt(pod.object?.fields, "status", "conditions");
  return gatesOf(pod).every((type) =>
    conditions.some((one) => textAt(one, "type") === type && textAt(one, "status") === "True"),
  );
}

const builtin =
  /^(?:Ready|ContainersReady|Initialized|PodScheduled|PodReadyToStartContainers|DisruptionTarget|ResizeInfeasible)$/;

function passedOf(pod: PodReading, view: ClusterView): readonly { type: string; line: Line; pod: PodReading }[] {
  const given = listAt(pod.object?.fields, "status", "conditions")
    .map((one) => textAt(one, "type"))
    .filter((type) => type.includes("/") && !builtin.test(type))
    .map((type) => ({ type, line: pod.object!.cite("status", "conditions", type), pod }));
  if (given.length > 0) return given;
  return printedOf(view, pod.ref, /([a-z][\w.-]{2,100}\/[\w.-]{2,100})["\s]{0,8}[=:\s]\s{0,20}"?True\b/).map(
    ({ match, line }) => ({ type: match[1]!, line, pod }),
  );
}

/** When the containers were ready, and when the pod was. */
function timesOf({ ref, object }: PodReading, view: ClusterView): string {
  const time = (type: string) => {
    const known = listAt(object?.fields, "status", "conditions").find((one) => textAt(one, "type") === type);
    const pattern = new RegExp(`(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z)\\s{1,8}${type}=True`);
    return (textAt(known, "lastTransitionTime") || printedOf(view, ref, pattern)[0]?.match[1] || "").slice(11, 19);
  };
  const [containers, pod] = [time("ContainersReady"), time("Ready")];
  return containers === "" || pod === "" || containers === pod
    ? ""
    : ` (${ref.name}: containers ready at ${containers}, pod ready at ${pod})`;
}

const probes = defineBenign(
  {
    code: "probe-failed-during-start",
    title: "Probes that failed only while the application started",
    about:
      "Startup or readiness probes fail as long as an application starts, which is what they are for. The pod became ready without a restart, and they failed no more since.",
    reads: ["Event", "Pod"],
    asked:
      /\b(?:prob\w*|unhealthy|startup|readiness|start\w*|boot\w*|connection refused|503|dying|events?|warnings?|rollout|roll back)\b/,
  },
  function* (view, question) {
    for (const pods of Map.groupBy(podsOf(view), ({ ref }) => keyOf(workloadOf(view, ref))).values()) {
      const past = pods.flatMap((pod) => startFailures(pod) ?? []);
      const first = past.find(({ pod }) => question.text.includes(pod.ref.name)) ?? past[0];
      const isOpen = pods.some(
        (pod) => pod.events.some(isProbe) && pod.health !== "gone" && !past.some((one) => one.pod === pod),
      );
      if (first === undefined || isOpen) continue;
      const { pod, last } = first;
      const container = listAt(pod.object?.fields, "spec", "containers").find((one) => numberOf(one) !== null);
      const allowed = container === undefined ? "" : ` (its startupProbe allows ${numberOf(container)})`;
      const also = past.length === 1 ? "" : ` and of ${past.length - 1} more`;
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref), ...past.map((one) => one.pod.ref)],
        text: `the probe failures of pod ${pod.ref.name}${also} (${last.message.replaceAll(/\s+/g, " ").slice(0, 90)}${last.count > 1 ? `, ${last.count} times` : ""}) were only during start, as expected while the application boots${allowed}; since then ${past.length === 1 ? "it is" : "they are"} running and ready with 0 restarts`,
        lines: past.slice(0, 4).flatMap((one) => [one.last.line, one.pod.line]),
        voids: ["startup-probe-failing", "readiness-probe-failing", "warning-event"],
      };
    }
  },
);

/** The last failure of a probe of a pod that is well since, where all lie in its first minutes. */
function startFailures(pod: PodReading) {
  if (pod.health !== "healthy" || pod.restarts > 0 || pod.object === undefined || pod.deleting) return null;
  const failed = pod.events.filter(isProbe);
  const last = failed.toSorted((one, other) => (one.lastSeen ?? 0) - (other.lastSeen ?? 0))[0];
  if (last === undefined || last.lastSeen === null || last.lastSeen < 45) return null;
  if (pod.events.some(({ reason }) => reason === "Killing" || reason === "BackOff")) return null;
  return isAtStart(pod, last) ? { pod, last } : null;
}

const isProbe = ({ reason, message }: ObservedEvent): boolean =>
  reason === "Unhealthy" && /^(?:Startup|Readiness) probe (?:failed|errored)/.test(message);

const numberOf = (container: unknown): number | null => numberAt(container, "startupProbe", "failureThreshold") ?? null;

/** The last failure lies within the pod's first minutes. */
function isAtStart({ object, events }: PodReading, last: ObservedEvent): boolean {
  const age =
    ageSeconds(object?.printed.get("AGE")?.value ?? "") ??
    events.find(({ reason }) => /^(?:Scheduled|Started|Created)$/.test(reason))?.firstSeen;
  if (age === null || age === undefined || last.lastSeen === null) return false;
  const after = age - last.lastSeen;
  return /^Startup/.test(last.message) || after <= Math.max(300, age / 10);
}

const minimum = defineBenign(
  {
    code: "available-after-min-ready-seconds",
    title: "Replicas that are ready and not yet available",
    about:
      "With minReadySeconds a pod counts as available only when it has been ready for that long. All pods are ready, and those that are not available are younger than that.",
    reads: ["Deployment", "Pod"],
    asked: /\b(?:available|unavailable|up-to-date|ready|rollouts?|waiting|minreadyseconds|slow\w*|long|deploy\w*)\b/,
  },
  function* (view) {
    for (const object of view.of("Deployment")) {
      const seconds = numberAt(object.fields, "spec", "minReadySeconds") ?? 0;
      const number = (name: string) => numberAt(object.fields, "status", name);
      const wanted = numberAt(object.fields, "spec", "replicas");
      const cell = /^(\d{1,5})\/(\d{1,5})$/.exec(object.printed.get("READY")?.value ?? "");
      const ready = cell === null ? number("readyReplicas") : Number(cell[1]);
      const available = number("availableReplicas") ?? 0;
      if (seconds === 0 || wanted === undefined || ready === undefined || ready < wanted || available >= wanted)
        continue;
      const pods = podsOf(view).filter(({ ref }) => workloadOf(view, ref).name === object.ref.name);
      const young = pods.filter(
        (pod) => (ageSeconds(pod.object?.printed.get("AGE")?.value ?? "") ?? 0) <= seconds + 120,
      );
      if (pods.some(({ health }) => health !== "healthy") || young.length < wanted - available) continue;
      yield {
        ref: object.ref,
        about: pods.map(({ ref }) => ref),
        text: `Deployment ${object.ref.name} is as intended: ${ready} of ${wanted} replicas are ready and ${available} count as available yet, because minReadySeconds is ${seconds} and a pod has to be ready for that long first`,
        lines: [object.cite("spec", "minReadySeconds"), object.cite(), young[0]?.line],
        voids: ["deployment-unavailable"],
      };
    }
  },
);

export const readiness: readonly BenignRule[] = [gates, probes, minimum];
