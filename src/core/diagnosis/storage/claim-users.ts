import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { unique } from "../objects/relations.ts";
import { podAt, podsOf } from "../workloads/pods.ts";

/** The pods that use a claim: as their volumes name it, as `describe` lists them, else as a StatefulSet names claims. */
export const claimUsers = (view: ClusterView, claim: ObservedObject): readonly ObjectRef[] => {
  const { namespace, name } = claim.ref;
  const pods = podsOf(view).filter((pod) => pod.ref.namespace === namespace && pod.health !== "done");
  const mounting = pods.filter(({ object }) =>
    listAt(object?.fields, "spec", "volumes").some(
      (volume) => textAt(volume, "persistentVolumeClaim", "claimName") === name,
    ),
  );
  const listed = listAt(claim.fields, "status", "usedBy")
    .map(String)
    .filter((one) => one !== "" && one !== "<none>");
  const named = pods.filter(({ ref }) => /-\d{1,4}$/.test(ref.name) && name.endsWith(`-${ref.name}`));
  return unique([
    ...mounting.map((pod) => pod.ref),
    ...listed.map((one) => ({ kind: "Pod", ...(namespace ? { namespace } : {}), name: one })),
    ...(mounting.length + listed.length > 0 ? [] : named.map((pod) => pod.ref)),
  ]);
};

/** What keeps an object of storage from being deleted: the pods that use a claim, the claim that a volume is bound to. */
export const keepersOf = (
  view: ClusterView,
  object: ObservedObject,
): { readonly words: string; readonly refs: readonly ObjectRef[]; readonly lines: readonly Line[] } | undefined => {
  if (object.ref.kind === "PersistentVolume") {
    const name = textAt(object.fields, "spec", "claimRef", "name");
    const ref = {
      kind: "PersistentVolumeClaim",
      namespace: textAt(object.fields, "spec", "claimRef", "namespace"),
      name,
    };
    if (name === "") return undefined;
    return { words: `it is bound to ${nameOf(ref)}`, refs: [ref], lines: [object.cite("spec", "claimRef")] };
  }
  const users = object.ref.kind === "PersistentVolumeClaim" ? claimUsers(view, object) : [];
  if (users.length === 0) return undefined;
  const names = users.slice(0, 4).map((ref) => {
    const age = podAt(view, ref)?.object?.printed.get("AGE")?.value;
    return `${nameOf(ref)}${age ? ` (${podAt(view, ref)?.status}, since ${age})` : ""}`;
  });
  const more = users.length > 4 ? ` and ${users.length - 4} more` : "";
  return {
    words: `it is still in use, ${names.join(" and ")}${more} mount${users.length > 1 ? "" : "s"} it`,
    refs: users,
    lines: [
      ...(listAt(object.fields, "status", "usedBy").length > 0 ? [object.cite("status", "usedBy")] : []),
      ...users.slice(0, 2).flatMap((ref) => podAt(view, ref)?.line ?? []),
    ],
  };
};
