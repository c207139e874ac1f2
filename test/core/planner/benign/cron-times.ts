import type { Row } from "./cases.ts";

export const cronTimes: readonly Row[] = [
  {
    code: "cron-job-in-its-time-zone",
    name: "a time zone of its own, in describe",
    question: "cron says 6:00 in the manifest but invoice-mailer goes out at 05:00 UTC, an hour early. bug?",
    outputs: [
      [
        "kubectl describe cronjob invoice-mailer -n billing",
        `Name:                          invoice-mailer
Namespace:                     billing
Labels:                        <none>
Annotations:                   <none>
Schedule:                      0 6 * * 1-5
Time Zone:                     Europe/Berlin
Concurrency Policy:            Forbid
Suspend:                       False
Successful Job History Limit:  3
Failed Job History Limit:      1
Last Schedule Time:  Fri, 05 Dec 2025 05:00:00 +0000
Active Jobs:         <none>
Events:              <none>
`,
      ],
    ],
    says: /Europe\/Berlin, where 06:00 is 05:00 UTC/,
  },
  {
    code: "cron-job-in-its-time-zone",
    name: "the last start came in time, and later ones were left out",
    question:
      "INC-7: no backup since Sunday 02:00, the schedule of cronjob vault-copy is right. Why are no new jobs started?",
    outputs: [
      [
        "kubectl describe cronjob vault-copy -n ops",
        `Name:                          vault-copy
Namespace:                     ops
Schedule:                      0 2 * * *
Concurrency Policy:            Forbid
Suspend:                       False
Last Schedule Time:  Sun, 04 May 2025 02:00:00 +0000
Active Jobs:         vault-copy-29104920
Events:
  Type    Reason            Age                From                Message
  ----    ------            ----               ----                -------
  Normal  JobAlreadyActive  7h (x4 over 3d7h)  cronjob-controller  Not starting job because prior execution is running and concurrency policy is Forbid
`,
      ],
    ],
  },
  {
    code: "cron-job-in-its-time-zone",
    name: "no time zone means UTC",
    question:
      "backup-etcd should run at 3 in the morning but people in Munich see it at 4. is the clock of the cluster wrong?",
    outputs: [
      [
        "kubectl get cronjob backup-etcd -n ops -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup-etcd
  namespace: ops
spec:
  schedule: 0 3 * * *
  suspend: false
status:
  lastScheduleTime: "2026-01-05T03:00:00Z"
  lastSuccessfulTime: "2026-01-05T03:02:11Z"
`,
      ],
    ],
    says: /no timeZone and so means UTC/,
  },
  {
    code: "cron-job-in-its-time-zone",
    name: "started two hours after its minute",
    question: "backup-etcd should run at 3 in the morning but last ran at 05:10Z. why so late?",
    outputs: [
      [
        "kubectl get cronjob backup-etcd -n ops -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup-etcd
  namespace: ops
spec:
  schedule: 0 3 * * *
  timeZone: Etc/UTC
  startingDeadlineSeconds: 7200
  suspend: false
status:
  lastScheduleTime: "2026-01-05T05:10:00Z"
`,
      ],
    ],
  },
  {
    code: "cron-job-keeps-few-runs",
    name: "as many runs as it keeps",
    question: "where are the older runs of feed-export? I only see 2 jobs, did somebody delete them?",
    outputs: [
      [
        "kubectl get cronjob feed-export -n shop -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: feed-export
  namespace: shop
spec:
  schedule: 0 * * * *
  suspend: false
  successfulJobsHistoryLimit: 2
  failedJobsHistoryLimit: 1
status:
  lastScheduleTime: "2026-01-05T05:00:00Z"
`,
      ],
      [
        "kubectl get jobs -n shop",
        `NAME                   STATUS     COMPLETIONS   DURATION   AGE
feed-export-29459700   Complete   1/1           31s        75m
feed-export-29459760   Complete   1/1           29s        15m
`,
      ],
    ],
    says: /successfulJobsHistoryLimit: 2/,
  },
  {
    code: "cron-job-keeps-few-runs",
    name: "one of the runs that are there failed",
    question: "where are the older runs of feed-export? I only see 2 jobs, did somebody delete them?",
    outputs: [
      [
        "kubectl get cronjob feed-export -n shop -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: feed-export
  namespace: shop
spec:
  schedule: 0 * * * *
  suspend: false
  successfulJobsHistoryLimit: 2
`,
      ],
      [
        "kubectl get jobs -n shop",
        `NAME                   STATUS     COMPLETIONS   DURATION   AGE
feed-export-29459700   Complete   1/1           31s        75m
feed-export-29459760   Failed     0/1           15m        15m
`,
      ],
    ],
  },
];
