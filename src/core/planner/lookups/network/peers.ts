import type { Suggestion } from "../../../diagnosis/finding.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { isPart } from "../form/named-parts.ts";

/** A workload with one of its pods, by whose labels network policies know it. */
export type Peer = { readonly workload: ObjectRef; readonly pod: ObjectRef };

/** What has to be read to say whom network policies concern. */
export const policyReads: readonly Suggestion[] = [
  { command: "kubectl get networkpolicies -A -o yaml", reason: "Shows whom each policy selects and what it allows." },
  { command: "kubectl get pods -A -o wide --show-labels", reason: "Shows the labels by which policies select pods." },
];

/** Whether the policies of a namespace were read: that there are none is an answer, that they may not be read is none. */
export const arePoliciesShown = (view: ClusterView): boolean =>
  view.listings.some(({ kind, namespace, narrowed }) => kind === "NetworkPolicy" && namespace === null && !narrowed);

/** Workloads that run pods and are called so, or, where none is, whose name holds the word as a part. */
export function peersNamed(word: string, namespaces: readonly string[], view: ClusterView): readonly Peer[] {
  const found = new Map<string, Peer>();
  for (const { ref, health } of podsOf(view)) {
    const workload = workloadOf(view, ref);
    const key = `${workload.kind} ${workload.namespace}/${workload.name}`;
    const isHere = namespaces.length === 0 || namespaces.includes(ref.namespace ?? "");
    if (isHere && health !== "gone" && health !== "done" && !found.has(key)) found.set(key, { workload, pod: ref });
  }
  const all = [...found.values()];
  const exact = all.filter(({ workload, pod }) => workload.name === word || pod.name === word);
  return exact.length > 0 ? exact : all.filter(({ workload }) => isPart(word, workload.name));
}
