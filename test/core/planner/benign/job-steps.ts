import type { Row } from "./cases.ts";

export const jobSteps: readonly Row[] = [
  {
    code: "job-runs-some-at-a-time",
    name: "three of twelve",
    question: "job reindex wants 12 but only 3 pods are running. is it stuck? why not more",
    outputs: [
      [
        "kubectl get job reindex -n search -o yaml",
        `apiVersion: batch/v1
kind: Job
metadata:
  name: reindex
  namespace: search
spec:
  backoffLimit: 6
  completions: 12
  parallelism: 3
status:
  active: 3
  ready: 3
  succeeded: 5
  startTime: "2026-01-05T08:00:00Z"
`,
      ],
      [
        "kubectl get pods -n search",
        `NAME            READY   STATUS      RESTARTS   AGE
reindex-hk2lm   1/1     Running     0          4m
reindex-w9x4z   1/1     Running     0          3m
reindex-v5m8r   1/1     Running     0          1m
reindex-z6t4d   0/1     Completed   0          20m
`,
      ],
    ],
    says: /parallelism: 3.*5 of 12 completions/,
  },
  {
    code: "job-runs-some-at-a-time",
    name: "none of them starts",
    question: "job reindex wants 12 but only 3 pods are there. is it stuck?",
    outputs: [
      [
        "kubectl get job reindex -n search -o yaml",
        `apiVersion: batch/v1
kind: Job
metadata:
  name: reindex
  namespace: search
spec:
  backoffLimit: 6
  completions: 12
  parallelism: 3
status:
  active: 3
  ready: 0
  failed: 4
  startTime: "2026-01-05T08:00:00Z"
`,
      ],
      [
        "kubectl get pods -n search",
        `NAME            READY   STATUS             RESTARTS   AGE
reindex-hk2lm   0/1     ImagePullBackOff   0          4m
reindex-w9x4z   0/1     ImagePullBackOff   0          3m
reindex-v5m8r   0/1     ErrImagePull       0          1m
`,
      ],
    ],
  },
  {
    code: "cron-run-skipped-by-policy",
    name: "the former run is working",
    question: "cronjob geo-sync skipped its 10:00 run, 'JobAlreadyActive'. broken?",
    outputs: [
      [
        "kubectl describe cronjob geo-sync -n geo",
        `Name:                          geo-sync
Namespace:                     geo
Schedule:                      */30 * * * *
Concurrency Policy:            Forbid
Suspend:                       False
Last Schedule Time:  Mon, 05 Jan 2026 09:30:00 +0000
Active Jobs:         geo-sync-29460570
Events:
  Type    Reason            Age   From                Message
  ----    ------            ----  ----                -------
  Normal  JobAlreadyActive  12m   cronjob-controller  Not starting job because prior execution is running and concurrency policy is Forbid
`,
      ],
      [
        "kubectl get jobs,pods -n geo",
        `NAME                          STATUS    COMPLETIONS   DURATION   AGE
job.batch/geo-sync-29460570   Running   0/1           42m        42m

NAME                          READY   STATUS    RESTARTS   AGE
pod/geo-sync-29460570-hk2lm   1/1     Running   0          42m
`,
      ],
    ],
    says: /concurrencyPolicy Forbid.*geo-sync-29460570/,
  },
  {
    code: "cron-run-skipped-by-policy",
    name: "the former run hangs for days",
    question: "cronjob geo-sync skips its runs since three days, 'JobAlreadyActive'. broken?",
    outputs: [
      [
        "kubectl describe cronjob geo-sync -n geo",
        `Name:                          geo-sync
Namespace:                     geo
Schedule:                      */30 * * * *
Concurrency Policy:            Forbid
Suspend:                       False
Last Schedule Time:  Fri, 02 Jan 2026 09:30:00 +0000
Active Jobs:         geo-sync-29456250
Events:
  Type    Reason            Age                   From                Message
  ----    ------            ----                  ----                -------
  Normal  JobAlreadyActive  12m (x144 over 3d)    cronjob-controller  Not starting job because prior execution is running and concurrency policy is Forbid
`,
      ],
      [
        "kubectl get jobs,pods -n geo",
        `NAME                          STATUS    COMPLETIONS   DURATION   AGE
job.batch/geo-sync-29456250   Running   0/1           3d         3d

NAME                          READY   STATUS    RESTARTS   AGE
pod/geo-sync-29456250-hk2lm   1/1     Running   0          3d
`,
      ],
    ],
  },
  {
    code: "finished-job-removed",
    name: "its last run succeeded",
    question: "where is last night's job of cronjob ledger-close? no jobs, no pods, no logs. did it not run?",
    outputs: [
      [
        "kubectl get cronjob ledger-close -n fin -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: ledger-close
  namespace: fin
spec:
  schedule: 0 1 * * *
  suspend: false
  jobTemplate:
    spec:
      ttlSecondsAfterFinished: 600
status:
  lastScheduleTime: "2026-01-05T01:00:00Z"
  lastSuccessfulTime: "2026-01-05T01:12:31Z"
`,
      ],
      [
        "kubectl get jobs,pods -n fin",
        `No resources found in fin namespace.
`,
      ],
    ],
    says: /ttlSecondsAfterFinished: 600.*2026-01-05T01:12:31Z/,
  },
  {
    code: "finished-job-removed",
    name: "its last run did not succeed",
    question: "where is last night's job of cronjob ledger-close? no jobs, no pods, no logs. did it not run?",
    outputs: [
      [
        "kubectl get cronjob ledger-close -n fin -o yaml",
        `apiVersion: batch/v1
kind: CronJob
metadata:
  name: ledger-close
  namespace: fin
spec:
  schedule: 0 1 * * *
  suspend: false
  jobTemplate:
    spec:
      ttlSecondsAfterFinished: 600
status:
  lastScheduleTime: "2026-01-05T01:00:00Z"
  lastSuccessfulTime: "2026-01-02T01:12:31Z"
`,
      ],
    ],
  },
];
