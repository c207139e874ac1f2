import type { Case } from "../case.ts";

/** Calls out of containers, and policies that keep them out or in. */
const pods = (...rows: readonly (readonly [name: string, labels: string, ip?: string])[]): string =>
  `NAME   READY   STATUS   RESTARTS   AGE   IP   NODE   LABELS\n${rows.map(([name, labels, ip]) => `${name}   1/1   Running   0   9d   ${ip ?? "10.4.0.9"}   n1   ${labels}`).join("\n")}\n`;

const described = (from: string): Case["outputs"][number] => [
  "describe netpol till-in -n fair",
  `Name:         till-in\nNamespace:    fair\nCreated on:   2026-01-11 08:00:00 +0000 UTC\nLabels:       <none>\nAnnotations:  <none>\nSpec:\n  PodSelector:     app=till\n  Allowing ingress traffic:\n    To Port: 9000/TCP\n    From:\n${from}  Not affecting egress traffic\n  Policy Types: Ingress\n`,
];

const fair: Case["outputs"][number] = ["get pods -n fair --show-labels", pods(["till-6bb8f9d7c4-k8wvz", "app=till"])];

const spaces: Case["outputs"][number] = [
  "get ns --show-labels",
  "NAME    STATUS   AGE   LABELS\nfair    Active   9d    kubernetes.io/metadata.name=fair\nstall   Active   9d    kubernetes.io/metadata.name=stall,kind=booth\n",
];

const timedOut = "curl: (28) Connection timed out after 5001 milliseconds\ncommand terminated with exit code 28\n";

const byBlock = (cidr: string): Case["outputs"][number] => [
  "get networkpolicy till-in -n fair -o json",
  `{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"till-in","namespace":"fair"},"spec":{"podSelector":{"matchLabels":{"app":"till"}},"policyTypes":["Ingress"],"ingress":[{"from":[{"ipBlock":{"cidr":"${cidr}"}}]}]}}`,
];

const clown = (ip: string): Case["outputs"] => [
  ["get pods -n fair -o wide --show-labels", pods(["till-0", "app=till"], ["clown-0", "app=clown", ip])],
  [
    "logs clown-0 -n fair",
    "2026-02-02T10:00:01Z INFO  up\n2026-02-02T10:00:11Z ERROR http ConnectTimeout: GET http://till:9000/ did not complete\n2026-02-02T10:00:31Z ERROR http ConnectTimeout: GET http://till:9000/ did not complete\n",
  ],
];

export const keptOutCases: readonly Case[] = [
  {
    name: "curl in a pod of a Deployment gets no answer, and its namespace has another label than the policy admits",
    outputs: [
      ["exec -n stall deploy/hoopla -- curl -m 5 -sS http://till.fair:9000/healthz", timedOut],
      fair,
      spaces,
      described("      NamespaceSelector: kind=stand\n"),
    ],
    roots: ["network-policy-refuses-caller"],
    symptoms: ["dependency-unreachable"],
    says: /till-in admits to till only namespaces labelled kind=stand, not Deployment stall\/hoopla.*namespace stall carries kind=booth/,
  },
  {
    name: "near miss: curl in a pod gets no answer, and the policy admits its namespace",
    outputs: [
      ["exec -n stall deploy/hoopla -- curl -m 5 -sS http://till.fair:9000/healthz", timedOut],
      fair,
      spaces,
      described("      NamespaceSelector: kind=booth\n"),
    ],
    roots: ["dependency-unreachable"],
  },
  {
    name: "a pod made by kubectl run carries no label but run, and the policy admits others",
    outputs: [
      [
        "run probe --rm -i -n fair --image=busybox -- nc -zv -w 3 till 9000",
        "nc: till (10.4.0.9:9000): Connection timed out\n",
      ],
      fair,
      described("      PodSelector: app=clerk\n"),
    ],
    roots: ["network-policy-refuses-caller"],
    says: /only pods labelled app=clerk, not Pod fair\/probe \(run=probe\)/,
  },
  {
    name: "near miss: a pod made by kubectl run with the label that the policy admits",
    outputs: [
      [
        "run probe --rm -i -n fair --image=busybox --labels=app=clerk -- nc -zv -w 3 till 9000",
        "nc: till (10.4.0.9:9000): Connection timed out\n",
      ],
      fair,
      described("      PodSelector: app=clerk\n"),
    ],
    roots: ["dependency-unreachable"],
  },
  {
    name: "a ConnectTimeout is no slow call, and the policy admits addresses of another block",
    outputs: [...clown("10.4.7.21"), byBlock("10.9.0.0/16")],
    roots: ["network-policy-refuses-caller"],
    says: /till-in admits to till only addresses in 10\.9\.0\.0\/16, not .*clown/,
  },
  {
    name: "near miss: a ConnectTimeout of a pod whose address the policy admits",
    outputs: [...clown("10.9.7.21"), byBlock("10.9.0.0/16")],
    roots: [],
    notes: ["dependency-unreachable"],
  },
  {
    name: "egress to an address outside of the block that is allowed",
    outputs: [
      ["get pods -n fair --show-labels", pods(["clown-0", "app=clown"])],
      ["logs clown-0 -n fair", "ERROR dial tcp 192.0.2.77:25: i/o timeout\n"],
      [
        "get netpol out -n fair -o yaml",
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: out\n  namespace: fair\nspec:\n  podSelector:\n    matchLabels:\n      app: clown\n  policyTypes:\n  - Egress\n  egress:\n  - to:\n    - ipBlock:\n        cidr: 198.51.100.0/24\n",
      ],
    ],
    roots: ["network-policy-blocks"],
    says: /allows egress only to 198\.51\.100\.0\/24, so its connections to 192\.0\.2\.77:25/,
  },
];
