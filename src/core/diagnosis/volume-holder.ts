import type { ClusterView } from "../evidence/observed.ts";
import { listAt, textAt } from "./fields.ts";
import { keyOf, nameOf } from "./name-object.ts";
import { type PodReading, podsOf } from "./pods.ts";
import { workloadOf } from "./relations.ts";

/** The pod on another node that most likely still has the volume: of the same workload, or with the same claim. */
export const heldElsewhere = (view: ClusterView, pod: PodReading): string => {
  const workload = keyOf(workloadOf(view, pod.ref));
  const claims = claimsIn(pod);
  const other = podsOf(view).find(
    (one) =>
      one !== pod &&
      one.node !== "" &&
      one.node !== pod.node &&
      one.ref.namespace === pod.ref.namespace &&
      (keyOf(workloadOf(view, one.ref)) === workload || claimsIn(one).some((name) => claims.includes(name))),
  );
  return other ? `: ${nameOf(other.ref)} is on ${other.node}${stateOf(view, other)}` : "";
};

const claimsIn = (pod: PodReading): readonly string[] =>
  listAt(pod.object?.fields, "spec", "volumes")
    .map((volume) => textAt(volume, "persistentVolumeClaim", "claimName"))
    .filter((name) => name !== "");

const stateOf = (view: ClusterView, pod: PodReading): string => {
  const node = view.object({ kind: "Node", name: pod.node });
  const ready = listAt(node?.fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  const words = [
    ...(pod.deleting ? ["the pod is Terminating"] : []),
    ...(ready !== undefined && textAt(ready, "status") !== "True" ? ["the node is NotReady"] : []),
  ];
  return words.length > 0 ? ` (${words.join(", ")})` : "";
};
