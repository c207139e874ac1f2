import { ownersOf } from "../../diagnosis/objects/relations.ts";
import type { ClusterView, KubectlError, ObjectRef } from "../../evidence/observed.ts";
import { isSame } from "../investigation/relevance.ts";
import { stemsOf } from "../question/understand.ts";
import type { Stand } from "./stand.ts";

/** A pod that events or an alert speak of and that is not there any more, of a workload that has all it wants. */
export function isReplaced(ref: ObjectRef, stands: readonly Stand[], view: ClusterView): boolean {
  if (ref.kind === "ReplicaSet") return isOldReplicaSet(ref, stands);
  if (ref.kind === "Node") return isGoneNode(ref, view);
  if (ref.kind !== "Pod" || view.object(ref) !== undefined) return false;
  const well = stands.filter((one) => one.isWell === true && isInPlace(ref, one.ref));
  const stems = stemsOf(ref.name);
  return (
    ownersOf(view, ref).some((owner) => well.some((one) => isSame(one.ref, owner))) ||
    well.some((one) => one.ref.kind !== "Pod" && ref.name.startsWith(`${one.ref.name}-`)) ||
    (stems.length > 0 && well.some((one) => one.ref.kind === "Pod" && stemsOf(one.ref.name).at(-1) === stems.at(-1)))
  );
}

const isInPlace = (ref: ObjectRef, other: ObjectRef): boolean =>
  ref.namespace === undefined || other.namespace === undefined || ref.namespace === other.namespace;

/** What a ReplicaSet could not do is over when its Deployment has all it wants. */
function isOldReplicaSet(ref: ObjectRef, stands: readonly Stand[]): boolean {
  const deployment = ref.name.replace(/-[a-z0-9]{6,10}$/, "");
  return stands.some(
    (one) =>
      one.isWell === true && one.ref.kind === "Deployment" && one.ref.name === deployment && isInPlace(ref, one.ref),
  );
}

/** A node that the whole list of nodes does not hold. */
function isGoneNode(ref: ObjectRef, view: ClusterView): boolean {
  return (
    view.listings.some((list) => list.kind === "Node" && !list.narrowed && list.count > 0) &&
    !view.of("Node").some((node) => node.ref.name === ref.name)
  );
}

/** What kubectl did not find because it was replaced. */
export function goneErrors(stands: readonly Stand[], view: ClusterView): readonly KubectlError[] {
  return view.errors.filter(
    ({ code, object }) => code === "not-found" && object !== null && isReplaced(object, stands, view),
  );
}
