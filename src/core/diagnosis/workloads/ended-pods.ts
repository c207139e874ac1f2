import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { readEviction } from "../nodes/eviction-message.ts";
import { textAt } from "../objects/fields.ts";
import { isListedWithout, type PodReading, podAt } from "./pods.ts";

/** That a pod runs no more and never will again: `a pod that was evicted (memory)`. */
export type EndedPod = { readonly words: string; readonly isGone: boolean; readonly line: Line | undefined };

/** Whether a pod is gone, evicted or ended; undefined for one that runs, and for one of which nothing is shown. */
export const endedPod = (view: ClusterView, ref: ObjectRef): EndedPod | undefined => {
  if (isListedWithout(view, ref)) return { words: "a pod that does not exist any more", isGone: true, line: undefined };
  const pod = podAt(view, ref);
  if (pod === undefined) return undefined;
  const eviction = evictionOf(pod);
  if (eviction !== undefined) return eviction;
  const phase = textAt(pod.object?.fields, "status", "phase");
  const isOver = pod.health === "done" || pod.health === "gone" || phase === "Failed" || over.test(pod.status);
  return isOver ? { words: "a pod that has ended", isGone: false, line: pod.line } : undefined;
};

/** Reasons for which the kubelet or the garbage collector has put a pod to its end. */
const over = /^(?:Shutdown|NodeShutdown|Terminated|Preempting|ContainerStatusUnknown|NodeLost|DeadlineExceeded)$/;

const evictionOf = ({ object, status, events }: PodReading): EndedPod | undefined => {
  const event = events.find(({ reason }) => reason === "Evicted");
  if (status !== "Evicted" && !(event && status === "")) return undefined;
  const resource = readEviction(event?.message ?? textAt(object?.fields, "status", "message"))?.resource;
  return {
    words: `a pod that was evicted${resource ? ` (the node was low on ${resource})` : ""}`,
    isGone: false,
    line: event?.line ?? object?.printed.get("STATUS")?.line ?? object?.cite("status", "reason"),
  };
};

/** The suffix that Kubernetes draws, or the number of a StatefulSet. */
export const isPodName = (name: string): boolean => /-[bcdfghjklmnpqrstvwxz2456789]{5}$|-\d{1,4}$/.test(name);
