import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const pods = (namespace: string, ...names: readonly string[]): Output => [
  `kubectl get pods -n ${namespace}`,
  `NAME                          READY   STATUS    RESTARTS   AGE
${names.map((name) => `${name.padEnd(29)} 1/1     Running   0          3d\n`).join("")}`,
];

const pressure = (disk: string): Output => [
  `kubectl get node wk-7 -o jsonpath='{range .status.conditions[*]}{.type}={.status}{"\\n"}{end}'`,
  `MemoryPressure=False
DiskPressure=${disk}
PIDPressure=False
Ready=True
`,
];

const operators = (degraded: string): Output => [
  "kubectl get clusteroperators",
  `NAME             VERSION   AVAILABLE   PROGRESSING   DEGRADED   SINCE   MESSAGE
authentication   4.19.3    True        False         ${degraded.padEnd(10)} 5d
ingress          4.19.3    True        False         False      40d
`,
];

const history: Output = [
  "kubectl rollout history deployment/pricing -n shop",
  `deployment.apps/pricing 
REVISION  CHANGE-CAUSE
4         <none>
5         <none>
`,
];
const deployment = (ready: string): Output => [
  "kubectl get deploy pricing -n shop",
  `NAME      READY   UP-TO-DATE   AVAILABLE   AGE
pricing   ${ready}     2            ${ready[0]}           90d
`,
];

const kustomization = (ready: string, newest: string): readonly Output[] => [
  [
    "kubectl get kustomization apps -n flux-system",
    `NAME   AGE    READY   STATUS
apps   120d   ${ready.padEnd(7)} ${ready === "True" ? "Applied revision: main@sha1:12ab" : "dependency 'flux-system/infra' is not ready"}
`,
  ],
  [
    "kubectl get events -n flux-system",
    `LAST SEEN   TYPE     REASON                   OBJECT               MESSAGE
42m         Normal   DependencyNotReady       kustomization/apps   Dependencies do not meet ready condition, retrying in 30s
${newest}
`,
  ],
];

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const placed = (third: string): readonly Output[] => [
  [
    "kubectl get pods -n edge -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,ID:.status.containerStatuses[0].imageID",
    `NAME                     NODE    ID
relay-7d9f8c6b5-xk2lp    arm-1   ghcr.io/acme/relay@${digest("a")}
relay-7d9f8c6b5-bv9qn    x86-1   ghcr.io/acme/relay@${digest("b")}
relay-7d9f8c6b5-cm4td    x86-2   ghcr.io/acme/relay@${digest(third)}
`,
  ],
  pods("edge", "relay-7d9f8c6b5-xk2lp", "relay-7d9f8c6b5-bv9qn", "relay-7d9f8c6b5-cm4td"),
  [
    "kubectl get nodes -L kubernetes.io/arch",
    `NAME    STATUS   ROLES    AGE   VERSION   ARCH
arm-1   Ready    <none>   40d   v1.32.1   arm64
x86-1   Ready    <none>   40d   v1.32.1   amd64
x86-2   Ready    <none>   40d   v1.32.1   amd64
`,
  ],
];

const volume = (size: string, use: string): readonly Output[] => [
  [
    "kubectl get pvc -n media",
    `NAME           STATUS   VOLUME    CAPACITY   ACCESS MODES   STORAGECLASS   AGE
data-photos    Bound    pvc-11    100Gi      RWO            fast           30d
`,
  ],
  [
    "kubectl exec -n media photos-0 -- df -h /data",
    `Filesystem      Size  Used Avail Use% Mounted on
/dev/rbd3        ${size}   12G   81G  ${use} /data
`,
  ],
];

const fpm = (end: string): readonly Output[] => [
  [
    "kubectl logs deploy/intranet -n web -c php --tail=6",
    `[09-Oct-2025 09:00:42] NOTICE: [pool www] child 31 exited ${end} after 566.914534 seconds from start
[09-Oct-2025 09:00:42] NOTICE: [pool www] child 44 started
[09-Oct-2025 09:04:42] NOTICE: [pool www] child 32 exited ${end} after 806.914534 seconds from start
[09-Oct-2025 09:04:42] NOTICE: [pool www] child 45 started
`,
  ],
  [
    "kubectl get configmap pool-conf -n web -o yaml",
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: pool-conf\n  namespace: web\ndata:\n  www.conf: |\n    pm.max_requests = 300\n",
  ],
  pods("web", "intranet-7d9f8c6b5-xk2lp"),
];

const gunicorn: readonly Output[] = [
  [
    "kubectl logs ledger-7d9f8c6b5-xk2lp -n fin",
    `[2025-10-09 09:00:01 +0000] [7] [INFO] Autorestarting worker after current request.
[2025-10-09 09:00:01 +0000] [7] [INFO] Worker exiting (pid: 7)
[2025-10-09 09:00:02 +0000] [19] [INFO] Booting worker with pid: 19
[2025-10-09 09:20:01 +0000] [8] [INFO] Autorestarting worker after current request.
[2025-10-09 09:20:01 +0000] [8] [INFO] Worker exiting (pid: 8)
[2025-10-09 09:20:02 +0000] [23] [INFO] Booting worker with pid: 23
`,
  ],
  pods("fin", "ledger-7d9f8c6b5-xk2lp"),
];

const stream = (last: string): readonly Output[] => [
  [
    "kubectl logs quotes-7d9f8c6b5-xk2lp -n fin",
    `2025-10-28T00:30:25Z WARN grpc stream closed: GOAWAY NO_ERROR debug=max_age
2025-10-28T00:30:25Z INFO reconnected to feed:9000
2025-10-28T01:00:25Z WARN grpc stream closed: GOAWAY NO_ERROR debug=max_age
2025-10-28T01:00:26Z ${last}
`,
  ],
  pods("fin", "quotes-7d9f8c6b5-xk2lp"),
];

const training = (state: string, events: string): readonly Output[] => [
  [
    "kubectl get tfjob -n ml",
    `NAME      STATE       AGE
ranker    ${state.padEnd(11)} 3h
`,
  ],
  ["kubectl get tfjob ranker -n ml -o jsonpath='{.spec.runPolicy}'", '{"cleanPodPolicy":"All"}\n'],
  [
    "kubectl get events -n ml",
    `LAST SEEN   TYPE     REASON                OBJECT          MESSAGE
${events}12m         Normal   SuccessfulDeletePod   TFJob/ranker    Deleted pod: ranker-worker-0
`,
  ],
];

const run = (status: string, completions: string): readonly Output[] => [
  [
    "kubectl get jobs,pods -n etl",
    `NAME                        STATUS     COMPLETIONS   DURATION   AGE
job.batch/export-29350440   ${status.padEnd(10)} ${completions}           52s        25m

NAME                            READY   STATUS      RESTARTS   AGE
pod/export-29350440-4c8ml       0/1     Error       0          25m
pod/export-29350440-zv7qd       0/1     ${(status === "Complete" ? "Completed" : "Error").padEnd(11)} 0          24m
`,
  ],
];

const reloaded = (restarts: number): readonly Output[] => [
  [
    "kubectl get deploy tariff -n grid -o yaml",
    `apiVersion: apps/v1
kind: Deployment
metadata:
  name: tariff
  namespace: grid
spec:
  replicas: 1
  template:
    metadata:
      annotations:
        reloader.stakater.com/last-reloaded-from: '{"type":"SECRET","name":"tariff-db"}'
status:
  replicas: 1
  readyReplicas: 1
  updatedReplicas: 1
  availableReplicas: 1
`,
  ],
  [
    "kubectl get pods -n grid",
    `NAME                      READY   STATUS    RESTARTS   AGE
tariff-7d9f8c6b5-xk2lp    1/1     Running   ${restarts}          3h
`,
  ],
];

const patroni = (third: string): readonly Output[] => [
  [
    "kubectl exec -n db pg-0 -- patronictl list",
    `+ Cluster: pg (7390000000000000000) --+-----------+----+-----------+
| Member | Host       | Role         | State     | TL | Lag in MB |
+--------+------------+--------------+-----------+----+-----------+
| pg-0   | 10.0.1.4   | Replica      | streaming | 12 |         0 |
| pg-1   | 10.0.2.4   | Leader       | running   | 12 |           |
| pg-2   | 10.0.3.4   | Replica      | ${third.padEnd(9)} | 12 |         0 |
+--------+------------+--------------+-----------+----+-----------+
`,
  ],
  [
    "kubectl get sts pg -n db",
    `NAME   READY   AGE
pg     3/3     200d
`,
  ],
];

const certificate = (clock: string): readonly Output[] => [
  [
    "kubectl get certificate shop-tls -n web -o yaml; date -u",
    `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: shop-tls
  namespace: web
spec:
  secretName: shop-tls
status:
  conditions:
  - type: Ready
    status: "True"
    reason: Ready
  notAfter: "2026-02-08T10:52:20Z"
  renewalTime: "2026-01-09T10:52:20Z"
${clock}
`,
  ],
];

export const misreadStates: readonly Row[] = [
  {
    code: "false-is-the-good-state",
    name: "pairs of a range",
    question: "DiskPressure=False and MemoryPressure=False on wk-7, is the node broken?",
    outputs: [
      pressure("False"),
      ["kubectl get node wk-7", "NAME   STATUS   ROLES    AGE   VERSION\nwk-7   Ready    <none>   90d   v1.32.1\n"],
    ],
    says: /wk-7.*False is the good state/,
  },
  {
    code: "false-is-the-good-state",
    name: "columns of operators",
    question: "operator authentication says DEGRADED False and PROGRESSING False, what fails?",
    outputs: [operators("False")],
    says: /authentication.*False is the good state/,
  },
  {
    code: "false-is-the-good-state",
    name: "one of them is True",
    question: "DiskPressure and MemoryPressure on wk-7, is the node broken?",
    outputs: [
      pressure("True"),
      ["kubectl get node wk-7", "NAME   STATUS   ROLES    AGE   VERSION\nwk-7   Ready    <none>   90d   v1.32.1\n"],
    ],
  },
  {
    code: "false-is-the-good-state",
    name: "an operator is degraded",
    question: "operator authentication says PROGRESSING False, what fails?",
    outputs: [operators("True")],
  },
  {
    code: "change-cause-is-optional",
    name: "all replicas",
    question: "change-cause of pricing is <none> everywhere, did the rollouts fail?",
    outputs: [history, deployment("2/2")],
    says: /optional annotation kubernetes.io\/change-cause/,
  },
  {
    code: "change-cause-is-optional",
    name: "a replica is missing",
    question: "change-cause of pricing is <none> everywhere, did the rollouts fail?",
    outputs: [history, deployment("1/2")],
  },
  {
    code: "waited-for-a-dependency",
    name: "a Kustomization that went on",
    question: "kustomization apps: DependencyNotReady, is it stuck?",
    outputs: kustomization(
      "True",
      "41m         Normal   ReconciliationSucceeded   kustomization/apps   Reconciliation finished in 2s",
    ),
    says: /not blocked.*dependency/,
  },
  {
    code: "waited-for-a-dependency",
    name: "still not ready",
    question: "kustomization apps: DependencyNotReady, is it stuck?",
    outputs: kustomization(
      "False",
      "1m          Normal   DependencyNotReady       kustomization/apps   Dependencies do not meet ready condition, retrying in 30s",
    ),
  },
  {
    code: "digest-per-architecture",
    name: "nodes of two architectures",
    question: "relay has two different digests for one tag, was the image tampered with?",
    outputs: placed("b"),
    says: /different architectures/,
  },
  {
    code: "digest-per-architecture",
    name: "two digests on one architecture",
    question: "relay has different digests for one tag, was the image tampered with?",
    outputs: placed("c"),
  },
  {
    code: "file-system-takes-its-share",
    name: "98G of 100Gi",
    question: "df shows only 98G for data-photos, we ordered 100Gi. Where is the rest?",
    outputs: volume("98G", "13%"),
    says: /full capacity of 100Gi/,
  },
  {
    code: "file-system-takes-its-share",
    name: "half of it is missing",
    question: "df shows only 50G for data-photos, we ordered 100Gi. Where is the rest?",
    outputs: volume("50G", "20%"),
  },
  {
    code: "file-system-takes-its-share",
    name: "it is full",
    question: "df shows only 98G for data-photos, we ordered 100Gi. Is the disk broken?",
    outputs: volume("98G", "100%"),
  },
  {
    code: "workers-recycled-by-limit",
    name: "php-fpm with its limit",
    question: "php children of intranet die all the time, is that a crash?",
    outputs: fpm("with code 0"),
    says: /recycled by design/,
  },
  {
    code: "workers-recycled-by-limit",
    name: "gunicorn says so itself",
    question: "workers of ledger keep exiting, why do they die?",
    outputs: gunicorn,
    says: /recycled by design/,
  },
  {
    code: "workers-recycled-by-limit",
    name: "on a signal",
    question: "php children of intranet die all the time, is that a crash?",
    outputs: fpm("on signal 11 (SIGSEGV)"),
  },
  {
    code: "connections-closed-by-age",
    name: "GOAWAY with NO_ERROR",
    question: "quotes loses its gRPC stream every half hour, is the feed flapping?",
    outputs: stream("INFO reconnected to feed:9000"),
    says: /maximum age/,
  },
  {
    code: "connections-closed-by-age",
    name: "it does not come back",
    question: "quotes loses its gRPC stream every half hour, is the feed flapping?",
    outputs: stream("ERROR connect feed:9000: connection refused"),
  },
  {
    code: "pods-of-a-finished-job-removed",
    name: "a TFJob that cleans up",
    question: "the workers of ranker are gone, who killed our training?",
    outputs: training("Succeeded", ""),
    says: /nothing was killed.*cleanPodPolicy/,
  },
  {
    code: "pods-of-a-finished-job-removed",
    name: "it failed",
    question: "the workers of ranker are gone, who killed our training?",
    outputs: training(
      "Failed",
      "12m         Normal   TFJobFailed           TFJob/ranker    TFJob ranker has failed because 1 Worker replica(s) failed.\n",
    ),
  },
  {
    code: "job-succeeded-at-a-later-try",
    name: "the second pod completed",
    question: "pod export-29350440-4c8ml is in Error, is the export missing?",
    outputs: run("Complete", "1/1"),
    says: /retried.*Complete/,
  },
  {
    code: "job-succeeded-at-a-later-try",
    name: "the Job failed",
    question: "pod export-29350440-4c8ml is in Error, is the export missing?",
    outputs: run("Failed", "0/1"),
  },
  {
    code: "rolled-after-a-changed-secret",
    name: "annotation of Reloader",
    question: "tariff restarted without a release, where is the crash?",
    outputs: reloaded(0),
    says: /no crash: Reloader/,
  },
  {
    code: "rolled-after-a-changed-secret",
    name: "containers restarted",
    question: "tariff restarted without a release, where is the crash?",
    outputs: reloaded(14),
  },
  {
    code: "primary-is-another-instance",
    name: "patronictl",
    question: "the leader of pg is pg-1 and not pg-0, is the database degraded?",
    outputs: patroni("streaming"),
    says: /pg-1 is its primary/,
  },
  {
    code: "primary-is-another-instance",
    name: "a member does not stream",
    question: "the leader of pg is pg-1 and not pg-0, is the database degraded?",
    outputs: patroni("start failed"),
  },
  {
    code: "certificate-renewed-after-tries",
    name: "renewal lies ahead",
    question: "shop-tls ends in five weeks and nobody renews it, is cert-manager broken?",
    outputs: certificate("Mon Jan  5 08:14:03 UTC 2026"),
    says: /not due for renewal yet/,
  },
  {
    code: "certificate-renewed-after-tries",
    name: "renewal is overdue",
    question: "shop-tls ends in two weeks and nobody renews it, is cert-manager broken?",
    outputs: certificate("Mon Jan 26 08:14:03 UTC 2026"),
  },
];
