import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { isListedWithout } from "../workloads/pods.ts";

/** Why a queue of Kueue admits nothing, whatever is free: the queue that is stopped or incomplete, and what ends that. */
export type StoppedQueue = {
  readonly said: string;
  readonly evidence: readonly (Line | undefined)[];
  readonly related: readonly ObjectRef[];
  readonly mend: string;
};

const label = "kueue.x-k8s.io/queue-name";

/** The queue through which a Job goes, by its label, from the LocalQueue to the ClusterQueue behind it. */
export const stoppedQueueOf = (view: ClusterView, job: ObservedObject): StoppedQueue | undefined => {
  const name = entriesAt(job.fields, "metadata", "labels").get(label);
  if (name === undefined) return undefined;
  const ref = { kind: "LocalQueue", name, ...(job.ref.namespace ? { namespace: job.ref.namespace } : {}) };
  const local = view.object(ref);
  if (local === undefined) return isListedWithout(view, ref) ? absentQueue(ref, job) : undefined;
  const behind = textAt(local.fields, "spec", "clusterQueue") || local.printed.get("CLUSTERQUEUE")?.value;
  const cluster = view.of("ClusterQueue").find((one) => one.ref.name === behind);
  const found = faultOf(local) ?? (cluster && faultOf(cluster));
  if (found === undefined) return undefined;
  const way =
    found.queue === cluster ? `${nameOf(local.ref)} leads to ClusterQueue ${behind}, which` : nameOf(local.ref);
  return {
    said: `${way} ${found.said}`,
    evidence: [...found.lines, local.printed.get("CLUSTERQUEUE")?.line ?? local.cite("spec", "clusterQueue")],
    related: [local.ref, ...(cluster ? [cluster.ref] : [])],
    mend: found.mend,
  };
};

const absentQueue = (ref: ObjectRef, job: ObservedObject): StoppedQueue => ({
  said: `${nameOf(ref)}, which its label ${label} names, does not exist`,
  evidence: [job.cite("metadata", "labels", label)],
  related: [ref],
  mend: `Create LocalQueue ${ref.name} in namespace ${ref.namespace ?? "default"}, or name one that exists in the label ${label}.`,
});

type Fault = {
  readonly queue: ObservedObject;
  readonly said: string;
  readonly lines: readonly Line[];
  readonly mend: string;
};

/** A queue is stopped by its own specification, or is not active for a reason that its condition says. */
const faultOf = (queue: ObservedObject): Fault | undefined => {
  const policy = textAt(queue.fields, "spec", "stopPolicy");
  const active = listAt(queue.fields, "status", "conditions").find((one) => textAt(one, "type") === "Active");
  const isInactive = textAt(active, "status") === "False";
  const message = textAt(active, "message");
  const line = queue.cite("status", "conditions", "Active", "message");
  if (/^Hold(?:AndDrain)?$/.test(policy))
    return {
      queue,
      said: `is stopped (spec.stopPolicy: ${policy}) and admits nothing${isInactive && message ? ` ("${message}")` : ""}`,
      lines: [queue.cite("spec", "stopPolicy"), ...(isInactive ? [line] : [])],
      mend: `Ask who stopped ${nameOf(queue.ref)} and why; when it may go on, set its spec.stopPolicy to None.`,
    };
  if (!isInactive) return undefined;
  const reason = textAt(active, "reason");
  return {
    queue,
    said: `is not active (${[reason, message].filter((one) => one !== "").join(": ") || "Active is False"}) and admits nothing`,
    lines: [line],
    mend: mends.find(([said]) => said.test(reason))?.[1] ?? `Mend what the condition of ${nameOf(queue.ref)} names.`,
  };
};

const mends: readonly (readonly [RegExp, string])[] = [
  [/FlavorNotFound/, "Create the ResourceFlavor that the ClusterQueue names, or take it out of its resourceGroups."],
  [/CheckNotFound|AdmissionCheck/, "Create or repair the AdmissionCheck that the ClusterQueue names, or take it out."],
  [/Stopped/, "Ask who stopped the queue and why; when it may go on, set its spec.stopPolicy to None."],
  [/ClusterQueue/, "Create or activate the ClusterQueue behind the LocalQueue."],
];
