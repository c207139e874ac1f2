import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedEvent } from "../../evidence/observed.ts";
import type { Confidence, Severity } from "../finding.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { citeContainer } from "../workloads/containers.ts";
import { type PodReading, podsOf } from "../workloads/pods.ts";

/** The step in the life of a pod that a complaint is about. */
export type Stage = "admission" | "scheduling" | "sandbox" | "mount" | "start" | "probe" | "eviction";

/** A sentence in which Kubernetes says why a pod does not get on, with the line that shows it. */
export type Complaint = {
  readonly pod: PodReading;
  readonly stage: Stage;
  readonly reason: string;
  readonly text: string;
  readonly line: Line;
  /** The container it is about, when that is known. */
  readonly container: string;
  readonly image: string;
  readonly lastSeen: number | null;
  readonly count: number;
};

/** What Kubernetes complains about now, by pod: states of containers, conditions, and events that the pod's state does not outdate. */
export const complaintsOf = memo((view: ClusterView): readonly (readonly Complaint[])[] =>
  podsOf(view)
    .filter(
      (pod) => pod.health !== "gone" && pod.health !== "done" && (pod.health !== "healthy" || pod.events.length > 0),
    )
    .map((pod) => [...fromContainers(pod), ...fromStatus(pod), ...fromConditions(pod), ...fromEvents(pod)])
    .filter((complaints) => complaints.length > 0),
);

const fromContainers = (pod: PodReading): readonly Complaint[] => {
  const { object } = pod;
  if (!object || pod.health === "healthy") return [];
  return pod.containers.flatMap((one) => {
    const state = one.waiting ?? one.terminated;
    if (!state?.reason) return [];
    const part = one.waiting ? "waiting" : "terminated";
    const cite = (field: string) => citeContainer(object, one, "state", part, field);
    const earlier = one.waiting && one.last?.message ? ` ${one.last.message}` : "";
    return [
      {
        pod,
        stage: "start" as const,
        reason: state.reason,
        text: `${state.message}${earlier}`,
        line: earlier
          ? citeContainer(object, one, "lastState", "terminated", "message")
          : state.message
            ? cite("message")
            : cite("reason"),
        container: one.name,
        image: one.image,
        lastSeen: 0,
        count: 1,
      },
    ];
  });
};

/** A table shows no more than the reason; it still says which family the failure is of. */
const fromStatus = (pod: PodReading): readonly Complaint[] =>
  pod.health === "failing" && pod.line && !pod.containers.some((one) => (one.waiting ?? one.terminated)?.reason)
    ? [
        {
          pod,
          stage: "start",
          reason: pod.status.replace(/^Init:/, ""),
          text: "",
          line: pod.line,
          container: "",
          image: "",
          lastSeen: 0,
          count: 1,
        },
      ]
    : [];

const fromConditions = (pod: PodReading): readonly Complaint[] => {
  const { object } = pod;
  if (!object) return [];
  const base = { pod, container: "", image: "", lastSeen: 0, count: 1 };
  const unscheduled = listAt(object.fields, "status", "conditions").find(
    (one) => textAt(one, "type") === "PodScheduled" && textAt(one, "status") === "False" && textAt(one, "message"),
  );
  const message = textAt(object.fields, "status", "message");
  return [
    ...(unscheduled && pod.scheduled !== true
      ? [
          {
            ...base,
            stage: "scheduling" as const,
            reason: textAt(unscheduled, "reason"),
            text: textAt(unscheduled, "message"),
            line: object.cite("status", "conditions", "PodScheduled", "message"),
          },
        ]
      : []),
    ...(message && pod.health === "failing"
      ? [
          {
            ...base,
            stage: "eviction" as const,
            reason: pod.status,
            text: message,
            line: object.cite("status", "message"),
          },
        ]
      : []),
  ];
};

const stages: ReadonlyMap<string, Stage> = new Map<string, Stage>([
  ["FailedScheduling", "scheduling"],
  ["NotTriggerScaleUp", "scheduling"],
  ["FailedMount", "mount"],
  ["FailedAttachVolume", "mount"],
  ["FailedMapVolume", "mount"],
  ["FailedCreatePodSandBox", "sandbox"],
  ["NetworkNotReady", "sandbox"],
  ["Failed", "start"],
  ["FailedToRetrieveImagePullSecret", "start"],
  ["BackOff", "start"],
  ["InspectFailed", "start"],
  ["ErrImageNeverPull", "start"],
  ["FailedPostStartHook", "start"],
  ["Unhealthy", "probe"],
  ["ProbeError", "probe"],
  ["Evicted", "eviction"],
  ["Preempted", "eviction"],
  ["FailedPreStopHook", "start"],
]);

const isKilledByProbe = ({ reason, message }: ObservedEvent): boolean =>
  reason === "Killing" && /failed (?:liveness|startup) probe/.test(message);

const fromEvents = (pod: PodReading): readonly Complaint[] =>
  pod.events.flatMap((event) => {
    const stage = isKilledByProbe(event) ? "probe" : stages.get(event.reason);
    if (stage === undefined || !isCurrent(pod, event, stage)) return [];
    return [
      {
        pod,
        stage,
        reason: event.reason,
        text: event.message,
        line: event.line,
        container: /container (?:"([^"]{1,80})"|([a-z0-9][a-z0-9-]{0,62}) )/.exec(event.message)?.[1] ?? "",
        image: "",
        lastSeen: event.lastSeen,
        count: event.count,
      },
    ];
  });

const fresh = 600;

/**
 * How much a complaint weighs: confirmed where the pod's own state shows it. Where only an event does, the pod may be well again;
 * then it is likely while the event is fresh, and no more than a hint when it is older.
 */
export const weightOf = (
  complaint: Complaint,
  severity: Severity,
): { readonly severity: Severity; readonly confidence: Confidence } => {
  if (complaint.pod.health !== "unknown") return { severity, confidence: "confirmed" };
  const isOld = complaint.lastSeen !== null && complaint.lastSeen > fresh;
  return isOld ? { severity: "info", confidence: "possible" } : { severity: "warning", confidence: "likely" };
};

const keptFor = 3600;
const creating = /^(ContainerCreating|PodInitializing|Pending|Init:\d+\/\d+|Unknown)?$/;

/** An event accuses only while the pod is still in the state that the event is about. */
const isCurrent = (pod: PodReading, event: ObservedEvent, stage: Stage): boolean => {
  if (pod.health === "unknown")
    return (event.lastSeen ?? 0) <= keptFor || (stage === "scheduling" && isNewestOfItsStage(pod, event));
  if (stage === "scheduling") return pod.scheduled !== true;
  if (stage === "mount" || stage === "sandbox") return creating.test(pod.status);
  if (stage === "probe") return true;
  if (pod.health === "healthy") return false;
  return stage !== "start" || !isEveryContainerRunning(pod);
};

/** A pod that waits for a node for hours has nothing newer to show, and was put on none since. */
const isNewestOfItsStage = (pod: PodReading, event: ObservedEvent): boolean =>
  pod.events.every((one) => one.reason !== "Scheduled" && (one.lastSeen ?? 0) >= (event.lastSeen ?? 0));

const isEveryContainerRunning = (pod: PodReading): boolean =>
  pod.status === "Running" && (pod.containers.length === 0 || pod.containers.every((one) => one.init || one.running));
