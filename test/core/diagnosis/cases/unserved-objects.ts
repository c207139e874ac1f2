import type { Case } from "../case.ts";
import { printedEvents } from "../printed.ts";

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const set = (policy: string, image: string): Case["outputs"][number] => [
  "get sts store -n shop -o yaml",
  `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: store
  namespace: shop
spec:
  podManagementPolicy: ${policy}
  replicas: 2
  serviceName: store
  template:
    spec:
      containers:
      - image: ${image}
        name: store
  updateStrategy:
    type: RollingUpdate
status:
  currentRevision: store-5c8d7f4b6
  readyReplicas: 1
  replicas: 2
  updateRevision: store-5c8d7f4b6
`,
];
const members = (status: string): Case["outputs"][number] => [
  "get pods -n shop",
  rows(
    "NAME      READY   STATUS             RESTARTS   AGE",
    "store-0   1/1     Running            0          31d",
    `store-1   0/1     ${status.padEnd(18)} 0          52m`,
  ),
];
const revisions = (hash: string, image: string): Case["outputs"][number] => [
  "get pods -n shop -o custom-columns=NAME:.metadata.name,HASH:.metadata.labels.controller-revision-hash,IMAGE:.spec.containers[0].image",
  rows(
    "NAME      HASH               IMAGE",
    "store-0   store-5c8d7f4b6    registry.example.com/store:4.1",
    `store-1   ${hash.padEnd(18)} ${image}`,
  ),
];
const pulls = (image: string): Case["outputs"][number] => [
  "get events -n shop",
  rows(
    "LAST SEEN   TYPE      REASON   OBJECT        MESSAGE",
    `3m          Warning   Failed   pod/store-1   Failed to pull image "${image}": rpc error: code = NotFound desc = failed to resolve reference "${image}": ${image}: not found`,
  ),
];

const operator = (...lines: readonly string[]): Case["outputs"][number] => [
  "get deploy redis-operator -n data -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: redis-operator
  namespace: data
spec:
  template:
    spec:
      containers:
      - name: manager
${lines.map((line) => `        ${line}\n`).join("")}`,
];
const replications: Case["outputs"][number] = [
  "get redisreplications -A",
  rows("NAMESPACE   NAME      READY   AGE", "data        session   True    90d", "shop        cart              40m"),
];
const replication = (status: string): Case["outputs"][number] => [
  "get redisreplication cart -n shop -o yaml",
  `apiVersion: redis.example.com/v1beta2
kind: RedisReplication
metadata:
  name: cart
  namespace: shop
spec:
  clusterSize: 3
${status}`,
];

const deleted = (condition: string): Case["outputs"][number] => [
  "get backup nightly-12 -n shop -o yaml",
  `apiVersion: backups.example.com/v1
kind: Backup
metadata:
  deletionTimestamp: "2026-11-20T09:00:00Z"
  finalizers:
  - backups.example.com/remote-copy
  name: nightly-12
  namespace: shop
spec:
  storageLocation: cold-store
${condition}`,
];
const locations = (name: string): Case["outputs"][number] => [
  "get backupstoragelocation -n shop",
  rows("NAME         PHASE       LAST VALIDATED   AGE", `${name.padEnd(12)} Available   20s              90d`),
];

/** Objects that nobody serves: pods that are not replaced, kinds whose operator looks elsewhere, finalizers of a controller that cannot. */
export const unservedObjectCases: readonly Case[] = [
  {
    name: "a pod of a revision that was taken back, for which the controller waits",
    outputs: [
      set("OrderedReady", "registry.example.com/store:4.1"),
      members("ImagePullBackOff"),
      revisions("store-77d4c9f5b", "registry.example.com/store:4.2-rc"),
      pulls("registry.example.com/store:4.2-rc"),
    ],
    roots: ["failed-pod-keeps-old-revision"],
    symptoms: ["image-not-found", "stateful-set-stuck"],
    says: /store-1 still has the old template \(revision store-77d4c9f5b, image registry\.example\.com\/store:4\.2-rc\), while that of StatefulSet shop\/store is another by now \(revision store-5c8d7f4b6, .*OrderedReady .* deleted by hand/,
    suggests: "kubectl delete pod store-1 -n shop",
  },
  {
    name: "the image of the events is not that of the template any more",
    outputs: [
      set("OrderedReady", "registry.example.com/store:4.1"),
      members("ImagePullBackOff"),
      pulls("registry.example.com/store:4.2-rc"),
    ],
    roots: ["failed-pod-keeps-old-revision"],
    symptoms: ["image-not-found"],
  },
  {
    name: "a column shows that only the failing pod is of another revision",
    outputs: [
      set("OrderedReady", "registry.example.com/store:4.1"),
      [
        "get pods -n shop -L controller-revision-hash",
        rows(
          "NAME      READY   STATUS             RESTARTS      AGE   CONTROLLER-REVISION-HASH",
          "store-0   1/1     Running            0             31d   store-5c8d7f4b6",
          "store-1   0/1     CrashLoopBackOff   9 (2m ago)    52m   store-77d4c9f5b",
        ),
      ],
    ],
    roots: ["failed-pod-keeps-old-revision"],
    symptoms: ["crash-loop"],
  },
  {
    name: "near miss: the same image from a mirror",
    outputs: [
      set("OrderedReady", "registry.example.com/store:4.1"),
      members("ImagePullBackOff"),
      [
        "get pods -n shop -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image",
        rows("NAME      IMAGE", "store-1   mirror.example.com/hub/store:4.1"),
      ],
      pulls("mirror.example.com/hub/store:4.1"),
    ],
    roots: ["image-not-found"],
  },
  {
    name: "near miss: the pod is of the current revision",
    outputs: [
      set("OrderedReady", "registry.example.com/store:4.1"),
      members("ImagePullBackOff"),
      revisions("store-5c8d7f4b6", "registry.example.com/store:4.1"),
      pulls("registry.example.com/store:4.1"),
    ],
    roots: ["image-not-found"],
  },
  {
    name: "near miss: with Parallel the controller replaces it by itself",
    outputs: [
      set("Parallel", "registry.example.com/store:4.1"),
      members("ImagePullBackOff"),
      revisions("store-77d4c9f5b", "registry.example.com/store:4.2-rc"),
      pulls("registry.example.com/store:4.2-rc"),
    ],
    roots: ["image-not-found"],
  },
  {
    name: "an operator that is told to watch other namespaces",
    outputs: [operator("env:", "- name: WATCH_NAMESPACE", "  value: data,cache"), replications],
    roots: ["namespace-not-watched"],
    says: /The operator for Redisreplications shop\/cart, Deployment data\/redis-operator, does not watch namespace shop: it watches only data, cache \(WATCH_NAMESPACE=data,cache\).* while Redisreplications data\/session in a watched namespace is served/,
  },
  {
    name: "an operator that watches its own namespace, by a flag",
    outputs: [operator("args:", "- --leader-elect", "- --watch-namespaces=data"), replication("")],
    roots: ["namespace-not-watched"],
    says: /it watches only data \(--watch-namespaces=data\)/,
  },
  {
    name: "an operator whose log says what it watches",
    outputs: [
      [
        "logs deploy/redis-operator -n data",
        rows('{"level":"info","msg":"Watching namespaces","namespaces":["data","cache"]}'),
      ],
      replications,
    ],
    roots: ["namespace-not-watched"],
    suggests: "kubectl get deployment redis-operator -n data -o yaml",
  },
  {
    name: "near miss: the namespace is watched, and the object is ill for another reason",
    outputs: [
      operator("env:", "- name: WATCH_NAMESPACE", "  value: data,shop"),
      replication(
        "status:\n  conditions:\n  - type: Ready\n    status: 'False'\n    reason: Failed\n    message: secret cart-auth not found\n",
      ),
    ],
    roots: ["resource-not-ready"],
  },
  {
    name: "an operator that says beside which namespaces it manages",
    outputs: [
      [
        "logs elastic-operator-0 -n data",
        rows(
          '{"log.level":"info","message":"Operator configured to manage multiple namespaces","service.version":"2.14.0","namespaces":["data","search"],"operator_namespace":"data"}',
        ),
      ],
      [
        "get elasticsearch -A",
        rows(
          "NAMESPACE   NAME   HEALTH   PHASE   AGE",
          "data        main   green    Ready   90d",
          "audit       logs                    25m",
        ),
      ],
    ],
    roots: ["namespace-not-watched"],
    says: /it watches only data, search \(its log: "namespaces":\["data","search"\]\)/,
  },
  {
    name: "near miss: another operator of the kind watches the namespace",
    outputs: [
      operator("env:", "- name: WATCH_NAMESPACE", "  value: data"),
      [
        "get deploy redis-operator -n shop -o yaml",
        operator("env:", "- name: WATCH_NAMESPACE", "  value: shop")[1].replace("namespace: data", "namespace: shop"),
      ],
      replications,
    ],
    roots: [],
  },
  {
    name: "near miss: all namespaces are watched",
    outputs: [operator("env:", "- name: WATCH_NAMESPACE", '  value: ""'), replications],
    roots: [],
  },
  {
    name: "near miss: an operator of other kinds watches its own namespace",
    outputs: [
      [
        "get deploy mail-operator -n data -o yaml",
        operator("env:", "- name: WATCH_NAMESPACE", "  value: data")[1].replaceAll("redis-operator", "mail-operator"),
      ],
      replications,
    ],
    roots: [],
  },
  {
    name: "a finalizer whose controller misses what the object refers to",
    outputs: [
      deleted(
        `status:
  conditions:
  - type: Ready
    status: "False"
    reason: DeleteFailed
    message: 'cannot delete remote copy: BackupStorageLocation "cold-store" not found'
`,
      ),
      locations("warm-store"),
    ],
    roots: ["finalizer-blocks-deletion"],
    says: /backups\.example\.com\/remote-copy, whose controller cannot finish its work without BackupStorageLocation "cold-store"; its condition says \(Ready False, DeleteFailed\).*its storageLocation cold-store is not in the list, only warm-store/,
  },
  {
    name: "a finalizer whose controller says in its log why it fails",
    outputs: [
      deleted(""),
      [
        "logs deploy/backup-controller -n backup",
        rows(
          'level=error msg="reconcile failed" backup=shop/nightly-12 err="delete remote copy: AccessDenied: 403 not allowed"',
        ),
      ],
    ],
    roots: ["cloud-access-denied", "finalizer-blocks-deletion"],
    says: /whose controller does not get its work done; the log of Deployment backup\/backup-controller says: .*AccessDenied/,
  },
  {
    name: "a description shows what the deletion waits for, and an event why",
    outputs: [
      [
        "describe challenge web-tls-1 -n shop",
        `Name:         web-tls-1
Namespace:    shop
API Version:  acme.cert-manager.io/v1
Kind:         Challenge
Metadata:
  Creation Timestamp:             2026-11-20T09:00:00Z
  Deletion Grace Period Seconds:  0
  Deletion Timestamp:             2026-11-28T08:00:00Z
  Finalizers:
    finalizer.acme.cert-manager.io
  Generation:  2
Spec:
  Dns Name:  web.example.com
Status:
  State:  pending
${printedEvents([["Warning", "CleanUpError", "2m (x33 over 24h)", "challenges", 'Error cleaning up challenge: clusterissuer.cert-manager.io "letsencrypt" not found']])}`,
      ],
    ],
    roots: ["finalizer-blocks-deletion"],
    says: /since 2026-11-28T08:00:00Z and waits for its finalizer finalizer\.acme\.cert-manager\.io, whose controller cannot finish its work without clusterissuer "letsencrypt"; an event says \(CleanUpError\)/,
  },
  {
    name: "near miss: what it refers to is there, and nobody complains",
    outputs: [deleted(""), locations("cold-store")],
    roots: ["finalizer-blocks-deletion"],
    says: /remote-copy, which nobody has taken away/,
  },
];
