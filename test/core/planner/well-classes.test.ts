import { expect, test } from "vitest";
import { type Output, reply } from "./situations.ts";

const pods = (namespace: string, ...rows: readonly string[]): Output => [
  `kubectl get pods -n ${namespace}`,
  `NAME                          READY   STATUS    RESTARTS   AGE\n${rows.join("\n")}\n`,
];
const gone = (name: string): Output => [
  `kubectl describe pod ${name} -n maps`,
  "",
  `Error from server (NotFound): pods "${name}" not found\n`,
];
const runs = (...states: readonly string[]): Output => [
  "kubectl get cronjobs,jobs -n fx",
  `NAME                  SCHEDULE    SUSPEND   ACTIVE   LAST SCHEDULE   AGE
cronjob.batch/rates   0 * * * *   False     0        20m             90d

NAME                       STATUS     COMPLETIONS   DURATION   AGE
${states.map((state, at) => `job.batch/rates-2910${at}860   ${state.padEnd(8)}   ${state === "Complete" ? "1/1" : "0/1"}           12s        ${9 - at}h`).join("\n")}
`,
];
const replicas = pods(
  "ops",
  "sync-7f8d9c6b5d-4tz9k   1/1   Running   0   2h",
  "sync-7f8d9c6b5d-x8wqm   1/1   Running   0   2h",
);
const waiting = (holder: string): Output => [
  "kubectl logs -n ops sync-7f8d9c6b5d-x8wqm",
  Array.from(
    { length: 8 },
    (_, at) =>
      `I0601 10:00:1${at}.000000       1 leaderelection.go:354] lock is held by ${holder}_aa-bb and has not yet expired`,
  ).join("\n"),
];
const counters = (value: string): Output => [
  "kubectl logs -n maps tiles-0 | grep -i error",
  Array.from(
    { length: 9 },
    (_, at) => `2025-12-01T06:0${at}:04Z  INFO stats: frames=9${at} decode_errors=${value} error_rate=0.00%`,
  ).join("\n"),
];
const tiles = pods("maps", "tiles-0   1/1   Running   0   2d");
const fresh = pods("maps", "geo-79c5d4b8f6-2bxmr   1/1   Running   0   58m");
const claim = (status: string): Output => [
  "kubectl get pvc -n maps",
  `NAME    STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\ntiles   ${status}     pvc-1    20Gi       RWO            fast           9d\n`,
];
const question = "KubePodCrashLooping pod=geo-5b6d7c8f9d-qq7lz ns=maps fired an hour ago. Is geo still broken?";

test.each<[string, string, readonly Output[], RegExp]>([
  [
    "a pod of an alert was replaced",
    question,
    [fresh, gone("geo-5b6d7c8f9d-qq7lz")],
    /does not exist any more, it was replaced/,
  ],
  [
    "the runs after a failed one succeeded",
    "why does cronjob rates fail?",
    [runs("Failed", "Complete", "Complete")],
    /newest run .* completed successfully; rates-29100860 failed before/,
  ],
  [
    "a standby replica",
    "why does sync-7f8d9c6b5d-x8wqm hang?",
    [replicas, waiting("sync-7f8d9c6b5d-4tz9k")],
    /standby replica.*The leader is sync-7f8d9c6b5d-4tz9k/,
  ],
  [
    "counters of nothing",
    "our scanner matched 9 lines of tiles-0. What is the error in there?",
    [tiles, counters("0")],
    /^No errors in the 9 lines of the log of tiles-0: 9 lines only count errors and have counted none/,
  ],
  ["a claim that is bound after all", "why does pvc tiles fail to bind?", [claim("Bound")], /tiles .*Bound/],
  [
    "custom resources that are ready",
    "everything ok with the kafkatopics in ns ev?",
    [
      [
        "kubectl get kafkatopics -n ev",
        "NAME     CLUSTER   PARTITIONS   READY\nclicks   main      12           True\n",
      ],
    ],
    /KafkaTopic clicks has READY True/,
  ],
])("nothing is wrong: %s", async (_name, text, outputs, said) => {
  const answer = await reply(text, outputs);
  expect(answer.conclusion.verdict).toBe("healthy");
  expect(answer.text).toMatch(said);
});

const flooded: readonly Output[] = [
  pods("s", "price-indexer-7d8b5f9c6b-lw2mz   1/1   Running   0   12d", "es-0   1/1   Running   0   83d"),
  [
    "kubectl logs es-0 -n s",
    "[2025-07-22T09:25:53,401][WARN ][o.e.c.r.a.DiskThresholdMonitor] [es-0] flood stage disk watermark [95%] exceeded on [Zt3c][es-0][/data] free: 4.1gb[4.2%], all indices on this node will be marked read-only\n",
  ],
];

test.each<[string, string, readonly Output[]]>([
  [
    "the pod that replaced it crashes",
    question,
    [pods("maps", "geo-79c5d4b8f6-2bxmr   0/1   CrashLoopBackOff   14 (2m ago)   58m"), gone("geo-5b6d7c8f9d-qq7lz")],
  ],
  [
    "only a guess at what is meant, and a store that is full beside it",
    "is shop ok? new prices do not show up",
    flooded,
  ],
  [
    "a store that is full, as a line of level WARN says last",
    "The ES pods are all Running with zero restarts and their log holds only the usual WARN chatter, so surely a frontend cache thing?",
    flooded,
  ],
  [
    "one container that is printed alone, of a pod whose other one crashes",
    "pod web-1 fine?",
    [
      pods("s", "web-1   1/2   CrashLoopBackOff   7   4d"),
      [
        "kubectl get pod web-1 -n s -o jsonpath='{.status.containerStatuses[?(@.name==\"side\")]}'",
        '{"name":"side","ready":true,"restartCount":0,"state":{"running":{}}}',
      ],
    ],
  ],
  ["a claim that is not bound", "why does pvc tiles fail to bind?", [claim("Pending")]],
  ["a claim that is bound, and something else fails", "why can the pod not write to pvc tiles?", [claim("Bound")]],
  ["every other run fails", "why does cronjob rates fail?", [runs("Failed", "Complete", "Failed", "Complete")]],
  [
    "the holder of the lock is gone",
    "why does sync-7f8d9c6b5d-x8wqm hang?",
    [replicas, waiting("sync-66c5d4b8f6-9zzkp")],
  ],
  [
    "counters that counted some",
    "our scanner matched 9 lines of tiles-0. What is the error in there?",
    [tiles, counters("37")],
  ],
  [
    "a custom resource that is not ready",
    "everything ok with the kafkatopics in ns ev?",
    [
      [
        "kubectl get kafkatopics -n ev",
        "NAME     CLUSTER   PARTITIONS   READY\nclicks   main      12           False\n",
      ],
    ],
  ],
])("not called well: %s", async (_name, text, outputs) => {
  expect((await reply(text, outputs)).conclusion.verdict).not.toBe("healthy");
});

const pod: Output = [
  "kubectl get pod gw-0 -n e -o yaml",
  `apiVersion: v1
kind: Pod
metadata:
  name: gw-0
  namespace: e
spec:
  containers:
  - name: envoy
    image: e/envoy:1.31
    env:
    - name: DB_HOST
      value: pg-main.int
    - name: DB_REPLICA_HOST
      value: pg-ro.int
    resources:
      requests:
        cpu: 250m
  - name: shipper
    image: e/vector:0.46
    resources:
      requests:
        cpu: 10m
status:
  phase: Running
  qosClass: Burstable
  conditions:
  - type: Ready
    status: "True"
    lastTransitionTime: "2025-02-14T02:26:07Z"
`,
];
const restarts = pods(
  "m",
  "agent-2bxlk   1/1   Running   4 (2d ago)   40d",
  "agent-9wq8p   1/1   Running   12 (47m ago)   40d",
);

test.each<[string, Output, RegExp]>([
  [
    "what is the CPU request of envoy in gw-0 and what QoS does it have?",
    pod,
    /gw-0\/envoy: cpu request 250m\. gw-0: qos class Burstable/,
  ],
  ["since when is gw-0 Ready?", pod, /Ready since 2025-02-14T02:26:07Z/],
  ["which database host does gw-0 use? not the read replica", pod, /^gw-0 is given DB_HOST=pg-main\.int\.$/m],
  [
    "restarts of the agent daemonset in total, and which pod is the worst?",
    restarts,
    /^16 restarts in total over the 2 pods of agent\. The most has agent-9wq8p with 12/,
  ],
  [
    "who owns pod eu-29362755-rk6b8?",
    [
      "kubectl get pods -n f -o custom-columns=NAME:.metadata.name,OWNER_KIND:.metadata.ownerReferences[0].kind,OWNER:.metadata.ownerReferences[0].name",
      "NAME                OWNER_KIND   OWNER\neu-29362755-rk6b8   Job          eu-29362755\n",
    ],
    /Job eu-29362755, which is controlled by CronJob eu/,
  ],
  [
    "how many namespaces have istio injection switched on?",
    [
      "kubectl get ns --show-labels",
      "NAME   STATUS   AGE   LABELS\na      Active   9d    istio-injection=enabled\nb      Active   9d    istio-injection=disabled\n",
    ],
    /^1 of 2 namespaces has the label istio-injection=enabled: a/,
  ],
  [
    "how many pods are in CrashLoopBackOff?",
    pods("m", "a   0/1   Init:CrashLoopBackOff   4   4d", "b   0/1   CrashLoopBackOff   4   4d"),
    /^2 pods with status crashloopbackoff/,
  ],
  [
    "which virtualservices route to booking?",
    ["kubectl get virtualservices -A", "", 'error: the server doesn\'t have a resource type "virtualservices"\n'],
    /^This cluster has no resource type "virtualservices": it does not exist here \(not found/,
  ],
])("%s", async (text, output, said) => {
  expect((await reply(text, [output])).text).toMatch(said);
});
