import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { ownersOf } from "../../diagnosis/objects/relations.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";

/** All that stands above an object, nearest first, as one value: `Job a-29, which is controlled by CronJob a (schedule 0 3 * * *)`. */
export function ownerChain(object: ObservedObject, view: ClusterView): readonly { value: string; line: Line }[] {
  const owners = ownersAbove(object, view);
  if (owners.length === 0) return [];
  const value = owners
    .map(
      (ref, index) => `${index === 0 ? "" : "which is controlled by "}${ref.kind} ${ref.name}${scheduleOf(ref, view)}`,
    )
    .join(", ");
  const above = owners.flatMap((ref) => view.object(ref) ?? []);
  return [object, ...above].map((one) => ({ value, line: one.cite("metadata", "ownerReferences") }));
}

function ownersAbove(object: ObservedObject, view: ClusterView): readonly ObjectRef[] {
  const owners: ObjectRef[] = [];
  for (let next = above(object.ref, view); next !== undefined && owners.length < 6; next = above(next, view))
    owners.push(next);
  return owners;
}

/** By its owner reference, whatever kind that names; else by the names that controllers give. */
function above(ref: ObjectRef, view: ClusterView): ObjectRef | undefined {
  const reference = listAt(view.object(ref)?.fields, "metadata", "ownerReferences")[0];
  const [kind, name] = [textAt(reference, "kind"), textAt(reference, "name")];
  if (kind === "" || name === "") return ownersOf(view, ref)[0];
  return ref.namespace === undefined || kind === "Node" ? { kind, name } : { kind, namespace: ref.namespace, name };
}

function scheduleOf(ref: ObjectRef, view: ClusterView): string {
  const object = ref.kind === "CronJob" ? view.object(ref) : undefined;
  const schedule = object?.printed.get("SCHEDULE")?.value ?? textAt(object?.fields, "spec", "schedule");
  return schedule === "" ? "" : ` (schedule ${schedule})`;
}
