import type { Case } from "../case.ts";
import { describedPod, type PrintedEvent, podName, waiting } from "../printed.ts";

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

const refusedBy = (amounts: string): Case["outputs"][number] => [
  "get events -n shop",
  `LAST SEEN   TYPE      REASON         OBJECT                      MESSAGE
40s         Warning   FailedCreate   replicaset/web-6d4b75cb6d   Error creating: pods "web-6d4b75cb6d-" is forbidden: exceeded quota: shop, ${amounts}
`,
];
const memory = refusedBy("requested: requests.memory=2Gi, used: requests.memory=31Gi, limited: requests.memory=32Gi");

const takes = (name: string, replicas: number, amount: string): Case["outputs"][number] => [
  `get deploy ${name} -n shop -o yaml`,
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  replicas: ${replicas}
  template:
    spec:
      containers:
      - name: app
        image: shop/${name}:3
        resources: {requests: {memory: ${amount}}}
`,
];

const quotaCases: readonly Case[] = [
  {
    name: "a quota of which another workload takes the most",
    outputs: [memory, takes("reports", 5, "4Gi")],
    roots: ["quota-exceeded"],
    says: /limited to requests\.memory=32Gi\); Deployment shop\/reports takes 20Gi of it with 5 pods\.$/,
  },
  {
    name: "a quota of which a load test takes a part, by the requests of pods",
    outputs: [
      memory,
      takes("reports", 5, "4Gi"),
      [
        "get pods -n shop -o custom-columns=NAME:.metadata.name,MEMORY:.spec.containers[*].resources.requests.memory",
        `NAME                       MEMORY
locust-worker-7c9d8bb6fd-2w8xm   3Gi
locust-worker-7c9d8bb6fd-4qjcd   3Gi
`,
      ],
    ],
    roots: ["quota-exceeded"],
    says: /Deployment shop\/locust-worker, by its name a load test, takes 6Gi of it with 2 pods/,
  },
  {
    name: "a quota that pods were counted against",
    outputs: [
      memory,
      [
        "get pods -n shop -o custom-columns=APP:.metadata.labels.app,MEM:.spec.containers[*].resources.requests.memory --no-headers | sort | uniq -c",
        "      3 web          2Gi\n      8 importer     3Gi\n",
      ],
    ],
    roots: ["quota-exceeded"],
    says: /Deployment shop\/importer takes 24Gi of it with 8 pods/,
  },
  {
    name: "pods of something old, without requests shown",
    outputs: [
      memory,
      [
        "get pods -n shop",
        `NAME                           READY   STATUS    RESTARTS   AGE
catalog-old-7c9d8bb6fd-2w8xm   1/1     Running   0          90d
catalog-old-7c9d8bb6fd-4qjcd   1/1     Running   0          90d
web-6d4b75cb6d-bf7zs           1/1     Running   0          3d
`,
      ],
    ],
    roots: ["quota-exceeded"],
    says: /Deployment shop\/catalog-old, by its name something old, has 2 of the 3 pods that it counts/,
  },
  {
    name: "a quota of claims, beside pods of something old",
    outputs: [
      refusedBy(
        "requested: persistentvolumeclaims=1, used: persistentvolumeclaims=9, limited: persistentvolumeclaims=9",
      ),
      [
        "get deploy -n shop",
        "NAME          READY   UP-TO-DATE   AVAILABLE   AGE\ncatalog-old   2/2     2            2           90d\n",
      ],
    ],
    roots: ["quota-exceeded"],
    says: /limited to persistentvolumeclaims=9\)\.$/,
  },
  {
    name: "a quota of jobs that finished ones of another CronJob use up",
    outputs: [
      refusedBy("requested: count/jobs.batch=1, used: count/jobs.batch=6, limited: count/jobs.batch=6"),
      [
        "get jobs -n shop",
        `NAME              STATUS     COMPLETIONS   DURATION   AGE
sync-29409570     Complete   1/1           40s        5h
sync-29409630     Complete   1/1           40s        4h
sync-29409690     Complete   1/1           40s        3h
sync-29409750     Complete   1/1           40s        2h
report-29409750   Complete   1/1           40s        2h
`,
      ],
      [
        "get cronjobs -n shop -o custom-columns=NAME:.metadata.name,KEEP:.spec.successfulJobsHistoryLimit",
        "NAME     KEEP\nsync     100\nreport   1\n",
      ],
    ],
    roots: ["quota-exceeded"],
    says: /; 4 of the 6 are finished Jobs of CronJob shop\/sync, which keeps up to 100 of them \(successfulJobsHistoryLimit\)\.$/,
  },
  {
    name: "a quota of objects that were counted",
    outputs: [
      refusedBy("requested: count/configmaps=1, used: count/configmaps=40, limited: count/configmaps=40"),
      ["get cm -n shop --no-headers | cut -d- -f1 | sort | uniq -c", "     31 snapshot\n      4 web\n"],
    ],
    roots: ["quota-exceeded"],
    says: /; 31 of the 40 are ConfigMaps called snapshot\.$/,
  },
  {
    name: "near miss: a quota of jobs of which nobody has many",
    outputs: [
      refusedBy("requested: count/jobs.batch=1, used: count/jobs.batch=60, limited: count/jobs.batch=60"),
      ["get jobs -n shop --no-headers | cut -d- -f1 | sort | uniq -c", "     12 sync\n     11 report\n"],
    ],
    roots: ["quota-exceeded"],
    says: /limited to count\/jobs\.batch=60\)\.$/,
  },
  {
    name: "a quota that the refused workload uses itself",
    outputs: [memory, takes("web", 12, "2Gi"), takes("contest", 1, "4Gi")],
    roots: ["quota-exceeded"],
    says: /limited to requests\.memory=32Gi\)\.$/,
  },
];

/** What admission makes of a pod: policies, defaults, quotas. */
export const admittedChangeCases: readonly Case[] = [...rewrittenCases, ...defaultCases, ...quotaCases];
