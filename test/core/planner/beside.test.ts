import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

const pods: Output = [
  "kubectl get pods -n plaza",
  `NAME                    READY   STATUS    RESTARTS   AGE
api-7d5b7c5bb8-8xkzn    1/1     Running   0          3d
api-7d5b7c5bb8-vv2lp    1/1     Running   0          3d
pages-6c9f6f7d4c-2mt4q  1/1     Running   0          3d
`,
];

const services: Output = [
  "kubectl get svc -n plaza",
  `NAME    TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE
api     ClusterIP   10.96.41.7     <none>        8080/TCP   12d
pages   ClusterIP   10.96.112.90   <none>        80/TCP     12d
`,
];

const endpoints: Output = [
  "kubectl get endpoints -n plaza",
  `NAME    ENDPOINTS                           AGE
api     10.244.1.12:8080,10.244.2.9:8080    12d
pages   10.244.1.14:80                      12d
`,
];

const ingressTo = (backend: string): Output => [
  "kubectl describe ingress site -n plaza",
  `Name:             site
Namespace:        plaza
Address:          192.168.10.4
Ingress Class:    nginx
Default backend:  <default>
Rules:
  Host              Path  Backends
  ----              ----  --------
  site.example.com
                    /api   api:8080 (10.244.1.12:8080,10.244.2.9:8080)
                    /      ${backend}
Annotations:        <none>
Events:             <none>
`,
];

const log: Output = [
  "kubectl logs -n plaza api-7d5b7c5bb8-8xkzn --tail=20",
  `{"ts":"2026-11-30T07:58:01Z","level":"info","msg":"GET /api/items 200","ms":12}
{"ts":"2026-11-30T07:58:11Z","level":"info","msg":"GET /healthz 200","ms":1}
`,
];

const broken = ingressTo('web:80 (<error: services "web" not found>)');
const whole = ingressTo("pages:80 (10.244.1.14:80)");
const queue: Output = [
  "kubectl describe pod mailer-0 -n plaza",
  `Name:             mailer-0
Namespace:        plaza
Status:           Pending
Events:
  Type     Reason            Age  From               Message
  ----     ------            ---  ----               -------
  Warning  FailedScheduling  5m   default-scheduler  0/3 nodes are available: 3 Insufficient cpu.
`,
];

test.each([
  ["who says what is well means the rest", "Customers get 503. api pods are healthy, so what is it?"],
  ["the state of what is named is told", "api pods are healthy but users see a 503"],
  ["a question about it comes first", "Are the api pods healthy? Users see 503."],
])("the one fault beside what stands well leads where users suffer: %s", (_, question) => {
  const reply = replyTo(pasted(question, [pods, services, broken, log]));
  expect(reply.text).toMatch(/^Most likely: Ingress plaza\/site leads to Service web, which does not exist/);
  expect(reply.text).toMatch(/ Of what was asked about \(api\) (?:everything|nothing) that was looked at /);
  expect(reply.text).toContain('web:80 (<error: services "web" not found>)');
  expect(reply.conclusion.verdict).not.toBe("healthy");
});

test("who only asks whether something is well is told that it is", () => {
  const reply = replyTo(pasted("Are the api pods healthy?", [pods, services, broken, log]));
  expect(reply.conclusion.verdict).toBe("healthy");
});

test("nothing leads where nothing fails", () => {
  const reply = replyTo(pasted("api pods are healthy but users see a 503", [pods, services, whole, log]));
  expect(reply.conclusion.verdict).not.toBe("cause-found");
  expect(reply.findings.filter(({ severity }) => severity !== "info")).toEqual([]);
});

test("what lets calls in from outside is no cause of what fails inside", () => {
  const reply = replyTo(pasted("why does api fail?", [pods, services, broken, log]));
  expect(reply.text).not.toMatch(/^Most likely: Ingress/);
});

test("of two faults beside it, neither leads, both are told, and nothing is called well", () => {
  const reply = replyTo(pasted("api pods are healthy but users see a 503", [pods, services, broken, queue, log]));
  expect(reply.conclusion.verdict).toBe("undecided");
  expect(reply.text).toMatch(/^Not all is well: Ingress plaza\/site leads to Service web.* and pod plaza\/mailer-0 /is);
});

test("who looks for a root cause is given no all-clear while calls fail beside", () => {
  const door: Output = [
    "kubectl logs deploy/door -n plaza",
    `2026-11-30T07:58:01Z ERROR call failed: upstream answered status code 502
2026-11-30T07:58:11Z ERROR call failed: upstream answered status code 502
`,
  ];
  const running: Output = [pods[0], `${pods[1]}door-7f9c6d5b84-kk2vd     1/1     Running   0          3d\n`];
  const asked = "Customers get errors from the api. Find the root cause.";
  expect(replyTo(pasted(asked, [running, services, door, log])).conclusion.verdict).toBe("undecided");
  const calm: Output = [door[0], "2026-11-30T07:58:01Z INFO call answered: status code 200\n"];
  expect(replyTo(pasted(asked, [running, services, calm, log, endpoints])).conclusion.verdict).toBe("healthy");
});

test("a site that sells tickets is none of the past", () => {
  const reply = replyTo(pasted("api pods are healthy but the ticket site answers 503", [pods, services, broken, log]));
  expect(reply.text).toMatch(/^Most likely: Ingress/);
});

const noise: Output = [
  "kubectl get pods -A",
  `NAMESPACE   NAME                     READY   STATUS             RESTARTS         AGE
dev-anna    api-8ws9crlv7c-68hjt     0/1     CrashLoopBackOff   1833 (4m ago)    8d
plaza       mailer-0                 0/1     Pending            0                5m
plaza       api-7d5b7c5bb8-8xkzn     1/1     Running            0                3d
`,
];

test("what fails where nobody looked stands beside what fails where somebody did", () => {
  const reply = replyTo(pasted("Nobody gets mails any more. What is broken?", [noise, queue]));
  expect(reply.conclusion.summary).toContain("plaza/mailer-0");
  expect(reply.text).toMatch(/Also seen: Pod dev-anna\/api-8ws9crlv7c-68hjt crashes/);
});

test("who asks about the whole cluster is told of all of it", () => {
  const reply = replyTo(pasted("What is broken in the cluster?", [noise, queue]));
  expect(reply.findings.map(({ object }) => object.name)).toContain("api-8ws9crlv7c-68hjt");
});

test("where nothing fails where somebody looked, what fails elsewhere is told", () => {
  const well: Output = [noise[0], noise[1].replace(/plaza +mailer.*\n/, "")];
  const reply = replyTo(pasted("Nobody gets mails any more. What is broken?", [well, log]));
  expect(reply.conclusion.summary).toContain("dev-anna/api-8ws9crlv7c-68hjt");
});

test("that calls fail is no cause while something fails beside", () => {
  const portal: Output = [
    "kubectl logs deploy/portal -n plaza",
    `2026-11-30T07:58:01Z ERROR plan failed: upstream answered status code 502
2026-11-30T07:58:11Z ERROR plan failed: upstream answered status code 502
`,
  ];
  const running: Output = [pods[0], `${pods[1]}portal-7f9c6d5b84-kk2vd   1/1     Running   0          3d\n`];
  const reply = replyTo(pasted("planning a trip in the portal fails (502). Why?", [running, services, queue, portal]));
  expect(reply.text).toMatch(/^Most likely: Pod plaza\/mailer-0 is Pending/);
  expect(reply.text).toContain("The log of Deployment plaza/portal says");
});

const waiting: Output = [
  "kubectl logs deploy/door -n rail --tail=40",
  [10, 13, 16, 19, 22, 25, 28, 31]
    .flatMap((second) => [
      `{"level":"error","ts":"2026-03-02T10:00:${second}.715Z","msg":"quote failed","error":"dial tcp 10.96.3.9:8080: i/o timeout (fares:8080)"}`,
      `{"level":"warn","ts":"2026-03-02T10:00:${second}.915Z","msg":"request","method":"POST","path":"/orders/${second}","status":500,"duration_ms":30${second}}`,
      `{"level":"info","ts":"2026-03-02T10:00:${second}.990Z","msg":"request","method":"GET","path":"/healthz","status":200,"duration_ms":12}`,
      "",
    ])
    .join("\n"),
];

test("what waits for a connection is slow for that reason", () => {
  const reply = replyTo(pasted("Orders hang some seconds and then fail. Why?", [waiting]));
  expect(reply.conclusion.summary).toMatch(/cannot connect to 10.96.3.9:8080/);
});

const injector: readonly Output[] = [
  [
    "kubectl logs injector-f4dcd9685-46vkz -n mesh",
    `{"level":"error","ts":"2026-10-24T13:05:37.969Z","msg":"failed to load serving certificate","error":"open /etc/injector/tls.crt: no such file or directory"}
`,
  ],
  [
    "kubectl get pods -n mesh",
    `NAME                       READY   STATUS             RESTARTS       AGE
injector-f4dcd9685-46vkz   0/1     CrashLoopBackOff   36 (2m ago)    3h
`,
  ],
  [
    "kubectl get endpoints -n mesh",
    `NAME       ENDPOINTS   AGE
injector   <none>      90d
`,
  ],
  [
    "kubectl describe rs packing-786d59b6b6 -n retail",
    `Name:           packing-786d59b6b6
Namespace:      retail
Controlled By:  Deployment/packing
Replicas:       0 current / 1 desired
Events:
  Type     Reason        Age                 From                   Message
  ----     ------        ----                ----                   -------
  Warning  FailedCreate  4m (x15 over 39m)   replicaset-controller  Error creating: Internal error occurred: failed calling webhook "inject.mesh.example": failed to call webhook: Post "https://injector.mesh.svc:443/inject?timeout=10s": no endpoints available for service "injector"
`,
  ],
];

test("a cause far away is told with the way to what was asked about, in plain words", () => {
  const reply = replyTo(pasted("why does deployment packing get no pods?", injector));
  const [first] = reply.text.split("\n\n");
  expect(first).toContain("a file is missing: failed to load serving certificate: open /etc/injector/tls.crt: no such");
  expect(first).toMatch(
    /This explains that Service mesh\/injector has no endpoints.*; and that Deployment retail\/packing gets no pods: admission webhook/,
  );
});

test("what is broken, and who does not get what, is asked of what the log of one of them says", () => {
  const rights: Output = [
    "kubectl logs deploy/geo -n plaza --tail=50",
    `{"level":"error","ts":"2025-07-15T11:31:09.771Z","msg":"query points failed","error":"(Unauthorized) not authorized on geo-db to execute command { find: \\"geo\\" }"}
`.repeat(12),
  ];
  const running: Output = [pods[0], `${pods[1]}geo-7f9c6d5b84-kk2vd      1/1     Running   0          3d\n`];
  const reply = replyTo(pasted("What is broken in namespace plaza? Guests see an empty list.", [running, rights]));
  expect(reply.conclusion.summary).toContain("lacks the rights for what it does in MongoDB");
});

const door: readonly Output[] = [
  [pods[0], `${pods[1]}forum-7f9c6d5b84-kk2vd    0/1     Pending   0          3d\n`],
  [services[0], `${services[1]}forum   ClusterIP   10.96.3.9      <none>        8080/TCP   12d\n`],
  log,
  ["kubectl describe pod forum-7f9c6d5b84-kk2vd -n plaza", queue[1].replaceAll("mailer-0", "forum-7f9c6d5b84-kk2vd")],
];

test.each([
  [
    "it is told that it is down",
    "The forum has been unreachable since lunch. Its developers swear the port is right. What is it?",
  ],
  [
    "it is told and the reason is looked for",
    "Pages of the forum service in plaza became very slow. Find out what is behind it.",
  ],
  ["what is broken is asked", "What is broken in namespace plaza? The services forum and pages are unavailable."],
])("who suffers wants a cause and no number: %s", (_, question) => {
  const reply = replyTo(pasted(question, door));
  expect(reply.conclusion.summary).toContain("forum-7f9c6d5b84-kk2vd");
  expect(reply.conclusion.summary).toContain("cannot be scheduled");
});

const idleCache = (said: string): readonly Output[] => [
  [
    "kubectl get deployments -n rail",
    `NAME          READY   UP-TO-DATE   AVAILABLE   AGE
fares         1/1     1            1           6d
redis-cache   0/0     0            0           6d
`,
  ],
  [
    "kubectl get pods -n rail",
    `NAME                       READY   STATUS    RESTARTS   AGE
fares-7c8d5b9f66-q4tzn     1/1     Running   0          6d
`,
  ],
  [
    "kubectl get svc -n rail",
    "NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE\nfares   ClusterIP   10.96.3.9    <none>        8080/TCP   6d\n",
  ],
  [
    "kubectl logs deploy/fares -n rail",
    [10, 13, 16, 19, 22, 25, 28, 31]
      .map(
        (second) =>
          `{"level":"info","ts":"2026-03-02T10:00:${second}.990Z","msg":"request","method":"GET","path":"/fares/${second}","status":200,"duration_ms":39${second}}
{"level":"info","ts":"2026-03-02T10:00:${second}.995Z","msg":"request","method":"GET","path":"/healthz","status":200,"duration_ms":4}
{"level":"warn","ts":"2026-03-02T10:00:${second}.999Z","msg":"${said}"}
`,
      )
      .join(""),
  ],
];

test("a cache that nobody runs makes slow who falls back from it, and nobody else", () => {
  const asked = "The fares pages in rail became very slow. Find out what is behind it.";
  const missed = replyTo(pasted(asked, idleCache("cache unavailable, falling back to database")));
  expect(missed.conclusion.summary).toMatch(/^Deployment rail\/redis-cache is scaled to 0 replicas/);
  const other = replyTo(pasted(asked, idleCache("queue of prints is long")));
  expect(other.conclusion.summary).toMatch(/ is slow/);
});
