import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "errors-of-a-switchover";
const question = 'Why could orders not connect to the database tonight? "FATAL: the database system is shutting down"';

const cluster = (ready: number, status: string): Output => [
  "kubectl get cluster,pods -n buy",
  `NAME                                  AGE   INSTANCES   READY   STATUS                     PRIMARY
cluster.postgresql.cnpg.io/buy-pg     80d   2           ${ready}       ${status.padEnd(26)} buy-pg-2

NAME                          READY   STATUS    RESTARTS   AGE
pod/buy-pg-1                  1/1     Running   0          3h
pod/buy-pg-2                  1/1     Running   0          3h
pod/orders-7c9d4b8f6d-x2k4q   1/1     Running   0          9d
`,
];
const events: Output = [
  "kubectl get events -n buy",
  `LAST SEEN   TYPE     REASON          OBJECT           MESSAGE
180m        Normal   SwitchingOver   cluster/buy-pg   Switching over from buy-pg-1 to buy-pg-2
`,
];
const instance = (...more: readonly string[]): Output => [
  "kubectl logs -n buy buy-pg-2",
  [
    '"error_severity":"LOG","message":"replication terminated by primary server"',
    '"error_severity":"FATAL","message":"could not connect to the primary server: connection refused"',
    '"error_severity":"LOG","message":"received promote request"',
    '"error_severity":"LOG","message":"database system is ready to accept connections"',
    ...more.map((one) => `"error_severity":"FATAL","message":"${one}"`),
  ]
    .map(
      (one, at) =>
        `{"level":"info","ts":"2026-03-04T02:00:0${at}Z","logger":"postgres","msg":"record","record":{"log_time":"2026-03-04 02:00:0${at} UTC",${one}}}\n`,
    )
    .join(""),
];
const good = (second: number) => `2026-03-04T02:0${second}:00Z INFO order ${4000 + second} stored`;
const failed = (second: number) =>
  `2026-03-04T02:0${second}:10Z ERROR order not stored: connection to buy-pg-rw port 5432 failed: FATAL:  the database system is shutting down`;
const client = (...lines: readonly string[]): Output => [
  "kubectl logs -n buy orders-7c9d4b8f6d-x2k4q",
  `${lines.join("\n")}\n`,
];
const healthy = cluster(2, "Cluster in healthy state");
const since = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(good);
const passed = client(good(0), failed(0), ...since, ...since);

export const switchovers: readonly Row[] = [
  {
    code,
    name: "the client goes on since",
    question,
    outputs: [healthy, events, instance(), passed],
    says: /those of the seconds of a switchover of buy-pg \(Switching over .*180 minutes ago\), which is over/,
  },
  {
    code,
    name: "the client goes on failing",
    question,
    outputs: [healthy, events, instance(), client(good(0), failed(0), good(1), failed(2), failed(3), failed(4))],
  },
  {
    code,
    name: "an instance is not ready",
    question,
    outputs: [cluster(1, "Waiting for the instances to become active"), events, instance(), passed],
  },
  {
    code,
    name: "the new primary has no space",
    question,
    outputs: [healthy, events, instance("could not write to file: No space left on device"), passed],
  },
  {
    code,
    name: "the new primary logs errors of another kind",
    question,
    outputs: [healthy, events, instance("could not load library /usr/lib/pg_stat.so"), passed],
  },
];
