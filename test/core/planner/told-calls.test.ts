import { expect, test } from "vitest";
import { type Output, reply } from "./situations.ts";

const pods: Output = [
  "kubectl get pods -n bi --show-labels",
  `NAME                              READY   STATUS    RESTARTS   AGE   LABELS
boards-66c8d9f7b5-zk2wq           1/1     Running   0          12d   app=boards,db-client=true
report-builder-59d7c6f8b4-m4x7p   1/1     Running   0          2h    app=report-builder
warehouse-0                       1/1     Running   0          12d   app=warehouse
`,
];
const clients: Output = [
  "kubectl get networkpolicy warehouse-clients -n bi -o json",
  '{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"warehouse-clients","namespace":"bi"},"spec":{"ingress":[{"from":[{"podSelector":{"matchLabels":{"db-client":"true"}}}]}],"podSelector":{"matchLabels":{"app":"warehouse"}},"policyTypes":["Ingress"]}}',
];
const spaces: Output = [
  "kubectl get ns --show-labels",
  "NAME         STATUS   AGE    LABELS\nbi           Active   4d   kubernetes.io/metadata.name=bi\nmonitoring   Active   4d   kubernetes.io/metadata.name=monitoring,purpose=watch\n",
];
const scrapers: Output = [
  "kubectl describe networkpolicy boards -n bi",
  "Name:         boards\nNamespace:    bi\nSpec:\n  PodSelector:     app=boards\n  Allowing ingress traffic:\n    To Port: 8080/TCP\n    From:\n      NamespaceSelector: purpose=observability\n  Not affecting egress traffic\n  Policy Types: Ingress\n",
];

test.each<[string, string, readonly Output[], RegExp]>([
  [
    "who times out is named before whom it calls",
    "report-builder times out connecting to warehouse in namespace bi. Why?",
    [pods, clients],
    /NetworkPolicy bi\/warehouse-clients admits to warehouse only pods labelled db-client=true, not .*report-builder/,
  ],
  [
    "whom nobody reaches is named before the caller",
    "warehouse cannot be reached from report-builder, connections hang (namespace bi)",
    [pods, clients],
    /not .*report-builder \(app=report-builder\)/,
  ],
  [
    "a scrape comes from the namespace of Prometheus",
    "Prometheus cannot scrape boards (context deadline exceeded). What blocks it?",
    [pods, spaces, scrapers],
    /NetworkPolicy bi\/boards admits to boards only namespaces labelled purpose=observability, not the pods of namespace monitoring \(purpose=watch\)/,
  ],
])("a call that only the question tells of is kept out by a policy: %s", async (_name, question, outputs, says) => {
  expect((await reply(question, outputs)).text.slice(0, 600)).toMatch(says);
});

test.each<[string, string, readonly Output[]]>([
  ["the policy admits the caller", "boards times out connecting to warehouse in namespace bi. Why?", [pods, clients]],
  [
    "nothing is told of a call",
    "why does report-builder write no report in namespace bi, and warehouse no row?",
    [pods, clients],
  ],
])("no policy is accused: %s", async (_name, question, outputs) => {
  expect((await reply(question, outputs)).text.slice(0, 600)).not.toMatch(/admits to/);
});

test("who asks why a target is down is told that its metrics are served to its own node only", async () => {
  const settings: Output = [
    "kubectl get cm kube-proxy -n kube-system -o yaml",
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kube-proxy\n  namespace: kube-system\ndata:\n  config.conf: |\n    metricsBindAddress: ""\n    mode: iptables\n',
  ];
  const running: Output = [
    "kubectl get pods -n kube-system",
    "NAME               READY   STATUS    RESTARTS   AGE\nkube-proxy-5x2rk   1/1     Running   0          90d\n",
  ];
  const question = "Alert TargetDown for job kube-proxy: 100% of targets are down, pods run. Why?";
  expect((await reply(question, [settings, running])).text).toMatch(/serves its metrics at the loopback address only/);
});

test.each([
  "Since 10:30 calls time out now and then; all pods are Running and ready in namespace bi. What is behind it?",
  "All pods are Running in namespace bi, and reports are late. What did we break?",
])("what is behind a trouble is no count: %s", async (question) => {
  expect((await reply(question, [pods])).text).not.toMatch(/\d of \d pods/);
});
