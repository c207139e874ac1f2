import type { Case } from "../case.ts";

const pending = (message: string): Case["outputs"][number] => [
  "get events -n db",
  `LAST SEEN   TYPE      REASON             OBJECT     MESSAGE\n30s         Warning   FailedScheduling   pod/pg-0   ${message} preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.\n`,
];

const conflict = pending("0/3 nodes are available: 3 node(s) had volume node affinity conflict.");

const volume = (key: string, value: string): string => `apiVersion: v1
kind: PersistentVolume
metadata:
  name: pv-pg
spec:
  claimRef: {kind: PersistentVolumeClaim, name: data-pg-0, namespace: db}
  nodeAffinity:
    required:
      nodeSelectorTerms:
      - matchExpressions:
        - {key: ${key}, operator: In, values: [${value}]}
`;

const zoned = `NAME   STATUS                     ROLES    AGE   VERSION   ZONE
w-1    Ready,SchedulingDisabled   <none>   9d    v1.32.1   zone-b
w-2    Ready                      <none>   9d    v1.32.1   zone-c
`;

const described = (message: string): string => `Name:             web-6d4b75cb6d-x2k4p
Namespace:        shop
Node:             w-1/10.0.0.1
Status:           Failed
Reason:           Evicted
Message:          ${message}
Controlled By:    ReplicaSet/web-6d4b75cb6d
QoS Class:        BestEffort
`;

const evicted = (name: string, message: string, says: RegExp): Case => ({
  name,
  outputs: [["describe pod web-6d4b75cb6d-x2k4p -n shop", described(message)]],
  roots: ["pod-evicted"],
  says,
});

export const placeCases: readonly Case[] = [
  {
    name: "a volume in a zone without nodes",
    outputs: [
      conflict,
      ["get pv pv-pg -o yaml", volume("topology.kubernetes.io/zone", "zone-a")],
      ["get nodes -L topology.kubernetes.io/zone", zoned],
    ],
    roots: ["volume-zone-conflict"],
    says: /in zone zone-a, and no node is in this zone: the nodes are in zone-b and zone-c/,
  },
  {
    name: "a volume in a zone whose only node is cordoned",
    outputs: [
      conflict,
      ["get pv pv-pg -o yaml", volume("topology.ebs.csi.aws.com/zone", "zone-b")],
      ["get nodes -L topology.kubernetes.io/zone", zoned],
    ],
    roots: ["volume-zone-conflict"],
    says: /in zone zone-b: Node w-1 \(cordoned\) cannot take the pod/,
  },
  {
    name: "a local volume of a node that is gone",
    outputs: [
      pending("0/3 nodes are available: 3 node(s) didn't match PersistentVolume's node affinity."),
      ["get pv pv-pg -o yaml", volume("kubernetes.io/hostname", "w-9")],
      ["get nodes", "NAME   STATUS   ROLES    AGE   VERSION\nw-1    Ready    <none>   9d    v1.34.1\n"],
    ],
    roots: ["volume-zone-conflict"],
    says: /on node w-9, and there is no such node/,
  },
  {
    name: "the one node that a DaemonSet made its pod for lacks CPU; that the pod fits no other says nothing",
    outputs: [
      pending("0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]."),
    ],
    roots: ["insufficient-cpu"],
  },
  {
    name: "nodes that lack CPU have passed the selector that the others do not match",
    outputs: [
      pending("0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match Pod's node affinity/selector."),
    ],
    roots: ["insufficient-cpu"],
  },
  evicted(
    "an emptyDir beyond its limit",
    'Usage of EmptyDir volume "work" exceeds the limit "2Gi". ',
    /because its emptyDir volume "work" grew beyond its sizeLimit of 2Gi/,
  ),
  evicted(
    "a container beyond its limit of local disk",
    'Container app exceeded its local ephemeral storage limit "500Mi". ',
    /its container app wrote more to the node's disk than the limit of 500Mi/,
  ),
  evicted(
    "a container that used memory without a request",
    "The node was low on resource: memory. Threshold quantity: 100Mi, available: 62348Ki. Container app was using 5874120Ki, request is 0, has larger consumption of memory. ",
    /from node w-1, because the node was low on resource: memory \(MemoryPressure, 61Mi left of a threshold of 100Mi\); its container app was using 5\.6Gi with no request/,
  ),
  {
    name: "many evicted pods, and the newest waits for the node to have disk again",
    outputs: [
      [
        "get pods -n shop -o wide",
        `NAME                   READY   STATUS    RESTARTS   AGE   IP       NODE     NOMINATED NODE   READINESS GATES
web-6d4b75cb6d-x2k4p   0/1     Evicted   0          3h    <none>   w-1      <none>           <none>
web-6d4b75cb6d-bbbb2   0/1     Evicted   0          2h    <none>   w-1      <none>           <none>
web-6d4b75cb6d-cccc2   0/1     Evicted   0          1h    <none>   w-1      <none>           <none>
web-6d4b75cb6d-dddd2   0/1     Pending   0          9m    <none>   <none>   <none>           <none>
`,
      ],
      [
        "get events -n shop",
        `LAST SEEN   TYPE      REASON             OBJECT                     MESSAGE
9m          Warning   FailedScheduling   pod/web-6d4b75cb6d-dddd2   0/3 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }, 2 node(s) didn't match Pod's node affinity/selector.
11m         Warning   Evicted            pod/web-6d4b75cb6d-x2k4p   The node was low on resource: ephemeral-storage. Container app was using 63990124Ki, request is 0, has larger consumption of ephemeral-storage.
`,
      ],
    ],
    roots: ["pod-evicted"],
    symptoms: ["nodes-not-ready"],
    says: /ephemeral-storage \(DiskPressure\); its container app was using 61Gi.*2 more pods of Deployment shop\/web ended alike/,
  },
  {
    name: "an eviction is not why another pod of the workload crashes",
    outputs: [
      [
        "describe pod web-6d4b75cb6d-x2k4p -n shop",
        described(
          "The node was low on resource: memory. Container app was using 3145728Ki, which exceeds its request of 512Mi. ",
        ),
      ],
      [
        "get pod web-6d4b75cb6d-zzzz2 -n shop",
        "NAME                   READY   STATUS             RESTARTS      AGE\nweb-6d4b75cb6d-zzzz2   0/1     CrashLoopBackOff   9 (10s ago)   40m\n",
      ],
    ],
    roots: ["pod-evicted", "crash-loop"],
  },
  {
    name: "a volume that the pod before it still has, on a node that is not ready",
    outputs: [
      [
        "get pods -n shop -o wide",
        `NAME                   READY   STATUS              RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES
web-6d4b75cb6d-bbbb2   1/1     Terminating         0          9d    10.1.1.1   w-3    <none>           <none>
web-6d4b75cb6d-x2k4p   0/1     ContainerCreating   0          12m   <none>     w-1    <none>           <none>
`,
      ],
      [
        "get events -n shop",
        `LAST SEEN   TYPE      REASON               OBJECT                     MESSAGE
1m          Warning   FailedAttachVolume   pod/web-6d4b75cb6d-x2k4p   Multi-Attach error for volume "pvc-2f" Volume is already exclusively attached to one node and can't be attached to another
`,
      ],
      [
        "get nodes",
        "NAME   STATUS     ROLES    AGE   VERSION\nw-1    Ready      <none>   9d    v1.32.1\nw-3    NotReady   <none>   9d    v1.32.1\n",
      ],
    ],
    roots: ["node-not-ready"],
    symptoms: ["volume-multi-attach"],
  },
  {
    name: "a CronJob whose last run has not ended",
    outputs: [
      [
        "get jobs -n shop",
        "NAME             STATUS    COMPLETIONS   DURATION   AGE\ndaily-29398860   Running   0/1           2d3h       2d3h\n",
      ],
      [
        "get events -n shop",
        "LAST SEEN   TYPE     REASON             OBJECT          MESSAGE\n3h          Normal   JobAlreadyActive   cronjob/daily   Not starting job because prior execution is running and concurrency policy is Forbid\n",
      ],
    ],
    roots: ["cronjob-not-starting"],
    says: /Job shop\/daily-29398860 is still active since 2d3h .*Forbid \(JobAlreadyActive\)/,
  },
];
