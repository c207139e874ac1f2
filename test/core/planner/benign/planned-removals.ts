import type { Row } from "./cases.ts";

/** What ends, restarts or is removed by plan. */
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
  {
    code: "container-recycles-itself",
    name: "an option of the command",
    question: "pod imports-worker restarts every 30 minutes with exit code 0. bug?",
    outputs: [
      [
        "kubectl describe pod imports-worker-66d4c8b9f-zzk2p -n shop",
        `Name:             imports-worker-66d4c8b9f-zzk2p
Namespace:        shop
Status:           Running
Controlled By:    ReplicaSet/imports-worker-66d4c8b9f
Containers:
  worker:
    Image:         reg/imports:3
    Command:
      bin/console
      messenger:consume
      async
    Args:
      --time-limit=1800
      --memory-limit=256M
    State:          Running
      Started:      Wed, 18 Jun 2025 09:30:10 +0000
    Last State:     Terminated
      Reason:       Completed
      Exit Code:    0
      Started:      Wed, 18 Jun 2025 09:00:05 +0000
      Finished:     Wed, 18 Jun 2025 09:30:07 +0000
    Ready:          True
    Restart Count:  412
Conditions:
  Type              Status
  Ready             True
Events:           <none>
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME                             READY   STATUS    RESTARTS         AGE
imports-worker-66d4c8b9f-zzk2p   1/1     Running   412 (11m ago)    9d
`,
      ],
    ],
    says: /started with --time-limit=1800, it ran 30 minutes/,
  },
  {
    code: "container-recycles-itself",
    name: "an option in the template",
    question: "order-consumer has been restarted 96 times in 4 days, do we have a leak?",
    outputs: [
      [
        "kubectl get pods -n shop",
        `NAME                              READY   STATUS    RESTARTS       AGE
order-consumer-66d4c8b9f-zzk2p    1/1     Running   96 (24m ago)   4d
`,
      ],
      [
        "kubectl get deploy order-consumer -n shop -o jsonpath='{.spec.template.spec.containers[0].args}'",
        '["rq","worker","--max-jobs","1000","default"]\n',
      ],
      [
        "kubectl get pod order-consumer-66d4c8b9f-zzk2p -n shop -o jsonpath='{.status.containerStatuses[0].lastState.terminated}'",
        '{"containerID":"containerd://aa","exitCode":0,"finishedAt":"2025-06-18T09:30:07Z","reason":"Completed","startedAt":"2025-06-18T08:30:07Z"}\n',
      ],
    ],
    says: /started with --max-jobs=1000/,
  },
  {
    code: "container-recycles-itself",
    name: "it ends after seconds",
    question: "pod imports-worker restarts all the time with exit code 0. bug?",
    outputs: [
      [
        "kubectl describe pod imports-worker-66d4c8b9f-zzk2p -n shop",
        `Name:             imports-worker-66d4c8b9f-zzk2p
Namespace:        shop
Status:           Running
Controlled By:    ReplicaSet/imports-worker-66d4c8b9f
Containers:
  worker:
    Image:         reg/imports:3
    Args:
      messenger:consume
      --time-limit=1800
    State:          Running
      Started:      Wed, 18 Jun 2025 09:30:10 +0000
    Last State:     Terminated
      Reason:       Completed
      Exit Code:    0
      Started:      Wed, 18 Jun 2025 09:29:05 +0000
      Finished:     Wed, 18 Jun 2025 09:29:07 +0000
    Ready:          True
    Restart Count:  412
Conditions:
  Type              Status
  Ready             True
Events:           <none>
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME                             READY   STATUS    RESTARTS         AGE
imports-worker-66d4c8b9f-zzk2p   1/1     Running   412 (1m ago)    9d
`,
      ],
    ],
  },
  {
    code: "container-recycles-itself",
    name: "it is killed",
    question: "order-consumer has been restarted 96 times in 4 days, do we have a leak?",
    outputs: [
      [
        "kubectl get pods -n shop",
        `NAME                              READY   STATUS    RESTARTS       AGE
order-consumer-66d4c8b9f-zzk2p    1/1     Running   96 (24m ago)   4d
`,
      ],
      [
        "kubectl get deploy order-consumer -n shop -o jsonpath='{.spec.template.spec.containers[0].args}'",
        '["rq","worker","--max-jobs","1000","default"]\n',
      ],
      [
        "kubectl get pod order-consumer-66d4c8b9f-zzk2p -n shop -o jsonpath='{.status.containerStatuses[0].lastState.terminated}'",
        '{"containerID":"containerd://aa","exitCode":137,"finishedAt":"2025-06-18T09:30:07Z","reason":"OOMKilled","startedAt":"2025-06-18T08:30:07Z"}\n',
      ],
    ],
  },
  {
    code: "pods-moved-on-purpose",
    name: "a pod of a Job that made another one",
    question: "pod nightly-recalc-29167560-x7k2p was preempted. did our batch job fail?",
    outputs: [
      [
        "kubectl get events -n batch",
        `LAST SEEN   TYPE      REASON             OBJECT                                MESSAGE
48m         Warning   Preempted          pod/nightly-recalc-29167560-x7k2p     Preempted by pod 6c1d2a0e-9c0e-4d0f-9f0e-1f2d3c4b5a69 on node w4
48m         Normal    Killing            pod/nightly-recalc-29167560-x7k2p     Stopping container recalc
48m         Normal    SuccessfulCreate   job/nightly-recalc-29167560           Created pod: nightly-recalc-29167560-9zq4d
44m         Normal    Scheduled          pod/nightly-recalc-29167560-9zq4d     Successfully assigned batch/nightly-recalc-29167560-9zq4d to w2
`,
      ],
      [
        "kubectl get pods -n batch -o custom-columns=NAME:.metadata.name,PRIO:.spec.priorityClassName,PHASE:.status.phase,READY:.status.containerStatuses[0].ready",
        `NAME                            PRIO        PHASE     READY
nightly-recalc-29167560-9zq4d   batch-low   Running   true
`,
      ],
      [
        "kubectl get jobs -n batch",
        `NAME                      STATUS    COMPLETIONS   DURATION   AGE
nightly-recalc-29167560   Running   0/1           51m        51m
`,
      ],
    ],
    says: /Job nightly-recalc-29167560 did not fail/,
  },
  {
    code: "pods-moved-on-purpose",
    name: "the other one finds no node",
    question: "pod nightly-recalc-29167560-x7k2p was preempted. did our batch job fail?",
    outputs: [
      [
        "kubectl get events -n batch",
        `LAST SEEN   TYPE      REASON             OBJECT                                MESSAGE
48m         Warning   Preempted          pod/nightly-recalc-29167560-x7k2p     Preempted by pod 6c1d2a0e-9c0e-4d0f-9f0e-1f2d3c4b5a69 on node w4
48m         Normal    SuccessfulCreate   job/nightly-recalc-29167560           Created pod: nightly-recalc-29167560-9zq4d
2m          Warning   FailedScheduling   pod/nightly-recalc-29167560-9zq4d     0/4 nodes are available: 4 Insufficient cpu.
`,
      ],
      [
        "kubectl get pods -n batch",
        `NAME                            READY   STATUS    RESTARTS   AGE
nightly-recalc-29167560-9zq4d   0/1     Pending   0          48m
`,
      ],
    ],
  },
  {
    code: "pod-terminates-in-grace",
    name: "as jq prints it",
    question: "pod encoder-5 hangs in Terminating, can I force delete it?",
    outputs: [
      [
        "kubectl get pod encoder-5 -n live -o json | jq '{name:.metadata.name, del:.metadata.deletionTimestamp, grace:.metadata.deletionGracePeriodSeconds}'",
        `{
  "name": "encoder-5",
  "del": "2025-06-18T12:40:00Z",
  "grace": 3600
}
`,
      ],
      ["date -u", "Wed Jun 18 12:02:11 UTC 2025\n"],
      [
        "kubectl get pods -n live",
        `NAME        READY   STATUS        RESTARTS   AGE
encoder-4   1/1     Running       0          4h
encoder-5   1/1     Terminating   0          4h
`,
      ],
      [
        "kubectl logs encoder-5 -n live --tail=2",
        `2025-06-18T12:01:50Z INFO draining: 3 streams left
2025-06-18T12:02:05Z INFO draining: 2 streams left
`,
      ],
    ],
    says: /38 minutes are left/,
  },
  {
    code: "pod-terminates-in-grace",
    name: "as jsonpath prints it",
    question: "Why does call-router-0 stay Terminating? Delete it by force?",
    outputs: [
      [
        "kubectl get pod call-router-0 -n voip -o jsonpath='{.metadata.deletionTimestamp} {.spec.terminationGracePeriodSeconds}'",
        "2025-06-18T14:00:00Z 7200\n",
      ],
      [
        "kubectl get pods -n voip",
        `NAME            READY   STATUS        RESTARTS   AGE
call-router-0   1/1     Terminating   0          8d
call-router-1   1/1     Running       0          8d
`,
      ],
      [
        "kubectl logs call-router-0 -n voip --tail=2",
        `2025-06-18T12:41:50Z INFO drain: 14 active calls
2025-06-18T12:42:05Z INFO drain: 12 active calls
`,
      ],
    ],
    says: /78 minutes are left/,
  },
  {
    code: "pod-terminates-in-grace",
    name: "the time is over",
    question: "Why does call-router-0 stay Terminating? Delete it by force?",
    outputs: [
      [
        "kubectl get pod call-router-0 -n voip -o jsonpath='{.metadata.deletionTimestamp} {.spec.terminationGracePeriodSeconds}'",
        "2025-06-18T12:00:00Z 60\n",
      ],
      [
        "kubectl get pods -n voip",
        `NAME            READY   STATUS        RESTARTS   AGE
call-router-0   1/1     Terminating   0          8d
`,
      ],
      [
        "kubectl logs call-router-0 -n voip --tail=2",
        `2025-06-18T12:41:50Z INFO drain: 14 active calls
2025-06-18T12:42:05Z INFO drain: 14 active calls
`,
      ],
    ],
  },
];
