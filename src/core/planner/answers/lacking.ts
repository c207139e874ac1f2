import { listAt, numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import { readyCell } from "../../diagnosis/workloads/pods.ts";
import type { ObservedObject } from "../../evidence/observed.ts";

/** Whether an object lacks replicas, is not bound, not ready, not complete. */
export function isLacking(object: ObservedObject): boolean {
  if (object.ref.kind === "Pod") return false;
  const replicas = replicasOf(object);
  if (replicas !== null) return replicas.ready < replicas.wanted;
  const status = object.printed.get("STATUS")?.value ?? "";
  if (object.ref.kind === "Node") return status !== "" && !/^Ready\b/.test(status);
  if (object.ref.kind === "Endpoints") return object.printed.get("ENDPOINTS")?.value === "<none>";
  return /^(Pending|Lost|Failed|Terminating|NotReady|Released)/.test(status);
}

/** How many replicas are ready and how many are wanted, where the evidence shows it. */
export function replicasOf(object: ObservedObject): { readonly ready: number; readonly wanted: number } | null {
  const cell = readyCell(object);
  if (cell !== undefined) return cell;
  if (!["Deployment", "StatefulSet", "ReplicaSet", "DaemonSet"].includes(object.ref.kind)) return null;
  const numbers = (...paths: readonly (readonly string[])[]) =>
    paths.flatMap((path) => numberAt(object.fields, ...path) ?? []);
  const wanted = numbers(["spec", "replicas"], ["status", "replicas"], ["status", "desiredNumberScheduled"]);
  if (wanted.length === 0) return null;
  const ready = numbers(["status", "availableReplicas"], ["status", "readyReplicas"], ["status", "numberReady"]);
  if (ready.length === 0 && !object.sources.has("object")) return null;
  return { ready: Math.min(...(ready.length > 0 ? ready : [0])), wanted: Math.max(...wanted) };
}

/** Whether a Deployment says that its last rollout is complete, as its conditions and `rollout status` do. */
export const isRolledOut = (deployment: ObservedObject | undefined): boolean =>
  listAt(deployment?.fields, "status", "conditions").some((one) => textAt(one, "reason") === "NewReplicaSetAvailable");
