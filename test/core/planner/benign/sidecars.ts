import type { Row } from "./cases.ts";

export const sidecars: readonly Row[] = [
  {
    code: "native-sidecar-runs",
    name: "restartPolicy Always",
    question: "vault-agent in Init Containers never completes, it is Running for days. does it hang?",
    outputs: [
      [
        "kubectl get pod payments-7d8c9b6f5-kk3ll -n pay -o yaml",
        `apiVersion: v1
kind: Pod
metadata:
  name: payments-7d8c9b6f5-kk3ll
  namespace: pay
spec:
  containers:
  - image: reg/payments:3
    name: payments
  initContainers:
  - image: hashicorp/vault:1.17
    name: vault-agent
    restartPolicy: Always
  nodeName: n2
status:
  phase: Running
  conditions:
  - status: "True"
    type: Ready
  containerStatuses:
  - name: payments
    ready: true
    restartCount: 0
    started: true
    state:
      running:
        startedAt: "2026-01-01T10:00:00Z"
  initContainerStatuses:
  - name: vault-agent
    ready: true
    restartCount: 0
    started: true
    state:
      running:
        startedAt: "2026-01-01T09:59:50Z"
`,
      ],
    ],
    says: /vault-agent .* native sidecar/,
  },
  {
    code: "native-sidecar-runs",
    name: "an init container that waits",
    question: "wait-db in Init Containers never completes, it is Running for days. does it hang?",
    outputs: [
      [
        "kubectl get pods -n pay",
        `NAME                        READY   STATUS     RESTARTS   AGE
payments-7d8c9b6f5-kk3ll    0/1     Init:0/1   0          2d
`,
      ],
      [
        "kubectl logs payments-7d8c9b6f5-kk3ll -n pay -c wait-db --tail=5",
        `waiting for pg.pay.svc:5432
waiting for pg.pay.svc:5432
waiting for pg.pay.svc:5432
`,
      ],
    ],
  },
];
