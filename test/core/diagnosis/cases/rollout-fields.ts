import type { Case } from "../case.ts";
import { eventRows, rows, serviceYaml, workloadYaml } from "../manifests.ts";

type Output = readonly [string, string];

const podRows = (namespace: string, ...lines: readonly string[]): Output => [
  `get pods -n ${namespace}`,
  rows("NAME                     READY   STATUS              RESTARTS   AGE", ...lines),
];

const scheduling = (pod: string, message: string): Output => [
  `get events -n ${pod.split("/")[0]}`,
  eventRows(["Warning", "FailedScheduling", `pod/${pod.split("/")[1]}`, message]),
];

const query = (minDomains: number): Output => [
  "get deploy query -n search -o yaml",
  workloadYaml("query", "search", {
    container: "- image: registry.example.com/query:1\n  name: query",
    pod: `topologySpreadConstraints:\n- labelSelector:\n    matchLabels:\n      app: query\n  maxSkew: 1\n  minDomains: ${minDomains}\n  topologyKey: topology.kubernetes.io/zone\n  whenUnsatisfiable: DoNotSchedule`,
    spec: "replicas: 3",
  }),
];

const spread: readonly Output[] = [
  podRows(
    "search",
    "query-7d6f8c5b9-4kx2p    1/1     Running             0          3h",
    "query-7d6f8c5b9-9tz5w    1/1     Running             0          3h",
    "query-7d6f8c5b9-vb7nq    0/1     Pending             0          14m",
  ),
  scheduling(
    "search/query-7d6f8c5b9-vb7nq",
    "0/4 nodes are available: 4 node(s) didn't match pod topology spread constraints.",
  ),
  [
    "get nodes -L topology.kubernetes.io/zone",
    rows(
      "NAME   STATUS   ROLES    AGE   VERSION   ZONE",
      "n1     Ready    <none>   9d    v1.32.1   eu-1a",
      "n2     Ready    <none>   9d    v1.32.1   eu-1a",
      "n3     Ready    <none>   9d    v1.32.1   eu-1b",
    ),
  ],
];

const spreadCases: readonly Case[] = [
  {
    name: "a spread over more zones than the nodes are in",
    outputs: [...spread, query(3)],
    roots: ["spread-domains-too-few"],
    symptoms: ["topology-spread-unsatisfied"],
    says: /at least 3 domains of topology\.kubernetes\.io\/zone \(minDomains: 3\), and the nodes have only 2 \(eu-1a, eu-1b\)/,
  },
  {
    name: "near miss: a spread over as many zones as there are",
    outputs: [...spread, query(2)],
    roots: ["topology-spread-unsatisfied"],
  },
];

const wiki = (strategy: string): Output => [
  "get deploy wiki -n wiki -o yaml",
  workloadYaml("wiki", "wiki", {
    container:
      "- image: registry.example.com/wiki:2\n  name: wiki\n  volumeMounts:\n  - mountPath: /data\n    name: data",
    pod: "volumes:\n- name: data\n  persistentVolumeClaim:\n    claimName: wiki-data",
    spec: `replicas: 1\nstrategy:\n  type: ${strategy}`,
  }),
];

const twoWikis = (status: string): Output =>
  podRows(
    "wiki",
    "wiki-5d8c7b9f4-zx2lp     1/1     Running             0          9d",
    `wiki-7c9bdb5d6-qk4tz     0/1     ${status.padEnd(19)} 0          6m`,
  );

const attached: Output = [
  "get events -n wiki",
  eventRows([
    "Warning",
    "FailedAttachVolume",
    "pod/wiki-7c9bdb5d6-qk4tz",
    'Multi-Attach error for volume "pvc-77aa" Volume is already used by pod(s) wiki-5d8c7b9f4-zx2lp',
  ]),
];

const volumeCases: readonly Case[] = [
  {
    name: "a rolling update whose new pod wants the volume of the old one",
    outputs: [
      twoWikis("ContainerCreating"),
      attached,
      wiki("RollingUpdate"),
      [
        "get pvc -n wiki",
        rows(
          "NAME        STATUS   VOLUME     CAPACITY   ACCESS MODES   STORAGECLASS   AGE",
          "wiki-data   Bound    pvc-77aa   20Gi       RWO            gp3            9d",
        ),
      ],
    ],
    roots: ["rolling-update-shares-volume"],
    symptoms: ["volume-multi-attach"],
    says: /^Deployment wiki\/wiki has strategy RollingUpdate and one volume \(claim wiki-data/,
  },
  {
    name: "a rolling update whose new pod waits for the lock of the old one",
    outputs: [
      twoWikis("CrashLoopBackOff"),
      [
        "logs wiki-7c9bdb5d6-qk4tz -n wiki",
        rows("FATAL cannot acquire lock on /data/wal/LOCK: resource temporarily unavailable"),
      ],
      wiki("RollingUpdate"),
    ],
    roots: ["rolling-update-shares-volume"],
    symptoms: ["crash-loop"],
  },
  {
    name: "near miss: a strategy that ends the old pod first",
    outputs: [twoWikis("ContainerCreating"), attached, wiki("Recreate")],
    roots: ["volume-multi-attach"],
  },
];

const balancer = (unavailable: string): readonly Output[] => [
  podRows(
    "edge",
    "lb-5d8c7b9f4-zx2lp       1/1     Running             0          9d",
    "lb-7d6f8c5b9-vb7nq       0/1     Pending             0          14m",
  ),
  scheduling(
    "edge/lb-7d6f8c5b9-vb7nq",
    "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.",
  ),
  [
    "get deploy lb -n edge -o yaml",
    workloadYaml("lb", "edge", {
      container: "- image: registry.example.com/lb:2\n  name: lb\n  ports:\n  - containerPort: 443\n    hostPort: 443",
      spec: `replicas: 1\nstrategy:\n  rollingUpdate:\n    maxSurge: 1\n    maxUnavailable: ${unavailable}\n  type: RollingUpdate`,
    }),
  ],
];

const surgeCases: readonly Case[] = [
  {
    name: "a rolling update whose new pod wants the host port of the old one, with a percentage that rounds down",
    outputs: balancer("25%"),
    roots: ["surge-without-room"],
    symptoms: ["host-port-taken"],
    says: /\(maxUnavailable 25% of 1 rounds down to 0\)/,
  },
  {
    name: "near miss: a rolling update that lets an old pod go first",
    outputs: balancer("1"),
    roots: ["host-port-taken"],
  },
];

const quote = (unavailable: number): readonly Output[] => [
  [
    "get events -n pay",
    eventRows(
      ["Normal", "ScalingReplicaSet", "deployment/quote", "Scaled down replica set quote-5d8c7b9f4 from 1 to 0"],
      ["Normal", "ScalingReplicaSet", "deployment/quote", "Scaled up replica set quote-7c9bdb5d6 from 0 to 1"],
    ),
  ],
  [
    "logs gw-0 -n pay",
    rows(
      "2026-11-02T10:00:01Z GET /quote 200 12ms",
      "2026-11-02T10:05:02Z ERROR upstream quote:8080 503 no healthy upstream",
      "2026-11-02T10:05:12Z ERROR upstream quote:8080 503 no healthy upstream",
    ),
  ],
  [
    "get deploy quote -n pay -o yaml",
    workloadYaml("quote", "pay", {
      container: "- image: registry.example.com/quote:2\n  name: quote",
      spec: `replicas: 1\nstrategy:\n  rollingUpdate:\n    maxSurge: 1\n    maxUnavailable: ${unavailable}\n  type: RollingUpdate`,
      status: "readyReplicas: 1\nreplicas: 1\nupdatedReplicas: 1",
    }),
  ],
];

const emptyCases: readonly Case[] = [
  {
    name: "a rollout that takes the only replica away first",
    outputs: quote(1),
    roots: ["rollout-leaves-none"],
    symptoms: ["dependency-unreachable"],
    says: /may have 1 of its 1 replica unavailable \(maxUnavailable\)/,
  },
  {
    name: "a strategy that ends all replicas before it starts new ones",
    outputs: quote(0).map(
      ([command, output]): Output => [
        command,
        output
          .replace(/strategy:\n[\s\S]*?type: RollingUpdate/, "strategy:\n    type: Recreate")
          .replace("GET /quote 200", "GET /quote 503"),
      ],
    ),
    roots: ["rollout-leaves-none"],
    says: /has strategy Recreate, which ends all old pods before it starts new ones/,
  },
  {
    name: "near miss: nobody serves because the new pod crashes",
    outputs: [
      ...quote(1),
      podRows("pay", "quote-7c9bdb5d6-x2k4p   0/1   CrashLoopBackOff   6 (20s ago)   9m"),
      [
        "logs quote-7c9bdb5d6-x2k4p -n pay --previous",
        "ERROR 1045: Access denied for user 'quote'@'10.1.2.3' (using password: YES)\n",
      ],
    ],
    roots: ["wrong-credentials"],
    symptoms: ["crash-loop"],
  },
  { name: "near miss: a rollout that adds a replica first", outputs: quote(0), roots: ["dependency-unreachable"] },
];

const lease = (policy: string, made: number): readonly Output[] => [
  podRows(
    "mq",
    ...[0, 1, 2].slice(0, made).map((index) => `lease-${index}    0/1     Running             0          22m`),
  ),
  [
    "logs lease-0 -n mq",
    rows(
      "2026-11-02 10:00:01 INFO node lease-0 starting",
      "2026-11-02 10:21:11 WARN waiting for quorum: 1 of 3 members, peer lease-1.lease: no such host",
    ),
  ],
  [
    "get sts lease -n mq -o yaml",
    workloadYaml("lease", "mq", {
      kind: "StatefulSet",
      container: "- image: registry.example.com/lease:1\n  name: lease",
      spec: `podManagementPolicy: ${policy}\nreplicas: 3\nserviceName: lease`,
      status: `currentReplicas: ${made}\nreadyReplicas: 0\nreplicas: ${made}`,
    }),
  ],
];

const headless = (more: string): readonly Output[] => [
  podRows(
    "mq",
    "coord-0                  0/1     Running             0          22m",
    "coord-1                  0/1     Running             0          22m",
  ),
  [
    "logs coord-0 -n mq",
    rows("WARN no peer: lookup coord-1.coord-hl.mq.svc.cluster.local on 10.96.0.10:53: no such host"),
  ],
  [
    "get svc coord-hl -n mq -o yaml",
    serviceYaml("coord-hl", "mq", `clusterIP: None\nports:\n- port: 9093\n${more}selector:\n  app: coord`),
  ],
];

const memberCases: readonly Case[] = [
  {
    name: "a first member that waits for peers which are made after it",
    outputs: lease("OrderedReady", 1),
    roots: ["ordered-start-blocks-members"],
    symptoms: ["stateful-set-stuck", "name-not-resolved"],
    says: /has podManagementPolicy OrderedReady: its first pod waits for peers/,
  },
  {
    name: "near miss: members that were made together",
    outputs: lease("Parallel", 3),
    roots: ["name-not-resolved"],
  },
  {
    name: "members whose names are published only when they are ready",
    outputs: headless(""),
    roots: ["unready-peers-unpublished"],
    symptoms: ["name-not-resolved"],
    says: /^Service mq\/coord-hl does not set publishNotReadyAddresses/,
  },
  {
    name: "near miss: members whose names are published at once",
    outputs: headless("publishNotReadyAddresses: true\n"),
    roots: ["name-not-resolved", "pod-not-ready"],
  },
];

/** Rollouts and starts that stand still by a field of their workload. */
export const rolloutFieldCases: readonly Case[] = [
  ...spreadCases,
  ...volumeCases,
  ...surgeCases,
  ...emptyCases,
  ...memberCases,
];
