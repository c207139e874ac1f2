import type { Row } from "./cases.ts";

/** A log of lines that come again and again, `%` for the time, and its pod, which runs and is ready. */
const row = (name: string, question: string, lines: readonly string[], says?: RegExp): Row => {
  const pod = /\b[a-z][a-z-]{2,30}-(?:\d|[a-f0-9]{10}-[a-z0-9]{5})\b/.exec(question)![0];
  const all = Array.from({ length: 8 }, () => lines).flat();
  const stamped = all.map((line, index) => {
    const [minutes, seconds] = [Math.floor(index / 20) + 10, (index % 20) * 3].map((one) =>
      String(one).padStart(2, "0"),
    );
    return line.replaceAll("%", `2026-02-11T05:${minutes}:${seconds}Z`).replaceAll("#", String(index + 3));
  });
  return {
    code: "log-errors-ordinary",
    name,
    question,
    outputs: [
      [`kubectl logs ${pod} -n depot`, `${stamped.join("\n")}\n`],
      [
        "kubectl get pods -n depot",
        `NAME                                READY   STATUS    RESTARTS   AGE\n${pod}   1/1   Running   0   12d\n`,
      ],
    ],
    ...(says === undefined ? {} : { says }),
  };
};

export const ordinaryKinds: readonly Row[] = [
  row(
    "sign-ins of many people that were refused",
    "gate-6c5d4b7f8c-x2v9q in depot: hundreds of 'Bad credentials' ERRORs in the log. Is the user database gone?",
    ["% ERROR Auth : Bad credentials for user=a#@web.lan", "% INFO Auth : login ok", "% INFO Auth : login ok"],
    /different callers/,
  ),
  row(
    "one account that is refused over and over",
    "gate-6c5d4b7f8c-x2v9q in depot: 'Bad credentials' ERRORs in the log. Is something broken?",
    ["% ERROR Auth : Bad credentials for user=svc-sync", "% INFO Auth : login ok", "% INFO Auth : login ok"],
  ),
  row(
    "tokens that had run out",
    "gate-6c5d4b7f8c-x2v9q in depot logs 'jwt expired' errors every second. Is login broken?",
    [
      '{"level":"error","ts":"%","msg":"token rejected","err":"jwt expired"}',
      '{"level":"info","ts":"%","msg":"token issued"}',
      '{"level":"info","ts":"%","msg":"token issued"}',
    ],
    /had run out/,
  ),
  row(
    "callers that cancel",
    "quote-6c5d4b7f8c-x2v9q in depot logs 'rpc error: code = Canceled desc = context canceled'. Something broken?",
    [
      '{"level":"error","ts":"%","msg":"stream ended","error":"rpc error: code = Canceled desc = context canceled"}',
      '{"level":"info","ts":"%","msg":"quote served"}',
    ],
    /went away before/,
  ),
  row(
    "calls that take too long",
    "quote-6c5d4b7f8c-x2v9q in depot logs 'rpc error: code = DeadlineExceeded'. Something broken?",
    [
      '{"level":"error","ts":"%","msg":"price lookup","error":"rpc error: code = DeadlineExceeded desc = context deadline exceeded"}',
      '{"level":"info","ts":"%","msg":"quote served"}',
    ],
  ),
  row(
    "plain HTTP on the port of a broker",
    "kafka-1 in depot: WARN InvalidReceiveException in the log. Broken producer?",
    [
      "[%] WARN [SocketServer nodeId=1] Unexpected error from /10.0.3.9; closing connection\norg.apache.kafka.common.network.InvalidReceiveException: Invalid receive (size = 1195725856 larger than 104857600)\n\tat org.apache.kafka.common.network.NetworkReceive.readFrom(NetworkReceive.java:105)",
      "[%] INFO [LocalLog partition=orders-1] Rolled new log segment at offset # in 3 ms.",
    ],
    /another protocol/,
  ),
  row("brokers that leave and come back all the time", "kafka-1 in depot logs Shrinking ISR. Is the cluster ok?", [
    "[%] WARN [ReplicaFetcher replicaId=1, leaderId=0] Error in response for fetch request",
    "[%] INFO [Partition orders-1 broker=1] Shrinking ISR from 0,1,2 to 1,2",
    "[%] INFO [Partition orders-1 broker=1] Expanding ISR from 1,2 to 0,1,2",
    "[%] INFO [LocalLog partition=orders-1] Rolled new log segment at offset # in 3 ms.",
  ]),
  row(
    "conflicts of an operator",
    "tenants-6c5d4b7f8c-x2v9q (ns depot) logs Reconciler error 'the object has been modified'. Do we have to fix it?",
    [
      '{"level":"error","ts":"%","msg":"Reconciler error","error":"Operation cannot be fulfilled on tenants.acme.io: the object has been modified; please apply your changes to the latest version"}',
      '{"level":"info","ts":"%","msg":"Reconciled"}',
      '{"level":"info","ts":"%","msg":"Reconciled"}',
    ],
    /conflicts of versions/,
  ),
  row("an operator that may not read", "tenants-6c5d4b7f8c-x2v9q (ns depot) logs errors. Do we have to fix it?", [
    '{"level":"error","ts":"%","msg":"Reconciler error","error":"secrets is forbidden: User cannot list resource"}',
    '{"level":"info","ts":"%","msg":"Reconciled"}',
  ]),
  row(
    "waits of a client that throttles itself",
    "deployer-6c5d4b7f8c-x2v9q in depot says 'Waited for 1.19s due to client-side throttling' in its log. API server overloaded?",
    [
      "I0211 05:00:03.100000 1 request.go:729] Waited for 1.19s due to client-side throttling, not priority and fairness, request: GET:https://10.96.0.1:443/apis/apps/v1",
      "I0211 05:00:04.100000 1 sync.go:12] synced app",
    ],
    /waits and re-lists/,
  ),
  row(
    "deprecations",
    "search-0 (ns depot) is full of deprecation warnings. Should we be worried?",
    [
      "[%][WARN ][o.e.d.RestPutIndexTemplateAction] [search-0] Legacy index templates are deprecated",
      "[%][INFO ][o.e.c.m.MetadataCreateIndexService] [search-0] creating index",
    ],
    /deprecated or not configured/,
  ),
  row("deprecations, and a disk that is full", "search-0 (ns depot) is full of warnings in its log. Should we worry?", [
    "[%][WARN ][o.e.d.RestPutIndexTemplateAction] [search-0] Legacy index templates are deprecated",
    "[%][WARN ][o.e.c.r.a.DiskThresholdMonitor] [search-0] flood stage disk watermark exceeded, all indices on this node will be marked read-only",
  ]),
];
