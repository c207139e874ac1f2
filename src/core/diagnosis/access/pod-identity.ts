import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { entriesAt, textAt } from "../objects/fields.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { type PodReading, podAt, podsOf } from "../workloads/pods.ts";

type Identity = {
  readonly note: string;
  readonly evidence: readonly (Line | undefined)[];
  readonly related: readonly ObjectRef[];
};

export const accountOf = (pod: PodReading | undefined): string =>
  textAt(pod?.object?.fields, "spec", "serviceAccountName") || textAt(pod?.object?.fields, "spec", "serviceAccount");

/** The role that an agent of Vault logs in with, by the annotation that asks for it. */
export const vaultRoleOf = (pod: PodReading | undefined): string =>
  entriesAt(pod?.object?.fields, "metadata", "annotations").get("vault.hashicorp.com/role") ?? "";

/** As which service account a pod runs, and which one pods of its workload that are well, or the workload's own name, speak for. */
export const identityNote = (view: ClusterView, ref: ObjectRef): Identity | undefined => {
  const pod = podAt(view, ref);
  const account = accountOf(pod);
  if (!pod || account === "") return undefined;
  const workload = workloadOf(view, ref);
  const sibling = podsOf(view).find(
    (one) =>
      one !== pod &&
      one.health === "healthy" &&
      keyOf(workloadOf(view, one.ref)) === keyOf(workload) &&
      accountOf(one) !== "" &&
      accountOf(one) !== account,
  );
  const wanted = [vaultRoleOf(pod), workload.name];
  const own = view
    .of("ServiceAccount")
    .find((one) => one.ref.namespace === ref.namespace && one.ref.name !== account && wanted.includes(one.ref.name));
  const instead = sibling
    ? `, while ${nameOf(sibling.ref)}, which is well, runs as ${accountOf(sibling)}`
    : own && account === "default"
      ? `, while there is a service account ${own.ref.name}`
      : "";
  return {
    note: `; the pod runs as service account ${account}${instead}`,
    evidence: [
      pod.object?.cite("spec", "serviceAccountName"),
      sibling?.object?.cite("spec", "serviceAccountName"),
      instead && !sibling ? own?.cite() : undefined,
    ],
    related: [],
  };
};

const roleAnnotation = "eks.amazonaws.com/role-arn";

/** A call was made with the role of the node, its instance is the session: the service account of the pod gives it none of its own. */
export const nodeRoleNote = (view: ClusterView, ref: ObjectRef, line: string): Identity | undefined => {
  const role = /\bassumed-role\/([\w+=,.@-]{1,64})\/i-[0-9a-f]{8,17}\b/.exec(line)?.[1];
  if (role === undefined) return undefined;
  const account = accountOf(podAt(view, ref));
  const mayBeOwn = ({ name, namespace }: ObjectRef) =>
    namespace === ref.namespace && (account === "" ? ref.name.startsWith(`${name}-`) : name === account);
  const own = view
    .of("ServiceAccount")
    .find((one) => mayBeOwn(one.ref) && (one.sources.has("object") || one.sources.has("describe")));
  const isBare = own !== undefined && !entriesAt(own.fields, "metadata", "annotations").has(roleAnnotation);
  return {
    note: `; that is the role of its node (${role}), not one of its own${isBare ? `: ServiceAccount ${own.ref.name} has no annotation ${roleAnnotation}` : ""}`,
    evidence: [isBare ? own.cite("metadata", "annotations") : undefined],
    related: isBare ? [own.ref] : [],
  };
};
