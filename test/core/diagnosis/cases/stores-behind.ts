import type { Case } from "../case.ts";

type Output = Case["outputs"][number];

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const lacking: Output = [
  "logs deploy/web -n shop",
  rows(
    "2025-07-24 09:15:02 INFO started",
    "2025-07-24 09:15:04 ERROR upload of a.jpg failed",
    "botocore.exceptions.NoCredentialsError: Unable to locate credentials",
  ),
];
const asked: Output = [
  "exec -n shop deploy/web -- curl -sS -m 3 -X PUT http://169.254.169.254/latest/api/token",
  rows("curl: (28) Connection timed out after 3001 milliseconds", "command terminated with exit code 28"),
];
const denying = (range: string, operator: string): Output => [
  "get ciliumclusterwidenetworkpolicy -o yaml",
  `apiVersion: v1
items:
- apiVersion: cilium.io/v2
  kind: CiliumClusterwideNetworkPolicy
  metadata:
    name: no-metadata
  spec:
    egress:
    - toEntities:
      - all
    egressDeny:
    - toCIDR:
      - ${range}
    endpointSelector:
      matchExpressions:
      - key: k8s:io.kubernetes.pod.namespace
        operator: ${operator}
        values:
        - kube-system
kind: List
`,
];
const calico: Output = [
  "get globalnetworkpolicies.crd.projectcalico.org -o yaml",
  `apiVersion: v1
items:
- apiVersion: crd.projectcalico.org/v1
  kind: GlobalNetworkPolicy
  metadata:
    name: default.no-metadata
  spec:
    egress:
    - action: Deny
      destination:
        nets:
        - 169.254.0.0/16
    - action: Allow
    namespaceSelector: projectcalico.org/name != "kube-system"
    selector: all()
kind: List
`,
];

const metadata: readonly Case[] = [
  {
    name: "a policy of the whole cluster that denies the metadata service",
    outputs: [lacking, asked, denying("169.254.169.254/32", "NotIn")],
    roots: ["metadata-address-blocked"],
    symptoms: ["cloud-access-denied", "dependency-unreachable"],
    says: /CiliumClusterwideNetworkPolicy no-metadata denies egress to 169\.254\.169\.254\/32, the metadata service of the node, so that Deployment shop\/web cannot fetch the credentials of the node's role/,
  },
  {
    name: "a global policy of Calico that denies the metadata service",
    outputs: [lacking, calico],
    roots: ["metadata-address-blocked"],
    symptoms: ["cloud-access-denied"],
    says: /GlobalNetworkPolicy default\.no-metadata denies egress to 169\.254\.0\.0\/16/,
  },
  {
    name: "near miss: the policy denies another address",
    outputs: [lacking, denying("169.254.20.10/32", "NotIn")],
    roots: ["cloud-access-denied"],
  },
  {
    name: "near miss: the policy is for another namespace",
    outputs: [lacking, denying("169.254.169.254/32", "In")],
    roots: ["cloud-access-denied"],
  },
];

const leaderless: Output = [
  "logs -n shop deploy/web",
  rows(
    '{"level":"info","msg":"listening","addr":":9000"}',
    '{"level":"error","msg":"list","error":"server selection error: server selection timeout, current topology: { Type: ReplicaSetNoPrimary, Servers: [{ Addr: mongo-0.mongo:27017, Type: RSGhost }] }"}',
  ),
];
const members = (space: string): Output => [
  'exec -n shop mongo-0 -- mongosh --quiet --eval "rs.conf().members"',
  rows(
    "[",
    `  { _id: 0, host: 'mongo-0.mongo.${space}.svc.cluster.local:27017', priority: 1 },`,
    `  { _id: 1, host: 'mongo-1.mongo.${space}.svc.cluster.local:27017', priority: 1 }`,
    "]",
  ),
];

const memberNames: readonly Case[] = [
  {
    name: "members that a moved configuration looks for in another namespace",
    outputs: [leaderless, members("shop-old")],
    roots: ["members-under-other-names"],
    says: /Pod shop\/mongo-0 has on its volume lists its members under other host names, mongo-0\.mongo\.shop-old\.svc\.cluster\.local and 1 more, of namespace shop-old, while its pods run in namespace shop/,
  },
  {
    name: "members by their short names, in another namespace",
    outputs: [
      leaderless,
      [
        "exec -n shop mongo-0 -- mongosh --quiet --eval rs.conf()",
        rows(
          "  members: [ { _id: 0, host: 'mongo-0.mongo.shop-old:27017' }, { _id: 1, host: 'mongo-1.mongo.shop-old:27017' } ]",
        ),
      ],
    ],
    roots: ["members-under-other-names"],
  },
  {
    name: "near miss: no primary, and the members have the names of their pods",
    outputs: [leaderless, members("shop")],
    roots: ["application-error"],
  },
  {
    name: "near miss: members in another namespace, and nobody misses a primary",
    outputs: [["logs -n shop deploy/web", rows('{"level":"info","msg":"listening"}')], members("shop-old")],
    roots: [],
  },
];

const loggedOut: Output = [
  "logs -n shop deploy/web",
  rows("I INFO -- : completed 200", "I INFO -- : session 5e1f not found in store, redirecting to /login"),
];
const slowlog = (verb: string): Output => [
  "exec -n shop sessions-0 -- redis-cli slowlog get",
  rows(
    ...[1768920301, 1768919401, 1768918501].flatMap((time, index) => [
      `${index + 1}) 1) (integer) ${311 - index}`,
      `   2) (integer) ${time}`,
      "   3) (integer) 148211",
      `   4) 1) "${verb}"`,
      `   5) "10.42.3.${70 + index}:50412"`,
      '   6) "warmer"',
    ]),
  ),
];
const warmer: Output = [
  "get pods -n shop -o wide",
  rows(
    "NAME                    READY   STATUS      RESTARTS   AGE    IP           NODE   NOMINATED NODE   READINESS GATES",
    "sessions-0              1/1     Running     0          57d    10.42.2.8    w2     <none>           <none>",
    "warmer-29482005-569bs   0/1     Completed   0          6m     10.42.3.70   w3     <none>           <none>",
  ),
];

const cleaner = (command: string): Output => [
  "get cronjob cleaner -n shop -o yaml",
  `apiVersion: batch/v1
kind: CronJob
metadata:
  name: cleaner
  namespace: shop
spec:
  schedule: "*/15 * * * *"
  jobTemplate:
    spec:
      template:
        spec:
          containers:
          - name: clean
            image: redis:7
            command: ["sh", "-c", "${command}"]
`,
];

const flushes: readonly Case[] = [
  {
    name: "a job that empties the store of others' sessions",
    outputs: [warmer, loggedOut, slowlog("FLUSHALL")],
    roots: ["store-emptied"],
    symptoms: ["session-affinity-missing"],
    says: /CronJob shop\/warmer runs FLUSHALL on sessions-0 every 15 minutes \(client 10\.42\.3\.70, warmer\), which deletes all keys of all databases/,
  },
  {
    name: "a scheduled job whose command empties the store of others' sessions",
    outputs: [loggedOut, cleaner("redis-cli -h sessions FLUSHDB")],
    roots: ["store-emptied"],
    symptoms: ["session-affinity-missing"],
    says: /CronJob shop\/cleaner runs FLUSHDB on sessions by the schedule "\*\/15 \* \* \* \*", which deletes all keys, and with them what others keep there/,
  },
  {
    name: "near miss: a scheduled job that deletes keys of its own",
    outputs: [loggedOut, cleaner("redis-cli -h sessions UNLINK front:page")],
    roots: ["session-affinity-missing"],
  },
  {
    name: "near miss: a job that looks through the store",
    outputs: [warmer, loggedOut, slowlog("KEYS")],
    roots: ["session-affinity-missing"],
  },
  {
    name: "near miss: a cache that is emptied, and nobody misses anything",
    outputs: [warmer, slowlog("FLUSHDB")],
    roots: [],
    notes: ["store-emptied"],
  },
];

const volume: readonly Output[] = [
  [
    "exec -n shop wiki-0 -- df -h /data",
    rows("Filesystem      Size  Used Avail Use% Mounted on", "/dev/rbd2        49G   17G   33G  34% /data"),
  ],
  ["exec -n shop wiki-0 -- timeout 20 touch /data/probe", rows("command terminated with exit code 124")],
];
const health = (...lines: readonly string[]): Output => [
  "exec -n rook-ceph deploy/rook-ceph-tools -- ceph health detail",
  rows(...lines),
];

const storage: readonly Case[] = [
  {
    name: "a storage cluster that is full behind a volume with room",
    outputs: [
      ...volume,
      health(
        "HEALTH_ERR 1 full osd(s); 1 pool(s) full",
        "[ERR] OSD_FULL: 1 full osd(s)",
        "    osd.4 is full",
        "[WRN] POOL_FULL: 1 pool(s) full",
        "    pool 'volumes' is full (no space)",
      ),
    ],
    roots: ["storage-cluster-blocks-writes"],
    says: /\(Ceph, namespace rook-ceph\) is full \(osd\.4 \(full OSD\); pool volumes\), so that it blocks writes to them: those of Pod shop\/wiki-0 on \/dev\/rbd2 \(\/data\) hang, although its file system has room \(34% used\)/,
  },
  {
    name: "near miss: a storage cluster that is nearly full",
    outputs: [
      ...volume,
      health("HEALTH_WARN 1 nearfull osd(s)", "[WRN] OSD_NEARFULL: 1 nearfull osd(s)", "    osd.1 is near full"),
    ],
    roots: [],
  },
];

/** What lies behind stores, volumes and credentials that fail. */
export const behindStores: readonly Case[] = [...metadata, ...memberNames, ...flushes, ...storage];
