import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** Whole applications that are asked about, and what is over in them. */

const verdictOf = (question: string, outputs: readonly Output[]) =>
  replyTo(pasted(question, outputs)).conclusion.verdict;

const started = (restarts: string, age: string): Output => [
  "kubectl get pods -n social -o wide",
  `NAME                     READY   STATUS    RESTARTS       AGE    IP            NODE     NOMINATED NODE   READINESS GATES
feed-6d9f676d48-x7k2p    1/1     Running   ${restarts}   ${age}   10.244.2.13   rack-1   <none>           <none>
store-7b5bnpntns-fww29   1/1     Running   0              23m    10.244.2.14   rack-1   <none>           <none>
`,
];

test("what restarted while all was started, and has run since, is well; what restarts later may do so again", () => {
  const asked = "Is there a problem in the social application?";
  expect(verdictOf(asked, [started("1 (22m ago) ", "23m")])).toBe("healthy");
  expect(verdictOf(asked, [started("2 (10m ago) ", "11m")])).toBe("healthy");
  expect(verdictOf(asked, [started("2 (10m ago) ", "80m")])).not.toBe("healthy");
  expect(verdictOf(asked, [started("5 (2m ago)  ", "23m")])).not.toBe("healthy");
});

const hotel = (geo: string): Output => [
  "kubectl get pods -n test-hotel-reservation",
  `NAME                           READY   STATUS             RESTARTS     AGE
geo-6d9f676d48-x7k2p           ${geo}   11m
reservation-7b5bnpntns-fww29   1/1     Running            0            11m
`,
];

test.each([
  "Is there a problem in the hotel reservation application (namespace test-hotel-reservation)?",
  "Users report an issue with the hotel reservation application. Find the root cause.",
  "The hotel team got an alert on the hotel reservation system. Is anything wrong?",
])("a whole application is asked about, not the workload that is called like a word of it: %s", (asked) => {
  const reply = replyTo(pasted(asked, [hotel("0/1     CrashLoopBackOff   6 (94s ago)")]));
  expect(reply.conclusion.verdict).not.toBe("healthy");
  expect(reply.text).toContain("geo-6d9f676d48-x7k2p");
});

test("an application of the name of a workload is that workload", () => {
  const reply = replyTo(pasted("Is the reservation app ok?", [hotel("0/1     CrashLoopBackOff   6 (94s ago)")]));
  expect(reply.text.slice(0, 200)).toContain("reservation-7b5bnpntns-fww29");
});

const broker = (end: string): readonly Output[] => [
  [
    "kubectl get pods -n robot",
    "NAME                        READY   STATUS    RESTARTS   AGE\ndispatch-8t28f4678n-77bp2   1/1     Running   0          26h\n",
  ],
  [
    "kubectl logs dispatch-8t28f4678n-77bp2 -n robot --tail=8",
    `2024/03/13 05:58:29 Error Percent is 0
2024/03/13 05:58:29 ERROR failed to connect to RabbitMQ, retrying
${end}`,
  ],
];

test("by the times of a log, what it says once is over when its work goes on for long after it", () => {
  const asked = "dispatch in robot had errors. Is it still broken?";
  const work = (day: string) =>
    ["07:57:01", "07:57:22", "07:57:43"].map((time) => `2024/03/${day} ${time} order dispatched\n`).join("");
  expect(verdictOf(asked, broker(work("14")))).toBe("healthy");
  expect(verdictOf(asked, broker(work("14").replaceAll("07:57", "05:58").replaceAll("/14", "/13")))).not.toBe(
    "healthy",
  );
});

test("that a log holds no error says nothing of a run that was stopped", () => {
  const run: Output = [
    "kubectl describe job settle-28726200 -n pay",
    `Name:                     settle-28726200
Namespace:                pay
Controlled By:            CronJob/settle
Parallelism:              1
Completions:              1
Start Time:               Tue, 13 Aug 2024 02:00:00 +0000
Active Deadline Seconds:  1800s
Pods Statuses:            0 Active (0 Ready) / 0 Succeeded / 1 Failed
Events:
  Type     Reason            Age   From            Message
  ----     ------            ----  ----            -------
  Warning  DeadlineExceeded  19m   job-controller  Job was active longer than specified deadline
`,
  ];
  const log: Output = ["kubectl logs job/settle-28726200 -n pay", "INFO chunk 1 settled\nINFO chunk 2 settled\n"];
  const reply = replyTo(
    pasted("The log of settle in pay has no error. Did the run of last night succeed?", [run, log]),
  );
  expect(reply.text).toMatch(/ran longer than its deadline/);
});

const settled = (restarts: string): readonly Output[] => [
  [
    "kubectl get pods -n media",
    `NAME                     READY   STATUS    RESTARTS        AGE
film-6d9f676d48-x7k2p    1/1     Running   ${restarts}   9d
`,
  ],
  [
    "kubectl get deployments -n media",
    "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nfilm   1/1     1            1           9d\n",
  ],
];

test.each([
  "The application in namespace media may have an anomaly. Find out whether there is one and what its cause is.",
  "The application in namespace media may have an anomaly. Detect whether there is one; if so, say which component is at fault.",
  "Our film platform in namespace media: please determine if there is an anomaly.",
])("that there may be one is no reason to name one: %s", (asked) => {
  expect(verdictOf(asked, settled("0            "))).toBe("healthy");
  expect(verdictOf(asked, settled("9 (2m ago)   "))).not.toBe("healthy");
});

test("the namespace in words is no object that is called by one of them", () => {
  const listed: Output = [
    "kubectl get pods -n test-social-network",
    `NAME                            READY   STATUS             RESTARTS     AGE
social-graph-7b5bnpntns-fww29   1/1     Running            0            11m
timeline-6d9f676d48-x7k2p       0/1     CrashLoopBackOff   6 (94s ago)  11m
`,
  ];
  const asked =
    "Users of the social network (namespace test-social-network) reported errors. Is there a problem, and in which service?";
  const reply = replyTo(pasted(asked, [listed]));
  expect(reply.conclusion.verdict).not.toBe("healthy");
  expect(reply.text).toContain("timeline-6d9f676d48-x7k2p");
});

const scaler = (failed: string, decided: string): readonly Output[] => [
  [
    "kubectl describe scaledobject thumbs -n media",
    `Name:         thumbs
Namespace:    media
API Version:  keda.sh/v1alpha1
Kind:         ScaledObject
Spec:
  Min Replica Count:  0
  Scale Target Ref:
    Name:  thumbs
Status:
  Conditions:
    Message:  ScaledObject is defined correctly and is ready for scaling
    Reason:   ScaledObjectReady
    Status:   True
    Type:     Ready
    Message:  Scaling is not performed because triggers are not active
    Reason:   ScalerNotActive
    Status:   False
    Type:     Active
  Health:
    s0-rabbitmq-thumbs:
      Number Of Failures:  0
      Status:              Happy
Events:
  Type     Reason                      Age        From           Message
  ----     ------                      ----       ----           -------
  Warning  KEDAScalerFailed            ${failed}  keda-operator  error inspecting rabbitMQ: i/o timeout
  Normal   KEDAScaleTargetDeactivated  ${decided} keda-operator  Deactivated apps/v1.Deployment media/thumbs from 1 to 0
`,
  ],
  [
    "kubectl get deploy thumbs -n media",
    "NAME     READY   UP-TO-DATE   AVAILABLE   AGE\nthumbs   0/0     0            0           96d\n",
  ],
];

test("a scaler that decided after it had failed rests by design", () => {
  const asked =
    "The deployment thumbs has no pods at all and KEDA logged KEDAScalerFailed. What is failing in the scaler?";
  expect(verdictOf(asked, scaler("49m      ", "37m     "))).toBe("healthy");
  expect(verdictOf(asked, scaler("1m       ", "37m     "))).not.toBe("healthy");
});

const orders = (unknown: number): readonly Output[] => [
  [
    "kubectl get pods -n train -o wide",
    `NAME                      READY   STATUS    RESTARTS       AGE   IP           NODE     NOMINATED NODE   READINESS GATES
orders-6d9f676d48-x7k2p   1/1     Running   3 (21h ago)    21h   10.0.12.80   rack-1   <none>           <none>
`,
  ],
  [
    "kubectl logs -n train deploy/orders",
    Array.from({ length: 20 }, (_, at) =>
      at % 20 >= 20 - unknown
        ? `2025-01-23 08:07:${10 + at}.702 ERROR order.OrderServiceImpl : [getOrderById][Order not found][orderId: a62c-${at}]\n`
        : `2025-01-23 08:07:${10 + at}.702 INFO order.OrderServiceImpl : [create][Order create success][orderId: b71d-${at}]\n`,
    ).join(""),
  ],
];

test("a few who ask for a record that nobody knows are no fault, and most of all who ask are one", () => {
  const asked = "There was an alert for restarts of orders in train. Is it still a problem?";
  const reply = replyTo(pasted(asked, orders(3)));
  expect(reply.conclusion.verdict).toBe("healthy");
  expect(reply.text).not.toContain("NOMINATED NODE and");
  expect(verdictOf(asked, orders(12))).not.toBe("healthy");
});

test("an application of which only the Ingress bears its name is all that is called after it", () => {
  const place = (ready: string): readonly Output[] => [
    [
      "kubectl get deploy,ingress -n town",
      `NAME                           READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/forum-web      2/2     2            2           190d
deployment.apps/forum-worker   ${ready}     1            1           190d

NAME                              CLASS     HOSTS             ADDRESS        PORTS   AGE
ingress.networking.k8s.io/forum   traefik   forum.example     192.168.30.2   80      190d
`,
    ],
  ];
  const asked = "hi! could you have a look at our forum (namespace town) and tell me whether anything is off?";
  expect(verdictOf(asked, place("1/1"))).toBe("healthy");
  expect(verdictOf(asked, place("0/1"))).not.toBe("healthy");
});
