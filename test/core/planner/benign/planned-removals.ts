import type { Row } from "./cases.ts";

/** What is removed or skipped by plan. */
export const plannedRemovals: readonly Row[] = [
  {
    code: "restarted-with-the-node",
    name: "a note at the node",
    question: "Everything on the lab cluster was restarted once, what crashed?",
    outputs: [
      [
        "kubectl get pods -A -o wide",
        `NAMESPACE     NAME                          READY   STATUS    RESTARTS     AGE    IP           NODE
kube-system   etcd-lab1                     1/1     Running   1 (9d ago)   80d    10.0.0.2     lab1
kube-system   kube-apiserver-lab1           1/1     Running   1 (9d ago)   80d    10.0.0.2     lab1
lab           press-0                       1/1     Running   1 (9d ago)   51d    10.42.0.4    lab1
`,
      ],
      [
        "kubectl get pods -A -o custom-columns=NS:.metadata.namespace,POD:.metadata.name,REASON:.status.containerStatuses[0].lastState.terminated.reason,EXIT:.status.containerStatuses[0].lastState.terminated.exitCode",
        `NS            POD                   REASON    EXIT
kube-system   etcd-lab1             Unknown   255
kube-system   kube-apiserver-lab1   Unknown   255
lab           press-0               Unknown   255
`,
      ],
      [
        "kubectl describe node lab1",
        `Name:               lab1
Annotations:        ops/last-maintenance: 2025-06-01 kernel patch with reboot (planned)
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  Ready            True    Tue, 10 Jun 2025 08:11:24 +0200   Sun, 01 Jun 2025 08:11:24 +0200   KubeletReady                 kubelet is posting ready status
`,
      ],
    ],
    says: /3 pods of node lab1 restarted together 9d ago/,
  },
  {
    code: "restarted-with-the-node",
    name: "and one of them crashes",
    question: "Everything in the lab shows restarts, what crashed?",
    outputs: [
      [
        "kubectl get pods -A",
        `NAMESPACE     NAME                          READY   STATUS             RESTARTS       AGE
kube-system   etcd-lab1                     1/1     Running            1 (9d ago)     80d
lab           press-0                       0/1     CrashLoopBackOff   41 (2m ago)    51d
`,
      ],
      [
        "kubectl get pods -A -o custom-columns=POD:.metadata.name,REASON:.status.containerStatuses[0].lastState.terminated.reason,EXIT:.status.containerStatuses[0].lastState.terminated.exitCode",
        `POD         REASON    EXIT
etcd-lab1   Unknown   255
press-0     Error     1
`,
      ],
    ],
  },
  {
    code: "restarted-with-the-node",
    name: "seven times, the last just now",
    question: "Everything in the edge cluster shows restarts, even etcd. what crashed?",
    outputs: [
      [
        "kubectl get pods -A",
        `NAMESPACE     NAME                          READY   STATUS             RESTARTS       AGE
kube-system   etcd-lab1                     1/1     Running            7 (9m ago)     8d
kube-system   kube-apiserver-lab1           1/1     Running            7 (9m ago)     8d
lab           press-0                       1/1     Running            7 (8m ago)     8d
`,
      ],
      [
        "kubectl get pods -A -o custom-columns=POD:.metadata.name,REASON:.status.containerStatuses[0].lastState.terminated.reason,EXIT:.status.containerStatuses[0].lastState.terminated.exitCode",
        `POD                   REASON    EXIT
etcd-lab1             Unknown   255
kube-apiserver-lab1   Unknown   255
press-0               Unknown   255
`,
      ],
    ],
  },
  {
    code: "cron-run-skipped-by-policy",
    name: "the former run makes progress",
    question: "cronjob geo-sync did not start at 10:00 and 11:00, JobAlreadyActive. is the cronjob controller broken?",
    outputs: [
      [
        "kubectl get cronjob geo-sync -n maps",
        `NAME       SCHEDULE    TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
geo-sync   0 * * * *   <none>     False     1        132m            90d
`,
      ],
      ["kubectl get cronjob geo-sync -n maps -o jsonpath='{.spec.concurrencyPolicy}'", "Forbid\n"],
      [
        "kubectl get events -n maps",
        `LAST SEEN   TYPE     REASON             OBJECT             MESSAGE
12m         Normal   JobAlreadyActive   cronjob/geo-sync   Not starting new job because prior execution is running and concurrency policy is Forbid
`,
      ],
      [
        "kubectl get jobs -n maps",
        `NAME                STATUS     COMPLETIONS   DURATION   AGE
geo-sync-29167440   Complete   1/1           51m        4h12m
geo-sync-29167500   Running    0/1           132m       132m
`,
      ],
      [
        "kubectl logs -n maps job/geo-sync-29167500 --tail=5",
        `2025-06-16T11:10:04Z INFO synced 41000 of 61000 tiles
2025-06-16T11:10:34Z INFO synced 41400 of 61000 tiles
2025-06-16T11:11:04Z INFO synced 41800 of 61000 tiles
2025-06-16T11:11:34Z INFO synced 42200 of 61000 tiles
2025-06-16T11:12:04Z INFO synced 42600 of 61000 tiles
`,
      ],
    ],
    says: /makes progress and does not hang/,
  },
  {
    code: "cron-run-skipped-by-policy",
    name: "the former run waits for a lock since two days",
    question: "cronjob geo-sync did not start at 10:00 and 11:00, JobAlreadyActive. is the cronjob controller broken?",
    outputs: [
      [
        "kubectl get cronjob geo-sync -n maps",
        `NAME       SCHEDULE    TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
geo-sync   0 * * * *   <none>     False     1        2d4h            90d
`,
      ],
      ["kubectl get cronjob geo-sync -n maps -o jsonpath='{.spec.concurrencyPolicy}'", "Forbid\n"],
      [
        "kubectl get events -n maps",
        `LAST SEEN   TYPE     REASON             OBJECT             MESSAGE
12m         Normal   JobAlreadyActive   cronjob/geo-sync   Not starting new job because prior execution is running and concurrency policy is Forbid
`,
      ],
      [
        "kubectl get jobs -n maps",
        `NAME                STATUS     COMPLETIONS   DURATION   AGE
geo-sync-29164320   Running    0/1           2d4h       2d4h
`,
      ],
      [
        "kubectl logs -n maps job/geo-sync-29164320 --tail=5",
        `2025-06-14T07:10:04Z INFO synced 41000 of 61000 tiles
2025-06-14T07:10:34Z INFO waiting for lock tiles_lock held by pid 4411
`,
      ],
    ],
  },
  {
    code: "completed-job-removed-by-its-ttl",
    name: "a time to live in a template",
    question: "job backfill-q2 disappeared with its pods, who removed it? did it finish?",
    outputs: [
      ["kubectl get jobs -n bi", "No resources found in bi namespace.\n"],
      [
        "kubectl get events -n bi",
        `LAST SEEN   TYPE     REASON             OBJECT                   MESSAGE
31m         Normal   SuccessfulCreate   job/backfill-q2          Created pod: backfill-q2-9s8d7
22m         Normal   Completed          job/backfill-q2          Job completed
`,
      ],
      [
        "kubectl get workflowtemplate backfill -n bi -o jsonpath='{.spec.manifest.spec.ttlSecondsAfterFinished}'",
        "120\n",
      ],
    ],
    says: /was not killed: it completed 22 minutes ago/,
  },
  {
    code: "completed-job-removed-by-its-ttl",
    name: "it had failed before",
    question: "The migration job of release 90 and its pod have vanished. Did somebody kill the migration half way?",
    outputs: [
      [
        "kubectl get jobs,pods -n checkout",
        `NAME                            READY   STATUS    RESTARTS   AGE
pod/checkout-65d84c7db8-6mmzr   1/1     Running   0          34m
`,
      ],
      [
        "kubectl get events -n checkout --sort-by=.lastTimestamp",
        `LAST SEEN   TYPE      REASON                 OBJECT                           MESSAGE
38m         Normal    SuccessfulCreate       job/checkout-migrate-r90         Created pod: checkout-migrate-r90-z6c4m
36m         Warning   BackoffLimitExceeded   job/checkout-migrate-r90         Job has reached the specified backoff limit
`,
      ],
      [
        "kubectl get cm checkout-release -n checkout -o yaml",
        `apiVersion: v1
data:
  job.yaml: |
    kind: Job
    metadata:
      name: checkout-migrate-r90
    spec:
      ttlSecondsAfterFinished: 600
kind: ConfigMap
metadata:
  name: checkout-release
  namespace: checkout
`,
      ],
    ],
  },
];
