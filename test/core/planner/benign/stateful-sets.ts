import type { Row } from "./cases.ts";

export const statefulSets: readonly Row[] = [
  {
    code: "stateful-set-partitioned",
    name: "a partition, in describe",
    question:
      "cassandra-2 got the new image, cassandra-0 and -1 not. rollout status says nothing. is the update stuck?",
    outputs: [
      [
        "kubectl describe sts cassandra -n data",
        `Name:               cassandra
Namespace:          data
CreationTimestamp:  Mon, 03 Mar 2025 10:00:00 +0100
Selector:           app=cassandra
Labels:             app=cassandra
Annotations:        data.ops/rollout: stage 1, promote after compaction check
Replicas:           3 desired | 3 total
Update Strategy:    RollingUpdate
  Partition:        2
Pods Status:        3 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=cassandra
  Containers:
   cassandra:
    Image:        cassandra:4.1.7
Events:  <none>
`,
      ],
      [
        "kubectl get pods -n data -l app=cassandra -L controller-revision-hash",
        `NAME          READY   STATUS    RESTARTS   AGE    CONTROLLER-REVISION-HASH
cassandra-0   1/1     Running   0          88d    cassandra-5d8f7c6b9
cassandra-1   1/1     Running   0          88d    cassandra-5d8f7c6b9
cassandra-2   1/1     Running   0          3h     cassandra-7f9b8d6c5
`,
      ],
    ],
    says: /partition 2 on purpose.*stage 1, promote/,
  },
  {
    code: "stateful-set-partitioned",
    name: "a partition, in jsonpath",
    question: "sts redis: only redis-5 runs 7.4, the rest 7.2. did the update get stuck?",
    outputs: [
      [
        "kubectl get sts redis -n cache -o jsonpath='{.spec.updateStrategy}'",
        `{"rollingUpdate":{"partition":5},"type":"RollingUpdate"}
`,
      ],
      [
        "kubectl get sts redis -n cache",
        `NAME    READY   AGE
redis   6/6     200d
`,
      ],
    ],
    says: /partition 5 on purpose/,
  },
  {
    code: "stateful-set-partitioned",
    name: "the updated pod crashes",
    question: "cassandra-2 got the new image, cassandra-0 and -1 not. is the update stuck?",
    outputs: [
      [
        "kubectl get sts cassandra -n data -o jsonpath='{.spec.updateStrategy}'",
        `{"rollingUpdate":{"partition":2},"type":"RollingUpdate"}
`,
      ],
      [
        "kubectl get pods -n data -l app=cassandra",
        `NAME          READY   STATUS             RESTARTS       AGE
cassandra-0   1/1     Running            0              88d
cassandra-1   1/1     Running            0              88d
cassandra-2   0/1     CrashLoopBackOff   14 (3m ago)    50m
`,
      ],
      [
        "kubectl logs cassandra-2 -n data --previous",
        `ERROR [main] 2026-01-05 08:01:11,101 CassandraDaemon.java:900 - Cannot start node if snitch's data center (dc2) differs from previous data center (dc1).
`,
      ],
    ],
  },
  {
    code: "stateful-set-partitioned",
    name: "players get errors since",
    question:
      "sts game: players get kicked with errors since pods 4 and 5 run the new image. why does the update not continue?",
    outputs: [
      [
        "kubectl get sts game -n realm -o yaml",
        `apiVersion: apps/v1
kind: StatefulSet
metadata:
  annotations:
    realm/canary: partition=4 until Friday
  name: game
  namespace: realm
spec:
  replicas: 6
  updateStrategy:
    rollingUpdate:
      partition: 4
    type: RollingUpdate
status:
  readyReplicas: 6
  replicas: 6
  updatedReplicas: 2
`,
      ],
      [
        "kubectl logs game-5 -n realm --tail=4",
        `2026-01-08T10:00:00Z ERROR session dropped: protocol version 9 not supported by lobby
2026-01-08T10:00:10Z ERROR session dropped: protocol version 9 not supported by lobby
2026-01-08T10:00:20Z ERROR session dropped: protocol version 9 not supported by lobby
`,
      ],
    ],
  },
  {
    code: "stateful-set-updates-on-delete",
    name: "a note says that people do it",
    question: "sts vault: pods still run 1.17 although the image in the sts is 1.18 since a week. update stuck?",
    outputs: [
      [
        "kubectl get sts vault -n sec -o yaml",
        `apiVersion: apps/v1
kind: StatefulSet
metadata:
  annotations:
    sec.ops/upgrade: manual, one pod at a time in the Sunday maintenance window
  name: vault
  namespace: sec
spec:
  replicas: 3
  updateStrategy:
    type: OnDelete
status:
  currentReplicas: 3
  readyReplicas: 3
  replicas: 3
  availableReplicas: 3
`,
      ],
      [
        "kubectl get pods -n sec",
        `NAME      READY   STATUS    RESTARTS   AGE
vault-0   1/1     Running   0          60d
vault-1   1/1     Running   0          60d
vault-2   1/1     Running   0          60d
`,
      ],
    ],
    says: /OnDelete on purpose.*Sunday maintenance window/,
  },
  {
    code: "stateful-set-updates-on-delete",
    name: "one of the pods is not ready",
    question: "sts vault: pods still run 1.17 although the image in the sts is 1.18 since a week. update stuck?",
    outputs: [
      [
        "kubectl get sts vault -n sec -o yaml",
        `apiVersion: apps/v1
kind: StatefulSet
metadata:
  annotations:
    sec.ops/upgrade: manual, one pod at a time in the Sunday maintenance window
  name: vault
  namespace: sec
spec:
  replicas: 3
  updateStrategy:
    type: OnDelete
status:
  currentReplicas: 3
  readyReplicas: 2
  replicas: 3
`,
      ],
      [
        "kubectl get pods -n sec",
        `NAME      READY   STATUS    RESTARTS   AGE
vault-0   1/1     Running   0          60d
vault-1   1/1     Running   0          60d
vault-2   0/1     Running   0          20m
`,
      ],
    ],
  },
  {
    code: "stateful-set-rolls-one-by-one",
    name: "the next one is seconds old",
    question: "rollout of kafka sts takes forever, stuck at 2 of 3?",
    outputs: [
      [
        "kubectl rollout status sts/kafka -n stream --timeout=3s",
        `Waiting for 1 pods to be ready...
`,
      ],
      [
        "kubectl get pods -n stream",
        `NAME      READY   STATUS    RESTARTS   AGE
kafka-0   1/1     Running   0          30d
kafka-1   0/1     Running   0          25s
kafka-2   1/1     Running   0          2m
`,
      ],
    ],
    says: /kafka-2 is new and ready, kafka-1 is starting since 25s, kafka-0 will follow/,
  },
  {
    code: "stateful-set-rolls-one-by-one",
    name: "the next one has crashed",
    question: "rollout of kafka sts takes forever, stuck at 2 of 3?",
    outputs: [
      [
        "kubectl get pods -n stream",
        `NAME      READY   STATUS             RESTARTS      AGE
kafka-0   1/1     Running            0             30d
kafka-1   0/1     CrashLoopBackOff   3 (10s ago)   90s
kafka-2   1/1     Running            0             4m
`,
      ],
    ],
  },
  {
    code: "stateful-set-starts-in-order",
    name: "the next one starts since seconds",
    question: "only 2 of 5 elasticsearch pods exist. why doesn't it create the others? scaled up a minute ago",
    outputs: [
      [
        "kubectl get sts elastic -n logs",
        `NAME      READY   AGE
elastic   2/5     2m40s
`,
      ],
      [
        "kubectl get pods -n logs",
        `NAME        READY   STATUS            RESTARTS   AGE
elastic-0   1/1     Running           0          2m40s
elastic-1   1/1     Running           0          85s
elastic-2   0/1     PodInitializing   0          20s
`,
      ],
    ],
    says: /2 of 5 are ready, elastic-2/,
  },
  {
    code: "stateful-set-starts-in-order",
    name: "the next one is pending for an hour",
    question: "only 2 of 5 elasticsearch pods exist. why doesn't it create the others?",
    outputs: [
      [
        "kubectl get sts elastic -n logs",
        `NAME      READY   AGE
elastic   2/5     62m
`,
      ],
      [
        "kubectl get pods -n logs",
        `NAME        READY   STATUS    RESTARTS   AGE
elastic-0   1/1     Running   0          62m
elastic-1   1/1     Running   0          61m
elastic-2   0/1     Pending   0          59m
`,
      ],
    ],
  },
];
