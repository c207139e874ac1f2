import type { Case } from "../../case.ts";
import { rows } from "./printed.ts";

type Output = Case["outputs"][number];

const egress = (cidr: string, port: number): Output => [
  "get networkpolicy closed -n ops -o yaml",
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: closed\n  namespace: ops\nspec:\n  podSelector: {}\n  policyTypes:\n  - Egress\n  egress:\n  - to:\n    - ipBlock:\n        cidr: ${cidr}\n    ports:\n    - port: ${port}\n`,
];
const watches: Output = [
  "logs backup-operator-0 -n ops",
  rows(
    'E0301 10:00:01.000001 1 reflector.go:150] failed to list *v1.Pod: Get "https://10.96.0.1:443/api/v1/pods?limit=500": dial tcp 10.96.0.1:443: i/o timeout',
  ),
];
const apiEndpoints: Output = [
  "get endpoints kubernetes -n default",
  rows("NAME         ENDPOINTS          AGE", "kubernetes   192.168.7.4:6443   90d"),
];

/** Policies look at where packets go in the end. */
const translated: readonly Case[] = [
  {
    name: "a policy that allows the address of the API server's Service, not that of its endpoint",
    outputs: [watches, egress("10.96.0.1/32", 443), apiEndpoints],
    roots: ["network-policy-blocks"],
    says: /allows Pod ops\/backup-operator-0 egress to 10\.96\.0\.1, the address of Service default\/kubernetes, and policies look at the address of the endpoint behind it, 192\.168\.7\.4:6443, which no rule allows/,
  },
  {
    name: "near miss: a policy that allows the endpoint of the API server",
    outputs: [watches, egress("192.168.7.0/24", 6443), apiEndpoints],
    roots: ["dependency-unreachable"],
  },
];

const stuck: Output = [
  "get namespace demo -o yaml",
  'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: demo\n  deletionTimestamp: "2025-06-24T15:02:40Z"\nspec:\n  finalizers:\n  - kubernetes\nstatus:\n  conditions:\n  - message: \'Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: prices.example.io/v1: stale GroupVersion discovery: prices.example.io/v1\'\n    reason: DiscoveryFailed\n    status: "True"\n    type: NamespaceDeletionDiscoveryFailure\n  phase: Terminating\n',
];
const apiServices = (group: string): Output => [
  "get apiservices",
  rows(
    "NAME                       SERVICE            AVAILABLE                  AGE",
    `v1.${group}           market/pricing     False (MissingEndpoints)   90d`,
    "v1beta1.metrics.k8s.io     kube-system/ms     True                       90d",
  ),
];
const pricing: Output = [
  "get deploy -n market",
  rows("NAME      READY   UP-TO-DATE   AVAILABLE   AGE", "pricing   0/0     0            0           90d"),
];

/** What a namespace in deletion waits for. */
const deletions: readonly Case[] = [
  {
    name: "a namespace that waits for an API whose Deployment has no replicas",
    outputs: [stuck, apiServices("prices.example.io"), pricing],
    roots: [],
    symptoms: ["api-service-unavailable", "namespace-stuck-terminating"],
    notes: ["scaled-to-zero"],
    says: /Deployment market\/pricing is scaled to 0 replicas/,
  },
  {
    name: "near miss: a namespace that waits for another API than the one that does not answer",
    outputs: [stuck, apiServices("x.prices.example.io"), pricing],
    roots: ["namespace-stuck-terminating"],
  },
];

/** What is called in the end is not what was meant, or not there. */
export const otherEnds: readonly Case[] = [...translated, ...deletions];
