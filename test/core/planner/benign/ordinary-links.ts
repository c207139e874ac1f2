import type { Row } from "./cases.ts";

/** Notes of groups, probes and runtimes. */
export const ordinaryLinks: readonly Row[] = [
  {
    code: "log-errors-ordinary",
    name: "the link of a Redis replica",
    question: 'redis replica sessions-1: "Connection with master lost". Data loss?',
    outputs: [
      [
        "kubectl logs sessions-1 -n cache",
        `2025-06-18T08:20:00Z 1:S * Connection with master lost.
2025-06-18T08:20:01Z 1:S * Caching the disconnected master state.
2025-06-18T08:20:02Z 1:S * Reconnecting to MASTER 10.1.1.4:6379
2025-06-18T08:20:03Z 1:S * MASTER <-> REPLICA sync started
2025-06-18T08:20:04Z 1:S * Non blocking connect for SYNC fired the event.
2025-06-18T08:20:05Z 1:S * Trying a partial resynchronization (request 9d8f:113).
2025-06-18T08:20:06Z 1:S * Successful partial resynchronization with master.
2025-06-18T08:20:07Z 1:S * MASTER <-> REPLICA sync: Master accepted a Partial Resynchronization.
`,
      ],
      [
        "kubectl get pods -n cache",
        `NAME   READY   STATUS   RESTARTS   AGE
sessions-0   1/1   Running   0   9d
sessions-1   1/1   Running   0   9d
`,
      ],
    ],
    says: /breaks of the replication link/,
  },
  {
    code: "log-errors-ordinary",
    name: "the link does not come back",
    question: 'redis replica sessions-1: "Connection with master lost". Data loss?',
    outputs: [
      [
        "kubectl logs sessions-1 -n cache",
        `2025-06-18T08:20:00Z 1:S * Connection with master lost.
2025-06-18T08:20:01Z 1:S * Caching the disconnected master state.
2025-06-18T08:20:02Z 1:S * Reconnecting to MASTER 10.1.1.4:6379
2025-06-18T08:20:03Z 1:S * MASTER <-> REPLICA sync started
2025-06-18T08:20:04Z 1:S # Error condition on socket for SYNC: Connection refused
2025-06-18T08:20:05Z 1:S * Connecting to MASTER 10.1.1.4:6379
2025-06-18T08:20:06Z 1:S * MASTER <-> REPLICA sync started
2025-06-18T08:20:07Z 1:S # Error condition on socket for SYNC: Connection refused
2025-06-18T08:20:08Z 1:S * Connecting to MASTER 10.1.1.4:6379
2025-06-18T08:20:09Z 1:S * MASTER <-> REPLICA sync started
2025-06-18T08:20:10Z 1:S # Error condition on socket for SYNC: Connection refused
2025-06-18T08:20:11Z 1:S * Connecting to MASTER 10.1.1.4:6379
2025-06-18T08:20:12Z 1:S * MASTER <-> REPLICA sync started
2025-06-18T08:20:13Z 1:S # Error condition on socket for SYNC: Connection refused
2025-06-18T08:20:14Z 1:S * Connecting to MASTER 10.1.1.4:6379
2025-06-18T08:20:15Z 1:S * MASTER <-> REPLICA sync started
2025-06-18T08:20:16Z 1:S # Error condition on socket for SYNC: Connection refused
`,
      ],
      [
        "kubectl get pods -n cache",
        `NAME   READY   STATUS   RESTARTS   AGE
sessions-0   1/1   Running   0   9d
sessions-1   1/1   Running   0   9d
`,
      ],
    ],
  },
  {
    code: "log-errors-ordinary",
    name: "the link of a PostgreSQL standby",
    question: "pg-1 (standby) logged FATAL could not receive data from WAL stream tonight. is replication broken?",
    outputs: [
      [
        "kubectl logs pg-1 -n db",
        `2025-06-18 08:20:00.018 UTC [31] FATAL:  could not receive data from WAL stream: server closed the connection unexpectedly
2025-06-18 08:20:20.018 UTC [44] FATAL:  could not connect to the primary server: connection to server at "pg-0" (10.1.1.3), port 5432 failed: Connection refused
2025-06-18 08:20:40.018 UTC [47] LOG:  started streaming WAL from primary at 0/5000000 on timeline 3
2025-06-18 08:21:00.018 UTC [12] LOG:  restartpoint complete: wrote 12 buffers
2025-06-18 08:21:20.018 UTC [12] LOG:  recovery restart point at 0/5001000
`,
      ],
      [
        "kubectl get pods -n db",
        `NAME   READY   STATUS   RESTARTS   AGE
pg-0   1/1   Running   0   9d
pg-1   1/1   Running   0   9d
`,
      ],
    ],
    says: /breaks of the replication link/,
  },
  {
    code: "log-errors-ordinary",
    name: "the segment is removed",
    question: "pg-1 (standby) logged FATAL could not receive data from WAL stream tonight. is replication broken?",
    outputs: [
      [
        "kubectl logs pg-1 -n db",
        `2025-06-18 08:20:00.018 UTC [31] FATAL:  could not receive data from WAL stream: server closed the connection unexpectedly
2025-06-18 08:20:20.018 UTC [44] FATAL:  could not connect to the primary server: connection to server at "pg-0" (10.1.1.3), port 5432 failed: Connection refused
2025-06-18 08:20:40.018 UTC [48] FATAL:  could not receive data from WAL stream: ERROR:  requested WAL segment 000000030000000000000005 has already been removed
2025-06-18 08:21:00.018 UTC [48] FATAL:  could not receive data from WAL stream: ERROR:  requested WAL segment 000000030000000000000005 has already been removed
2025-06-18 08:21:20.018 UTC [48] FATAL:  could not receive data from WAL stream: ERROR:  requested WAL segment 000000030000000000000005 has already been removed
2025-06-18 08:21:40.018 UTC [48] FATAL:  could not receive data from WAL stream: ERROR:  requested WAL segment 000000030000000000000005 has already been removed
2025-06-18 08:22:00.018 UTC [48] FATAL:  could not receive data from WAL stream: ERROR:  requested WAL segment 000000030000000000000005 has already been removed
`,
      ],
      [
        "kubectl get pods -n db",
        `NAME   READY   STATUS   RESTARTS   AGE
pg-0   1/1   Running   0   9d
pg-1   1/1   Running   0   9d
`,
      ],
    ],
  },
  {
    code: "log-errors-ordinary",
    name: "the link of a MySQL replica",
    question: "mysql-1: Lost connection to MySQL server during query, replica thread. Replication broken?",
    outputs: [
      [
        "kubectl logs mysql-1 -n db",
        `2025-06-18T08:20:00Z 0 [ERROR] [MY-010557] [Repl] Error reading packet from server for channel '': Lost connection to MySQL server during query
2025-06-18T08:20:20Z 0 [Warning] [MY-010897] [Repl] Storing MySQL user name...
2025-06-18T08:20:40Z 0 [System] [MY-014001] [Repl] Replica receiver thread for channel '': connected to source 'repl@mysql-0:3306' with server_uuid=1-2, server_id=1. Starting GTID-based replication.
`,
      ],
      [
        "kubectl get pods -n db",
        `NAME   READY   STATUS   RESTARTS   AGE
mysql-0   1/1   Running   0   9d
mysql-1   1/1   Running   0   9d
`,
      ],
    ],
    says: /breaks of the replication link/,
  },
  {
    code: "log-errors-ordinary",
    name: "a member of MongoDB",
    question: "mongo-1 says Heartbeat failed after max retries to mongo-0. Is the replica set broken?",
    outputs: [
      [
        "kubectl logs mongo-1 -n db",
        `{"t":{"$date":"2025-06-18T08:20:00.000+00:00"},"s":"I","c":"REPL","ctx":"x","msg":"Heartbeat failed after max retries","attr":{"target":"mongo-0:27017","error":{"code":6,"codeName":"HostUnreachable","errmsg":"Error connecting to mongo-0:27017"}}}
{"t":{"$date":"2025-06-18T08:20:05.000+00:00"},"s":"W","c":"REPL","ctx":"x","msg":"Member is now in state DOWN","attr":{"hostAndPort":"mongo-0:27017"}}
{"t":{"$date":"2025-06-18T08:20:30.000+00:00"},"s":"I","c":"REPL","ctx":"x","msg":"Member is now in state SECONDARY","attr":{"hostAndPort":"mongo-0:27017","newState":"SECONDARY"}}
`,
      ],
      [
        "kubectl get pods -n db",
        `NAME   READY   STATUS   RESTARTS   AGE
mongo-0   1/1   Running   0   9d
mongo-1   1/1   Running   0   9d
mongo-2   1/1   Running   0   9d
`,
      ],
    ],
    says: /breaks of the replication link/,
  },
  {
    code: "log-errors-ordinary",
    name: "plugins that were registered twice",
    question: 'trainer-0 prints "Unable to register cuDNN factory" errors. Is the GPU broken / unused?',
    outputs: [
      [
        "kubectl logs trainer-0 -n ml",
        `2025-06-18T08:20:00Z E external/local_xla/xla/stream_executor/cuda/cuda_dnn.cc:9261] Unable to register cuDNN factory: Attempting to register factory for plugin cuDNN when one has already been registered
2025-06-18T08:20:05Z E external/local_xla/xla/stream_executor/cuda/cuda_fft.cc:607] Unable to register cuFFT factory: Attempting to register factory for plugin cuFFT when one has already been registered
2025-06-18T08:20:10Z I tensorflow/core/common_runtime/gpu/gpu_device.cc:1929] Created device /job:localhost/replica:0/task:0/device:GPU:0 with 38234 MB memory:  -> device: 0, name: NVIDIA A100
2025-06-18T08:20:15Z I epoch 1 step 0 loss=0.900
2025-06-18T08:20:20Z I epoch 1 step 1 loss=0.899
2025-06-18T08:20:25Z I epoch 1 step 2 loss=0.898
2025-06-18T08:20:30Z I epoch 1 step 3 loss=0.897
2025-06-18T08:20:35Z I epoch 1 step 4 loss=0.896
2025-06-18T08:20:40Z I epoch 1 step 5 loss=0.895
2025-06-18T08:20:45Z I epoch 1 step 6 loss=0.894
2025-06-18T08:20:50Z I epoch 1 step 7 loss=0.893
`,
      ],
      [
        "kubectl get pod trainer-0 -n ml -o yaml",
        `apiVersion: v1
kind: Pod
metadata:
  name: trainer-0
  namespace: ml
spec:
  containers:
  - name: t
    resources:
      limits:
        nvidia.com/gpu: "1"
status:
  phase: Running
  conditions:
  - type: Ready
    status: "True"
  containerStatuses:
  - name: t
    ready: true
    restartCount: 0
    state:
      running:
        startedAt: "2025-06-18T08:30:07Z"
`,
      ],
    ],
    says: /registered twice/,
  },
  {
    code: "log-errors-ordinary",
    name: "the device is not used",
    question: 'trainer-0 prints "Unable to register cuDNN factory" errors. Is the GPU broken / unused?',
    outputs: [
      [
        "kubectl logs trainer-0 -n ml",
        `2025-06-18T08:20:00Z E external/local_xla/xla/stream_executor/cuda/cuda_dnn.cc:9261] Unable to register cuDNN factory: Attempting to register factory for plugin cuDNN when one has already been registered
2025-06-18T08:20:05Z E external/local_xla/xla/stream_executor/cuda/cuda_fft.cc:607] Unable to register cuFFT factory: Attempting to register factory for plugin cuFFT when one has already been registered
2025-06-18T08:20:10Z W tensorflow/core/common_runtime/gpu/gpu_device.cc:2251] Cannot dlopen some GPU libraries. Skipping registering GPU devices...
2025-06-18T08:20:15Z I epoch 1 step 1 loss=0.9 (CPU)
`,
      ],
      [
        "kubectl get pod trainer-0 -n ml -o yaml",
        `apiVersion: v1
kind: Pod
metadata:
  name: trainer-0
  namespace: ml
spec:
  containers:
  - name: t
    resources:
      limits:
        nvidia.com/gpu: "1"
status:
  phase: Running
  conditions:
  - type: Ready
    status: "True"
  containerStatuses:
  - name: t
    ready: true
    restartCount: 0
    state:
      running:
        startedAt: "2025-06-18T08:30:07Z"
`,
      ],
    ],
  },
];
