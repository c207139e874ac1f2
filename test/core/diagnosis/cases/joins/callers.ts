import type { Case } from "../../case.ts";

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const pods: Case["outputs"][number] = [
  "get pods -n rail",
  rows(
    "NAME                       READY   STATUS    RESTARTS   AGE",
    "door-5f6c9d7b48-hx2lp      1/1     Running   0          6d",
    "fares-7c8d5b9f66-q4tzn     0/1     Running   0          12m",
  ),
];

const allReady: Case["outputs"][number] = [
  "get pods -n rail",
  rows(
    "NAME                       READY   STATUS    RESTARTS   AGE",
    "door-5f6c9d7b48-hx2lp      1/1     Running   0          6d",
    "fares-7c8d5b9f66-q4tzn     1/1     Running   0          6d",
    "postgres-0                 1/1     Running   0          6d",
  ),
];

const deployments: Case["outputs"][number] = [
  "get deployments -n rail",
  rows(
    "NAME    READY   UP-TO-DATE   AVAILABLE   AGE",
    "door    1/1     1            1           6d",
    "fares   0/1     1            0           6d",
  ),
];

const described = (type: string, said: string): Case["outputs"][number] => [
  "describe pod fares-7c8d5b9f66-q4tzn -n rail",
  rows(
    "Name:             fares-7c8d5b9f66-q4tzn",
    "Namespace:        rail",
    "Labels:           app=fares",
    "Status:           Running",
    "Controlled By:    ReplicaSet/fares-7c8d5b9f66",
    "Events:",
    "  Type     Reason     Age                  From     Message",
    "  ----     ------     ----                 ----     -------",
    `  ${type}  Unhealthy  3s (x140 over 12m)   kubelet  ${said}`,
  ),
];

const callerLog: Case["outputs"][number] = [
  "logs deploy/door -n rail --tail=40",
  rows(
    '2026-03-02T10:00:01Z ERROR calling http://fares:8080/quote: 503 Server Error for HTTP POST "/quote"',
    "2026-03-02T10:00:04Z ERROR calling http://fares:8080/quote: dial tcp 10.96.3.9:8080: connect: connection refused",
    '2026-03-02T10:00:09Z ERROR calling http://fares:8080/quote: 503 Server Error for HTTP POST "/quote"',
  ),
];

const poolLog: Case["outputs"][number] = [
  "logs deploy/fares -n rail --tail=80",
  [10, 13, 16, 19, 22, 25]
    .map(
      (second) =>
        `java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 5003ms (total=2, active=2, idle=0, waiting=37)
2026-03-02 10:00:${second}.100  WARN 1 --- [nio-8080-exec-4] rail.RequestLog : POST /quote status=500 took 5${second} ms
2026-03-02 10:00:${second}.900  INFO 1 --- [nio-8080-exec-4] rail.RequestLog : GET /fares status=200 took 3${second}0 ms
`,
    )
    .join(""),
];

const storeLog: Case["outputs"][number] = [
  "logs postgres-0 -n rail --tail=20",
  rows(
    "2026-03-02 10:00:10.120 UTC [88] ERROR:  canceling statement due to user request",
    "2026-03-02 10:00:40.120 UTC [91] LOG:  checkpoint complete: wrote 12 buffers (0.1%)",
  ),
];

const callerOfSlow: Case["outputs"][number] = [
  "logs deploy/door -n rail --tail=40",
  [10, 13, 16, 19, 22, 25]
    .map(
      (second) =>
        `{"level":"error","ts":"2026-03-02T10:00:${second}.846Z","msg":"quote failed","status":500,"error":"fares responded 500 Internal Server Error"}
{"level":"info","ts":"2026-03-02T10:00:${second}.990Z","msg":"request","method":"POST","path":"/orders","status":500,"duration_ms":5${second}0}
`,
    )
    .join(""),
];

const bareAddress: Case["outputs"][number] = [
  "logs fares-7c8d5b9f66-q4tzn -n rail --tail=40",
  [10, 13, 16, 19]
    .map(
      (second) =>
        `{"level":"error","ts":"2026-03-02T10:00:${second}Z","msg":"ping failed","error":"dial tcp 10.96.234.42:27017: connect: connection refused"}
`,
    )
    .join(""),
];

const stores: Case["outputs"][number] = [
  "get endpoints -n rail",
  rows(
    "NAME            ENDPOINTS           AGE",
    "mongodb-fares   <none>              6d",
    "mongodb-trips   10.244.1.7:27017    6d",
  ),
];

/** What a caller writes of another workload comes from that one, and never brings about what is wrong with it. */
export const callers: readonly Case[] = [
  {
    name: "a probe that fails behind the errors of whoever calls",
    outputs: [
      pods,
      deployments,
      described("Warning", "Readiness probe failed: HTTP probe failed with statuscode: 404"),
      callerLog,
    ],
    roots: ["readiness-probe-failing"],
    symptoms: ["deployment-unavailable"],
    says: /^Pod rail\/fares-7c8d5b9f66-q4tzn fails its readiness probe/,
  },
  {
    name: "near miss: the caller's own errors, and nothing that is known of what it calls",
    outputs: [callerLog],
    roots: ["gateway-failing"],
  },
  {
    name: "a pool of connections that is too small, behind a caller that gets errors and a store that gives up a statement",
    outputs: [allReady, poolLog, storeLog, callerOfSlow],
    roots: ["too-many-connections"],
    notes: ["gateway-failing"],
    says: /there is no free database connection left/,
  },
  {
    name: "a bare address at the port of MongoDB, and the store that is named after its client has no endpoints",
    outputs: [pods, stores, bareAddress],
    roots: ["service-without-endpoints"],
    symptoms: ["dependency-unreachable"],
    says: /^Service rail\/mongodb-fares has no endpoints/,
  },
];
