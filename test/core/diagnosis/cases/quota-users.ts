import type { Case } from "../case.ts";

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

const job = (status: string): Case["outputs"][number] => [
  "get job reindex -n shop -o yaml",
  `apiVersion: batch/v1
kind: Job
metadata: {name: reindex, namespace: shop}
spec:
  completions: 4
  parallelism: 4
  template:
    spec:
      containers:
      - name: app
        image: shop/reindex:3
        resources: {requests: {memory: 4Gi}}
status: {${status}}
`,
];

/** Who uses up a quota that leaves no room. */
export const quotaUserCases: readonly Case[] = [
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
  {
    name: "a quota of which an Indexed Job takes the most, named after a day",
    outputs: [
      memory,
      [
        "get jobs -n shop",
        "NAME             STATUS    COMPLETIONS   DURATION   AGE\nreindex-20260310   Running   0/3           26h        26h\n",
      ],
      [
        "get pods -n shop -o custom-columns=NAME:.metadata.name,MEMORY:.spec.containers[*].resources.requests.memory",
        `NAME                       MEMORY
reindex-20260310-0-2w8xm   6Gi
reindex-20260310-1-4qjcd   6Gi
reindex-20260310-2-9xk4l   6Gi
`,
      ],
    ],
    roots: ["quota-exceeded"],
    says: /; Job shop\/reindex-20260310 takes 18Gi of it with 3 pods, made 26h ago\.$/,
  },
  {
    name: "a quota of which a Job takes the most, by its template",
    outputs: [memory, job("active: 4")],
    roots: ["quota-exceeded"],
    says: /; Job shop\/reindex takes 16Gi of it with 4 pods\.$/,
  },
  {
    name: "near miss: a Job that is done takes nothing any more",
    outputs: [memory, job("succeeded: 4")],
    roots: ["quota-exceeded"],
    says: /limited to requests\.memory=32Gi\)\.$/,
  },
];
