import type { Row } from "./cases.ts";

/** What was switched off on purpose, and is not meant to be off any more. */
export const notAnyMore: readonly Row[] = [
  {
    code: "node-cordoned-on-purpose",
    name: "the window of the change lies weeks back",
    question: "why is node w7 SchedulingDisabled? The pods should use it again",
    outputs: [
      [
        "kubectl get node w7 -o yaml",
        `apiVersion: v1
kind: Node
metadata:
  name: w7
  annotations:
    ops.acme/maintenance: "firmware CHG-11, window 2025-08-21 20:00-23:00"
spec:
  unschedulable: true
status:
  conditions:
  - type: Ready
    status: "True"
    lastHeartbeatTime: "2025-08-22T09:00:00Z"
`,
      ],
      [
        "kubectl get pods -A -o wide; date",
        `NAMESPACE   NAME        READY   STATUS    RESTARTS   AGE   IP         NODE
web         web-1       1/1     Running   0          2d    10.0.0.1   w6
Mon Sep 15 09:00:00 UTC 2025
`,
      ],
    ],
  },
  {
    code: "node-cordoned-on-purpose",
    name: "the question says that the change is finished",
    question: "node w7 is still cordoned. CHG-11 was finished last month, is that ok?",
    outputs: [
      [
        "kubectl get node w7 -o yaml",
        `apiVersion: v1
kind: Node
metadata:
  name: w7
  annotations:
    ops.acme/maintenance: "firmware CHG-11, window 2025-08-21 20:00-23:00"
spec:
  unschedulable: true
status:
  conditions:
  - type: Ready
    status: "True"
    lastHeartbeatTime: "2025-08-22T09:00:00Z"
`,
      ],
      [
        "kubectl get nodes",
        `NAME   STATUS                     ROLES    AGE   VERSION
w6     Ready                      <none>   90d   v1.31.2
w7     Ready,SchedulingDisabled   <none>   90d   v1.31.2
`,
      ],
    ],
  },
  {
    code: "node-cordoned-on-purpose",
    name: "an event says that a pod finds no place for it",
    question: "is node w7 cordoned on purpose?",
    outputs: [
      [
        "kubectl get node w7 -o yaml",
        `apiVersion: v1
kind: Node
metadata:
  name: w7
  annotations:
    ops.acme/maintenance: "firmware CHG-11, window 2025-08-21 20:00-23:00"
spec:
  unschedulable: true
status:
  conditions:
  - type: Ready
    status: "True"
    lastHeartbeatTime: "2025-08-22T09:00:00Z"
`,
      ],
      [
        "kubectl get pods -n web -o wide",
        `NAME        READY   STATUS    RESTARTS   AGE   IP         NODE
web-1       1/1     Running   0          2d    10.0.0.1   w6
`,
      ],
      [
        "kubectl get events -n web",
        `LAST SEEN   TYPE      REASON         OBJECT                 MESSAGE
3m          Warning   FailedCreate   replicaset/web-6c9d    Error creating: pods "web-6c9d-" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1
2m          Warning   FailedScheduling   pod/web-2      0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable.
`,
      ],
    ],
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "the migration that the note names is over",
    question: "shop frontend is gone, deployment has 0 replicas. Why?",
    outputs: [
      [
        "kubectl get deploy front -n shop -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: front
  namespace: shop
  annotations:
    acme.io/note: "scaled to zero for the migration on 2025-08-21, scale up again afterwards"
spec:
  replicas: 0
status:
  observedGeneration: 7
`,
      ],
      [
        "kubectl get pods -n shop; date",
        `NAME   READY   STATUS    RESTARTS   AGE
api-7d9f8c6b5-x2x4z  1/1   Running   0   3d
Mon Sep 15 09:00:00 UTC 2025
`,
      ],
    ],
  },
  {
    code: "reconciliation-paused-on-purpose",
    name: "the day that it names is over",
    question: "backup schedule velero nightly is paused. Why no backups?",
    outputs: [
      [
        "kubectl get schedule nightly -n velero -o yaml",
        `apiVersion: velero.io/v1
kind: Schedule
metadata:
  name: nightly
  namespace: velero
  annotations:
    acme.io/note: "paused while bucket is moved, until 2025-08-25"
spec:
  paused: true
  schedule: 0 1 * * *
status:
  lastBackup: "2025-08-20T01:00:00Z"
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
    code: "reconciliation-paused-on-purpose",
    name: "the incident is told to be closed",
    question:
      "flux kustomization apps applies nothing since weeks; the incident was closed on 22 Aug. suspended on purpose?",
    outputs: [
      [
        "kubectl get kustomization apps -n flux-system -o yaml",
        `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
  annotations:
    acme.io/reason: "suspended during incident INC-771, resume when closed"
spec:
  suspend: true
`,
      ],
    ],
  },
];
