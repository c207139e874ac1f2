import type { Row } from "./cases.ts";

export const daemonCoverage: readonly Row[] = [
  {
    code: "daemon-set-on-chosen-nodes",
    name: "a node selector, in describe",
    question: "gpu-agent daemonset: DESIRED is 2 although we have 4 nodes. 2 nodes not covered?",
    outputs: [
      [
        "kubectl describe ds gpu-agent -n kube-system",
        `Name:           gpu-agent
Namespace:      kube-system
Selector:       app=gpu-agent
Node-Selector:  accelerator=a100
Labels:         app=gpu-agent
Annotations:    deprecated.daemonset.template.generation: 3
Desired Number of Nodes Scheduled: 2
Current Number of Nodes Scheduled: 2
Number of Nodes Scheduled with Up-to-date Pods: 2
Number of Nodes Scheduled with Available Pods: 2
Number of Nodes Misscheduled: 0
Pods Status:  2 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=gpu-agent
  Containers:
   agent:
    Image:        reg/gpu-agent:1.4
Events:            <none>
`,
      ],
      [
        "kubectl get nodes --show-labels",
        `NAME   STATUS   ROLES    AGE   VERSION   LABELS
n1     Ready    <none>   20d   v1.31.2   accelerator=a100,kubernetes.io/os=linux
n2     Ready    <none>   20d   v1.31.2   accelerator=a100,kubernetes.io/os=linux
n3     Ready    <none>   20d   v1.31.2   kubernetes.io/os=linux
n4     Ready    <none>   20d   v1.31.2   kubernetes.io/os=linux
`,
      ],
    ],
    says: /accelerator=a100 .*2 of 4 nodes only/,
  },
  {
    code: "daemon-set-on-chosen-nodes",
    name: "a node with the label has no pod",
    question: "gpu-agent daemonset desired 2 but 3 nodes have the label, one is missing",
    outputs: [
      [
        "kubectl get ds gpu-agent -n kube-system",
        `NAME         DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR        AGE
gpu-agent    2         2         2       2            2           accelerator=a100     90d
`,
      ],
      [
        "kubectl get nodes -L accelerator",
        `NAME   STATUS   ROLES    AGE   VERSION   ACCELERATOR
n1     Ready    <none>   20d   v1.31.2   a100
n2     Ready    <none>   20d   v1.31.2   a100
n3     Ready    <none>   20d   v1.31.2   a100
n4     Ready    <none>   20d   v1.31.2   
`,
      ],
    ],
  },
  {
    code: "daemon-set-on-chosen-nodes",
    name: "a taint keeps it away",
    question: "fluent-bit runs on 2 of 3 nodes although it has no node selector. which node does it miss and why?",
    outputs: [
      [
        "kubectl get ds fluent-bit -n logging",
        `NAME         DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE
fluent-bit   2         2         2       2            2           <none>          90d
`,
      ],
      [
        "kubectl describe nodes | grep -E '^Name:|^Taints:'",
        `Name:               n1
Taints:             <none>
Name:               n2
Taints:             <none>
Name:               n3
Taints:             dedicated=ml:NoSchedule
`,
      ],
    ],
  },
];
