import type { Row } from "./cases.ts";

/** What ends, restarts or is removed by plan. */
export const plannedRestarts: readonly Row[] = [
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
