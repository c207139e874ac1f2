import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** What a question presumes, and what was read refutes: and beside it the same where it is so. */

type Pair = readonly [name: string, question: string, well: readonly Output[], ill: readonly Output[]];

const verdictOf = (question: string, outputs: readonly Output[]) =>
  replyTo(pasted(question, outputs)).conclusion.verdict;

const claim = (status: string): Output => [
  "kubectl describe pvc data-mysql-0 -n wp",
  `Name:          data-mysql-0
Namespace:     wp
StorageClass:  fast
Status:        ${status}
Volume:        ${status === "Bound" ? "pvc-1" : ""}
Events:
  Type     Reason                 Age                From   Message
  ----     ------                 ----               ----   -------
  Warning  ProvisioningFailed     13m (x3 over 14m)  csi    failed to provision volume with StorageClass "fast": rpc error: code = DeadlineExceeded desc = context deadline exceeded
`,
];

const application = (sync: string, health: string): Output => [
  "kubectl get application notes -n argocd",
  `NAME    SYNC STATUS   HEALTH STATUS
notes   ${sync}        ${health}
`,
];

const nodes = (status: string): Output => [
  "kubectl describe node rack-7.example.net",
  `Name:               rack-7.example.net
Unschedulable:      false
Conditions:
  Type            Status   LastHeartbeatTime                LastTransitionTime               Reason              Message
  ----            ------   -----------------                ------------------               ------              -------
  MemoryPressure  False    Mon, 30 Nov 2026 07:58:50 +0000  Mon, 30 Nov 2026 01:35:43 +0000  KubeletHasSufficientMemory  kubelet has sufficient memory available
  Ready           ${status}     Mon, 30 Nov 2026 07:58:50 +0000  Mon, 30 Nov 2026 07:12:43 +0000  KubeletReady        kubelet is posting ready status
Events:
  Type     Reason               Age   From             Message
  ----     ------               ----  ----             -------
  Normal   NodeNotReady         56m   node-controller  Node rack-7.example.net status is now: NodeNotReady
  Warning  InvalidDiskCapacity  47m   kubelet          invalid capacity 0 on image filesystem
  Normal   NodeReady            47m   kubelet          Node rack-7.example.net status is now: NodeReady
`,
];

const service = (endpoints: string): readonly Output[] => [
  [
    "kubectl describe service oracle -n erp",
    `Name:              oracle
Namespace:         erp
Selector:          <none>
Type:              ClusterIP
IP:                10.96.3.7
Port:              <unset>  1521/TCP
TargetPort:        1521/TCP
Endpoints:         ${endpoints}
`,
  ],
];

const run = (end: string): readonly Output[] => [
  [
    "kubectl get job unit -n ci",
    "NAME   STATUS     COMPLETIONS   DURATION   AGE\nunit   Complete   1/1           31s        4m\n",
  ],
  [
    "kubectl logs job/unit -n ci",
    `=== RUN   TestReconcile
E0319 11:02:15.220113       1 panic.go:262] "Observed a panic" panic="injected: nil map write"
${end}`,
  ],
];

const waited = (state: string): readonly Output[] => [
  [
    "kubectl describe pod desk-0 -n office",
    `Name:         desk-0
Namespace:    office
Node:         rack-1/10.0.0.1
Status:       ${state === "Completed" ? "Running" : "Pending"}
Init Containers:
  wait-for-lamp:
    State:          ${state === "Completed" ? "Terminated" : "Running"}
${state === "Completed" ? "      Reason:       Completed\n      Exit Code:    0\n" : ""}    Ready:          ${state === "Completed" ? "True" : "False"}
    Restart Count:  0
Containers:
  desk:
    State:          ${state === "Completed" ? "Running" : "Waiting\n      Reason:       PodInitializing"}
    Ready:          ${state === "Completed" ? "True" : "False"}
    Restart Count:  0
Conditions:
  Type              Status
  Initialized       ${state === "Completed" ? "True" : "False"}
  Ready             ${state === "Completed" ? "True" : "False"}
  ContainersReady   ${state === "Completed" ? "True" : "False"}
  PodScheduled      True
`,
  ],
  [
    "kubectl logs desk-0 -c wait-for-lamp -n office",
    "nslookup: can't resolve 'lamp.office.svc.cluster.local'\nwaiting for lamp\n".repeat(4),
  ],
];

const ingress = (behind: string): readonly Output[] => [
  [
    "kubectl describe ingress front -n press",
    `Name:             front
Namespace:        press
Address:          203.0.113.40
Ingress Class:    nginx
Default backend:  default-http-backend:80 (<error: endpoints "default-http-backend" not found>)
Rules:
  Host           Path  Backends
  ----           ----  --------
  press.example  
                 /      web:80 (${behind})
                 /api   api:80 (10.244.3.21:8000)
Annotations:     <none>
Events:          <none>
`,
  ],
  [
    "kubectl get ingress front -n press -o yaml",
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: front
  namespace: press
spec:
  ingressClassName: nginx
  rules:
  - host: press.example
    http:
      paths:
      - backend:
          service:
            name: web
            port:
              number: 80
        path: /
        pathType: Prefix
      - backend:
          service:
            name: api
            port:
              number: 80
        path: /api
        pathType: Prefix
status:
  loadBalancer:
    ingress:
    - ip: 203.0.113.40
`,
  ],
];

const pairs: readonly Pair[] = [
  [
    "a claim that was bound late",
    "find out why pvc data-mysql-0 cannot be provisioned",
    [claim("Bound")],
    [claim("Pending")],
  ],
  [
    "a sync that was done again",
    "find the reason why the Argo CD sync of notes failed",
    [application("Synced   ", "Healthy")],
    [application("OutOfSync", "Degraded")],
  ],
  [
    "a node that is back",
    "Node rack-7 went NotReady this morning. What is wrong with it?",
    [nodes("True ")],
    [nodes("False")],
  ],
  [
    "a Service without a selector",
    "Service oracle in erp has no selector. Is that why nothing can be behind it?",
    service("10.20.0.4:1521"),
    service("<none>"),
  ],
  [
    "tests that bring about what they write",
    "Find the root cause of the panic in job unit in ci.",
    run("--- PASS: TestReconcile (0.04s)\nPASS\nok  \texample.org/unit\t4.918s\n"),
    run("--- FAIL: TestReconcile (0.04s)\nFAIL\texample.org/unit\t4.918s\n"),
  ],
  [
    "an init container that waited",
    "What is wrong with desk-0 in office? its init container cannot resolve lamp",
    waited("Completed"),
    waited("Running"),
  ],
  [
    "an Ingress that was described and printed",
    "kubectl describe shows an error on ingress front in press, is it broken?",
    ingress("10.244.3.18:8080"),
    ingress("<none>"),
  ],
];

test.each(pairs)("%s", (_, question, well, ill) => {
  expect(verdictOf(question, well)).toBe("healthy");
  expect(verdictOf(question, ill)).not.toBe("healthy");
});

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
