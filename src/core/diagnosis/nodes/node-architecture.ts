import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { textAt } from "../objects/fields.ts";
import { keyOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { podAt, podsOf } from "../workloads/pods.ts";

/** The architecture of a node, as a label or a column says; "" where neither is shown. */
export const architectureOf = (node: ObservedObject | undefined): string =>
  node === undefined
    ? ""
    : node.printed.get("ARCH")?.value ||
      node.printed.get("ARCHITECTURE")?.value ||
      textAt(node.fields, "metadata", "labels", "kubernetes.io/arch") ||
      textAt(node.fields, "status", "nodeInfo", "architecture");

/** Where a pod cannot run its program: the architecture of its node, and that of a node on which another pod of its workload runs. */
export const architectureNote = (
  view: ClusterView,
  pod: ObjectRef,
): { readonly note: string; readonly evidence: readonly (Line | undefined)[] } | undefined => {
  const node = view.object({ kind: "Node", name: podAt(view, pod)?.node ?? "" });
  const own = architectureOf(node);
  if (node === undefined || own === "") return undefined;
  const workload = keyOf(workloadOf(view, pod));
  const other = podsOf(view)
    .filter(({ ref, health }) => health === "healthy" && keyOf(workloadOf(view, ref)) === workload)
    .map((one) => ({ pod: one, node: view.object({ kind: "Node", name: one.node }) }))
    .find((one) => architectureOf(one.node) !== "" && architectureOf(one.node) !== own);
  const runs =
    other === undefined
      ? ""
      : `; pod ${other.pod.ref.name} runs on ${other.pod.node}, which is ${architectureOf(other.node)}`;
  return { note: `; node ${node.ref.name} is ${own}${runs}`, evidence: [node.cite(), other?.node?.cite()] };
};
