import type { Row } from "./cases.ts";

/** CronJobs that look on time or suspended on purpose, and are not. */
export const missedRuns: readonly Row[] = [
  {
    code: "cron-job-in-its-time-zone",
    name: "the last run lies days back",
    question: "is cronjob nightly-dump running on schedule? dumps are at 2",
    outputs: [
      [
        "kubectl get cronjob nightly-dump -n db -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly-dump
  namespace: db
spec:
  concurrencyPolicy: Forbid
  schedule: "0 2 * * *"
  suspend: false
status:
  lastScheduleTime: "2025-09-07T02:00:00Z"
`,
      ],
      [
        "kubectl get cronjob -n db; date",
        `NAME           SCHEDULE    TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
nightly-dump   0 2 * * *   <none>     False     1        4d8h            200d
Thu Sep 11 10:12:00 UTC 2025
`,
      ],
    ],
  },
  {
    code: "cron-job-in-its-time-zone",
    name: "an event tells of missed start times",
    question: "cron job hourly-sync should run at 15 past, was there no run since 04:15? schedule broken?",
    outputs: [
      [
        "kubectl describe cronjob hourly-sync -n etl",
        `Name:                          hourly-sync
Namespace:                     etl
Labels:                        <none>
Annotations:                   <none>
Schedule:                      15 4 * * *
Concurrency Policy:            Forbid
Suspend:                       False
Starting Deadline Seconds:     100
Last Schedule Time:  Mon, 01 Sep 2025 04:15:00 +0000
Active Jobs:         <none>
Events:
  Type     Reason            Age                 From                Message
  ----     ------            ----                ----                -------
  Warning  FailedNeedsStart  3m (x300 over 3d)   cronjob-controller  Cannot determine if job needs to be started: too many missed start times (> 100). Set or decrease .spec.startingDeadlineSeconds or check clock skew
`,
      ],
    ],
  },
  {
    code: "cron-job-keeps-few-runs",
    name: "no run has come for a week",
    question:
      "cleanup of uploads: where are the older jobs of cronjob uploads-gc, they are gone? no run in the last week",
    outputs: [
      [
        "kubectl get cronjob uploads-gc -n files -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: uploads-gc
  namespace: files
spec:
  concurrencyPolicy: Forbid
  schedule: "0 1 * * *"
  successfulJobsHistoryLimit: 3
  suspend: false
status:
  lastScheduleTime: "2025-09-03T01:00:00Z"
`,
      ],
      [
        "kubectl get jobs -n files -o yaml",
        `apiVersion: v1
kind: List
items:
- apiVersion: batch/v1
  kind: Job
  metadata:
    name: uploads-gc-29281020
    namespace: files
  status:
    succeeded: 1
    startTime: "2025-09-03T01:00:00Z"
    conditions:
    - type: Complete
      status: "True"
`,
      ],
      [
        "date",
        `Thu Sep 11 10:12:00 UTC 2025
`,
      ],
    ],
  },
  {
    code: "cron-job-suspended-on-purpose",
    name: "the incident that it names is resolved, as another output says",
    question: "cronjob dunning has not run since August, why?",
    outputs: [
      [
        "kubectl get cronjob dunning -n bill -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: dunning
  namespace: bill
  annotations:
    ops.acme/reason: suspended during incident INC-771
spec:
  concurrencyPolicy: Forbid
  schedule: "0 3 * * *"
  suspend: true
status:
  lastScheduleTime: "2025-08-20T03:00:00Z"
`,
      ],
      [
        "kubectl get configmap incident-log -n bill -o yaml",
        `apiVersion: v1
kind: ConfigMap
metadata:
  name: incident-log
  namespace: bill
data:
  INC-771: "opened 2025-08-20, resolved 2025-08-22, all clear"
`,
      ],
    ],
  },
  {
    code: "cron-job-suspended-on-purpose",
    name: "the day of the migration that it names lies weeks back",
    question: "Why did the dunning job not run last night?",
    outputs: [
      [
        "kubectl get cronjob dunning -n bill -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: dunning
  namespace: bill
  annotations:
    acme.io/suspend-note: "paused for DB migration on 2025-08-21, resume after"
spec:
  concurrencyPolicy: Forbid
  schedule: "0 3 * * *"
  suspend: true
status:
  lastScheduleTime: "2025-08-20T03:00:00Z"
`,
      ],
      [
        "kubectl get pods -n bill; date",
        `NAME                  READY   STATUS    RESTARTS   AGE
billing-7c9f-abcde    1/1     Running   0          30d
Mon Sep 15 09:00:00 UTC 2025
`,
      ],
    ],
  },
  {
    code: "cron-job-suspended-on-purpose",
    name: "an event says that the outage is over",
    question: "dunning cron no longer starts, nobody gets reminders. Is it broken?",
    outputs: [
      [
        "kubectl get cronjob dunning -n bill -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: dunning
  namespace: bill
  annotations:
    acme.io/reason: "stop while mail provider outage INC-9 (remove afterwards)"
spec:
  concurrencyPolicy: Forbid
  schedule: "0 3 * * *"
  suspend: true
status:
  lastScheduleTime: "2025-08-20T03:00:00Z"
`,
      ],
      [
        "kubectl get events -n bill",
        `LAST SEEN   TYPE     REASON             OBJECT              MESSAGE
20m         Normal   IncidentResolved   incident/inc-9      INC-9 mail provider outage resolved on 22 Aug, all services restored
`,
      ],
    ],
  },
  {
    code: "cron-job-suspended-on-purpose",
    name: "the question says that the incident is closed",
    question: "Cronjob dunning does not run. INC-771 has been closed for two weeks.",
    outputs: [
      [
        "kubectl get cronjob dunning -n bill -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: dunning
  namespace: bill
  annotations:
    acme.io/reason: "suspended for INC-771"
spec:
  concurrencyPolicy: Forbid
  schedule: "0 3 * * *"
  suspend: true
status:
  lastScheduleTime: "2025-08-20T03:00:00Z"
`,
      ],
    ],
  },
  {
    code: "cron-job-suspended-on-purpose",
    name: "a date in other words is over",
    question: "Customers did not get invoices for September; cronjob dunning missed its runs. Why?",
    outputs: [
      [
        "kubectl get cronjob dunning -n bill -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: dunning
  namespace: bill
  annotations:
    acme.io/reason: "suspended by m.klein for load test 12 Aug 2025"
spec:
  concurrencyPolicy: Forbid
  schedule: "0 3 * * *"
  suspend: true
status:
  lastScheduleTime: "2025-08-20T03:00:00Z"
`,
      ],
      [
        "date",
        `Mon Sep 15 09:00:00 UTC 2025
`,
      ],
    ],
  },
];
