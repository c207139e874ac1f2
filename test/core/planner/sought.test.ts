import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { endpoints, logOf, pods, services } from "./plaza.ts";
import { type Output, pasted, situation } from "./situations.ts";

test.each([
  ["users do not see something", "Some users report that they do not see tips in namespace plaza. Why?"],
  ["a root cause is looked for", "A customer says that tips in namespace plaza returns errors. Find the root cause."],
])("where all that was read is well and answers well, that is said: %s", (_, question) => {
  const reply = replyTo(pasted(question, [pods, services, endpoints, logOf(200)]));
  expect(reply.conclusion.verdict).toBe("healthy");
  const failing = replyTo(pasted(question, [pods, services, endpoints, logOf(500)]));
  expect(failing.conclusion.verdict).not.toBe("healthy");
});

test("a restart of days ago is none of what people suffer from now", () => {
  const asked = "A customer says that tips in namespace plaza returns errors. Find the root cause.";
  const restarted: Output = [pods[0], pods[1].replace("0          3d", "1 (11d ago)   12d")];
  expect(replyTo(pasted(asked, [restarted, services, endpoints, logOf(200)])).conclusion.verdict).toBe("healthy");
});

const jobs = (third: string): readonly Output[] => [
  [
    "kubectl get jobs -n auth",
    `NAME                     STATUS     COMPLETIONS   DURATION   AGE
sweep-29390760           Complete   1/1           8s         9h
sweep-29390940           Complete   1/1           9s         6h
sweep-29391120           ${third}   3h
`,
  ],
  ["kubectl logs job/sweep-29391120 -n auth", "INFO swept 812 sessions, 0 failed\n"],
];

test("a Job of which every run completed has no issue, and one of which a run failed may have", () => {
  const asked = "What is the issue with job sweep?";
  expect(replyTo(pasted(asked, jobs("Complete   1/1           8s      "))).conclusion.verdict).toBe("healthy");
  expect(replyTo(pasted(asked, jobs("Failed     0/1           8s      "))).conclusion.verdict).not.toBe("healthy");
});

const retried: Output = [
  "kubectl logs job/sweep-29391120 -n auth",
  `2025-06-08 02:15:11,376 WARNING [sweep] retrying batch 7 after ReadTimeout (1/5)
2025-06-08 02:15:14,776 INFO [sweep] batch 7 ok
2025-06-08 02:15:24,976 INFO [sweep] failed=0 written=18231
`,
];

test("what a Job tried again before it completed is no failure of it", () => {
  const [listed] = jobs("Complete   1/1           8s      ");
  const reply = replyTo(pasted("Did the job sweep fail? Is something wrong with it?", [listed!, retried]));
  expect(reply.conclusion.verdict).toBe("healthy");
  expect(reply.text).not.toContain("Most likely");
});

const dns = (said: string): readonly Output[] => [
  [
    "kubectl get pods -n kube-system",
    `NAME                       READY   STATUS    RESTARTS   AGE
coredns-5d78c9869d-j9dtz   1/1     Running   0          32d
`,
  ],
  [
    "kubectl logs -n kube-system -l k8s-app=kube-dns --tail=20",
    `.:53\n[INFO] plugin/reload: Running configuration\n${said}\n`,
  ],
];

test("what CoreDNS asks itself at its start is no sign that it is broken; a query that fails is", () => {
  const own = "[ERROR] plugin/errors: 2 2913470132.5518. HINFO: read udp 10.244.1.37:40122->10.2.0.2:53: i/o timeout";
  expect(replyTo(pasted("Is DNS in the cluster broken? Somebody blames CoreDNS.", dns(own))).text).not.toMatch(
    /^It is not over/,
  );
  const query = "[ERROR] plugin/errors: 2 api.example.com. A: read udp 10.244.1.37:40122->10.2.0.2:53: i/o timeout";
  expect(
    replyTo(pasted("Is DNS in the cluster broken? Somebody blames CoreDNS.", dns(query))).conclusion.verdict,
  ).not.toBe("healthy");
});

const platform: readonly Output[] = [
  [
    "kubectl get pods -n kube-system",
    `NAME                            READY   STATUS             RESTARTS       AGE
kube-controller-manager-cp-1    0/1     CrashLoopBackOff   14 (2m ago)    90d
`,
  ],
  [
    "kubectl logs -n kube-system kube-controller-manager-cp-1",
    'E0610 18:41:05.881220       1 run.go:72] "command failed" err="unable to load client CA provider: open /etc/kubernetes/pki/front.crt: no such file or directory"\n',
  ],
  [
    "kubectl get deployments -n plaza",
    "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\ntips   1/6     1            1           12d\n",
  ],
  [
    "kubectl top pods -n plaza",
    "NAME                    CPU(cores)   MEMORY(bytes)\ntips-7d5b7c5bb8-8xkzn   498m         180Mi\n",
  ],
  [
    "kubectl describe pod tips-7d5b7c5bb8-8xkzn -n plaza",
    `Name:             tips-7d5b7c5bb8-8xkzn
Namespace:        plaza
Status:           Running
Controlled By:    ReplicaSet/tips-7d5b7c5bb8
Containers:
  tips:
    Image:          registry.example.com/tips:1
    State:          Running
    Ready:          True
    Restart Count:  0
    Limits:
      cpu:     500m
`,
  ],
];

test("while the controller manager is down, that it is comes before what it leaves undone", () => {
  const reply = replyTo(
    pasted("We scaled tips to 6; nothing happens and its pages are slow. What is wrong?", platform),
  );
  expect(reply.conclusion.summary).toContain("kube-controller-manager-cp-1");
});

const everything: readonly Output[] = [
  [
    "kubectl get pods -A",
    `NAMESPACE   NAME                     READY   STATUS             RESTARTS        AGE
data        postgres-0               1/1     Running            0               31d
shop        loyalty-7d5b7c5bb8-8xk   0/1     ImagePullBackOff   0               3h
`,
  ],
  [
    "kubectl get deployments,statefulsets,daemonsets,jobs,cronjobs,services -A",
    "NAMESPACE   NAME                        READY   AGE\ndata        statefulset.apps/postgres   1/1     188d\n",
  ],
  ["kubectl get events -A --field-selector=type=Warning --sort-by=.lastTimestamp", "No resources found\n"],
  [
    "kubectl get deployments,statefulsets,daemonsets,jobs,cronjobs,services,ingresses,pvc,configmaps -A --field-selector=metadata.name=database",
    "No resources found\n",
  ],
];

const places: Output = ["kubectl get namespaces", "NAME   STATUS   AGE\ndata   Active   188d\nshop   Active   188d\n"];

test("what is taken to be meant stands well, and that something else does not is said with it", () => {
  const reply = replyTo(situation("is the database ok?", [...everything, places]));
  expect(reply.text).toMatch(
    /^Nothing is called database; going by names, StatefulSet data\/postgres is taken to be meant\./,
  );
  expect(reply.text).toContain("Something else fails beside it");
  expect(reply.conclusion.verdict).toBe("undecided");
});

test("who reads by itself gives no all-clear to who suffers before it has read what decides", () => {
  const reply = replyTo(
    situation("tips time out in plaza although the pods are ready, why?", [pods, services, endpoints]),
  );
  expect(reply.conclusion.verdict).not.toBe("healthy");
  expect(reply.suggestions.length).toBeGreaterThan(0);
});

test("a kind that the cluster does not serve is the name of what runs under it", () => {
  const unserved: Output = [
    "kubectl get gateways -n plaza",
    "",
    'error: the server doesn\'t have a resource type "gateways"\n',
  ];
  const running: Output = [pods[0], `${pods[1]}gateway-7f9c6d5b84-kk2vd   1/1     Running   0          3d\n`];
  const reply = replyTo(situation("gateway in plaza: 502s reported. Why?", [unserved, running]));
  expect(reply.suggestions.map(({ command }) => command).join("\n")).toContain("gateway-7f9c6d5b84-kk2vd");
});

const runs = (newest: string): readonly Output[] => [
  [
    "kubectl get cronjobs -n rental",
    "NAME      SCHEDULE     TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nbilling   30 3 * * *   <none>     False     0        10h             19d\n",
  ],
  [
    "kubectl get jobs -n rental",
    `NAME               STATUS     COMPLETIONS   DURATION   AGE
billing-29350290   Failed     0/1           6d10h      6d10h
billing-29357490   Complete   1/1           3m35s      34h
billing-29358930   ${newest}
`,
  ],
  [
    "kubectl logs billing-29350290-rh52k -n rental",
    "2025-10-21 03:30:30,094 ERROR [billing] GET http://bookings:8080/bookings failed: 503 Server Error: Service Unavailable\n",
  ],
  [
    "kubectl get svc -n rental",
    "NAME       TYPE        CLUSTER-IP      EXTERNAL-IP   PORT(S)    AGE\nbookings   ClusterIP   10.96.182.1     <none>        8080/TCP   30d\n",
  ],
];

test("a run that failed before others completed is over, whatever its log says", () => {
  const asked = "Is the billing job of rental all right? I remember a red entry last week.";
  expect(replyTo(pasted(asked, runs("Complete   1/1           3m35s      10h"))).conclusion.verdict).toBe("healthy");
  expect(replyTo(pasted(asked, runs("Failed     0/1           3m35s      10h"))).conclusion.verdict).not.toBe(
    "healthy",
  );
});

const nodes: Output = [
  "kubectl top nodes",
  "NAME     CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%\nnode-3   691m         8%     5044Mi          15%\n",
];

test("what limits a thing that people wait for is no question after the nodes", () => {
  const slow = "Quizzes at web take ten seconds and often time out. What limits it?";
  expect(replyTo(pasted(slow, [nodes, pods])).text).not.toMatch(/^No, the nodes/);
  expect(replyTo(pasted("are the nodes overloaded?", [nodes, pods])).text).toMatch(/nodes/);
});
