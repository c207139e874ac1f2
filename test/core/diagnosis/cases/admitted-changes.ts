import type { Case } from "../case.ts";
import { crashed, describedPod, type PrintedEvent, podName, waiting } from "../printed.ts";

const mirrored = "cache.example.net/hub/shop/web:1.4.2";

const pullFails = (head = ""): Case["outputs"][number] => {
  const failure: PrintedEvent = [
    "Warning",
    "Failed",
    "61s (x4 over 3m)",
    "kubelet",
    `Failed to pull image "${mirrored}": failed to resolve reference "${mirrored}": ${mirrored}: not found`,
  ];
  return [
    `describe pod ${podName} -n shop`,
    describedPod({ image: mirrored, state: waiting("ImagePullBackOff"), events: [failure] }).replace(
      "Annotations:      <none>",
      `Annotations:      ${head || "<none>"}`,
    ),
  ];
};

const template = (image: string): Case["outputs"][number] => [
  "get deploy web -n shop -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: app
        image: ${image}
`,
];

const assign: Case["outputs"][number] = [
  "get assign hub-through-cache -o yaml",
  `apiVersion: mutations.gatekeeper.sh/v1
kind: AssignImage
metadata: {name: hub-through-cache}
spec:
  location: "spec.containers[name:*].image"
  parameters:
    assignDomain: "cache.example.net"
`,
];

const demanding: Case["outputs"][number] = [
  "get clusterpolicy only-our-cache -o yaml",
  `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: only-our-cache}
spec:
  rules:
  - name: registry
    validate:
      message: images come from cache.example.net
      pattern: {spec: {containers: [{image: "cache.example.net/*"}]}}
`,
];

const rewrittenCases: readonly Case[] = [
  {
    name: "an image that a policy of Gatekeeper takes from a mirror without it",
    outputs: [pullFails(), template("docker.io/shop/web:1.4.2"), assign],
    roots: ["image-not-found"],
    says: /"cache\.example\.net\/hub\/shop\/web:1\.4\.2", which AssignImage hub-through-cache has put in place of docker\.io\/shop\/web:1\.4\.2 of Deployment shop\/web at admission: the registry does not have it \(not found\)\.$/,
  },
  {
    name: "an image that a policy has rewritten, as it noted at the pod",
    outputs: [
      pullFails(
        "policies.kyverno.io/last-applied-patches: to-cache.pull-through.kyverno.io: replaced /spec/containers/0/image",
      ),
      template("shop/web:1.4.2"),
    ],
    roots: ["image-not-found"],
    says: /which ClusterPolicy pull-through has put in place of shop\/web:1\.4\.2/,
  },
  {
    name: "an image of the mirror that the template itself names",
    outputs: [pullFails(), template(mirrored), assign],
    roots: ["image-not-found"],
    says: /web:1\.4\.2": the registry does not have it \(not found\), so its name or tag is wrong\.$/,
  },
  {
    name: "a policy that demands a registry and changes nothing",
    outputs: [pullFails(), template("docker.io/shop/web:1.4.2"), demanding],
    roots: ["image-not-found"],
    says: /web:1\.4\.2": the registry does not have it \(not found\), so its name or tag is wrong\.$/,
  },
];

const unscheduled: Case["outputs"][number] = [
  "get events -n shop",
  `LAST SEEN   TYPE      REASON             OBJECT          MESSAGE
40s         Warning   FailedScheduling   pod/${podName}   0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.
`,
];

const requesting = (resources: string): Case["outputs"][number] => [
  "get deploy web -n shop -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      containers:
      - name: app
        image: shop/web:1.4.2
        resources: ${resources}
`,
];

const range = (cpu: string): Case["outputs"][number] => [
  "get limitrange -n shop -o yaml",
  `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: LimitRange
  metadata: {name: usual, namespace: shop}
  spec:
    limits:
    - type: Container
      defaultRequest: {cpu: "${cpu}"}
`,
];

const defaultCases: readonly Case[] = [
  {
    name: "a pod that gets more CPU from a LimitRange than any node has left",
    outputs: [unscheduled, requesting("{}"), range("6")],
    roots: ["insufficient-cpu"],
    says: /insufficient cpu; its template requests no cpu, and so LimitRange usual gives it a default request of 6/,
  },
  {
    name: "a request that admission has noted to be a default",
    outputs: [
      unscheduled,
      [
        `get pod ${podName} -n shop -o yaml`,
        `apiVersion: v1
kind: Pod
metadata:
  name: ${podName}
  namespace: shop
  annotations:
    kubernetes.io/limit-ranger: 'LimitRanger plugin set: cpu, memory request for container app'
spec:
  containers:
  - name: app
    image: shop/web:1.4.2
    resources: {requests: {cpu: "4", memory: 64Mi}}
status: {phase: Pending}
`,
      ],
    ],
    roots: ["insufficient-cpu"],
    says: /its template requests no cpu, and so a LimitRange of the namespace gives it a default request of 4/,
  },
  {
    name: "a request of the template, beside a LimitRange",
    outputs: [unscheduled, requesting('{requests: {cpu: "6"}}'), range("6")],
    roots: ["insufficient-cpu"],
    says: /insufficient cpu(?!.*LimitRange)/,
  },
  {
    name: "a default request that is too small to matter",
    outputs: [unscheduled, requesting("{}"), range("50m")],
    roots: ["insufficient-cpu"],
    says: /insufficient cpu(?!.*LimitRange)/,
  },
];

const killed = (note: string): Case["outputs"][number] => [
  `describe pod ${podName} -n shop`,
  describedPod({
    status: "Running",
    state: crashed("OOMKilled", 137),
    restarts: 7,
    rest: "    Limits:\n      memory:  256Mi\n    Requests:\n      memory:  256Mi\n",
  }).replace("Annotations:      <none>", `Annotations:      ${note}`),
];
const noted =
  "kubernetes.io/limit-ranger: LimitRanger plugin set: cpu request for container app; memory limit for container app";
const limiting = (memory: string): Case["outputs"][number] => [
  "describe limitrange -n shop",
  `Name:       usual
Namespace:  shop
Type       Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio
----       --------  ---  ---  ---------------  -------------  -----------------------
Container  memory    -    -    ${memory.padEnd(17)}${memory.padEnd(15)}-
`,
];

const limitCases: readonly Case[] = [
  {
    name: "a container killed at a limit that a LimitRange gives",
    outputs: [killed("<none>"), requesting("{requests: {cpu: 100m}}"), limiting("256Mi")],
    roots: ["oom-killed"],
    says: /its memory limit of 256Mi, which its template does not set: LimitRange usual gives it to containers that state none/,
  },
  {
    name: "a limit that admission has noted to be a default",
    outputs: [killed(noted)],
    roots: ["oom-killed"],
    says: /its memory limit of 256Mi, which its template does not set: a LimitRange of the namespace gives it/,
  },
  {
    name: "near miss: a limit of the template, beside a LimitRange of the same amount",
    outputs: [killed("<none>"), requesting("{limits: {memory: 256Mi}}"), limiting("256Mi")],
    roots: ["oom-killed"],
    says: /its memory limit of 256Mi \(7 restarts\)/,
  },
  {
    name: "near miss: a LimitRange that gives another amount",
    outputs: [killed("<none>"), requesting("{requests: {cpu: 100m}}"), limiting("1Gi")],
    roots: ["oom-killed"],
    says: /its memory limit of 256Mi \(7 restarts\)/,
  },
];

/** What admission makes of a pod: policies and defaults. */
export const admittedChangeCases: readonly Case[] = [...rewrittenCases, ...defaultCases, ...limitCases];
