import { onFirstNode } from "./ink.ts";
import type { Rows } from "./rows.ts";

/** What runs where, and how nodes are. */

export const nodes =
  "NAME   STATUS   ROLES    AGE   VERSION\nbig    Ready    <none>   9d    v1\nsmall  Ready    <none>   9d    v1\n";
export const conditions =
  "big\tMemoryPressure=False=2026-01-01T00:00:00Z=fine\tDiskPressure=True=2026-01-02T00:00:00Z=kubelet has disk pressure\n" +
  "small\tMemoryPressure=False=2026-01-01T00:00:00Z=fine\tDiskPressure=False=2026-01-01T00:00:00Z=fine\n";
const labels = `NAME    STATUS   ROLES    AGE   VERSION   LABELS
big     Ready    <none>   9d    v1        kubernetes.io/arch=amd64,topology.kubernetes.io/zone=eu-a
small   Ready    <none>   9d    v1        kubernetes.io/arch=amd64,topology.kubernetes.io/zone=eu-b
`;
const spot = labels.replace("zone=eu-b", "zone=eu-b,karpenter.sh/capacity-type=spot");
export const placed = `NAMESPACE   NAME    READY   STATUS             RESTARTS      AGE   IP         NODE    NOMINATED NODE   READINESS GATES
shop        web-1   1/1     Running            0             2d    10.0.0.1   big     <none>           <none>
shop        web-2   0/1     CrashLoopBackOff   9 (1m ago)    1h    10.0.0.2   small   <none>           <none>
data        db-0    1/1     Running            0             9d    10.0.0.3   big     <none>           <none>
`;
const taints = `NAME    TAINTS
big     [map[effect:NoSchedule key:dedicated value:gpu]]
small   <none>
`;

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["which nodes are out of disk?", [[/jsonpath/, conditions], [/get nodes/, nodes]], /^1 of the 2 nodes reports DiskPressure: big/],
  ["which nodes are under memory pressure?", [[/jsonpath/, conditions], [/get nodes/, nodes]], /^None of the 2 nodes reports MemoryPressure/],
  ["which pods are on spot?", [[/show-labels/, labels], [/get pods/, placed]], /^None of the 2 nodes has a label that says that it is spot capacity/],
  ["are any nodes spot instances?", [[/show-labels/, spot]], /^1 of 2 nodes are spot capacity, as their labels say: small/],
  ["which zone is db-0 in?", [[/show-labels/, labels], [/get pods/, placed]], /^data\/db-0 is in zone eu-a \(big\)/],
  ["what taints does gpu-2 have?", [[/get node gpu-2 /, `[{"effect":"NoSchedule","key":"dedicated","value":"ml"},{"effect":"NoExecute","key":"drained"}]`]], /^Node gpu-2 has taints: dedicated=ml:NoSchedule and drained:NoExecute\./],
  ["does node big-3 have any taints?", [[/get node big-3 /, ""]], /^Node big-3 has no taint\./],
  ["which nodes are tainted?", [[/get nodes/, taints]], /^1 of 2 nodes has taints: big \(dedicated=gpu:NoSchedule\)/],
];

export const nodesRows: Rows = {
  told: [
    [
      "what runs on node n-1?",
      [["kubectl get pods -A --field-selector=spec.nodeName=n-1 -o wide", onFirstNode[1]]],
      /^3 pods of 3 workloads run on node n-1; not well: books\/ink-5b9f7c6d5c-7mwxt \(CrashLoopBackOff\)\./,
    ],
  ],
  looked,
};
