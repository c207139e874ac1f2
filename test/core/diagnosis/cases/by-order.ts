import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";

type Output = Case["outputs"][number];

const inInit = (status: string): Output => [
  "get pods -n shop -o wide",
  rows(
    "NAME                   READY   STATUS     RESTARTS   AGE   IP           NODE     NOMINATED NODE   READINESS GATES",
    `till-7c9d5b8f6d-x2vlk   0/2     ${status}   0          3h    10.1.2.3     old-1    <none>           <none>`,
    "till-7c9d5b8f6d-q9z4m   2/2     Running    0          3h    10.1.2.9     new-1    <none>           <none>",
  ),
];

const template = (policy: string): Output => [
  "get deploy till -n shop -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: till
  namespace: shop
spec:
  replicas: 2
  template:
    spec:
      containers:
      - image: example.org/till:3
        name: till
      initContainers:
      - image: example.org/tunnel:1
        name: tunnel
${policy}`,
];

const nodes = (version: string): Output => [
  "get nodes",
  rows(
    "NAME    STATUS   ROLES    AGE   VERSION",
    "new-1   Ready    <none>   9d    v1.31.2",
    `old-1   Ready    <none>   2y    ${version}`,
  ),
];

const always = "        restartPolicy: Always\n";

const sidecars: readonly Case[] = [
  {
    name: "a native sidecar on a node whose kubelet does not know them",
    outputs: [inInit("Init:0/1"), template(always), nodes("v1.26.15+k3s1")],
    roots: ["native-sidecar-unsupported"],
    says: /tunnel is a native sidecar .*old-1 is v1\.26\.15\+k3s1, which does not know native sidecars.*q9z4m runs on new-1 with v1\.31\.2/,
  },
  {
    name: "an init container that ends, on the same node",
    outputs: [inInit("Init:0/1"), template(""), nodes("v1.26.15+k3s1")],
    roots: ["init-container-waiting"],
  },
  {
    name: "a native sidecar on a node that knows them",
    outputs: [inInit("Init:0/1"), template(always), nodes("v1.29.4")],
    roots: ["init-container-waiting"],
  },
];

const queuedJob: Output = [
  "describe job fold-9 -n lab",
  rows(
    "Name:             fold-9",
    "Namespace:        lab",
    "Labels:           kueue.x-k8s.io/queue-name=night",
    "Parallelism:      1",
    "Completions:      1",
    "Suspend:          true",
    "Pods Statuses:    0 Active (0 Ready) / 0 Succeeded / 0 Failed",
    "Events:           <none>",
  ),
];

const localQueues = (name: string): Output => [
  "get localqueues -n lab",
  rows(
    "NAME      CLUSTERQUEUE   PENDING WORKLOADS   ADMITTED WORKLOADS",
    `${name.padEnd(10)}shared         1                   0`,
  ),
];

const clusterQueue = (
  policy: string,
  ...condition: readonly [status: string, reason: string, message: string]
): Output => [
  "get clusterqueue shared -o yaml",
  `apiVersion: kueue.x-k8s.io/v1beta1
kind: ClusterQueue
metadata:
  name: shared
spec:
  queueingStrategy: BestEffortFIFO
  stopPolicy: ${policy}
status:
  conditions:
  - message: ${condition[2]}
    reason: ${condition[1]}
    status: "${condition[0]}"
    type: Active
`,
];

const queues: readonly Case[] = [
  {
    name: "a Job in a queue that somebody stopped",
    outputs: [queuedJob, localQueues("night"), clusterQueue("HoldAndDrain", "False", "Stopped", "is stopped")],
    roots: ["job-suspended"],
    says: /fold-9 is kept suspended by Kueue .*night leads to ClusterQueue shared, which is stopped \(spec\.stopPolicy: HoldAndDrain\)/,
  },
  {
    name: "a Job in a queue whose flavor does not exist",
    outputs: [
      queuedJob,
      localQueues("night"),
      clusterQueue("None", "False", "FlavorNotFound", "references missing ResourceFlavor(s) spot"),
    ],
    roots: ["job-suspended"],
    says: /is not active \(FlavorNotFound: references missing ResourceFlavor\(s\) spot\)/,
  },
  {
    name: "a Job whose queue does not exist in its namespace",
    outputs: [queuedJob, localQueues("day")],
    roots: ["job-suspended"],
    says: /LocalQueue lab\/night, which its label kueue\.x-k8s\.io\/queue-name names, does not exist/,
  },
  {
    name: "a suspended Job whose queue is active",
    outputs: [queuedJob, localQueues("night"), clusterQueue("None", "True", "Ready", "Can admit new workloads")],
    roots: [],
    notes: ["job-suspended"],
    says: /fold-9 is suspended and starts no pods/,
  },
];

const database = (annotation: string, ready: boolean): Output => [
  "get cluster store -n shop -o yaml",
  `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  annotations:
    ${annotation}
  name: store
  namespace: shop
spec:
  instances: 1
status:
  conditions:
  - lastTransitionTime: "2026-03-04T22:10:40Z"
    message: Cluster Is ${ready ? "" : "Not "}Ready
    reason: ClusterIs${ready ? "" : "Not"}Ready
    status: "${ready ? "True" : "False"}"
    type: Ready
`,
];

const queue = (field: string): Output => [
  "get perconaxtradbcluster store -n shop -o yaml",
  `apiVersion: pxc.percona.com/v1
kind: PerconaXtraDBCluster
metadata:
  name: store
  namespace: shop
spec:
  ${field}
status:
  state: paused
`,
];

const noPods: Output = [
  "get pods -n shop",
  rows("NAME    READY   STATUS    RESTARTS   AGE", "web-0   1/1     Running   0          2d"),
];

const orders: readonly Case[] = [
  {
    name: "a database whose instances are fenced",
    outputs: [database(`cnpg.io/fencedInstances: '["store-1"]'`, false)],
    roots: ["stopped-by-order"],
    symptoms: ["resource-not-ready"],
    says: /Cluster shop\/store is fenced by order \(annotation cnpg\.io\/fencedInstances: \["store-1"\]\)/,
  },
  {
    name: "a database that its operator holds down by a field",
    outputs: [noPods, queue("pause: true")],
    roots: ["stopped-by-order"],
    says: /PerconaXtraDBCluster shop\/store is paused by order \(spec\.pause: true\): its operator has scaled it down/,
  },
  {
    name: "a database that is not ready, with a fence that is empty",
    outputs: [database("cnpg.io/fencedInstances: '[]'", false)],
    roots: ["resource-not-ready"],
  },
  {
    name: "a database whose reconciliation is paused, and that is well",
    outputs: [database(`k8s.example.org/pause-reconciliation: "true"`, true)],
    roots: [],
  },
];

const flux = (fields: string): Output => [
  "get kustomization till -n flux-system -o yaml",
  `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: till
  namespace: flux-system
spec:
${fields}  path: ./apps/till
  targetNamespace: shop
`,
];
const deployed: Output = [
  "get deployment till -n shop -o wide",
  rows(
    "NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES                   SELECTOR",
    "till   2/2     2            2           88d   till         registry.lan/till:1.4.0   app=till",
  ),
];

const overrides: readonly Case[] = [
  {
    name: "a Kustomization that sets an image itself",
    outputs: [deployed, flux("  images:\n  - name: registry.lan/till\n    newTag: 1.4.0\n")],
    roots: [],
    notes: ["version-overridden-by-delivery"],
    says: /Kustomization flux-system\/till sets the version itself \(spec\.images: registry\.lan\/till:1\.4\.0\), and Deployment shop\/till runs just that/,
  },
  {
    name: "a Kustomization that substitutes a version",
    outputs: [deployed, flux("  postBuild:\n    substitute:\n      till_tag: 1.4.0\n")],
    roots: [],
    notes: ["version-overridden-by-delivery"],
    says: /spec\.postBuild\.substitute: till_tag=1\.4\.0/,
  },
  {
    name: "a Kustomization that sets the image of something else",
    outputs: [deployed, flux("  images:\n  - name: registry.lan/oven\n    newTag: 1.4.0\n")],
    roots: [],
  },
];

/** What somebody ordered, and what the node or the queue does not carry out. */
export const byOrderCases: readonly Case[] = [...sidecars, ...queues, ...orders, ...overrides];
