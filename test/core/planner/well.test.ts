import { expect, test } from "vitest";
import { type Output, reply } from "./situations.ts";

const running: Output = [
  "kubectl get pods -n parcels",
  "NAME                             READY   STATUS    RESTARTS   AGE\nparcel-events-6f7b9c8d5c-p4k8z   1/1     Running   0          12d\n",
];
const lost = `2025-08-04T06:05:01Z ERROR amqp connection to rabbitmq.mq.svc:5672 lost: connection reset by peer
2025-08-04T06:05:02Z ERROR amqp dial tcp 10.4.1.9:5672: connect: connection refused
`;
const work = Array.from({ length: 12 }, (_, at) => `2025-08-04T06:06:${10 + at}Z INFO processed batch=${at}`).join(
  "\n",
);
const logOf = (text: string): Output => ["kubectl logs -n parcels parcel-events-6f7b9c8d5c-p4k8z", `${text}\n`];

const jobs = (newest: string): Output => [
  "kubectl get cronjobs,jobs -n catalog",
  `NAME                      SCHEDULE       SUSPEND   ACTIVE   LAST SCHEDULE   AGE
cronjob.batch/feed-sync   */30 * * * *   False     0        14m             220d

NAME                           STATUS     COMPLETIONS   DURATION   AGE
job.batch/feed-sync-29210010   Failed     0/1           22h        22h
job.batch/feed-sync-29211330   ${newest}   14m
`,
];

const zero: Output = [
  "kubectl get deployments -n demo",
  "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    0/0     0            0           12d\n",
];
const plan: Output = [
  "kubectl get namespace demo -o yaml",
  "apiVersion: v1\nkind: Namespace\nmetadata:\n  annotations:\n    downscaler/uptime: Mon-Fri 07:00-20:00 UTC\n  name: demo\nstatus:\n  phase: Active\n",
];

const headless = (addresses: string): Output => [
  "kubectl get services,endpoints -n db",
  `NAME                TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE
service/cassandra   ClusterIP   None         <none>        9042/TCP   310d

NAME                  ENDPOINTS        AGE
endpoints/cassandra   ${addresses}   310d
`,
];

const dumped = (after: string): Output => [
  "kubectl logs job/feed-sync-29211330 -n catalog",
  `03:00:01 dump of 4 tables\n03:01:40 ERROR part 61: connection closed\n03:01:41 retrying in 15s\n${after}\n03:02:11 verify ok\n03:02:12 old dump deleted\n03:02:13 finished\n`,
];

test.each<[string, string, readonly Output[], RegExp]>([
  [
    "errors that were retried and are over",
    "There were errors in parcel-events. Is it still broken?",
    [running, logOf(`${lost}2025-08-04T06:05:04Z INFO amqp reconnected after 3s\n${work}`)],
    /^Nothing is wrong with parcel-events.*transient and it recovered: .*reconnected/,
  ],
  [
    "a step of a run that worked at the next attempt",
    "Did last night's dump of feed-sync work? I see errors in its log.",
    [jobs("Complete   1/1           47s     "), dumped("03:02:10 upload finished (attempt 2)")],
    /transient and it recovered: 03:02:10 upload finished \(attempt 2\)/,
  ],
  [
    "a failed run before one that succeeded",
    "Cronjob feed-sync failed yesterday. Do we have to act?",
    [jobs("Complete   1/1           47s     ")],
    /^Nothing is wrong with feed-sync: the newest run .* completed successfully; feed-sync-29210010 failed before/,
  ],
  [
    "a namespace that sleeps by plan",
    "Nothing runs in demo. is the namespace broken??",
    [zero, plan],
    /^Nothing is wrong .*web is scaled to zero \(0 replicas\) on purpose, as the annotation downscaler\/uptime/,
  ],
  [
    "a headless Service",
    "svc cassandra shows CLUSTER-IP None, is it broken?",
    [headless("10.2.1.4:9042")],
    /^Nothing is wrong with cassandra: .*headless.*by design.*has ready endpoints/,
  ],
])("nothing is wrong: %s", async (_name, question, outputs, said) => {
  const answer = await reply(question, outputs);
  expect(answer.conclusion.verdict).toBe("healthy");
  expect(answer.text).toMatch(said);
});

test.each<[string, string, readonly Output[]]>([
  [
    "errors with nothing better after them",
    "There were errors in parcel-events. Is it still broken?",
    [running, logOf(`${work}\n${lost}2025-08-04T06:06:30Z INFO GET /healthz 200`)],
  ],
  [
    "errors that come back between the work",
    "There were errors in parcel-events. Is it still broken?",
    [
      running,
      logOf(
        Array.from(
          { length: 9 },
          () => `2025-08-04T06:06:10Z INFO got task\n2025-08-04T06:06:10Z ERROR upload failed: AccessDenied`,
        ).join("\n"),
      ),
    ],
  ],
  [
    "a run that ends without the step that failed",
    "Did last night's dump of feed-sync work? I see errors in its log.",
    [jobs("Complete   1/1           47s     "), dumped("03:02:10 dump finished")],
  ],
  [
    "the newest run failed too",
    "Cronjob feed-sync failed yesterday. Do we have to act?",
    [jobs("Failed     0/1           14m     ")],
  ],
  [
    "an autoscaler at its maximum, far above its target",
    "Alert KubeHpaMaxedOut hpa=ticket-api namespace=rail. Is it content there?",
    [
      [
        "kubectl get hpa -n rail",
        "NAME         REFERENCE               TARGETS         MINPODS   MAXPODS   REPLICAS   AGE\nticket-api   Deployment/ticket-api   cpu: 190%/60%   2         6         6          80d\n",
      ],
    ],
  ],
  ["scaled to zero, and nobody says why", "Nothing runs in demo. is the namespace broken??", [zero]],
  [
    "a headless Service with nobody behind it",
    "svc cassandra shows CLUSTER-IP None, is it broken?",
    [headless("<none>       ")],
  ],
  [
    "restarts that go on",
    "Is cart in shop still having problems?",
    [
      [
        "kubectl get pods -n shop",
        "NAME                    READY   STATUS    RESTARTS       AGE\ncart-6c9f7d5b84-qwxzk   1/1     Running   14 (6m ago)    12d\n",
      ],
    ],
  ],
  [
    "people who get errors, while nothing but pods was looked at",
    "Customers say they get errors at parcel-events, is it down?",
    [running],
  ],
])("not called well: %s", async (_name, question, outputs) => {
  const answer = await reply(question, outputs);
  expect(answer.conclusion.verdict).not.toBe("healthy");
  expect(answer.text).not.toMatch(/^Nothing (?:is )?wrong/);
});

test("a log that says the same over and over does not go on, one whose numbers grow does", async () => {
  const pod: Output = [
    "kubectl get pods -n shop",
    "NAME              READY   STATUS    RESTARTS   AGE\nreindex-0   1/1     Running   0          6h\n",
  ];
  const log = (line: (at: number) => string): Output => [
    "kubectl logs reindex-0 -n shop",
    `${Array.from({ length: 9 }, (_, at) => `2025-10-02T11:0${at}:00Z INFO ${line(at)}`).join("\n")}\n`,
  ];
  const moving = await reply("Does reindex-0 hang?", [pod, log((at) => `indexed ${at * 4000}/900000`)]);
  expect(moving.text).toMatch(/does not hang, it makes progress: INFO indexed 32000/);
  const still = await reply("Does reindex-0 hang?", [pod, log(() => "waiting for lock, indexed 4000/900000")]);
  expect(still.text).toMatch(/^The log of reindex-0 shows no progress/);
});
