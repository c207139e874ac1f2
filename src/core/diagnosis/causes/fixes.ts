import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import type { Fix, Suggestion } from "../finding.ts";
import { entriesAt, numberAt } from "../objects/fields.ts";
import { inNamespace, list, resourceOf, suggest } from "../objects/reads.ts";
import { ownersOf, workloadOf } from "../objects/relations.ts";

/** A fix whose commands a person has to write, because they need a value that no evidence shows. */
export const fixByHand = (summary: string, verify: readonly Suggestion[]): Fix => ({ summary, commands: [], verify });

export const fixWith = (summary: string, commands: readonly Suggestion[], verify: readonly Suggestion[]): Fix => ({
  summary,
  commands,
  verify,
});

/** The reads that show whether a workload came up. */
export const verifyRollout = (view: ClusterView, ref: ObjectRef): readonly Suggestion[] => {
  const workload = workloadOf(view, ref);
  return ["Deployment", "StatefulSet", "DaemonSet"].includes(workload.kind)
    ? suggest(
        ["rollout", "status", `${resourceOf(workload.kind)}/${workload.name}`, ...inNamespace(ref), "--watch=false"],
        "Shows whether the new pods became ready.",
      )
    : list("pods", ref.namespace, "Shows whether the pod runs now.");
};

/** Going back to the last revision, proposed only for a Deployment that is known to have one. */
export const rollBack = (view: ClusterView, ref: ObjectRef): readonly Suggestion[] => {
  const deployment = ownersOf(view, ref).find((owner) => owner.kind === "Deployment");
  if (!deployment || !hasEarlierRevision(view, deployment)) return [];
  return suggest(
    ["rollout", "undo", `deployment/${deployment.name}`, ...inNamespace(deployment)],
    "Goes back to the revision that ran before this one.",
  );
};

const hasEarlierRevision = (view: ClusterView, deployment: ObjectRef): boolean => {
  const revisionOf = (ref: ObjectRef) =>
    Number(
      entriesAt(view.object(ref)?.fields, "metadata", "annotations").get("deployment.kubernetes.io/revision") ?? 0,
    );
  if (revisionOf(deployment) > 1) return true;
  const sets = view
    .of("ReplicaSet")
    .filter((set) => ownersOf(view, set.ref).some((owner) => owner.name === deployment.name));
  return (
    sets.some(
      (set) => set.ref.namespace === deployment.namespace && numberAt(set.fields, "status", "readyReplicas") === 0,
    ) && sets.length > 1
  );
};
