import type { Case } from "../../case.ts";

/** A pod that selects nodes, and what other nodes, which it would not have taken, say to the scheduler. */
const pod = (message: string): Case["outputs"][number] => [
  "describe pod scan-0 -n radiology",
  `Name:             scan-0
Namespace:        radiology
Status:           Pending
Node:             <none>
Containers:
  scan:
    Image:      scan:4
    Requests:
      memory:   6Gi
Conditions:
  Type           Status
  PodScheduled   False
Node-Selectors:              disk=large
Tolerations:                 disk=large:NoSchedule
Events:
  Type     Reason            Age   From               Message
  ----     ------            ----  ----               -------
  Warning  FailedScheduling  9s    default-scheduler  0/3 nodes are available: ${message}. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.
`,
];

type Node = { readonly disk: string; readonly unschedulable?: true; readonly taint?: string };

const nodes = (each: Readonly<Record<string, Node>>): Case["outputs"][number] => [
  "get nodes -o yaml",
  `apiVersion: v1\nkind: List\nitems:\n${Object.entries(each)
    .map(
      ([name, { disk, unschedulable, taint }]) =>
        `- apiVersion: v1\n  kind: Node\n  metadata:\n    name: ${name}\n    labels:\n      disk: ${disk}\n  spec:\n    podCIDR: 10.1.0.0/24\n${
          unschedulable ? "    unschedulable: true\n" : ""
        }${taint ? `    taints:\n    - key: disk\n      value: ${taint}\n      effect: NoSchedule\n` : ""}`,
    )
    .join("")}`,
];

export const nodesOfOthers: readonly Case[] = [
  {
    name: "a cordoned node that the pod does not select is not why it waits",
    outputs: [
      pod("1 Insufficient memory, 1 node(s) were unschedulable, 1 node(s) didn't match Pod's node affinity/selector"),
      nodes({
        "lab-1": { disk: "large", taint: "large" },
        "lab-2": { disk: "small", unschedulable: true },
        "lab-3": { disk: "small" },
      }),
    ],
    roots: ["insufficient-memory"],
    notes: ["node-cordoned"],
  },
  {
    name: "near miss: the cordoned node is the one that it selects",
    outputs: [
      pod("1 Insufficient memory, 1 node(s) were unschedulable, 1 node(s) didn't match Pod's node affinity/selector"),
      nodes({
        "lab-1": { disk: "large" },
        "lab-2": { disk: "large", unschedulable: true },
        "lab-3": { disk: "small" },
      }),
    ],
    roots: [],
    symptoms: ["nodes-cordoned"],
    notes: ["node-cordoned"],
  },
  {
    name: "a taint that the pod tolerates on its own node is not the one that refuses it elsewhere",
    outputs: [
      pod("1 Too many pods, 2 node(s) had untolerated taint {disk: small}"),
      nodes({
        "lab-1": { disk: "large", taint: "large" },
        "lab-2": { disk: "small", taint: "small" },
        "lab-3": { disk: "small", taint: "small" },
      }),
    ],
    roots: ["too-many-pods"],
  },
  {
    name: "near miss: the node that it selects carries a taint that it does not tolerate",
    outputs: [
      pod("1 Too many pods, 2 node(s) had untolerated taint {disk: huge}"),
      nodes({
        "lab-1": { disk: "large", taint: "huge" },
        "lab-2": { disk: "large", taint: "huge" },
        "lab-3": { disk: "large", taint: "large" },
      }),
    ],
    roots: ["untolerated-taint"],
  },
];
