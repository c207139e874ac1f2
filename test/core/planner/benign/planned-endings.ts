import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";
import { pods } from "./misread-states.ts";

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

export const plannedEndings: readonly Row[] = [
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
];
