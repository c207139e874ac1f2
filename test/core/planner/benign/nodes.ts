import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const nodes = (status: string): Output => [
  "kubectl get nodes",
  `NAME    STATUS                     ROLES           AGE    VERSION
cp-1    Ready                      control-plane   402d   v1.32.4
wrk-1   Ready                      <none>          402d   v1.32.4
wrk-2   ${status.padEnd(26)} <none>          402d   v1.32.4
`,
];
const described = (annotation: string): Output => [
  "kubectl describe node wrk-2",
  `Name:               wrk-2
Roles:              <none>
Labels:             kubernetes.io/hostname=wrk-2
Annotations:        node.alpha.kubernetes.io/ttl: 0
                    ${annotation}
CreationTimestamp:  Tue, 19 Mar 2024 10:12:41 +0100
Taints:             node.kubernetes.io/unschedulable:NoSchedule
Unschedulable:      true
Lease:
  HolderIdentity:  wrk-2
  RenewTime:       Thu, 20 Nov 2025 08:21:07 +0000
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  MemoryPressure   False   Thu, 20 Nov 2025 08:20:31 +0000   Sun, 12 Oct 2025 05:01:50 +0000   KubeletHasSufficientMemory   kubelet has sufficient memory available
  Ready            True    Thu, 20 Nov 2025 08:20:31 +0000   Sun, 12 Oct 2025 05:02:01 +0000   KubeletReady                 kubelet is posting ready status
Events:              <none>
`,
];
const workloads = (ready: number): Output => [
  "kubectl get deploy -A",
  `NAMESPACE   NAME       READY   UP-TO-DATE   AVAILABLE   AGE
till        receipts   ${ready}/3     3            ${ready}           90d
till        stock      2/2     2            2           90d
`,
];
const cordoned = "node-cordoned-on-purpose";
const question =
  "Alert KubeNodeUnschedulable node=wrk-2: it is SchedulingDisabled since the morning. Do we have to act?";
const reason = "ops.markt.lan/reason: CHG-4711 BIOS update, planned 2025-11-20";

const listed = (...names: readonly string[]): Output => [
  "kubectl get nodes -o wide",
  `NAME       STATUS   ROLES    AGE    VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION   CONTAINER-RUNTIME
${names.map((name) => `${name.padEnd(8)}   Ready    <none>   30d    v1.33.1   10.0.0.4      <none>        Ubuntu 24.04.1 LTS   6.8.0-45         containerd://1.7.22`).join("\n")}
`,
];
const events = (...rows: readonly string[]): Output => [
  "kubectl get events -n default",
  `LAST SEEN   TYPE      REASON                 OBJECT          MESSAGE
${rows.join("\n")}
`,
];
const removed = "node-removed-as-planned";
const moved = "pods-moved-off-a-removed-node";
const rebooted = "node-back-after-reboot";

const receipts = (age: string): Output => [
  "kubectl get pods -n till",
  `NAME                        READY   STATUS    RESTARTS   AGE
receipts-6d5c9f7c7b-2xkq9   1/1     Running   0          ${age}
receipts-6d5c9f7c7b-9wzrt   1/1     Running   0          ${age}
receipts-6d5c9f7c7b-v95hd   1/1     Running   0          6d
`,
];

export const nodesAsPlanned: readonly Row[] = [
  {
    code: cordoned,
    name: "an annotation names the change",
    question,
    outputs: [nodes("Ready,SchedulingDisabled"), described(reason), workloads(3)],
    says: /wrk-2 is cordoned .*CHG-4711.*all 2 workloads/,
  },
  {
    code: cordoned,
    name: "kured drains it, as its annotation says",
    question: "why is node wrk-2 drained, is something broken?",
    outputs: [
      nodes("Ready,SchedulingDisabled"),
      described("weave.works/kured-reboot-in-progress: 2025-11-20T08:02:11Z"),
      workloads(3),
    ],
    says: /kured-reboot-in-progress/,
  },
  {
    code: cordoned,
    name: "a taint in yaml names the maintenance",
    question: "wrk-2 takes no pods any more, did we lose a server?",
    outputs: [
      [
        "kubectl get node wrk-2 -o yaml",
        `apiVersion: v1
kind: Node
metadata:
  name: wrk-2
  labels:
    kubernetes.io/hostname: wrk-2
spec:
  taints:
  - effect: NoSchedule
    key: dc.bank.lan/maintenance
    value: disk-swap-INC20981
  - effect: NoSchedule
    key: node.kubernetes.io/unschedulable
  unschedulable: true
status:
  conditions:
  - type: Ready
    status: "True"
    reason: KubeletReady
`,
      ],
      workloads(3),
    ],
    says: /taint dc\.bank\.lan\/maintenance says: disk-swap/,
  },
  {
    code: cordoned,
    name: "a pod waits for want of it",
    question,
    outputs: [
      nodes("Ready,SchedulingDisabled"),
      described(reason),
      workloads(3),
      [
        "kubectl get pods -n till",
        `NAME                        READY   STATUS    RESTARTS   AGE
stock-0                     1/1     Running   0          2d
ledger-6f9c8d7b5c-k2x9q     0/1     Pending   0          41m
`,
      ],
    ],
  },
  {
    code: cordoned,
    name: "a deployment lacks replicas since",
    question,
    outputs: [nodes("Ready,SchedulingDisabled"), described(reason), workloads(2)],
  },
  {
    code: cordoned,
    name: "nobody says why",
    question,
    outputs: [
      nodes("Ready,SchedulingDisabled"),
      described("flannel.alpha.coreos.com/backend-type: vxlan"),
      workloads(3),
    ],
  },
  {
    code: cordoned,
    name: "the planned day is long over",
    question,
    outputs: [
      nodes("Ready,SchedulingDisabled"),
      described("ops.markt.lan/reason: CHG-4711 BIOS update, planned 2025-11-03"),
      workloads(3),
    ],
  },
  {
    code: cordoned,
    name: "calls fail, which a cordon does not explain",
    question: "Customers get 502 since wrk-2 is cordoned, is the shop down?",
    outputs: [nodes("Ready,SchedulingDisabled"), described(reason), workloads(3)],
  },
  {
    code: removed,
    name: "the cluster autoscaler did not need it",
    question: "Node ng-b-7xk2 has vanished, did it crash?",
    outputs: [
      listed("ng-a-1", "ng-b-2"),
      events(
        "14m         Normal    ScaleDown              node/ng-b-7xk2   node removed by cluster autoscaler",
        "13m         Normal    RemovingNode           node/ng-b-7xk2   Node ng-b-7xk2 event: Removing Node ng-b-7xk2 from Controller",
      ),
      workloads(3),
    ],
    says: /ng-b-7xk2 was removed as planned.*removed by cluster autoscaler/,
  },
  {
    code: removed,
    name: "a spot instance was taken back, and kubectl does not find it",
    question: "Alert KubeNodeUnreachable node=spot-9 resolved at 04:12. What happened to that node, is anything down?",
    outputs: [
      ["kubectl get node spot-9", "", 'Error from server (NotFound): nodes "spot-9" not found'],
      listed("ng-a-1", "spot-11"),
      events(
        "3h          Warning   SpotInterrupted        node/spot-9     Spot interruption warning was triggered for the node",
      ),
      workloads(3),
    ],
    says: /spot-9 was removed as planned.*Spot interruption/,
  },
  {
    code: removed,
    name: "it is gone, and its pods found no place",
    question: "Node ng-b-7xk2 has vanished, did it crash?",
    outputs: [
      listed("ng-a-1", "ng-b-2"),
      events("14m         Normal    ScaleDown              node/ng-b-7xk2   node removed by cluster autoscaler"),
      workloads(1),
    ],
  },
  {
    code: moved,
    name: "as old as the removal of their node",
    question: "why are some pods of receipts only 14 minutes old, did they crash?",
    outputs: [
      listed("ng-a-1", "ng-b-2"),
      events("15m         Normal    ScaleDown              node/ng-b-7xk2   node removed by cluster autoscaler"),
      receipts("14m"),
    ],
    says: /2 pods of receipts did not crash but moved: node ng-b-7xk2 was removed 15 minutes ago/,
  },
  {
    code: moved,
    name: "the pods do not come up",
    question: "why are some pods of receipts only 14 minutes old, did they crash?",
    outputs: [
      listed("ng-a-1", "ng-b-2"),
      events("15m         Normal    ScaleDown              node/ng-b-7xk2   node removed by cluster autoscaler"),
      ["kubectl get pods -n till", receipts("14m")[1].replace("1/1     Running  ", "0/1     Pending  ")],
    ],
  },
  {
    code: rebooted,
    name: "once, two hours ago",
    question: "wrk-2 was NotReady last night, is the node ok now?",
    outputs: [
      nodes("Ready"),
      [
        "kubectl describe node wrk-2 | tail -30",
        `Name:               wrk-2
Roles:              <none>
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  Ready            True    Thu, 20 Nov 2025 08:20:31 +0000   Thu, 20 Nov 2025 06:02:01 +0000   KubeletReady                 kubelet is posting ready status
Events:
  Type     Reason                   Age    From             Message
  ----     ------                   ----   ----             -------
  Normal   NodeNotReady             141m   node-controller  Node wrk-2 status is now: NodeNotReady
  Warning  Rebooted                 138m   kubelet          Node wrk-2 has been rebooted, boot id: 6f1c9f8e-0f0b-4bb5-8a1c-1f0b6d5d3f11
  Normal   NodeReady                138m   kubelet          Node wrk-2 status is now: NodeReady
`,
      ],
      workloads(3),
    ],
    says: /wrk-2 is Ready again: it rebooted 138 minutes ago/,
  },
  {
    code: rebooted,
    name: "it goes to and fro",
    question: "wrk-2 was NotReady last night, is the node ok now?",
    outputs: [
      nodes("Ready"),
      [
        "kubectl events -n default",
        `LAST SEEN          TYPE     REASON         OBJECT       MESSAGE
16m (x9 over 9h)   Normal   NodeNotReady   Node/wrk-2   Node wrk-2 status is now: NodeNotReady
`,
      ],
      workloads(3),
    ],
  },
];
