import type { Output } from "../situations.ts";

export const zones: Output = [
  "kubectl get nodes -L topology.kubernetes.io/zone",
  `NAME   STATUS     ROLES    AGE    VERSION    ZONE
a-1    Ready      <none>   40d    v1.30.4    mil-1
a-2    Ready      <none>   40d    v1.29.10   mil-2
a-3    NotReady   <none>   400d   v1.29.4    mil-2
a-4    Ready      <none>   9d     v1.30.4    mil-3
`,
];

export const spread: Output = [
  "kubectl get pods -n shop -o wide",
  `NAME                     READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES
cart-6c9d8b7f5-bxgwf     1/1     Running   0          4d    10.8.1.2   a-1    <none>           <none>
cart-6c9d8b7f5-c65m2     1/1     Running   0          4d    10.8.1.3   a-2    <none>           <none>
search-7f4b6c9d8-5rp4q   1/1     Running   1          4d    10.8.1.4   a-3    <none>           <none>
search-7f4b6c9d8-m5q4p   1/1     Running   0          4d    10.8.1.5   a-4    <none>           <none>
`,
];

export const used: Output = [
  "kubectl top nodes",
  `NAME   CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%
a-1    606m         7%     39821Mi         60%
a-2    4874m        60%    5801Mi          9%
a-3    510m         6%     12000Mi         18%
a-4    900m         11%    20000Mi         31%
`,
];

export const cronJob: Output = [
  "kubectl get cronjob closing -n fin -o yaml",
  `apiVersion: batch/v1
kind: CronJob
metadata:
  name: closing
  namespace: fin
  creationTimestamp: "2025-01-03T09:00:00Z"
spec:
  schedule: 20 3 * * *
  suspend: false
status:
  lastScheduleTime: "2025-06-09T03:20:00Z"
  lastSuccessfulTime: "2025-06-07T03:41:12Z"
`,
];

export const digests: Output = [
  "kubectl get pod gate-0 -n edge -o json",
  JSON.stringify(
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "gate-0", namespace: "edge" },
      spec: {
        containers: [
          { name: "app", image: "reg.example/gate:2.4.1" },
          { name: "envoy", image: "envoyproxy/envoy:v1.30.2" },
        ],
      },
      status: {
        phase: "Running",
        containerStatuses: [
          { name: "app", imageID: `reg.example/gate@sha256:${"ab12".repeat(16)}`, restartCount: 0 },
          { name: "envoy", imageID: `docker.io/envoyproxy/envoy@sha256:${"cd34".repeat(16)}`, restartCount: 3 },
        ],
      },
    },
    null,
    1,
  ),
];

export const service: Output = [
  "kubectl get svc front -n edge -o yaml",
  `apiVersion: v1
kind: Service
metadata:
  name: front
  namespace: edge
spec:
  type: NodePort
  selector:
    app: front
  ports:
  - name: http
    port: 80
    targetPort: web
    nodePort: 31080
  - name: admin
    port: 9001
    targetPort: mgmt
    nodePort: 31901
`,
];

export const behindService: Output = [
  "kubectl get deploy front -n edge -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: front
  namespace: edge
spec:
  template:
    metadata:
      labels:
        app: front
    spec:
      containers:
      - name: front
        image: reg.example/front:1.9
        ports:
        - name: web
          containerPort: 3000
        - name: mgmt
          containerPort: 9901
`,
];

export const workloads: Output = [
  "kubectl get sts,deploy,ds -n pay",
  `NAME                  READY   AGE
statefulset.apps/db   2/3     90d

NAME                      READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/api      6/6     6            6           90d

NAME                      DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE
daemonset.apps/logship    5         5         4       5            4           <none>          90d
`,
];

export const images: Output = [
  "kubectl get deploy -n pay -o wide",
  `NAME     READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES                                        SELECTOR
api      3/3     3            3           90d   api,envoy    reg.ex/api:2.4.1,envoyproxy/envoy:v1.30.4     app=api
worker   1/2     2            1           40d   worker       reg.ex/worker:2.3.9                           app=worker
`,
];

const audit = [
  ["11:00:22", "nadia", "read", "bucket/thumbs/44", "ok"],
  ["11:01:02", "svc-ci", "update", "bucket/raw/380", "ok"],
  ["11:53:28", "tom", "delete", "bucket/reports/2025-q4", "ok"],
  ["12:06:02", "svc-ci", "delete", "bucket/thumbs/tmp-77", "denied"],
  ["12:10:40", "tomasz", "login", "bucket/raw/33", "ok"],
  ["12:31:30", "nadia", "update", "bucket/reports/2025-q4", "ok"],
];

export const auditLog: Output = [
  "kubectl logs deploy/store-gw -n archive",
  audit
    .map(([time, user, action, object, result]) =>
      `2026-03-09T${time}Z audit user=${user} action=${action} object=${object} result=${result}\n`)
    .join(""),
]; // biome-ignore format: one line a record

export const auditProse: Output = [
  "kubectl logs deploy/store-gw -n archive",
  audit
    .map(([time, user, action, object]) =>
      `2026-03-09 ${time} INFO [audit] User '${user}' ${action}${action === "read" ? "" : action!.endsWith("e") ? "d" : "ed"} ${object}\n`)
    .join(""),
]; // biome-ignore format: one line a record

export const auditJson: Output = [
  "kubectl logs deploy/store-gw -n archive",
  audit
    .map(([time, user, action, object, result]) =>
      `${JSON.stringify({ ts: `2026-03-09T${time}Z`, level: "info", msg: "audit", user, action, object, result })}\n`)
    .join(""),
]; // biome-ignore format: one line a record

const reconciled = `I1102 21:53:00.271808       1 controller.go:204] "Reconciled zone" zone="corp.example" records=112
I1102 21:53:38.478214       1 controller.go:118] "Reconciled zone" zone="lab.example" records=51
W1102 21:53:50.000142       1 controller.go:140] conflict, requeueing key="stage/site-17" err="the object has been modified"
`;

export const calm: Output = ["kubectl logs deploy/zone-operator -n dns", reconciled];

export const lost: Output = [
  "kubectl logs zone-operator-5f98c7d6b8-rj2mz -n dns --previous",
  `${reconciled}I1102 21:55:13.716120       1 leaderelection.go:285] failed to renew lease dns/zone-operator: timed out waiting for the condition
E1102 21:55:13.716120       1 main.go:141] "leader election lost"
`,
];

export const restarted: Output = [
  "kubectl get pods -n dns",
  `NAME                             READY   STATUS    RESTARTS      AGE
zone-operator-5f98c7d6b8-rj2mz   1/1     Running   1 (14m ago)   9d
`,
];

export const migration: Output = [
  "kubectl logs job/db-migrate -n shop",
  `2025-05-02T02:00:02Z INFO  applying 0041_add_index
2025-05-02T02:03:17Z INFO  applied 0041_add_index
2025-05-02T02:03:18Z INFO  applying 0042_split_names
2025-05-02T02:03:40Z WARN  lock wait on table customers, retrying
`,
];

export const orders: Output = [
  "kubectl logs deploy/orders -n shop",
  `2025-07-03 14:04:50.037 INFO  [exec-0] c.a.OrderService - Order 1137 accepted
2025-07-03 14:05:08.036 INFO  [exec-1] c.a.OrderService - Order 1311 accepted
2025-07-03 14:06:25.295 INFO  [exec-2] c.a.OrderService - Order 1590 accepted
2025-07-03 14:07:00.000 ERROR [exec-2] c.a.OrderService - could not store order 1802
`,
];

export const flags: Output = [
  "kubectl logs deploy/bill -n fin",
  `2025-06-01T08:00:00Z [WRN] Invoice 77 not found
2025-06-01T08:00:01Z [INF] Feature flag "new-tax" switched on by ines@fin.ex
2025-06-01T08:07:44Z [INF] Feature flag "new-tax" switched off by olaf@fin.ex
`,
];

export const pools: Output = [
  "kubectl get nodes -o custom-columns=NAME:.metadata.name,ZONE:.metadata.labels.topology\\.kubernetes\\.io/zone,POOL:.metadata.labels.pool",
  `NAME   ZONE    POOL
w1     eu-1a   blue
w2     eu-1b   blue
w3     eu-1a   gpu
`,
];

export const placed: Output = [
  "kubectl get pods -n ml -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName",
  `NAME      NODE
train-0   w3
train-1   w3
front-1   w1
front-2   w2
`,
];

export const parcels: Output = [
  "kubectl logs deploy/parcel-journal -n post",
  `2026-03-02T08:00:01Z by=a.lind op=scan parcel=90216 gate=2
2026-03-02T08:00:04Z by=l.moreau op=scan parcel=90217 gate=2
2026-03-02T08:01:09Z by=l.moreau op=remove parcel=90217 note="sent back"
2026-03-02T08:02:11Z by=a.lind op=scan parcel=90218 gate=4
2026-03-02T08:02:12Z by=a.lind op=weigh parcel=90218 REJECTED at gate 4: 31 kg
2026-03-02T08:02:30Z by=a.lind op=scan parcel=902180 gate=1
`,
];

export const addressed: Output = [
  "kubectl get pods -n post -o wide",
  `NAME                     READY   STATUS    RESTARTS     AGE   IP           NODE
gate-7d8f9b6c5-k9m2p     1/1     Running   0            5d    10.8.1.17    w-2
scale-6c9d5f7b8-q2w7x    1/1     Running   3 (8m ago)   5d    10.8.3.41    w-4
scale-6c9d5f7b8-vv8sd    1/1     Running   0            5d    10.8.2.40    w-3
`,
];
