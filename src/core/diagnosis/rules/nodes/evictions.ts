import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedEvent } from "../../../evidence/observed.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type EvictionReason, readEviction } from "../../nodes/eviction-message.ts";
import { memoryUserOf } from "../../nodes/memory-users.ts";
import { textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";
import { relatedToPod, unique, workloadOf } from "../../objects/relations.ts";
import { folderFiller } from "../../storage/disk-folders.ts";
import { diskFiller } from "../../storage/disk-users.ts";
import { podSpecsOf, specContainersOf } from "../../workloads/pod-specs.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";

const statuses =
  /^(?:Evicted|Preempting|OutOf[\w-]{1,40}|NodeAffinity|NodeShutdown|Shutdown|Terminated|UnexpectedAdmissionError|NodeLost|ContainerStatusUnknown)$/;

type Evicted = {
  readonly pod: PodReading;
  readonly event: ObservedEvent | undefined;
  readonly message: string;
  readonly reason: EvictionReason | undefined;
};

/** What the evidence shows of one pod's end; a later run of the same pod outdates an event. */
const evictionOf = (pod: PodReading): Evicted | undefined => {
  const event = pod.events.find((one) => one.reason === "Evicted" && pod.health !== "healthy" && pod.health !== "gone");
  if (!statuses.test(pod.status) && !event) return undefined;
  const message = [textAt(pod.object?.fields, "status", "message"), event?.message ?? ""].sort(
    (left, right) => right.length - left.length,
  )[0]!;
  return { pod, event, message, reason: readEviction(message) };
};

/** The evicted pods of one workload, the one of which most is known ahead; pods without a workload stand alone. */
const byWorkload = (view: ClusterView): readonly Evicted[][] => {
  const groups = new Map<string, Evicted[]>();
  for (const pod of podsOf(view)) {
    const one = evictionOf(pod);
    if (!one) continue;
    const key = keyOf(workloadOf(view, pod.ref));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) =>
    [...group].sort(
      (left, right) =>
        Number(right.reason !== undefined) - Number(left.reason !== undefined) ||
        right.message.length - left.message.length,
    ),
  );
};

const hasHealthySibling = (view: ClusterView, ref: ObjectRef): boolean => {
  const workload = workloadOf(view, ref);
  return (
    workload !== ref &&
    podsOf(view).some(
      (other) =>
        other.health === "healthy" &&
        workloadOf(view, other.ref).name === workload.name &&
        other.ref.namespace === ref.namespace,
    )
  );
};

const ended = ({ pod, event, reason }: Evicted): string => {
  const isEvicted = event !== undefined || reason !== undefined || pod.status === "" || pod.status === "Evicted";
  return `was ${isEvicted ? "evicted" : `ended by its node (${pod.status})`}${pod.node ? ` from node ${pod.node}` : ""}`;
};

const quality = (pod: PodReading): string => {
  const { fields } = pod.object ?? {};
  return (textAt(fields, "status", "qosClass") || textAt(fields, "qos")) === "BestEffort"
    ? " (QoS class BestEffort)"
    : "";
};

const summaryOf = (view: ClusterView, [first, ...others]: readonly Evicted[]): string => {
  const { pod, message, reason } = first!;
  const why = reason
    ? `, because ${reason.why}${/request/.test(reason.why) ? quality(pod) : ""}`
    : message
      ? `: ${message.replace(/\.\s*$/, "")}`
      : "";
  const more =
    others.length === 0
      ? ""
      : ` ${others.length} more pod${others.length > 1 ? "s" : ""} of ${nameOf(workloadOf(view, pod.ref))} ended alike.`;
  return `${nameOf(pod.ref)} ${ended(first!)}${why}.${more}`;
};

/** A record of what is over, where the workload runs again; grave where its pods end so again and again. */
const weigh = (view: ClusterView, group: readonly Evicted[]): Pick<Draft, "severity" | "confidence"> => {
  const { pod, reason } = group[0]!;
  const isKnown = reason !== undefined;
  if (hasHealthySibling(view, pod.ref)) {
    const repeats = reason?.isOwnLimit === true;
    return { severity: repeats ? "warning" : "info", confidence: isKnown ? "confirmed" : "possible" };
  }
  return {
    severity: isKnown && group.length > 2 ? "critical" : "warning",
    confidence: pod.object ? "confirmed" : "likely",
  };
};

const nodeEvents =
  /^(?:EvictionThresholdMet|FreeDiskSpaceFailed|ImageGCFailed|NodeHas(?:Disk|Insufficient|NoDisk)\w*)$/;

const draftOf = (view: ClusterView, group: readonly Evicted[]): Draft => {
  const { pod, event, message, reason } = group[0]!;
  const node = pod.node ? view.eventsOf({ kind: "Node", name: pod.node }) : [];
  const pressed = reason?.isOwnLimit === false ? node.filter((one) => nodeEvents.test(one.reason)) : [];
  const refs = group.map((one) => one.pod.ref);
  const isDisk = reason?.isOwnLimit === false && /^(?:ephemeral|nodefs|imagefs|inodes)/.test(reason.resource);
  const filler = isDisk && pod.node ? diskFiller(view, pod.node) : undefined;
  const folder = isDisk && pod.node && !filler ? folderFiller(view, pod.node) : undefined;
  const isMemory = reason?.isOwnLimit === false && reason.resource === "memory";
  const user = isMemory && pod.node ? memoryUserOf(view, pod.node, pod.ref) : undefined;
  return {
    object: pod.ref,
    ...weigh(view, group),
    summary: `${user ? `On node ${pod.node} ${user.text}; ` : ""}${filler ? `${filler.text}; ` : ""}${folder ? `on node ${pod.node} ${folder.text}; ` : ""}${summaryOf(view, group)}`,
    evidence: [
      pod.object?.cite("status", "message"),
      event?.line,
      reason?.isOwnLimit ? limitLine(view, pod, message) : undefined,
      filler?.line,
      user?.line,
      ...(folder?.evidence.slice(0, 2) ?? []),
      pod.line,
      ...pressed.slice(0, 2).map((one) => one.line),
    ],
    related: unique([
      ...relatedToPod(view, pod.ref),
      ...(filler ? [filler.pod] : []),
      ...(user ? [user.ref] : []),
      ...(folder?.owner ? [folder.owner] : []),
      ...refs.slice(1, 40),
    ]),
    next: pod.node
      ? describe({ kind: "Node", name: pod.node }, "Shows whether the node is still under pressure.")
      : list("nodes", undefined, "Shows whether a node is under pressure."),
    fix: {
      summary: mendOf(message, reason),
      commands: [],
      verify: list("pods", pod.ref.namespace, "Shows the pod that replaced it."),
    },
  };
};

/** The limit of its own that the pod went beyond, where its specification is shown. */
const limitLine = (view: ClusterView, pod: PodReading, message: string): Line | undefined => {
  const volume = /EmptyDir volume "([^"]{1,253})"/i.exec(message)?.[1];
  for (const spec of podSpecsOf(view, pod.ref)) {
    if (volume !== undefined) return spec.cite("volumes", volume, "emptyDir", "sizeLimit");
    const container = specContainersOf(spec).find(
      (one) => textAt(one.spec, "resources", "limits", "ephemeral-storage") !== "",
    );
    if (container) return container.cite("resources", "limits", "ephemeral-storage");
  }
  return undefined;
};

const mendOf = (message: string, reason: EvictionReason | undefined): string => {
  if (reason?.isOwnLimit)
    return "Raise the limit (sizeLimit of the emptyDir, limits for ephemeral-storage), write less, or use a PersistentVolumeClaim for this data.";
  return /ephemeral-storage|memory|inodes|pids?\b/.test(message)
    ? "Set requests and limits that fit what the pod uses, and find out what fills the node."
    : "Nothing to mend at the pod itself; remove the record when it is no longer needed.";
};

const evicted = defineRule(
  {
    code: "pod-evicted",
    title: "Pod evicted or refused by its node",
    about:
      "The kubelet ended the pod to save the node (disk, memory, process ids), or refused it when it arrived; or the pod went beyond a limit of its own, of an emptyDir or of ephemeral storage. The pod stays behind as a record; its controller makes another one.",
    reads: ["Pod", "events"],
    explains: ["container-killed", "nodes-not-ready", "not-scheduled", "warning-event", ...crashSymptoms],
  },
  (view) => byWorkload(view).map((group) => draftOf(view, group)),
);

/** Pods that their node ended or refused. */
export const evictionRules: readonly Rule[] = [evicted];
