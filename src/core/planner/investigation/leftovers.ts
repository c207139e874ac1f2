import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { podAt } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { isLacking } from "../answers/lacking.ts";

const ended =
  /^(Evicted|Failed|Error|OOMKilled|ContainerStatusUnknown|NodeShutdown|Shutdown|Terminated|Preempting|UnexpectedAdmissionError|NodeAffinity)$/;

/** A pod that ended, or is on its way out, and was replaced: its workload has all the replicas it wants without it. */
export function isLeftover(view: ClusterView, ref: ObjectRef): boolean {
  const pod = ref.kind === "Pod" ? podAt(view, ref) : undefined;
  if (pod === undefined || !(pod.deleting || ended.test(pod.status))) return false;
  const owner = view.object(workloadOf(view, ref));
  return (
    owner !== undefined && ["Deployment", "StatefulSet", "DaemonSet"].includes(owner.ref.kind) && !isLacking(owner)
  );
}
