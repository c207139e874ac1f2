import type { Output } from "../situations.ts";
import type { Rows } from "./rows.ts";

/** Whom network policies concern, and whether one workload can call another. */

type Policy = { readonly name: string; readonly spec: object };

const policies = (...all: readonly Policy[]): Output => [
  "kubectl get networkpolicies -A -o yaml",
  JSON.stringify({
    apiVersion: "v1",
    kind: "List",
    items: all.map(({ name, spec }) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name, namespace: "books" },
      spec,
    })),
  }),
];
const pods: Output = [
  "kubectl get pods -A -o wide --show-labels",
  `NAMESPACE   NAME                      READY   STATUS    RESTARTS   AGE   IP           NODE     NOMINATED NODE   READINESS GATES   LABELS
books       ink-7d5b7c5bb8-8xkzn      1/1     Running   0          3d    10.244.1.5   rack-1   <none>           <none>            app=ink,pod-template-hash=7d5b7c5bb8
books       paper-6c9f7d5c44-lq2wn    1/1     Running   0          3d    10.244.1.6   rack-1   <none>           <none>            app=paper,pod-template-hash=6c9f7d5c44
press       roller-5f6d7c8b9d-x2k4v   1/1     Running   0          3d    10.244.1.7   rack-1   <none>           <none>            app=roller,pod-template-hash=5f6d7c8b9d
`,
];
const services: Output = [
  "kubectl get services -A -o wide",
  `NAMESPACE   NAME    TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE   SELECTOR
books       ink     ClusterIP   10.96.11.2     <none>        8080/TCP   9d    app=ink
books       paper   ClusterIP   10.96.11.3     <none>        8080/TCP   9d    app=paper
`,
];
const endpoints = (ink: string): Output => [
  "kubectl get endpoints -A",
  `NAMESPACE   NAME    ENDPOINTS         AGE
books       ink     ${ink}   9d
books       paper   10.244.1.6:8080   9d
`,
];
const namespaces: Output = [
  "kubectl get namespaces --show-labels",
  `NAME    STATUS   AGE   LABELS
books   Active   9d    kubernetes.io/metadata.name=books
press   Active   9d    kubernetes.io/metadata.name=press,team=print
`,
];
const read = (...all: readonly Policy[]): readonly Output[] => [
  policies(...all),
  pods,
  services,
  endpoints("10.244.1.5:8080"),
  namespaces,
];

const ofInk = (ingress: readonly object[]): Policy => ({
  name: "ink-callers",
  spec: { podSelector: { matchLabels: { app: "ink" } }, policyTypes: ["Ingress"], ingress },
});
const fromPaper = ofInk([{ from: [{ podSelector: { matchLabels: { app: "paper" } } }], ports: [{ port: 8080 }] }]);
const fromPrint = ofInk([{ from: [{ namespaceSelector: { matchLabels: { team: "print" } } }] }]);
const paperOut = (egress: readonly object[]): Policy => ({
  name: "paper-out",
  spec: { podSelector: { matchLabels: { app: "paper" } }, policyTypes: ["Egress"], egress },
});
const dns = { ports: [{ port: 53, protocol: "UDP" }] };
const toInk = { to: [{ podSelector: { matchLabels: { app: "ink" } } }], ports: [{ port: 8080 }] };
const closed: Policy = { name: "closed", spec: { podSelector: {}, policyTypes: ["Ingress"] } };

export const policyRows: Rows = {
  told: [
    [
      "which network policies apply to ink in books?",
      read(fromPaper),
      /^One network policy selects the pods of Deployment books\/ink: ink-callers \(pods labelled app=ink\)\. Of callers it admits only pods labelled app=paper at port 8080\. The pods may call anything\./,
    ],
    [
      "are there network policies that block ink?",
      read(closed),
      /^One network policy selects the pods of Deployment books\/ink: closed \(every pod of its namespace\)\. Nobody may call the pods: no rule admits anyone\./,
    ],
    [
      "is traffic to paper restricted by a network policy?",
      read(fromPaper),
      /^No network policy selects the pods of Deployment books\/paper \(ink-callers of namespace books selects other pods\)/,
    ],
    [
      "which netpols affect paper?",
      read(paperOut([dns, toInk])),
      /The pods may call only to ports 53, 8080 \(to pods labelled app=ink\)\./,
    ],
    [
      "can paper reach ink?",
      read(fromPaper),
      /^Deployment books\/paper can get to Service books\/ink \(port 8080\), by what the cluster's objects say: .*network policy ink-callers admits paper/,
    ],
    [
      "is paper allowed to talk to ink on port 8080?",
      read(closed),
      /^Deployment books\/paper cannot get to Service books\/ink \(port 8080\): network policy closed admits nobody, not paper/,
    ],
    [
      "is traffic from roller to ink blocked by a network policy?",
      read(fromPaper),
      /^Deployment press\/roller cannot get to Service books\/ink .*ink-callers admits only pods labelled app=paper in its own namespace books, not roller/,
    ],
    [
      "does a network policy block roller from calling ink?",
      read(fromPrint),
      /^Deployment press\/roller can get to Service books\/ink/,
    ],
    [
      "can paper connect to ink at 9999?",
      read(),
      /^Deployment books\/paper cannot get to Service books\/ink \(port 9999\): the Service has no port 9999, only 8080/,
    ],
    [
      "can paper call ink?",
      read(paperOut([toInk])),
      /^Deployment books\/paper cannot get to .*lets it call the address, and not DNS \(port 53\)/,
    ],
    ["can paper call ink?", read(paperOut([dns, toInk])), /^Deployment books\/paper can get to Service books\/ink/],
    [
      "can paper call ink?",
      [policies(), pods, services, endpoints("<none>         "), namespaces],
      /^Deployment books\/paper cannot get to .*: Service books\/ink has no ready endpoints/,
    ],
  ],
};
