import type { Case } from "../case.ts";
import { rows, serviceYaml } from "../manifests.ts";

type Output = readonly [string, string];

const pods = (namespace: string, ...lines: readonly string[]): Output => [
  `get pods -n ${namespace} -o wide`,
  rows("NAME                      READY   STATUS    RESTARTS   AGE   IP           NODE", ...lines),
];

const failing: Output = [
  "logs front-6b6cf7d49-2k9dz -n cat",
  rows(
    "2026-11-02T10:00:01Z INFO GET /items 200 8ms",
    "2026-11-02T10:00:02Z ERROR GET http://catalog:8080/items failed: dial tcp 10.244.2.8:8080: connect: connection refused",
    "2026-11-02T10:00:03Z INFO GET /items 200 9ms",
    "2026-11-02T10:00:05Z ERROR GET http://catalog:8080/items failed: dial tcp 10.244.2.8:8080: connect: connection refused",
  ),
];

const catalogPods = pods(
  "cat",
  "catalog-5d8c7b9f4-zx2lp   1/1     Running   0          9d    10.244.1.4   n1",
  "catalog-5d8c7b9f4-tt9qk   0/1     Running   0          12m   10.244.2.8   n2",
);

const catalog = (more: string): Output => [
  "get svc catalog -n cat -o yaml",
  serviceYaml(
    "catalog",
    "cat",
    `clusterIP: 10.96.3.3\nports:\n- name: http\n  port: 8080\n  targetPort: 8080\n${more}selector:\n  app: catalog`,
  ),
];

const publishedCases: readonly Case[] = [
  {
    name: "a Service that publishes pods that are not ready",
    outputs: [catalogPods, failing, catalog("publishNotReadyAddresses: true\n")],
    roots: ["unready-pods-published", "pod-not-ready"],
    symptoms: ["dependency-unreachable"],
    says: /^Service cat\/catalog has publishNotReadyAddresses: true and so sends a part of the requests to Pod catalog-5d8c7b9f4-tt9qk/,
  },
  {
    name: "near miss: a Service that lists ready pods only",
    outputs: [catalogPods, failing, catalog("")],
    roots: ["pod-not-ready"],
    symptoms: ["dependency-unreachable"],
  },
];

const labelled = (...lines: readonly string[]): Output => [
  "get pods -n crm --show-labels",
  rows("NAME                          READY   STATUS    RESTARTS   AGE   LABELS", ...lines),
];

const twoOfCrm = labelled(
  "crm-api-5d8c7b9f4-zx2lp       1/1     Running   0          9d    component=api,part=crm,pod-template-hash=5d8c7b9f4",
  "crm-worker-7c9bdb5d6-qk4tz    1/1     Running   0          1h    component=worker,part=crm,pod-template-hash=7c9bdb5d6",
);

const crm = (selector: string): Output => [
  "get svc crm -n crm -o yaml",
  serviceYaml("crm", "crm", `clusterIP: 10.96.8.8\nports:\n- port: 80\n  targetPort: 8080\nselector:\n${selector}`),
];

const portal: Output = [
  "logs portal-6b6cf7d49-2k9dz -n crm",
  rows(
    "GET http://crm:80/v1/accounts -> 200 (12 ms)",
    "ERROR GET http://crm:80/v1/accounts: connect ECONNREFUSED 10.96.8.8:80",
    "GET http://crm:80/v1/accounts -> 200 (11 ms)",
    "ERROR GET http://crm:80/v1/accounts: connect ECONNREFUSED 10.96.8.8:80",
  ),
];

const selectorCases: readonly Case[] = [
  {
    name: "a selector that two workloads of an application share, neither of them named like the Service",
    outputs: [twoOfCrm, portal, crm("  part: crm")],
    roots: ["service-selects-others"],
    symptoms: ["dependency-unreachable"],
    says: /also sends requests to pods of Deployment crm\/crm-worker .* not only to those of crm-api: its selector part=crm/,
  },
  {
    name: "near miss: a selector that one of them has",
    outputs: [twoOfCrm, portal, crm("  component: api")],
    roots: ["dependency-unreachable"],
  },
];

const resize = (affinity: string): Output => [
  "get svc resize -n img -o yaml",
  serviceYaml(
    "resize",
    "img",
    `clusterIP: 10.96.8.8\nports:\n- port: 80\n  targetPort: 8080\nselector:\n  app: resize\nsessionAffinity: ${affinity}`,
  ),
];

const measured: Output = [
  "top pods -n img",
  rows(
    "NAME                     CPU(cores)   MEMORY(bytes)",
    "resize-5d8c7b9f4-zx2lp   997m         300Mi",
    "resize-5d8c7b9f4-tt9qk   6m           120Mi",
    "resize-5d8c7b9f4-vb7nq   5m           118Mi",
  ),
];

const slow: Output = [
  "logs gw-6b6cf7d49-2k9dz -n img",
  rows(
    "2026-11-02T10:00:01Z WARN request to resize took 8.2s",
    "2026-11-02T10:00:31Z WARN request to resize took 9.1s",
  ),
];

const affinityCases: readonly Case[] = [
  {
    name: "a session affinity that keeps all requests of a gateway at one pod",
    outputs: [measured, slow, resize("ClientIP")],
    roots: ["session-affinity-pins-load"],
    says: /^Service img\/resize has sessionAffinity: ClientIP.*resize-5d8c7b9f4-zx2lp does all the work \(997m\)/,
  },
  {
    name: "near miss: one busy replica of a Service without affinity",
    outputs: [measured, slow, resize("None")],
    roots: [],
    notes: ["slow-operation"],
  },
];

const pricing = (protocol: string): readonly Output[] => [
  [
    "logs client-6b6cf7d49-2k9dz -n web",
    rows(
      "ERROR rpc error: code = Unavailable desc = upstream connect error or disconnect/reset before headers. reset reason: protocol error",
    ),
  ],
  ["logs pricing-6b6cf7d49-2k9dz -n web", rows("INFO gRPC server listening on :9090")],
  [
    "get svc pricing -n web -o yaml",
    serviceYaml(
      "pricing",
      "web",
      `clusterIP: 10.96.1.1\nports:\n- ${protocol}\n  port: 9090\n  targetPort: 9090\nselector:\n  app: pricing`,
    ),
  ],
];

const protocolCases: readonly Case[] = [
  {
    name: "a port that is declared as http, before a program that speaks gRPC",
    outputs: pricing("appProtocol: http"),
    roots: ["service-application-protocol-wrong"],
    symptoms: ["dependency-unreachable"],
    says: /^Port 9090 of Service web\/pricing is declared as HTTP\/1 \(appProtocol http\)/,
  },
  {
    name: "the same by the name of the port",
    outputs: pricing("name: http-api"),
    roots: ["service-application-protocol-wrong"],
    says: /\(name http-api\)/,
  },
  {
    name: "near miss: a port that is named after gRPC",
    outputs: pricing("name: grpc"),
    roots: ["dependency-unreachable"],
  },
];

/** A call from outside at a node without a pod, which the traffic policy explains. */
const localCase: Case = {
  name: "a call to a node port that finds no pod on its node",
  outputs: [
    pods("web", "front-5d8c7b9f4-zx2lp     1/1     Running   0          9d    10.244.1.4   n1"),
    [
      "get nodes -o wide",
      rows(
        "NAME   STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP",
        "n1     Ready    <none>   9d    v1.32.1   10.0.0.11     <none>",
        "n2     Ready    <none>   9d    v1.32.1   10.0.0.12     <none>",
      ),
    ],
    [
      "run probe --rm -it --image=curl -- curl -m 5 http://10.0.0.12:31080/",
      rows("curl: (28) Connection timed out after 5001 milliseconds"),
    ],
    [
      "get svc front -n web -o yaml",
      serviceYaml(
        "front",
        "web",
        "clusterIP: 10.96.7.7\nexternalTrafficPolicy: Local\nports:\n- name: http\n  nodePort: 31080\n  port: 80\n  targetPort: 8080\nselector:\n  app: front\ntype: NodePort",
      ),
    ],
  ],
  roots: ["local-traffic-policy"],
  symptoms: ["dependency-unreachable"],
};

/** Calls that fail or are slow by a field of the Service that they go through. */
export const serviceFieldCases: readonly Case[] = [
  ...publishedCases,
  ...selectorCases,
  ...affinityCases,
  ...protocolCases,
  localCase,
];
