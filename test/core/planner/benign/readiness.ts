import type { Row } from "./cases.ts";

export const readiness: readonly Row[] = [
  {
    code: "readiness-gate-passed",
    name: "all gates are passed",
    question:
      "pods 2/2 Running but deployment said 0 available for a minute during release of shop-web, what was wrong?",
    outputs: [
      [
        "kubectl get pods -n shop -o wide",
        `NAME                        READY   STATUS    RESTARTS   AGE   IP          NODE   NOMINATED NODE   READINESS GATES
shop-web-6c7d8f9b5-aaaaa    2/2     Running   0          12m   10.1.1.1    n1     <none>           1/1
shop-web-6c7d8f9b5-bbbbb    2/2     Running   0          11m   10.1.1.2    n2     <none>           1/1
`,
      ],
      [
        "kubectl get deploy shop-web -n shop",
        `NAME       READY   UP-TO-DATE   AVAILABLE   AGE
shop-web   2/2     2            2           100d
`,
      ],
    ],
    says: /readiness gate/,
  },
  {
    code: "readiness-gate-passed",
    name: "the gates are not passed",
    question: "pods 2/2 Running but deployment says 0 available for 20 minutes, what is wrong with shop-web?",
    outputs: [
      [
        "kubectl get pods -n shop -o wide",
        `NAME                        READY   STATUS    RESTARTS   AGE   IP          NODE   NOMINATED NODE   READINESS GATES
shop-web-6c7d8f9b5-aaaaa    2/2     Running   0          22m   10.1.1.1    n1     <none>           0/1
shop-web-6c7d8f9b5-bbbbb    2/2     Running   0          21m   10.1.1.2    n2     <none>           0/1
`,
      ],
      [
        "kubectl get deploy shop-web -n shop",
        `NAME       READY   UP-TO-DATE   AVAILABLE   AGE
shop-web   0/2     2            0           100d
`,
      ],
    ],
  },
  {
    code: "probe-failed-during-start",
    name: "only in the first minutes",
    question: "lots of 'Unhealthy: Readiness probe failed' for keycloak after the node patch. is it down?",
    outputs: [
      [
        "kubectl describe pod keycloak-0 -n iam",
        `Name:             keycloak-0
Namespace:        iam
Node:             n1/10.0.0.1
Status:           Running
Controlled By:    StatefulSet/keycloak
Containers:
  keycloak:
    Image:          quay.io/keycloak/keycloak:26.0
    State:          Running
      Started:      Mon, 05 Jan 2026 08:00:04 +0000
    Ready:          True
    Restart Count:  0
    Readiness:      http-get http://:9000/health/ready delay=0s timeout=1s period=10s #success=1 #failure=3
Conditions:
  Type              Status
  Initialized       True
  Ready             True
  ContainersReady   True
  PodScheduled      True
Events:
  Type     Reason     Age                From               Message
  ----     ------     ----               ----               -------
  Normal   Scheduled  42m                default-scheduler  Successfully assigned iam/keycloak-0 to n1
  Normal   Started    42m                kubelet            Started container keycloak
  Warning  Unhealthy  40m (x7 over 41m)  kubelet            Readiness probe failed: Get "http://10.244.0.9:9000/health/ready": dial tcp 10.244.0.9:9000: connect: connection refused
`,
      ],
      [
        "kubectl get pods -n iam",
        `NAME         READY   STATUS    RESTARTS   AGE
keycloak-0   1/1     Running   0          42m
`,
      ],
    ],
    says: /only during start/,
  },
  {
    code: "probe-failed-during-start",
    name: "it goes on",
    question: "'Unhealthy: Readiness probe failed' for keycloak. is it down?",
    outputs: [
      [
        "kubectl get events -n iam",
        `LAST SEEN            TYPE      REASON      OBJECT           MESSAGE
8s (x70 over 3h)     Warning   Unhealthy   pod/keycloak-0   Readiness probe failed: HTTP probe failed with statuscode: 503
`,
      ],
      [
        "kubectl get pods -n iam",
        `NAME         READY   STATUS    RESTARTS   AGE
keycloak-0   0/1     Running   0          2d
`,
      ],
    ],
  },
  {
    code: "available-after-min-ready-seconds",
    name: "two are too young",
    question: "quote-api READY 4/4 but AVAILABLE 2 after the deploy, what's unavailable?",
    outputs: [
      [
        "kubectl get deploy quote-api -n ins -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: quote-api
  namespace: ins
spec:
  minReadySeconds: 90
  replicas: 4
status:
  availableReplicas: 2
  readyReplicas: 4
  replicas: 4
  unavailableReplicas: 2
  updatedReplicas: 4
`,
      ],
      [
        "kubectl get pods -n ins",
        `NAME                        READY   STATUS    RESTARTS   AGE
quote-api-6c5d8f7b9-hk2lm   1/1     Running   0          4m
quote-api-6c5d8f7b9-w9x4z   1/1     Running   0          3m
quote-api-6c5d8f7b9-v5m8r   1/1     Running   0          95s
quote-api-6c5d8f7b9-z6t4d   1/1     Running   0          60s
`,
      ],
    ],
    says: /minReadySeconds is 90/,
  },
  {
    code: "available-after-min-ready-seconds",
    name: "one crashes",
    question: "quote-api READY 3/4, AVAILABLE 2 after the deploy, what's unavailable?",
    outputs: [
      [
        "kubectl get deploy quote-api -n ins -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: quote-api
  namespace: ins
spec:
  minReadySeconds: 90
  replicas: 4
status:
  availableReplicas: 2
  readyReplicas: 3
  replicas: 4
  unavailableReplicas: 2
  updatedReplicas: 4
`,
      ],
      [
        "kubectl get pods -n ins",
        `NAME                        READY   STATUS             RESTARTS     AGE
quote-api-6c5d8f7b9-hk2lm   1/1     Running            0            4m
quote-api-6c5d8f7b9-z6t4d   0/1     CrashLoopBackOff   4 (40s ago)  4m
`,
      ],
    ],
  },
];
