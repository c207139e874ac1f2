import type { Row } from "./cases.ts";

export const pastTroubles: readonly Row[] = [
  {
    code: "ended-pod-replaced",
    name: "its node was shut down",
    question: "Alert KubePodNotReady pod=cache-6b7c8d9f5-x4k2p namespace=web for 30m. broken?",
    outputs: [
      [
        "kubectl get pods -n web",
        `NAME                     READY   STATUS       RESTARTS   AGE
cache-6b7c8d9f5-x4k2p    0/1     Terminated   0          20d
cache-6b7c8d9f5-n7q9w    1/1     Running      0          6d
cache-6b7c8d9f5-v5m8r    1/1     Running      0          20d
`,
      ],
      [
        "kubectl get pod cache-6b7c8d9f5-x4k2p -n web -o jsonpath='{.status}'",
        `{"message":"Pod was terminated in response to imminent node shutdown.","phase":"Failed","reason":"Terminated","startTime":"2025-12-16T10:00:00Z"}
`,
      ],
      [
        "kubectl get deploy cache -n web",
        `NAME    READY   UP-TO-DATE   AVAILABLE   AGE
cache   2/2     2            2           100d
`,
      ],
    ],
    says: /shutdown of its node.*2\/2 replicas ready/,
  },
  {
    code: "ended-pod-replaced",
    name: "its replacement is pending",
    question: "Alert KubePodNotReady pod=cache-6b7c8d9f5-x4k2p namespace=web. broken?",
    outputs: [
      [
        "kubectl get pods -n web",
        `NAME                     READY   STATUS    RESTARTS   AGE
cache-6b7c8d9f5-x4k2p    0/1     Evicted   0          20m
cache-6b7c8d9f5-z6t4d    0/1     Evicted   0          15m
cache-6b7c8d9f5-v5m8r    0/1     Pending   0          2m
`,
      ],
      [
        "kubectl get deploy cache -n web",
        `NAME    READY   UP-TO-DATE   AVAILABLE   AGE
cache   0/1     1            0           100d
`,
      ],
    ],
  },
  {
    code: "restarts-long-ago",
    name: "days ago, and the alert is resolved",
    question:
      "[RESOLVED] KubePodCrashLooping pod=ingest-5c6d7f8b9-hk2lm namespace=iot. Fired 03:11, resolved 03:20 last week. RESTARTS is still 2, open a ticket?",
    outputs: [
      [
        "kubectl get pods -n iot",
        `NAME                     READY   STATUS    RESTARTS       AGE
ingest-5c6d7f8b9-hk2lm   1/1     Running   2 (4d3h ago)   60d
ingest-5c6d7f8b9-w9x4z   1/1     Running   1 (4d2h ago)   60d
`,
      ],
      [
        "kubectl logs ingest-5c6d7f8b9-hk2lm -n iot --previous --tail=3",
        `2026-01-01T03:11:02Z FATAL cannot reach broker: dial tcp 10.2.3.4:1883: connect: connection refused
`,
      ],
    ],
    says: /restarts are over, the last was 4d3h ago/,
  },
  {
    code: "restarts-long-ago",
    name: "another one goes on",
    question: "restarts in namespace iot. crash? is it over?",
    outputs: [
      [
        "kubectl get pods -n iot",
        `NAME                         READY   STATUS    RESTARTS        AGE
mqtt-0                       1/1     Running   1 (4d3h ago)    60d
ingest-5c6d7f8b9-aaaaa       1/1     Running   31 (22m ago)    2d
`,
      ],
    ],
  },
  {
    code: "pending-until-node-came",
    name: "Karpenter added a node",
    question:
      "pod model-train-5c6d7-x9x9x was Pending at 09:00, FailedScheduling Insufficient nvidia.com/gpu. out of GPUs?",
    outputs: [
      [
        "kubectl describe pod model-train-5c6d7-x9x9x -n ml",
        `Name:             model-train-5c6d7-x9x9x
Namespace:        ml
Node:             ip-10-0-7-7.ec2.internal/10.0.7.7
Status:           Running
Containers:
  train:
    Image:          reg/train:9
    State:          Running
      Started:      Mon, 05 Jan 2026 09:05:04 +0000
    Ready:          True
    Restart Count:  0
Conditions:
  Type              Status
  Ready             True
  PodScheduled      True
Events:
  Type     Reason            Age   From               Message
  ----     ------            ----  ----               -------
  Warning  FailedScheduling  51m   default-scheduler  0/9 nodes are available: 9 Insufficient nvidia.com/gpu.
  Normal   Nominated         51m   karpenter          Pod should schedule on: nodeclaim/gpu-xk2p4
  Normal   Scheduled         48m   default-scheduler  Successfully assigned ml/model-train-5c6d7-x9x9x to ip-10-0-7-7.ec2.internal
`,
      ],
    ],
    says: /about 3 minutes, until the node autoscaler had added/,
  },
  {
    code: "pending-until-node-came",
    name: "it is pending still",
    question: "pod model-train-5c6d7-x9x9x is Pending, FailedScheduling. out of GPUs?",
    outputs: [
      [
        "kubectl describe pod model-train-5c6d7-x9x9x -n ml",
        `Name:             model-train-5c6d7-x9x9x
Namespace:        ml
Node:             <none>
Status:           Pending
Conditions:
  Type           Status
  PodScheduled   False
Events:
  Type     Reason             Age   From                Message
  ----     ------             ----  ----                -------
  Warning  FailedScheduling   51m   default-scheduler   0/9 nodes are available: 9 Insufficient nvidia.com/gpu.
  Normal   NotTriggerScaleUp  51m   cluster-autoscaler  pod didn't trigger scale-up: 2 max node group size reached
`,
      ],
    ],
  },
];
