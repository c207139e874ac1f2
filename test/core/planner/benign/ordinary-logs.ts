import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "log-errors-ordinary";

/** Lines a few seconds apart, from a time of day on; `%` stands for it. */
const at = (from: string, step: number, lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => {
    const [hours, minutes, seconds] = from.split(":").map(Number);
    const sum = hours! * 3600 + minutes! * 60 + seconds! + index * step;
    const part = (value: number) => String(value).padStart(2, "0");
    return line.replace(
      "%",
      `2026-02-11T${part(Math.floor(sum / 3600))}:${part(Math.floor(sum / 60) % 60)}:${part(sum % 60)}Z`,
    );
  });

const times = (count: number, ...lines: readonly string[]): readonly string[] =>
  Array.from({ length: count }, () => lines).flat();

const log = (pod: string, namespace: string, lines: readonly string[]): Output => [
  `kubectl logs ${pod} -n ${namespace}`,
  `${lines.join("\n")}\n`,
];
const pods = (namespace: string, ...rows: readonly string[]): Output => [
  `kubectl get pods -n ${namespace}`,
  `NAME READY STATUS RESTARTS AGE\n${rows.join("\n")}\n`.replaceAll(/ +/g, "   "),
];

const till = "till-6c5d4b7f8c-x2v9q";
const tillPods = pods("shop", `${till} 1/1 Running 0 6d`);
const paid = "% INFO  c.a.PaymentService : payment captured amount=12.90";
const declined =
  "% ERROR c.a.PaymentService : payment rejected by issuer: INSUFFICIENT_FUNDS (card declined) status=402";
const providerDown = "% ERROR c.a.PaymentService : payment failed: java.net.SocketTimeoutException: timeout";

const sales: readonly Row[] = [
  {
    code,
    name: "an alert that counts lines, in parentheses",
    question: `Error share of ${till} above 8% (alert on logs: count of level=error in shop). What broke tonight?`,
    outputs: [log(till, "shop", at("00:05:00", 20, times(6, paid, paid, paid, paid, declined))), tillPods],
    says: /6 alarming lines .* are harmless: 6 × refusals of a customer's card/,
  },
  {
    code,
    name: "an alert that counts lines, of a provider that is down",
    question: `Error share of ${till} above 8% (alert on logs: count of level=error in shop). What broke tonight?`,
    outputs: [log(till, "shop", at("00:05:00", 20, times(6, paid, paid, paid, paid, providerDown))), tillPods],
  },
  {
    code,
    name: "declined cards beside many that are paid",
    question: "Alert ErrorLogRateHigh for till in shop: is the bank's API down?",
    outputs: [log(till, "shop", at("08:00:00", 3, times(12, paid, paid, declined, paid))), tillPods],
    says: /12 × refusals of a customer's card.*36 × .*payment captured/,
  },
  {
    code,
    name: "declined cards, and timeouts of the provider at the end",
    question: "Alert ErrorLogRateHigh for till in shop: is the bank's API down?",
    outputs: [
      log(till, "shop", [
        ...at("08:00:00", 3, times(12, paid, paid, declined, paid)),
        ...at("08:03:00", 3, times(6, paid, providerDown)),
      ]),
      tillPods,
    ],
  },
  {
    code,
    name: "since a moment all cards are declined",
    question: "Alert ErrorLogRateHigh for till in shop: is the bank's API down?",
    outputs: [
      log(till, "shop", [
        ...at("08:00:00", 3, times(20, paid, paid, declined, paid)),
        ...at("08:05:00", 3, times(40, declined)),
      ]),
      tillPods,
    ],
  },
  {
    code,
    name: "declines that are many times of what they were, and still fewer than what is paid",
    question: "Alert ErrorLogRateHigh for till in shop: is the bank's API down?",
    outputs: [
      log(till, "shop", [...at("08:00:00", 3, times(60, paid)), ...at("08:05:00", 3, times(12, declined, paid))]),
      tillPods,
    ],
  },
  {
    code,
    name: "only what was grepped for, and nowhere what goes well",
    question: "till in shop: 'card declined' errors all over its log. Is it broken?",
    outputs: [
      [`kubectl logs ${till} -n shop | grep ERROR`, `${at("08:00:00", 3, times(5, declined)).join("\n")}\n`],
      tillPods,
    ],
  },
  {
    code,
    name: "a path that was there before the release",
    question: "till in shop: 404 errors in its log, ok or not?",
    outputs: [
      log(till, "shop", [
        ...at("08:00:00", 3, times(8, '% INFO "GET /v1/items HTTP/1.1" 200 1')),
        ...at("08:05:00", 3, times(6, '% WARN "GET /v1/items HTTP/1.1" 404 1', ...times(2, paid))),
      ]),
      tillPods,
    ],
  },
  {
    code,
    name: "declined cards, and a pod that restarts",
    question: "Alert ErrorLogRateHigh for till in shop: is something broken?",
    outputs: [
      log(till, "shop", at("08:00:00", 3, times(12, paid, paid, declined, paid))),
      pods("shop", `${till} 0/1 CrashLoopBackOff 14 6d`),
    ],
  },
  {
    code,
    name: "requests that were not valid, of callers",
    question: "till in shop logs MethodArgumentNotValidException all day. Is it broken?",
    outputs: [
      log(
        till,
        "shop",
        at(
          "09:00:00",
          5,
          times(
            8,
            "% INFO  c.a.Orders : order created id=1",
            "% WARN  o.s.w.s.m.s.DefaultHandlerExceptionResolver : Resolved [org.springframework.web.bind.MethodArgumentNotValidException: Validation failed for argument [0]]",
            "% INFO  c.a.Orders : order created id=2",
          ),
        ),
      ),
      tillPods,
    ],
    says: /8 × requests of callers that were not valid/,
  },
  {
    code,
    name: "a call of its own is refused with 401",
    question: "till in shop logs errors all day. Is it broken?",
    outputs: [
      log(
        till,
        "shop",
        at(
          "09:00:00",
          5,
          times(
            8,
            "% INFO  c.a.Orders : order created id=1",
            "% ERROR c.a.Stock : call to stock-api failed: Request failed with status code 401",
            "% INFO  c.a.Orders : order created id=2",
          ),
        ),
      ),
      tillPods,
    ],
  },
];

const pg = "ledger-pg-0";
const pgPods = pods("ledger", `${pg} 1/1 Running 0 44d`);
const checkpoint = "% UTC [27] LOG:  checkpoint complete: wrote 1140 buffers (7.0%); 0 WAL file(s) added";
const databases: readonly Row[] = [
  {
    code,
    name: "statements that were cancelled, sessions that were ended and clients that went away",
    question: "ledger-pg-0 (ns ledger) has ERROR and FATAL lines in its log, is the database corrupt?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          "% UTC [33] FATAL:  the database system is starting up",
          "% UTC [1] LOG:  database system is ready to accept connections",
          ...times(4, checkpoint),
          "% UTC [211] ERROR:  canceling statement due to user request",
          "% UTC [211] STATEMENT:  select * from entries",
          ...times(4, checkpoint),
          "% UTC [300] FATAL:  terminating connection due to administrator command",
          "% UTC [301] LOG:  could not receive data from client: Connection reset by peer",
          ...times(3, checkpoint),
        ]),
      ),
      pgPods,
    ],
    says: /cancelled itself.*ended/,
  },
  {
    code,
    name: "a page that cannot be read among them",
    question: "ledger-pg-0 (ns ledger) has ERROR and FATAL lines in its log, is the database corrupt?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          "% UTC [1] LOG:  database system is ready to accept connections",
          ...times(4, checkpoint),
          "% UTC [211] ERROR:  canceling statement due to user request",
          ...times(2, checkpoint),
          "% UTC [300] ERROR:  invalid page in block 4711 of relation base/16384/24601",
        ]),
      ),
      pgPods,
    ],
  },
  {
    code,
    name: "transactions that met another one and were tried again",
    question: "There are serialization ERROR lines in the log of ledger-pg-0 (ns ledger). Do we have to act?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          ...times(6, checkpoint),
          ...times(2, "% UTC [99] ERROR:  could not serialize access due to concurrent update", checkpoint),
        ]),
      ),
      pgPods,
    ],
    says: /transactions that met another one \(could not serialize access\)/,
  },
  {
    code,
    name: "transactions that nobody tries again",
    question: "There are serialization ERROR lines in the log of ledger-pg-0 (ns ledger). Do we have to act?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          ...times(6, checkpoint),
          ...times(
            2,
            "% UTC [99] ERROR:  could not serialize access due to concurrent update, giving up after 5 retries",
            checkpoint,
          ),
        ]),
      ),
      pgPods,
    ],
  },
  {
    code,
    name: "a key that is given out by a counter which fell behind",
    question: "duplicate key errors in the log of ledger-pg-0 (ns ledger), is that ok?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          ...times(2, checkpoint),
          ...[41, 42, 43, 44, 45].flatMap((id) => [
            '% UTC [211] ERROR:  duplicate key value violates unique constraint "entries_pkey"',
            `% UTC [211] DETAIL:  Key (id)=(${id}) already exists.`,
          ]),
        ]),
      ),
      pgPods,
    ],
  },
  {
    code,
    name: "slots that are used up",
    question: "FATAL lines in the log of ledger-pg-0 (ns ledger). Do we have to act?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          ...times(3, checkpoint),
          ...times(3, "% UTC [99] FATAL:  sorry, too many clients already", checkpoint),
        ]),
      ),
      pgPods,
    ],
  },
  {
    code,
    name: "job that met a deadlock and was retried",
    question: "billing-run-9k2lp in ledger logged 'deadlock detected'. Did the run fail?",
    outputs: [
      log(
        "billing-run-9k2lp",
        "ledger",
        at("04:00:00", 5, [
          "% INFO batch 1 committed rows=500",
          "% INFO batch 2 committed rows=500",
          "% ERROR batch 3 failed: psycopg2.errors.DeadlockDetected: deadlock detected, retrying (attempt 1)",
          "% INFO batch 3 retry succeeded rows=500",
          "% INFO batch 4 committed rows=500",
          "% INFO all batches done",
        ]),
      ),
      pods("ledger", "billing-run-9k2lp 0/1 Completed 0 2h"),
    ],
    says: /done again with success/,
  },
];

const knocks: readonly Row[] = [
  {
    code,
    name: "TLS handshakes of a load balancer's health check",
    question: "edge-7d9f in edge floods its log with 'TLS handshake error ... EOF'. Which client is broken?",
    outputs: [
      log(
        "edge-7d9f8c6b5-hh2kp",
        "edge",
        at(
          "10:00:00",
          5,
          times(
            10,
            "% http: TLS handshake error from 10.0.4.7:41212: EOF",
            "% http: TLS handshake error from 10.0.5.9:51713: EOF",
            "% level=info msg=served path=/v1/quotes status=200",
          ),
        ),
      ),
      pods("edge", "edge-7d9f8c6b5-hh2kp 1/1 Running 0 3d"),
    ],
    says: /20 × connections that open the port/,
  },
  {
    code,
    name: "clients that do not trust the certificate",
    question: "edge-7d9f in edge floods its log with 'TLS handshake error'. Is it broken?",
    outputs: [
      log(
        "edge-7d9f8c6b5-hh2kp",
        "edge",
        at(
          "10:00:00",
          5,
          times(
            10,
            "% http: TLS handshake error from 10.0.4.7:41212: remote error: tls: bad certificate",
            "% level=info msg=served path=/v1/quotes status=200",
          ),
        ),
      ),
      pods("edge", "edge-7d9f8c6b5-hh2kp 1/1 Running 0 3d"),
    ],
  },
  {
    code,
    name: "scanners of the internet",
    question: "Lots of 404 errors in the log of edge-7d9f8c6b5-hh2kp (edge). Are we hacked or is the site down?",
    outputs: [
      log(
        "edge-7d9f8c6b5-hh2kp",
        "edge",
        at(
          "10:00:00",
          5,
          times(
            10,
            '% [error] open() "/usr/share/nginx/html/wp-login.php" failed (2: No such file or directory), client: 193.32.1.9',
            '% 81.2.3.4 "GET /catalog HTTP/1.1" 200 5123',
            '% 81.2.3.5 "GET /.env HTTP/1.1" 404 153',
            '% 81.2.3.6 "GET / HTTP/1.1" 200 900',
          ),
        ),
      ),
      pods("edge", "edge-7d9f8c6b5-hh2kp 1/1 Running 0 3d"),
    ],
    says: /scanners/,
  },
  {
    code,
    name: "broker whose load balancer knocks and goes, and a queue that runs full",
    question: "mq-0 in mq logs 'closed unexpectedly before handshake' all the time, is it broken?",
    outputs: [
      log("mq-0", "mq", [
        ...at(
          "10:00:00",
          5,
          times(
            9,
            "% [info] <0.1.0> accepting AMQP connection 10.0.0.5:4444 -> 10.1.1.1:5672",
            "% [error] <0.1.0> closing AMQP connection <0.1.0> (10.0.0.5:4444 -> 10.1.1.1:5672): connection closed unexpectedly before handshake",
          ),
        ),
        ...at("10:05:00", 5, times(2, "% [error] <0.9.0> disk resource limit alarm set, publishers blocked")),
      ]),
      pods("mq", "mq-0 1/1 Running 0 3d"),
    ],
  },
];

const starts: readonly Row[] = [
  {
    code,
    name: "the database was not up yet",
    question: "Stack traces with ECONNREFUSED in the log of notes-6b7c9d8f4-2xk9p (notes) since the restart, serious?",
    outputs: [
      log("notes-6b7c9d8f4-2xk9p", "notes", [
        ...at("05:00:00", 2, [
          "% [Nest] 1 LOG [NestFactory] Starting Nest application...",
          "% [Nest] 1 ERROR [TypeOrmModule] Unable to connect to the database. Retrying (1)...",
        ]),
        "Error: connect ECONNREFUSED 10.96.3.4:5432",
        "    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)",
        ...at("05:00:08", 2, [
          "% [Nest] 1 LOG [InstanceLoader] TypeOrmCoreModule dependencies initialized",
          "% [Nest] 1 LOG [NestApplication] Nest application successfully started",
          "% [Nest] 1 LOG [Http] GET /notes 200 12ms",
        ]),
      ]),
      pods("notes", "notes-6b7c9d8f4-2xk9p 1/1 Running 0 3h"),
    ],
    says: /start-up.*successfully started/,
  },
  {
    code,
    name: "the database went away after the start",
    question: "Stack traces with ECONNREFUSED in the log of notes-6b7c9d8f4-2xk9p (notes) since the restart, serious?",
    outputs: [
      log("notes-6b7c9d8f4-2xk9p", "notes", [
        ...at("05:00:00", 2, [
          "% [Nest] 1 LOG [NestApplication] Nest application successfully started",
          "% [Nest] 1 LOG [Http] GET /notes 200 12ms",
          "% [Nest] 1 ERROR [ExceptionsHandler] connect ECONNREFUSED 10.96.3.4:5432",
          "% [Nest] 1 ERROR [ExceptionsHandler] connect ECONNREFUSED 10.96.3.4:5432",
        ]),
      ]),
      pods("notes", "notes-6b7c9d8f4-2xk9p 1/1 Running 0 3h"),
    ],
  },
];

const worker = "ocr-5f6d7c8b9-mm4tq";
const gpuLines = at("07:00:00", 2, [
  "% E external/local_xla/xla/stream_executor/cuda/cuda_driver.cc:152] failed call to cuInit: INTERNAL: CUDA error: Failed call to cuInit: UNKNOWN ERROR (303)",
  "% W tensorflow/compiler/tf2tensorrt/utils/py_utils.cc:38] TF-TRT Warning: Could not find TensorRT",
  ...times(6, "% INFO ocr page done ms=312"),
]);
const asides: readonly Row[] = [
  {
    code,
    name: "TensorFlow without a GPU, which nobody asked for",
    question: "ocr-5f6d7c8b9-mm4tq (docs) logs errors at start: failed call to cuInit. Is it broken?",
    outputs: [log(worker, "docs", gpuLines), pods("docs", `${worker} 1/1 Running 0 3h`)],
    says: /use the CPU/,
  },
  {
    code,
    name: "TensorFlow without the GPU that its pod has asked for",
    question: "ocr-5f6d7c8b9-mm4tq (docs) logs errors at start: failed call to cuInit. Is it broken?",
    outputs: [
      log(worker, "docs", gpuLines),
      pods("docs", `${worker} 1/1 Running 0 3h`),
      [
        `kubectl get pod ${worker} -n docs -o jsonpath='{.spec.containers[0].resources}'`,
        '{"limits":{"nvidia.com/gpu":"1"}}',
      ],
    ],
  },
  {
    code,
    name: "traces that are not exported, and work that goes on",
    question: "ocr-5f6d7c8b9-mm4tq (docs) writes an error every ten seconds into its log. Do documents get lost?",
    outputs: [
      log(
        worker,
        "docs",
        at(
          "07:00:00",
          2,
          times(
            6,
            "% INFO ocr page done ms=312",
            "% ERROR opentelemetry.exporter.otlp: Failed to export traces to otel-collector:4317, error code: StatusCode.UNAVAILABLE",
            "% INFO ocr page done ms=290",
          ),
        ),
      ),
      pods("docs", `${worker} 1/1 Running 0 3h`),
    ],
    says: /observation of the service and not its work/,
  },
  {
    code,
    name: "traces that are not exported, and traces are what is missed",
    question: "ocr-5f6d7c8b9-mm4tq (docs) logs errors and no traces of it arrive in Tempo. Is it broken?",
    outputs: [
      log(
        worker,
        "docs",
        at(
          "07:00:00",
          2,
          times(
            6,
            "% INFO ocr page done ms=312",
            "% ERROR opentelemetry.exporter.otlp: Failed to export traces to otel-collector:4317, error code: StatusCode.UNAVAILABLE",
            "% INFO ocr page done ms=290",
          ),
        ),
      ),
      pods("docs", `${worker} 1/1 Running 0 3h`),
    ],
  },
];

const etcd = (end: readonly string[]): readonly string[] =>
  at("02:00:00", 10, [
    ...times(3, '{"level":"info","ts":"%","msg":"finished scheduled compaction"}'),
    '{"level":"info","ts":"%","msg":"starting defragment"}',
    ...times(3, '{"level":"warn","ts":"%","msg":"apply request took too long","took":"310ms"}'),
    ...end,
  ]);
const members: readonly Row[] = [
  {
    code,
    name: "slow applies while etcd is defragmented",
    question: "etcd-m1 in kube-system: 'apply request took too long' warnings in its log last night. Is etcd sick?",
    outputs: [
      log(
        "etcd-m1",
        "kube-system",
        etcd([
          '{"level":"info","ts":"%","msg":"finished defragment"}',
          ...times(3, '{"level":"info","ts":"%","msg":"finished scheduled compaction"}'),
        ]),
      ),
      pods("kube-system", "etcd-m1 1/1 Running 0 90d"),
    ],
    says: /defragmentation/,
  },
  {
    code,
    name: "slow applies that go on",
    question: "etcd-m1 in kube-system: 'apply request took too long' warnings in its log last night. Is etcd sick?",
    outputs: [
      log(
        "etcd-m1",
        "kube-system",
        etcd([
          '{"level":"info","ts":"%","msg":"finished defragment"}',
          ...times(9, '{"level":"warn","ts":"%","msg":"apply request took too long","took":"2.3s"}'),
        ]),
      ),
      pods("kube-system", "etcd-m1 1/1 Running 0 90d"),
    ],
  },
];

export const ordinaryLogs: readonly Row[] = [...sales, ...databases, ...knocks, ...starts, ...asides, ...members];
