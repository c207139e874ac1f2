import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { labelsOf, ownersOf } from "../objects/relations.ts";
import type { PodReading } from "./pods.ts";

/** The Job that a pod belongs to, by its owners or by the label that the Job controller sets. */
export const jobOf = (view: ClusterView, pod: PodReading): ObjectRef | undefined => {
  const owner = ownersOf(view, pod.ref).find((one) => one.kind === "Job");
  if (owner) return owner;
  const labels = pod.object ? labelsOf(pod.object) : new Map<string, string>();
  const name = labels.get("batch.kubernetes.io/job-name") ?? labels.get("job-name");
  return name === undefined ? undefined : { kind: "Job", namespace: pod.ref.namespace ?? "default", name };
};
