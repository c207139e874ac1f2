import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "placeholder-pods-wait";

const pending = (...more: readonly string[]): Output => [
  "kubectl get pods -A --field-selector status.phase=Pending",
  `NAMESPACE   NAME                       READY   STATUS    RESTARTS   AGE
headroom    balloon-5f6d7c8b9d-4lq2x   0/1     Pending   0          95m
headroom    balloon-5f6d7c8b9d-t8vzn   0/1     Pending   0          95m
${more.map((row) => `${row}\n`).join("")}`,
];
const balloon = (image: string): Output => [
  "kubectl get deploy balloon -n headroom -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: balloon
  namespace: headroom
spec:
  replicas: 3
  template:
    spec:
      priorityClassName: lowest
      containers:
      - name: hold
        image: ${image}
status:
  replicas: 3
  readyReplicas: 1
  availableReplicas: 1
  updatedReplicas: 3
  unavailableReplicas: 2
`,
];
const classes = (value: string): Output => [
  "kubectl get priorityclass",
  `NAME                      VALUE        GLOBAL-DEFAULT   AGE
lowest                    ${value.padEnd(12)} false            300d
system-cluster-critical   2000000000   false            400d
`,
];
const workloads = (ready: string): Output => [
  "kubectl get deploy -n fares",
  `NAME     READY   UP-TO-DATE   AVAILABLE   AGE
quotes   ${ready}     4            ${ready[0]}           90d
`,
];
const events: Output = [
  "kubectl get events -n headroom",
  `LAST SEEN   TYPE      REASON             OBJECT                         MESSAGE
95m         Normal    Preempted          pod/balloon-5f6d7c8b9d-9pw7c   Preempted by pod 0b1c2d3e-67c3-4467-a0fa-1b9504927ece on node w-4
40s         Warning   FailedScheduling   pod/balloon-5f6d7c8b9d-4lq2x   0/6 nodes are available: 6 Insufficient memory.
`,
];
const pod: Output = [
  "kubectl get pod balloon-5f6d7c8b9d-4lq2x balloon-5f6d7c8b9d-t8vzn -n headroom -o yaml",
  `apiVersion: v1
items:
${["4lq2x", "t8vzn"]
  .map(
    (end) => `- apiVersion: v1
  kind: Pod
  metadata:
    name: balloon-5f6d7c8b9d-${end}
    namespace: headroom
    ownerReferences:
    - kind: ReplicaSet
      name: balloon-5f6d7c8b9d
      controller: true
  spec:
    priority: -100
    containers:
    - name: hold
      image: registry.k8s.io/pause:3.10
  status:
    phase: Pending
`,
  )
  .join("")}kind: List
`,
];
const asked = "2 pods in headroom are Pending for hours, Insufficient memory. Is the cluster full?";

export const placeholders: readonly Row[] = [
  {
    code,
    name: "a PriorityClass in a table",
    question: asked,
    outputs: [pending(), balloon("registry.k8s.io/pause:3.10"), classes("-100"), events, workloads("4/4")],
    says: /2 pods of balloon that are Pending are placeholders .*priority -100 \(PriorityClass lowest\)/,
  },
  {
    code,
    name: "the value alone, by jsonpath",
    question: "deploy balloon in headroom stays at 1/3, do we have to buy nodes?",
    outputs: [
      pending(),
      balloon("registry.k8s.io/pause:3.10"),
      ["kubectl get priorityclass lowest -o jsonpath='{.value}'", "-100\n"],
      workloads("4/4"),
    ],
    says: /placeholders .*priority -100/,
  },
  {
    code,
    name: "the priority of the pods themselves",
    question: "balloon-5f6d7c8b9d-4lq2x can't be scheduled, what is wrong?",
    outputs: [pending(), pod, workloads("4/4")],
    says: /placeholders .*priority -100/,
  },
  {
    code,
    name: "a pod with work waits too",
    question: asked,
    outputs: [
      pending("fares       quotes-7c9f6b6c8d-4rxqk    0/1     Pending   0          12m"),
      balloon("registry.k8s.io/pause:3.10"),
      classes("-100"),
      events,
    ],
  },
  {
    code,
    name: "a workload beside them lacks replicas",
    question: asked,
    outputs: [pending(), balloon("registry.k8s.io/pause:3.10"), classes("-100"), events, workloads("2/4")],
  },
  {
    code,
    name: "their priority is above that of others",
    question: asked,
    outputs: [pending(), balloon("registry.k8s.io/pause:3.10"), classes("100"), events, workloads("4/4")],
  },
  {
    code,
    name: "pods with work that have a negative priority",
    question: "2 pods of sorter in mail are Pending, Insufficient memory. Is that ok?",
    outputs: [pending(), balloon("reg.io/mail/sorter:4"), classes("-100"), events, workloads("4/4")].map((output) =>
      output.map((text) => text!.replaceAll("balloon", "sorter").replaceAll("headroom", "mail    ")),
    ) as unknown as readonly Output[],
  },
];
