import type { Case } from "../case.ts";
import { crashed, describedPod, podName } from "../printed.ts";

const crashing: Case["outputs"][number] = [
  `describe pod ${podName} -n shop`,
  describedPod({ status: "Running", state: crashed("Error", 1), restarts: 5 }),
];
const log = `logs ${podName} -n shop`;
const pods = (rows: string): Case["outputs"][number] => [
  "get pods -n shop",
  `NAME                   READY   STATUS    RESTARTS   AGE\n${podName}   1/1     Running   0          5d\n${rows}`,
];
const services = (rows: string): Case["outputs"][number] => [
  "get svc -n shop",
  `NAME         TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE\n${rows}`,
];

const strict = (mode: string): Case["outputs"] => [
  pods(""),
  [
    log,
    'ERROR Get "http://stock.core:8080/v1": read tcp 10.1.1.7:417->10.96.3.3:8080: read: connection reset by peer\n',
  ],
  ["get peerauthentication -A", `NAMESPACE   NAME      MODE         AGE\ncore        default   ${mode}       45d\n`],
];

/** What a log does not say itself and other evidence knows. */
export const logContextCases: readonly Case[] = [
  {
    name: "the file and line that a message comes from are no host",
    outputs: [
      crashing,
      [log, "[error] 7#7: *44 [lua] Pool.lua:47: connection(): cannot reach timeline:9090: connection refused\n"],
    ],
    roots: ["dependency-unreachable"],
    symptoms: ["crash-loop"],
    says: /cannot connect to timeline:9090/,
  },
  {
    name: "the store of a message that names none is the one in the environment of the workload",
    outputs: [
      crashing,
      [log, "FATAL OOM command not allowed when used memory > 'maxmemory'.\n"],
      [
        "get deployment web -n shop -o yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        env:\n        - name: BASKETS\n          value: redis://basket-store:6379/0\n",
      ],
      services("basket-store   ClusterIP   10.96.14.77    <none>        6379/TCP   80d\n"),
    ],
    roots: ["store-full"],
    symptoms: ["crash-loop"],
    says: /it talks to Service shop\/basket-store \(Deployment web sets it in environment variable BASKETS\)/,
  },
  {
    name: "a ConfigMap that keeps the database from writing, and who holds the connections",
    outputs: [
      crashing,
      [log, "ERROR: cannot execute UPDATE in a read-only transaction\n"],
      [
        "get configmap web-db -n shop -o yaml",
        "apiVersion: v1\ndata:\n  postgresql.conf: |\n    max_connections = 50\n    default_transaction_read_only = on\nkind: ConfigMap\nmetadata:\n  name: web-db\n  namespace: shop\n",
      ],
    ],
    roots: ["server-read-only"],
    symptoms: ["crash-loop"],
    says: /ConfigMap shop\/web-db sets default_transaction_read_only = on/,
  },
  {
    name: "who holds the connections",
    outputs: [
      crashing,
      [log, "FATAL: sorry, too many clients already\n"],
      [
        "exec -n shop pg-0 -- psql -c 'select 1'",
        " usename | state | count \n---------+-------+-------\n nightly | idle  |    88\n web     | idle  |     4\n(2 rows)\n",
      ],
    ],
    roots: ["too-many-connections"],
    symptoms: ["crash-loop"],
    says: /nightly holds most of them \(88, idle\)/,
  },
  {
    name: "a host that the message does not name is the configured one that does not exist",
    outputs: [
      crashing,
      [log, "ERROR transport error: dns error: failed to lookup address information: Name or service not known\n"],
      services("feature-hub   ClusterIP   10.96.14.77    <none>        6566/TCP   80d\n"),
      [
        "get configmap web-config -n shop -o yaml",
        "apiVersion: v1\ndata:\n  HUB_ADDR: http://featur-hub.shop.svc.cluster.local:6566\nkind: ConfigMap\nmetadata:\n  name: web-config\n  namespace: shop\n",
      ],
    ],
    roots: ["configured-host-wrong"],
    symptoms: ["name-not-resolved", "crash-loop"],
    says: /sets HUB_ADDR to featur-hub\.shop\.svc\.cluster\.local:6566; namespace shop has no Service "featur-hub", but one named "feature-hub"/,
  },
  {
    name: "an address is that of a Service, which leads to another port than its pods listen on",
    outputs: [
      crashing,
      [log, "ERROR dial tcp 10.96.117.5:443: connect: connection refused\n"],
      [
        "describe svc keys -n shop",
        "Name:                     keys\nNamespace:                shop\nLabels:                   app=keys\nAnnotations:              <none>\nSelector:                 app=keys\nType:                     ClusterIP\nIP:                       10.96.117.5\nPort:                     https  443/TCP\nTargetPort:               8443/TCP\nEndpoints:                10.244.2.115:8443\nSession Affinity:         None\nEvents:                   <none>\n",
      ],
      ["logs deploy/keys -n shop", "I0317 14:31:03.118503       1 server.go:112] listening on :9443 (tls)\n"],
      [
        "get deploy keys -n shop -o yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: keys\n  namespace: shop\nspec:\n  template:\n    metadata:\n      labels:\n        app: keys\n    spec:\n      containers:\n      - name: keys\n        image: keys:1\n",
      ],
    ],
    roots: ["service-listener-mismatch"],
    symptoms: ["dependency-unreachable", "crash-loop"],
    says: /Service shop\/keys sends to targetPort 8443, and the program behind it says that it listens on port 9443/,
  },
  {
    name: "a value that was encoded twice, and the Secret that holds it",
    outputs: [
      crashing,
      [
        log,
        'level=ERROR msg="bad configuration" key=SMTP_PORT err="strconv.Atoi: parsing \\"NTg3Cg==\\": invalid syntax"\n',
      ],
      [
        "get secret web-mail -n shop -o yaml",
        "apiVersion: v1\ndata:\n  SMTP_PORT: TlRnM0NnPT0=\nkind: Secret\nmetadata:\n  name: web-mail\n  namespace: shop\ntype: Opaque\n",
      ],
    ],
    roots: ["malformed-value"],
    symptoms: ["crash-loop"],
    says: /base64-encoded twice: .*SMTP_PORT; Secret shop\/web-mail holds SMTP_PORT/,
  },
  {
    name: "a certificate of a search domain",
    outputs: [
      crashing,
      [
        log,
        "Error: Hostname/IP does not match certificate's altnames: Host: api.mail.example. is not in the cert's altnames: DNS:*.corp.example.org\n",
      ],
      [
        `exec ${podName} -n shop -- cat /etc/resolv.conf`,
        "search shop.svc.cluster.local svc.cluster.local cluster.local corp.example.org\nnameserver 10.96.0.10\noptions ndots:5\n",
      ],
    ],
    roots: ["certificate-for-other-name"],
    symptoms: ["crash-loop"],
    says: /corp.example.org is a search domain of its \/etc\/resolv.conf \(ndots:5\), so "api.mail.example" is looked up as api.mail.example.corp.example.org first/,
  },
  {
    name: "a mesh that demands mutual TLS of a caller without a sidecar",
    outputs: strict("STRICT"),
    roots: ["mesh-requires-mutual-tls"],
    notes: ["connection-broken"],
    says: /PeerAuthentication core\/default is STRICT.* Deployment shop\/web speaks plaintext/,
  },
  {
    name: "a mesh that takes plain text as well",
    outputs: strict("PERMISSIVE"),
    roots: [],
    notes: ["connection-broken"],
  },
  {
    name: "kube-proxy of the node is down",
    outputs: [
      [
        "get pods -A -o wide",
        `NAMESPACE     NAME                   READY   STATUS             RESTARTS   AGE   IP           NODE       NOMINATED NODE   READINESS GATES\nkube-system   kube-proxy-zx5vn       0/1     CrashLoopBackOff   29         2h    10.0.0.14    worker-4   <none>           <none>\nshop          ${podName}   1/1     Running            0          2h    10.244.4.9   worker-4   <none>           <none>\n`,
      ],
      [log, "ERROR dial tcp 10.96.118.40:8983: i/o timeout\n"],
    ],
    roots: ["node-agent-down"],
    symptoms: ["crash-loop"],
    notes: ["dependency-unreachable"],
    says: /Node worker-4 has no working kube-proxy .* it hits web-/,
  },
  {
    name: "a connection that came about after all",
    outputs: [
      [
        log,
        "WARN dial tcp 10.96.118.40:5432: connect: connection refused, retrying\nINFO connected to the database\nINFO listening on :8080\n",
      ],
    ],
    roots: [],
    notes: ["dependency-unreachable"],
  },
  {
    name: "an error of the start, after which the log went on well for hours",
    outputs: [
      [
        log,
        "2026-03-17T05:02:23Z ERROR topic heartbeat not present: UnknownTopicOrPartition\n2026-03-17T05:02:31Z INFO started\n2026-03-17T10:52:40Z INFO processed 500 events\n",
      ],
    ],
    roots: [],
    notes: ["queue-or-topic-missing"],
  },
  {
    name: "the same error, said until the end",
    outputs: [
      [
        log,
        "2026-03-17T05:02:23Z ERROR topic heartbeat not present: UnknownTopicOrPartition\n2026-03-17T05:02:31Z INFO started\n2026-03-17T10:52:40Z ERROR topic heartbeat not present: UnknownTopicOrPartition\n",
      ],
    ],
    roots: ["queue-or-topic-missing"],
  },
  {
    name: "a client that a database turned away is not the fault of the database",
    outputs: [
      [
        "logs pg-0 -n shop",
        '2026-03-17 14:31:02 UTC [1] LOG:  database system is ready to accept connections\n2026-03-17 14:31:09 UTC [58] FATAL:  role "root" does not exist\n',
      ],
    ],
    roots: [],
    notes: ["wrong-credentials"],
  },
];

/** What programs write in passing and go on after: an optional thing that is off, an old way of writing, a banner. */
const inPassing = [
  "WARN OTEL_EXPORTER_OTLP_ENDPOINT is not set, tracing disabled",
  "WARN could not connect to statsd at localhost:8125, metrics disabled",
  'level=warn msg="config file /etc/app/override.yaml not found, using defaults"',
  "Picked up JAVA_TOOL_OPTIONS: -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=75",
  "2026-03-17 10:00:00.000 UTC [12] LOG:  could not receive data from client: Connection reset by peer",
  "INFO license valid until 2027-01-01",
  "INFO no pending migrations to apply",
];

export const inPassingCases: readonly Case[] = inPassing.flatMap((line) => [
  {
    name: `"${line.slice(0, 60)}" accuses nobody`,
    outputs: [[log, `INFO starting\n${line}\nINFO served\n`]],
    roots: [],
  },
  {
    name: `"${line.slice(0, 60)}" is not the end`,
    outputs: [crashing, [log, `INFO starting\n${line}\nFATAL the frobnicator must be tuned to 440 Hz\n`]],
    roots: ["application-error"],
    symptoms: ["crash-loop"],
    says: /frobnicator/,
  },
]);
