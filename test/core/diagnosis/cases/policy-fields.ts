import type { Case } from "../case.ts";
import { podYaml, rows, runningSince, serviceYaml } from "../manifests.ts";

type Output = readonly [string, string];

const policy = (name: string, namespace: string, spec: string): Output => [
  `get networkpolicy -n ${namespace} -o yaml`,
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
${spec.replaceAll(/^/gm, "  ")}
`,
];

const pod = (name: string, namespace: string): Output => [
  `get pod ${name} -n ${namespace} -o yaml`,
  podYaml(name, namespace, {
    container: "- image: registry.example.com/app:1\n  name: app",
    status: runningSince("app", "2026-11-02T09:00:00Z"),
  }),
];

const lookup: Output = [
  "logs acct-5d8c7b9f4-zx2lp -n fin",
  rows(
    "ERROR dial tcp: lookup ledger.fin.svc.cluster.local on 10.96.0.10:53: read udp 10.244.1.4:41992->10.96.0.10:53: i/o timeout",
  ),
];

const dnsOver = (protocol: string): Output =>
  policy(
    "acct-out",
    "fin",
    `egress:\n- ports:\n  - port: 53\n    protocol: ${protocol}\n  - port: 9000\n    protocol: TCP\npodSelector: {}\npolicyTypes:\n- Egress`,
  );

const timedOut: Output = [
  "logs gate-5d8c7b9f4-zx2lp -n web",
  rows(
    '2026-11-02T10:00:00Z ERROR Get "http://ledger.fin:80/v1": dial tcp 10.96.1.1:80: i/o timeout',
    '2026-11-02T10:00:10Z ERROR Get "http://ledger.fin:80/v1": dial tcp 10.96.1.1:80: i/o timeout',
  ),
];

const ledger: Output = [
  "get svc ledger -n fin -o yaml",
  serviceYaml(
    "ledger",
    "fin",
    "clusterIP: 10.96.1.1\nports:\n- port: 80\n  targetPort: 9000\nselector:\n  app: ledger",
  ),
];

const outTo = (port: number): Output =>
  policy(
    "gate-out",
    "web",
    `egress:\n- ports:\n  - port: ${port}\n    protocol: TCP\n  to:\n  - namespaceSelector: {}\n- ports:\n  - port: 53\n    protocol: UDP\npodSelector:\n  matchLabels:\n    app: gate\npolicyTypes:\n- Egress`,
  );

const inFrom = (peer: string): Output =>
  policy(
    "ledger-in",
    "fin",
    `ingress:\n- from:\n${peer}\npodSelector:\n  matchLabels:\n    app: ledger\npolicyTypes:\n- Ingress`,
  );

const gate = pod("gate-5d8c7b9f4-zx2lp", "web");

/** What the fields of a policy keep out, and what looks as if they did. */
export const policyFieldCases: readonly Case[] = [
  {
    name: "a policy that lets DNS out over TCP only",
    outputs: [lookup, dnsOver("TCP"), pod("acct-5d8c7b9f4-zx2lp", "fin")],
    roots: ["network-policy-blocks-dns"],
    symptoms: ["name-not-resolved"],
    says: /not DNS \(port 53 over UDP, only over TCP\)/,
  },
  {
    name: "near miss: a policy that lets DNS out over UDP",
    outputs: [lookup, dnsOver("UDP"), pod("acct-5d8c7b9f4-zx2lp", "fin")],
    roots: ["name-not-resolved"],
  },
  {
    name: "a policy that lets out to the port of the Service and not to that of the pods",
    outputs: [timedOut, ledger, gate, outTo(80)],
    roots: ["network-policy-blocks"],
    says: /ledger\.fin:80 \(port 9000 of the pods, at which policies look, not the Service's\)/,
  },
  {
    name: "near miss: a policy that lets out to the port of the pods, which the log does not name",
    outputs: [timedOut, ledger, gate, outTo(9000)],
    roots: [],
    notes: ["dependency-unreachable"],
  },
  {
    name: "a policy that admits the caller's labels, of its own namespace only",
    outputs: [timedOut, ledger, gate, inFrom("  - podSelector:\n      matchLabels:\n        app: gate")],
    roots: ["network-policy-refuses-caller"],
    says: /only pods labelled app=gate in its own namespace fin, not Deployment web\/gate \(app=gate\)/,
  },
  {
    name: "near miss: a policy that admits them of every namespace",
    outputs: [
      timedOut,
      ledger,
      gate,
      inFrom("  - namespaceSelector: {}\n    podSelector:\n      matchLabels:\n        app: gate"),
    ],
    roots: [],
    notes: ["dependency-unreachable"],
  },
];
