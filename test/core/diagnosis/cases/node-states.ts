import type { Case } from "../case.ts";

const nodes = (status: string): Case["outputs"][number] => [
  "get nodes",
  `NAME       STATUS   ROLES    AGE   VERSION\nworker-1   ${status}   <none>   40d   v1.32.4\n`,
];

const describedNode = (condition: string): Case["outputs"][number] => [
  "describe node worker-1",
  `Name:               worker-1
Roles:              <none>
Labels:             kubernetes.io/hostname=worker-1
Annotations:        node.alpha.kubernetes.io/ttl: 0
CreationTimestamp:  Tue, 03 Feb 2026 10:00:00 +0000
Taints:             <none>
Unschedulable:      false
Conditions:
  Type                 Status    LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----                 ------    -----------------                 ------------------                ------                       -------
${condition}
Addresses:
  InternalIP:  10.0.0.11
`,
];

const condition = (type: string, status: string, reason: string, message: string): string =>
  `  ${type.padEnd(20)} ${status.padEnd(9)} Tue, 17 Mar 2026 14:30:00 +0000   Tue, 17 Mar 2026 14:00:00 +0000   ${reason.padEnd(28)} ${message}`;

/** Nodes that are not ready, under pressure or cordoned. */
export const nodeStateCases: readonly Case[] = [
  {
    name: "a node that is not ready, from its row",
    outputs: [nodes("NotReady")],
    roots: ["node-not-ready"],
    suggests: "kubectl describe node worker-1",
  },
  {
    name: "a silent kubelet",
    outputs: [
      describedNode(condition("Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.")),
    ],
    roots: ["node-not-ready"],
    says: /its kubelet stopped posting node status/,
  },
  {
    name: "a network plugin that is not ready",
    outputs: [
      describedNode(
        condition(
          "Ready",
          "False",
          "KubeletNotReady",
          "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized",
        ),
      ),
    ],
    roots: ["node-not-ready"],
    says: /network plugin \(CNI\) is not ready/,
  },
  {
    name: "disk pressure",
    outputs: [describedNode(condition("DiskPressure", "True", "KubeletHasDiskPressure", "kubelet has disk pressure"))],
    roots: ["node-disk-pressure"],
    says: /under DiskPressure/,
  },
  {
    name: "disk pressure, and the evicted pod that used the most",
    outputs: [
      describedNode(condition("DiskPressure", "True", "KubeletHasDiskPressure", "kubelet has disk pressure")),
      [
        "get pods -n jobs -o wide",
        "NAME     READY   STATUS    RESTARTS   AGE   IP       NODE\nbulk-0   0/1     Evicted   0          2h    <none>   worker-1\nmail-0   0/1     Evicted   0          9d    <none>   worker-1\n",
      ],
      [
        "get events -n jobs",
        `LAST SEEN   TYPE      REASON    OBJECT       MESSAGE
14m         Warning   Evicted   pod/bulk-0   The node was low on resource: ephemeral-storage. Threshold quantity: 6272562302, available: 1204Mi. Container load was using 41Gi, request is 0, has larger consumption of ephemeral-storage.
13m         Warning   Evicted   pod/mail-0   The node was low on resource: ephemeral-storage. Threshold quantity: 6272562302, available: 5890Mi. Container smtp was using 12Mi, request is 0, has larger consumption of ephemeral-storage.
`,
      ],
    ],
    roots: ["node-disk-pressure"],
    says: /under DiskPressure and evicts pods: container load of Pod jobs\/bulk-0 used the most \(41Gi with no request/,
  },
  {
    name: "memory pressure",
    outputs: [
      describedNode(
        condition(
          "MemoryPressure",
          "True",
          "KubeletHasInsufficientMemory",
          "kubelet has insufficient memory available",
        ),
      ),
    ],
    roots: ["node-memory-pressure"],
  },
  {
    name: "too many processes",
    outputs: [
      describedNode(
        condition("PIDPressure", "True", "KubeletHasInsufficientPID", "kubelet has insufficient PID available"),
      ),
    ],
    roots: ["node-pid-pressure"],
  },
  {
    name: "no pressure",
    outputs: [
      describedNode(condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure")),
    ],
    roots: [],
  },
  {
    name: "a node without its route",
    outputs: [
      describedNode(
        condition("NetworkUnavailable", "True", "NoRouteCreated", "RouteController failed to create a route"),
      ),
    ],
    roots: ["node-network-unavailable"],
  },
  {
    name: "a node that is well",
    outputs: [describedNode(condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"))],
    roots: [],
  },
  {
    name: "a cordoned node is no failure",
    outputs: [
      nodes("Ready,SchedulingDisabled").map((text) =>
        text.replace("STATUS   ROLES", "STATUS                     ROLES"),
      ) as unknown as Case["outputs"][number],
    ],
    roots: [],
    notes: ["node-cordoned"],
    suggests: "kubectl uncordon worker-1",
  },
  {
    name: "the kernel kills for memory",
    outputs: [
      [
        "get events",
        "LAST SEEN   TYPE      REASON      OBJECT          MESSAGE\n2m          Warning   SystemOOM   node/worker-1   System OOM encountered, victim process: java, pid: 4481\n",
      ],
    ],
    roots: ["node-out-of-memory"],
  },
];
