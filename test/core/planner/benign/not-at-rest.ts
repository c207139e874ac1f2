import type { Row } from "./cases.ts";

/** What looks as if it rested, and has a fault. */
export const notAtRest: readonly Row[] = [
  {
    code: "scaled-to-zero-by-plan",
    name: "a standby that callers are sent to",
    question: "legacy-api has no pods. partners get 503. Was it switched off?",
    outputs: [
      [
        "kubectl get deploy legacy-api -n p -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: legacy-api
  namespace: p
  labels:
    lifecycle: standby
spec:
  replicas: 0
`,
      ],
      [
        "kubectl logs -n ingress deploy/ingress-nginx --tail=2",
        `10.0.0.9 - - [15/Sep/2025:09:00:00 +0000] "GET /v1/orders HTTP/1.1" 503 190 "-" "partner/1.0" 120 0.000 [p-legacy-api-80] [] - - - - 5a5a
10.0.0.9 - - [15/Sep/2025:09:00:02 +0000] "GET /v1/orders HTTP/1.1" 503 190 "-" "partner/1.0" 120 0.000 [p-legacy-api-80] [] - - - - 5a5b
`,
      ],
    ],
  },
  {
    code: "event-driven-scaler-idle",
    name: "the scaler cannot read its queue",
    question: "worker-mail is at 0/0, is that normal? mails are not sent",
    outputs: [
      [
        "kubectl get scaledobject,deploy -n mail",
        `NAME                               SCALETARGETKIND      SCALETARGETNAME   MIN   MAX   READY   ACTIVE    FALLBACK   PAUSED    TRIGGERS   AUTHENTICATIONS   AGE
scaledobject.keda.sh/worker-mail   apps/v1.Deployment   worker-mail       0     20    True    False     False      Unknown   rabbitmq                     60d

NAME                          READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/worker-mail   0/0     0            0           60d
`,
      ],
      [
        "kubectl logs -n keda deploy/keda-operator --tail=3",
        `2025-09-15T09:00:00Z	ERROR	rabbitmq_scaler	error getting queue info	{"error": "dial tcp: lookup rabbit.mq: no such host"}
2025-09-15T09:00:30Z	ERROR	rabbitmq_scaler	error getting queue info	{"error": "dial tcp: lookup rabbit.mq: no such host"}
`,
      ],
    ],
  },
  {
    code: "budget-allows-none",
    name: "it selects no pod",
    question: "pdb api: allowed disruptions 0 - ok?",
    outputs: [
      [
        "kubectl get pdb api -n web -o yaml",
        `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: api
  namespace: web
spec:
  maxUnavailable: 1
status:
  currentHealthy: 0
  desiredHealthy: 0
  disruptionsAllowed: 0
  expectedPods: 0
  conditions:
  - type: DisruptionAllowed
    status: "False"
    reason: InsufficientPods
`,
      ],
      [
        "kubectl get deploy api -n web",
        `NAME   READY   UP-TO-DATE   AVAILABLE   AGE
api    3/3     3            3           5d
`,
      ],
    ],
  },
  {
    code: "memory-is-page-cache",
    name: "the kernel counts OOM events",
    question: "memory of search-0 high, only page cache?",
    outputs: [
      [
        "kubectl exec -n s search-0 -- cat /sys/fs/cgroup/memory.stat",
        `anon 1073741824
file 2147483648
slab_unreclaimable 3000000
unevictable 1900000000
file_dirty 2000000000
`,
      ],
      [
        "kubectl exec -n s search-0 -- cat /sys/fs/cgroup/memory.events",
        `low 0
high 0
max 48123
oom 3
oom_kill 0
`,
      ],
      [
        "kubectl exec -n s search-0 -- cat /sys/fs/cgroup/memory.max",
        `3221225472
`,
      ],
      [
        "kubectl get pods -n s",
        `NAME       READY   STATUS    RESTARTS   AGE
search-0   1/1     Running   0          2d
`,
      ],
    ],
  },
  {
    code: "certificate-renewed-after-tries",
    name: "its renewal fails",
    question: "alert: cert api-tls expires soon. is that ok?",
    outputs: [
      [
        "kubectl get certificate api-tls -n shop -o yaml",
        `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: api-tls
  namespace: shop
status:
  conditions:
  - type: Ready
    status: "True"
    reason: Ready
  - type: Issuing
    status: "True"
    reason: Renewing
  failedIssuanceAttempts: 7
  lastFailureTime: "2025-09-14T00:00:00Z"
  notAfter: "2025-09-20T00:00:00Z"
  renewalTime: "2025-08-21T00:00:00Z"
`,
      ],
    ],
  },
  {
    code: "made-by-the-cluster-itself",
    name: "a lease that nobody renews",
    question: "replica ctrl-b does nothing, only waits for lease. ok?",
    outputs: [
      [
        "kubectl get lease ctrl -n op -o yaml",
        `apiVersion: coordination.k8s.io/v1
kind: Lease
metadata:
  name: ctrl
  namespace: op
spec:
  holderIdentity: ctrl-7c9f8d6b5d-2x4vz_1
  leaseDurationSeconds: 15
  renewTime: "2025-09-15T06:00:00.000000Z"
`,
      ],
      [
        "kubectl get pods -n op",
        `NAME                    READY   STATUS    RESTARTS   AGE
ctrl-7c9f8d6b5d-2x4vz   1/1     Running   0          2d
ctrl-7c9f8d6b5d-8h7kl   1/1     Running   0          2d
`,
      ],
      [
        "kubectl logs -n op ctrl-7c9f8d6b5d-8h7kl --timestamps",
        `2025-09-15T08:00:00Z I0915 08:00:00.1 1 leaderelection.go:250] attempting to acquire leader lease op/ctrl...
`,
      ],
      [
        "date",
        `Mon Sep 15 09:00:00 UTC 2025
`,
      ],
    ],
  },
  {
    code: "replica-is-hot-standby",
    name: "the work itself is not done",
    question:
      "replica ctrl-b does nothing, only waits for lease. And no ingress is reconciled since this morning. Is that standby ok?",
    outputs: [
      [
        "kubectl get lease ctrl -n op -o yaml",
        `apiVersion: coordination.k8s.io/v1
kind: Lease
metadata:
  name: ctrl
  namespace: op
spec:
  holderIdentity: ctrl-7c9f8d6b5d-2x4vz_1
  leaseDurationSeconds: 15
`,
      ],
      [
        "kubectl get pods -n op",
        `NAME                    READY   STATUS    RESTARTS   AGE
ctrl-7c9f8d6b5d-2x4vz   1/1     Running   0          2d
ctrl-7c9f8d6b5d-8h7kl   1/1     Running   0          2d
`,
      ],
      [
        "kubectl logs -n op ctrl-7c9f8d6b5d-8h7kl",
        `I0915 08:00:00.1 1 leaderelection.go:250] attempting to acquire leader lease op/ctrl...
`,
      ],
    ],
  },
  {
    code: "restarts-long-ago",
    name: "the memory is close to the limit again",
    question: "cart restarted yesterday once, OOM. over?",
    outputs: [
      [
        "kubectl get pods -n shop",
        `NAME                    READY   STATUS    RESTARTS      AGE
cart-7c9f8d6b5d-2x4vz   1/1     Running   1 (26h ago)   2d
`,
      ],
      [
        "kubectl top pod -n shop --containers",
        `POD                     NAME   CPU(cores)   MEMORY(bytes)
cart-7c9f8d6b5d-2x4vz   cart   40m          251Mi
`,
      ],
      [
        "kubectl get pod cart-7c9f8d6b5d-2x4vz -n shop -o jsonpath={.spec.containers[0].resources}",
        `{"limits":{"memory":"256Mi"},"requests":{"memory":"256Mi"}}
`,
      ],
    ],
  },
  {
    code: "job-succeeded-at-a-later-try",
    name: "the try that completed did nothing",
    question: "job import had a failed pod, is the alert over?",
    outputs: [
      [
        "kubectl get jobs,pods -n imp",
        `NAME               STATUS     COMPLETIONS   DURATION   AGE
job.batch/import   Complete   1/1           5m         3h

NAME               READY   STATUS      RESTARTS   AGE
pod/import-2x4vz   0/1     Error       0          3h
pod/import-8h7kl   0/1     Completed   0          3h
`,
      ],
      [
        "kubectl logs -n imp import-8h7kl",
        `2025-09-15T06:00:00Z INFO start
2025-09-15T06:05:00Z WARN skipped 41230 of 41230 rows: constraint violation
2025-09-15T06:05:01Z INFO imported 0 rows
`,
      ],
    ],
  },
];
