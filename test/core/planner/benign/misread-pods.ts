import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const done = (last = "0/1     Completed"): Output => [
  "kubectl get pods -n payroll",
  `NAME                           READY   STATUS      RESTARTS   AGE
payslips-29310000-4fk2x        0/1     Completed   0          2d1h
payslips-29311440-zr8nd        ${last}   0          25h
ledger-5d9c7b6f48-hk2vp        2/2     Running     0          12d
`,
];
const completed = "completed-pods-are-not-ready";

const walker = (state: string): Output => [
  "kubectl get pod -n games walker-0 -o yaml",
  `apiVersion: v1
kind: Pod
metadata:
  name: walker-0
  namespace: games
spec:
  containers:
  - name: walker
    env:
    - name: MAX_LIFETIME
      value: 12h
status:
  phase: Running
  conditions:
  - type: Ready
    status: "True"
  containerStatuses:
  - name: walker
    ready: true
    restartCount: 26
    state:
      running:
        startedAt: "2025-10-02T06:00:04Z"
    lastState:
      terminated:
${state}
        finishedAt: "2025-10-02T06:00:01Z"
`,
];
const recycled = "container-recycles-itself";

const scanner: Output = [
  "kubectl get deploy,pods -n print",
  `NAME                      READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/spooler   2/2     2            2           300d

NAME                           READY   STATUS    RESTARTS   AGE
pod/spooler-6f7c9d8b5c-2xk9v   1/1     Running   0          7h
pod/spooler-6f7c9d8b5c-hm4tz   1/1     Running   0          7h
`,
];
const nightly = (target: string): Output => [
  "kubectl get cronjob nightly -n print -o yaml",
  `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
  namespace: print
spec:
  schedule: 0 3 * * *
  jobTemplate:
    spec:
      template:
        spec:
          containers:
          - name: kubectl
            image: bitnami/kubectl:1.31
            command:
            - kubectl
            - rollout
            - restart
            - ${target}
`,
];
const restarted = "restarted-by-schedule";

const lease = (holder: string): Output => [
  "kubectl get lease -n ops",
  `NAME          HOLDER                                AGE
dns-sync      ${holder.padEnd(37)} 90d
`,
];
const syncs: Output = [
  "kubectl get pods -n ops",
  `NAME                        READY   STATUS    RESTARTS   AGE
dns-sync-79d8c6b5f4-2vkwx   1/1     Running   0          6d
dns-sync-79d8c6b5f4-mz5qd   1/1     Running   0          6d
`,
];
const syncLog: Output = [
  "kubectl logs -n ops -l app=dns-sync --prefix --tail=2",
  `[pod/dns-sync-79d8c6b5f4-2vkwx/main] I1002 08:00:01.100000       1 main.go:31] starting
[pod/dns-sync-79d8c6b5f4-2vkwx/main] I1002 08:00:02.114207       1 leaderelection.go:250] attempting to acquire leader lease ops/dns-sync...
[pod/dns-sync-79d8c6b5f4-mz5qd/main] I1008 09:12:02.114207       1 sync.go:88] zone lan.example synced, 214 records
`,
];
const standby = "replica-is-hot-standby";

const gone: Output = [
  "kubectl get pod tickets-5c8d7f6b9d-8xk2v -n rail",
  "",
  'Error from server (NotFound): pods "tickets-5c8d7f6b9d-8xk2v" not found\n',
];
const tickets = (ready: string): Output => [
  "kubectl get deploy,rs -n rail",
  `NAME                      READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/tickets   ${ready}     3            ${ready[0]}           90d

NAME                                 DESIRED   CURRENT   READY   AGE
replicaset.apps/tickets-5c8d7f6b9d   0         0         0       9d
replicaset.apps/tickets-7f9b8c6d5c   3         3         ${ready[0]}       22m
`,
];
const replaced = "alert-on-a-replaced-pod";

export const misreadPods: readonly Row[] = [
  {
    code: completed,
    name: "kept runs of a CronJob",
    question: "two pods in payroll stay at 0/1 and never get ready, what's down there?",
    outputs: [done()],
    says: /2 pods that show 0\/1 are Completed/,
  },
  {
    code: completed,
    name: "a namespace by a part of its name",
    question:
      "half of the pods in the payroll namespace are 0/1, not one ever becomes ready. The auditors come. What is down?",
    outputs: [["kubectl get pods -n hr-payroll", done()[1]]],
    says: /2 pods that show 0\/1 are Completed/,
  },
  {
    code: completed,
    name: "one of them failed",
    question: "two pods in payroll stay at 0/1 and never get ready, what's down there?",
    outputs: [done("0/1     Error    ")],
  },
  {
    code: recycled,
    name: "a maximum lifetime in a variable",
    question: "walker-0 has 26 restarts, find the crash!",
    outputs: [walker("        exitCode: 0\n        reason: Completed")],
    says: /no crash: pod walker-0 ends by itself on purpose with exit code 0/,
  },
  {
    code: recycled,
    name: "it was killed",
    question: "walker-0 has 26 restarts, find the crash!",
    outputs: [walker("        exitCode: 137\n        reason: OOMKilled")],
  },
  {
    code: restarted,
    name: "rollout restart in a CronJob",
    question: "Who restarts our spooler? every morning the pods are only some hours old",
    outputs: [scanner, nightly("deployment/spooler")],
    says: /restarted on purpose by CronJob nightly \(schedule 0 3 \* \* \*\)/,
  },
  {
    code: restarted,
    name: "it restarts another one",
    question: "Who restarts our spooler? every morning the pods are only some hours old",
    outputs: [scanner, nightly("deployment/mailer")],
  },
  {
    code: standby,
    name: "a table of leases",
    question: "one of the two dns-sync pods hangs at startup and does nothing for days",
    outputs: [syncs, lease("dns-sync-79d8c6b5f4-mz5qd_1c2d"), syncLog],
    says: /hot standby by leader election: pod dns-sync-79d8c6b5f4-mz5qd holds the lease/,
  },
  {
    code: standby,
    name: "the holder is gone",
    question: "one of the two dns-sync pods hangs at startup and does nothing for days",
    outputs: [syncs, lease("dns-sync-5b7f6c8d9f-qqqqq_77aa"), syncLog],
  },
  {
    code: replaced,
    name: "its ReplicaSet is at zero",
    question: "Alert: PodNotReady pod=tickets-5c8d7f6b9d-8xk2v namespace=rail. I can't find it, what happened?",
    outputs: [gone, tickets("3/3")],
    says: /tickets-5c8d7f6b9d-8xk2v is gone because it belonged to the previous ReplicaSet/,
  },
  {
    code: replaced,
    name: "the new ones are not ready",
    question: "Alert: PodNotReady pod=tickets-5c8d7f6b9d-8xk2v namespace=rail. I can't find it, what happened?",
    outputs: [gone, tickets("1/3")],
  },
];
