import type { Row } from "./cases.ts";

export const movedPods: readonly Row[] = [
  {
    code: "pods-moved-on-purpose",
    name: "the VPA updater",
    question: "who restarted our forecast pods at 11? 'Killing' events, nobody deployed",
    outputs: [
      [
        "kubectl get events -n ml --sort-by=.lastTimestamp",
        `LAST SEEN   TYPE     REASON             OBJECT                           MESSAGE
18m         Normal   EvictedByVPA       pod/forecast-6c5d8f7b9-hk2lm     Pod was evicted by VPA Updater to apply resource recommendation.
18m         Normal   Killing            pod/forecast-6c5d8f7b9-hk2lm     Stopping container forecast
18m         Normal   SuccessfulCreate   replicaset/forecast-6c5d8f7b9    Created pod: forecast-6c5d8f7b9-w9x4z
`,
      ],
      [
        "kubectl get deploy forecast -n ml",
        `NAME        READY   UP-TO-DATE   AVAILABLE   AGE
forecast   3/3     3            3           90d
`,
      ],
    ],
    says: /VPA updater.*3\/3 replicas ready/,
  },
  {
    code: "pods-moved-on-purpose",
    name: "Karpenter consolidates",
    question: "pods of cart-api keep being moved to other nodes at noon. kubelet evicting them? problem?",
    outputs: [
      [
        "kubectl get events -n shop",
        `LAST SEEN   TYPE     REASON    OBJECT                         MESSAGE
40m         Normal   Evicted   pod/cart-api-6c5d8f7b9-hk2lm   Evicted pod: Underutilized
39m         Normal   Nominated pod/cart-api-6c5d8f7b9-z6t4d   Pod should schedule on: nodeclaim/general-k2p4x
`,
      ],
      [
        "kubectl get deploy cart-api -n shop",
        `NAME        READY   UP-TO-DATE   AVAILABLE   AGE
cart-api   3/3     3            3           90d
`,
      ],
    ],
    says: /Karpenter, which consolidates/,
  },
  {
    code: "pods-moved-on-purpose",
    name: "its successor crashes",
    question: "who restarted our forecast pods at 11? 'Killing' events, nobody deployed",
    outputs: [
      [
        "kubectl get events -n ml --sort-by=.lastTimestamp",
        `LAST SEEN   TYPE     REASON             OBJECT                           MESSAGE
18m         Normal   EvictedByVPA       pod/forecast-6c5d8f7b9-hk2lm     Pod was evicted by VPA Updater to apply resource recommendation.
18m         Normal   Killing            pod/forecast-6c5d8f7b9-hk2lm     Stopping container forecast
`,
      ],
      [
        "kubectl get pods,deploy -n ml",
        `NAME                           READY   STATUS             RESTARTS      AGE
pod/forecast-6c5d8f7b9-w9x4z   0/1     CrashLoopBackOff   7 (1m ago)    18m
pod/forecast-6c5d8f7b9-v5m8r   1/1     Running            0             9d

NAME                       READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/forecast   1/2     2            1           90d
`,
      ],
    ],
  },
];
