import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import type { PodReading } from "../../../diagnosis/workloads/pods.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { enumerated } from "../../wording.ts";
import { isPart, placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";

const kinds = ["Deployment", "StatefulSet", "DaemonSet"];

/** What the loss of a node means to those workloads that the question names besides it; null where it names none. */
export function lossOfOne(
  node: ObservedObject,
  names: readonly string[],
  drains: boolean,
  view: ClusterView,
): Told | null {
  const words = names.filter((name) => !node.ref.name.includes(name) && !/^\d+$/.test(name));
  const all = kinds.flatMap((kind) => view.of(kind));
  const exact = all.filter(({ ref }) => words.includes(ref.name));
  const meant = exact.length > 0 ? exact : all.filter(({ ref }) => words.some((word) => isPart(word, ref.name)));
  if (meant.length === 0 || meant.length > 3) return null;
  const parts = meant.map((workload) => ofWorkload(workload, node.ref.name, drains, view));
  return {
    summary: parts.map(({ said }) => said).join(" "),
    lines: parts.flatMap(({ lines }) => lines),
    next: [
      { command: "kubectl get pdb -A", reason: "Shows which disruption budgets allow no eviction." },
      {
        command: `kubectl describe node ${node.ref.name}`,
        reason: "Shows what its pods request, which has to fit elsewhere.",
      },
    ].slice(drains ? 0 : 1),
  };
}

function ofWorkload({ ref, printed, ...rest }: ObservedObject, node: string, drains: boolean, view: ClusterView) {
  const object = { ref, printed, ...rest };
  const here = podsOf(view).filter(
    (pod) => pod.node === node && pod.health !== "gone" && pod.health !== "done" && isOf(pod, ref, view),
  );
  const cell = printed.get("READY") ?? printed.get("DESIRED");
  const lines = [...here.flatMap((pod) => pod.line ?? []), ...(cell === undefined ? [] : [cell.line])];
  const name = `${ref.kind} ${placed({ ref })}`;
  if (here.length === 0) return { said: `Nothing happens to ${name}: none of its pods runs on ${node}.`, lines };
  const replicas = replicasOf(object);
  const pods = enumerated(
    here.map((pod) => `${pod.ref.name}${pod.health === "healthy" ? "" : ` (${pod.status})`}`),
    5,
  );
  const wanted = replicas?.wanted ?? null;
  const lost = here.filter(({ health }) => health === "healthy").length;
  const left = replicas === null ? null : Math.max(0, replicas.ready - lost);
  const rest_ =
    left === null || wanted === null
      ? ""
      : replicas!.ready === 0
        ? "; none of its pods is ready even now"
        : left === 0
          ? `; none is left then, so it is down`
          : `; ${left} of ${wanted} stay ready on other nodes`;
  const when = drains ? `Draining ${node} evicts` : `If ${node} goes away,`;
  const loses = drains
    ? `${here.length} of the pods of ${name} (${pods})`
    : `${name} loses ${here.length}${wanted === null ? "" : ` of its ${wanted}`} pods (${pods})`;
  return { said: `${when} ${loses}${rest_}. ${comesBack(ref, here, drains)}`, lines };
}

const isOf = (pod: PodReading, ref: ObjectRef, view: ClusterView): boolean => {
  const owner = workloadOf(view, pod.ref);
  return owner.name === ref.name && owner.namespace === ref.namespace;
};

function comesBack({ kind }: ObjectRef, here: readonly PodReading[], drains: boolean): string {
  const one = here.length === 1;
  const it = one ? "It" : "They";
  if (kind === "DaemonSet")
    return `${it} ${one ? "is" : "are"} not made anew elsewhere: a DaemonSet has one pod a node.`;
  if (kind === "StatefulSet" && !drains)
    return `${it} ${one ? "is" : "are"} not replaced while the node may come back: ${one ? "it waits" : "they wait"} until it does, or until its Node object is deleted; a volume that is bound to the node stays there.`;
  return drains
    ? `${it} ${one ? "starts" : "start"} anew on another node, if one has room.`
    : `After about 5 minutes ${one ? "it is" : "they are"} made anew on another node, if one has room.`;
}
