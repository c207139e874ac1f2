import type { Row } from "./cases.ts";

const ledger = (age: string): Row["outputs"][number] => [
  "kubectl get rs -n bank",
  `NAME                DESIRED   CURRENT   READY   AGE
ledger-5c7f9d6b8c   0         0         0       80d
ledger-6d9f8b7c57   0         0         0       12d
ledger-7b6c5d4f98   3         3         3       ${age}
`,
];

export const deployments: readonly Row[] = [
  {
    code: "old-replica-sets-kept",
    name: "all but the newest are empty",
    question: "what's with all those replicasets of checkout with DESIRED 0? are we missing pods?",
    outputs: [
      [
        "kubectl get rs -n shop -o wide",
        `NAME                  DESIRED   CURRENT   READY   AGE    CONTAINERS   IMAGES              SELECTOR
checkout-5c7f9d6b8    0         0         0       40d    app          reg/checkout:1.0    app=checkout,pod-template-hash=5c7f9d6b8
checkout-6d9f8b7c5    0         0         0       12d    app          reg/checkout:1.1    app=checkout,pod-template-hash=6d9f8b7c5
checkout-7b6c5d4f9    3         3         3       2d     app          reg/checkout:1.2    app=checkout,pod-template-hash=7b6c5d4f9
`,
      ],
      [
        "kubectl get deploy checkout -n shop",
        `NAME       READY   UP-TO-DATE   AVAILABLE   AGE
checkout   3/3     3            3           40d
`,
      ],
    ],
    says: /2 ReplicaSets .* old revisions/,
  },
  {
    code: "old-replica-sets-kept",
    name: "the newest does not become ready",
    question: "are those replicasets of checkout ok? did the deploy break?",
    outputs: [
      [
        "kubectl get rs -n shop",
        `NAME                  DESIRED   CURRENT   READY   AGE
checkout-5c7f9d6b8    0         0         0       40d
checkout-6d9f8b7c5    3         3         3       12d
checkout-7b6c5d4f9    1         1         0       22m
`,
      ],
      [
        "kubectl get deploy,pods -n shop",
        `NAME                       READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/checkout   3/3     1            3           40d

NAME                            READY   STATUS             RESTARTS      AGE
pod/checkout-6d9f8b7c5-bcd25    1/1     Running            0             12d
pod/checkout-7b6c5d4f9-xwz2x    0/1     CrashLoopBackOff   9 (2m ago)    22m
`,
      ],
    ],
  },
  {
    code: "old-replica-sets-kept",
    name: "only the ReplicaSets are shown, and the newest has the pods",
    question: "nearly all replica sets of ledger are 0/0/0, did it lose its pods? I scaled nothing",
    outputs: [ledger("3d")],
    says: /2 ReplicaSets of Deployment ledger .* old revisions.*ledger-7b6c5d4f98 has 3 of 3/,
  },
  {
    code: "old-replica-sets-kept",
    name: "an older one has the pods, to which a rollout led back",
    question: "two replica sets of ledger have 0 pods, is that ok?",
    outputs: [
      ledger("90d"),
      ["kubectl rollout status deploy/ledger -n bank", 'deployment "ledger" successfully rolled out\n'],
    ],
    says: /2 ReplicaSets of Deployment ledger/,
  },
  {
    code: "old-replica-sets-kept",
    name: "somebody took pods away",
    question: "nearly all replica sets of ledger are 0/0/0, did it lose its pods? I scaled nothing",
    outputs: [
      ledger("3d"),
      [
        "kubectl get events -n bank",
        `LAST SEEN   TYPE     REASON              OBJECT              MESSAGE
12m         Normal   ScalingReplicaSet   deployment/ledger   Scaled down replica set ledger-7b6c5d4f98 to 3 from 9
`,
      ],
    ],
  },
  {
    code: "old-replica-sets-kept",
    name: "there were more pods before",
    question: "the replica sets of ledger are all 0 but one, there should be 9 pods. did it lose its replicas?",
    outputs: [ledger("3d")],
  },
  {
    code: "canary-of-its-own",
    name: "blue and green",
    question: "why are there two different image tags for pricing? half of the pods still on v41. rollout hanging?",
    outputs: [
      [
        "kubectl get deploy -n rates -o wide",
        `NAME            READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES                    SELECTOR
pricing-blue    4/4     4            4           90d   app          reg.io/rates/pricing:v41   app=pricing,color=blue
pricing-green   4/4     4            4           90d   app          reg.io/rates/pricing:v42   app=pricing,color=green
`,
      ],
      [
        "kubectl get svc pricing -n rates -o jsonpath='{.spec.selector}'",
        `{"app":"pricing","color":"blue"}
`,
      ],
    ],
    says: /blue and green.*pricing:v41 beside pricing:v42/,
  },
  {
    code: "canary-of-its-own",
    name: "the canary does not start",
    question: "one pod of pricing has another tag, canary? error rate is up. rollout stuck?",
    outputs: [
      [
        "kubectl get deploy -n rates -o wide",
        `NAME             READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES                    SELECTOR
pricing          4/4     4            4           90d   app          reg.io/rates/pricing:v41   app=pricing,track=stable
pricing-canary   0/1     1            0           9m    app          reg.io/rates/pricing:v42   app=pricing,track=canary
`,
      ],
      [
        "kubectl get pods -n rates",
        `NAME                              READY   STATUS             RESTARTS      AGE
pricing-6f5d8c9b7-2hk4x           1/1     Running            0             12d
pricing-canary-5b8f6d7c4-q9w8e    0/1     ImagePullBackOff   0             9m
`,
      ],
    ],
  },
  {
    code: "deployment-paused-on-purpose",
    name: "an annotation says why",
    question: "deploy of gateway stuck: new image set yesterday but still the old pods. why no rollout?",
    outputs: [
      [
        "kubectl get deploy gateway -n edge -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    edge.telco/paused-reason: hold 3.2 until load test on Thursday (EDGE-411)
  name: gateway
  namespace: edge
spec:
  paused: true
  replicas: 5
status:
  availableReplicas: 5
  readyReplicas: 5
  replicas: 5
  updatedReplicas: 0
  conditions:
  - type: Progressing
    status: Unknown
    reason: DeploymentPaused
  - type: Available
    status: "True"
    reason: MinimumReplicasAvailable
`,
      ],
    ],
    says: /paused on purpose.*hold 3\.2/,
  },
  {
    code: "deployment-paused-on-purpose",
    name: "nobody says why",
    question: "deploy of gateway stuck: new image set yesterday but still the old pods. why no rollout?",
    outputs: [
      [
        "kubectl get deploy gateway -n edge -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    deployment.kubernetes.io/revision: "12"
  name: gateway
  namespace: edge
spec:
  paused: true
  replicas: 5
status:
  availableReplicas: 5
  readyReplicas: 5
  replicas: 5
  updatedReplicas: 0
`,
      ],
    ],
  },
  {
    code: "rollout-goes-on",
    name: "new pods become ready one after the other",
    question: "rollout of cart hangs at 3 of 6? deployed two minutes ago",
    outputs: [
      [
        "kubectl rollout status deploy/cart -n shop --timeout=5s",
        `Waiting for deployment "cart" rollout to finish: 3 out of 6 new replicas have been updated...
`,
      ],
      [
        "kubectl get deploy cart -n shop",
        `NAME   READY   UP-TO-DATE   AVAILABLE   AGE
cart   6/6     3            6           200d
`,
      ],
      [
        "kubectl get pods -n shop -l app=cart",
        `NAME                    READY   STATUS              RESTARTS   AGE
cart-5d4f6c7b8-2kd9f    1/1     Running             0          6d
cart-5d4f6c7b8-7xq2w    1/1     Running             0          6d
cart-5d4f6c7b8-m4n8v    1/1     Running             0          6d
cart-5d4f6c7b8-z5t6r    1/1     Running             0          6d
cart-7c8d9f6b5-b2c3d    1/1     Running             0          95s
cart-7c8d9f6b5-f6g7h    1/1     Running             0          60s
cart-7c8d9f6b5-k9l8m    0/1     ContainerCreating   0          6s
`,
      ],
    ],
    says: /is not stuck.*3 out of 6/,
  },
  {
    code: "rollout-goes-on",
    name: "the new pod ends with an error",
    question: "rollout of cart hangs at 1 of 6? deployed two minutes ago",
    outputs: [
      [
        "kubectl rollout status deploy/cart -n shop --timeout=5s",
        `Waiting for deployment "cart" rollout to finish: 1 out of 6 new replicas have been updated...
`,
      ],
      [
        "kubectl get pods -n shop -l app=cart",
        `NAME                    READY   STATUS              RESTARTS      AGE
cart-5d4f6c7b8-2kd9f    1/1     Running             0             6d
cart-5d4f6c7b8-7xq2w    1/1     Running             0             6d
cart-7c8d9f6b5-b2c3d    0/1     Error               3 (20s ago)   95s
`,
      ],
    ],
  },
];
