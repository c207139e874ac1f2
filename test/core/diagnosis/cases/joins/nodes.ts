import type { Case } from "../../case.ts";
import { rows } from "./printed.ts";

const waits: Case["outputs"][number] = [
  "get events -n render",
  rows(
    "LAST SEEN   TYPE      REASON              OBJECT        MESSAGE",
    "2m          Warning   FailedScheduling    pod/film-88   0/6 nodes are available: 6 Insufficient cpu.",
  ),
];

const passingOver = (pod: string): Case["outputs"][number] => [
  "logs -n kube-system deploy/cluster-autoscaler --tail=4",
  rows(
    "I0918 14:20:03.551201       1 static_autoscaler.go:274] Starting main loop",
    `I0918 14:20:03.561902       1 klogx.go:87] Pod render/${pod} is unschedulable`,
    "I0918 14:20:03.562740       1 orchestrator.go:185] Skipping node group pool-render - max size reached",
    "I0918 14:20:03.563310       1 orchestrator.go:155] No expansion options",
  ),
];

/** Nodes, their groups and who gives way. */
export const nodes: readonly Case[] = [
  {
    name: "a local volume of a node that is cordoned, and a claim that is called after its user",
    outputs: [
      [
        "get pods -n code",
        rows(
          "NAME                     READY   STATUS    RESTARTS   AGE",
          "forge-6d9f676d48-x7k2p   0/1     Pending   0          54m",
        ),
      ],
      [
        "get pvc -n code",
        rows(
          "NAME         STATUS   VOLUME     CAPACITY   ACCESS MODES   STORAGECLASS    AGE",
          "forge-data   Bound    local-71   100Gi      RWO            local-storage   410d",
        ),
      ],
      [
        "get events -n code",
        rows(
          "LAST SEEN   TYPE      REASON             OBJECT                       MESSAGE",
          "2m12s       Warning   FailedScheduling   pod/forge-6d9f676d48-x7k2p   0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) had volume node affinity conflict.",
        ),
      ],
      [
        "get nodes",
        rows(
          "NAME     STATUS                     ROLES    AGE    VERSION",
          "rack-1   Ready                      <none>   500d   v1.30.9",
          "rack-2   Ready,SchedulingDisabled   <none>   500d   v1.30.9",
          "rack-3   Ready                      <none>   500d   v1.30.9",
        ),
      ],
      [
        "describe pv local-71",
        "Name:              local-71\nStorageClass:      local-storage\nStatus:            Bound\nClaim:             code/forge-data\nReclaim Policy:    Retain\nAccess Modes:      RWO\nVolumeMode:        Filesystem\nCapacity:          100Gi\nNode Affinity:     \n  Required Terms:  \n    Term 0:        kubernetes.io/hostname in [rack-2]\nMessage:           \nSource:\n    Type:  LocalVolume (a persistent volume backed by local storage on a node)\n    Path:  /mnt/disks/ssd1\nEvents:    <none>\n",
      ],
    ],
    roots: ["volume-zone-conflict"],
    says: /its volume local-71 \(claim forge-data\) can only be used on node rack-2: Node rack-2 \(cordoned\) cannot take the pod/,
  },
  {
    name: "a program for another architecture, beside a node on which it runs",
    outputs: [
      [
        "get pods -n post -o wide",
        rows(
          "NAME                          READY   STATUS             RESTARTS       AGE   IP           NODE     NOMINATED NODE   READINESS GATES",
          "stamper-6d9f676d48-x7k2p      1/1     Running            0              6d    10.0.12.80   rack-1   <none>           <none>",
          "stamper-6d9f676d48-fww29      0/1     CrashLoopBackOff   12 (82s ago)   38m   10.0.44.17   rack-2   <none>           <none>",
        ),
      ],
      ["logs stamper-6d9f676d48-fww29 -n post", "exec /usr/local/bin/stamper: exec format error\n"],
      [
        "get nodes -L kubernetes.io/arch",
        rows(
          "NAME     STATUS   ROLES    AGE   VERSION   ARCH",
          "rack-1   Ready    <none>   61d   v1.30.1   amd64",
          "rack-2   Ready    <none>   55m   v1.30.1   arm64",
        ),
      ],
    ],
    roots: ["wrong-architecture-in-log"],
    symptoms: ["crash-loop"],
    says: /exec format error\); node rack-2 is arm64; pod stamper-6d9f676d48-x7k2p runs on rack-1, which is amd64/,
  },
  {
    name: "an autoscaler whose node groups are at their maximum",
    outputs: [
      [
        "get events -n render",
        rows(
          "LAST SEEN   TYPE      REASON              OBJECT        MESSAGE",
          "2m          Warning   FailedScheduling    pod/film-88   0/6 nodes are available: 6 Insufficient cpu.",
          "58s         Normal    NotTriggerScaleUp   pod/film-88   pod didn't trigger scale-up: 1 max node group size reached",
        ),
      ],
    ],
    roots: ["node-autoscaler-at-limit"],
    symptoms: ["insufficient-cpu"],
    says: /node groups are at their maximum size/,
  },
  {
    name: "a NodePool at its limits, as the log of Karpenter says of the pod",
    outputs: [
      waits,
      [
        "logs -n kube-system deploy/karpenter",
        rows(
          '{"level":"INFO","message":"discovered zones","controller":"providers"}',
          '{"level":"ERROR","message":"could not schedule pod","Pod":{"name":"film-88","namespace":"render"},"error":"all available instance types exceed limits for nodepool: \\"big\\"; incompatible with nodepool \\"default\\""}',
        ),
      ],
    ],
    roots: ["node-autoscaler-at-limit"],
    symptoms: ["insufficient-cpu"],
    says: /the limits of NodePool big are reached/,
  },
  {
    name: "a group that the cluster autoscaler passes over for its size, in a line that names no pod",
    outputs: [waits, passingOver("film-88")],
    roots: ["node-autoscaler-at-limit"],
    symptoms: ["insufficient-cpu"],
    says: /node group pool-render is at its maximum size/,
  },
  {
    name: "near miss: a group that is passed over for another pod",
    outputs: [waits, passingOver("scan-3")],
    roots: ["insufficient-cpu"],
  },
  {
    name: "near miss: a NodePool at its limits for another pod",
    outputs: [
      waits,
      [
        "logs -n kube-system deploy/karpenter",
        rows(
          '{"level":"INFO","message":"discovered zones","controller":"providers"}',
          '{"level":"ERROR","message":"could not schedule pod","Pod":{"name":"scan-3","namespace":"lab"},"error":"all available instance types exceed limits for nodepool: \\"big\\""}',
        ),
      ],
    ],
    roots: ["application-error", "insufficient-cpu"],
  },
  {
    name: "near miss: an autoscaler that would not help",
    outputs: [
      [
        "get events -n render",
        rows(
          "LAST SEEN   TYPE      REASON              OBJECT        MESSAGE",
          "2m          Warning   FailedScheduling    pod/film-88   0/6 nodes are available: 6 Insufficient cpu.",
          "58s         Normal    NotTriggerScaleUp   pod/film-88   pod didn't trigger scale-up: 1 Insufficient cpu",
        ),
      ],
    ],
    roots: ["insufficient-cpu"],
  },
  {
    name: "pods that gave way to others of higher priority",
    outputs: [
      [
        "get events -n shop",
        rows(
          "LAST SEEN   TYPE      REASON      OBJECT                        MESSAGE",
          "3m          Normal    Preempted   pod/mailer-6f7d8c9b5-x4k2z    Preempted by pod 8fe4bb1c-52b8-4e12-9d1f-7c5f86d1f6a8 on node worker-4",
          "3m          Normal    Scheduled   pod/till-5c8d7f9b6-m4n8p      Successfully assigned shop/till-5c8d7f9b6-m4n8p to worker-4",
        ),
      ],
    ],
    roots: ["pod-preempted"],
    says: /Pods of Deployment shop\/mailer are preempted: .* higher priority \(Deployment shop\/till took their place on node worker-4\)/,
  },
  {
    name: "a DaemonSet that leaves out nodes with a taint",
    outputs: [
      [
        "get ds -n logs",
        rows(
          "NAME   DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE",
          "tail   2         2         2       2            2           <none>          9d",
        ),
      ],
      [
        "get nodes -o custom-columns=NAME:.metadata.name,TAINT:.spec.taints[*].key,EFFECT:.spec.taints[*].effect",
        rows(
          "NAME     TAINT    EFFECT",
          "node-1   <none>   <none>",
          "node-2   <none>   <none>",
          "edge-1   edge     NoSchedule",
        ),
      ],
    ],
    roots: ["daemonset-skips-nodes"],
    says: /DaemonSet logs\/tail runs on 2 of 3 nodes: it does not tolerate taint edge:NoSchedule of node edge-1/,
  },
  {
    name: "near miss: a DaemonSet that runs on every node",
    outputs: [
      [
        "get ds -n logs",
        rows(
          "NAME   DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE",
          "tail   1         1         1       1            1           <none>          9d",
        ),
      ],
      [
        "get nodes -o custom-columns=NAME:.metadata.name,TAINT:.spec.taints[*].key,EFFECT:.spec.taints[*].effect",
        rows("NAME     TAINT    EFFECT", "edge-1   edge     NoSchedule"),
      ],
    ],
    roots: [],
  },
];
