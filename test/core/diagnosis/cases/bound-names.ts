import type { Case } from "../case.ts";

/** Objects that name another one, and not the one that is there; what the log says is the symptom only. */
const set = (service: string): string =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: ledger\n  namespace: bank\nspec:\n  replicas: 2\n  serviceName: ${service}\n  selector:\n    matchLabels:\n      app: ledger\nstatus:\n  replicas: 2\n  readyReplicas: 2\n`;
const services = (address: string): string =>
  `NAME            TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)    AGE\nledger-peers    ClusterIP   ${address}   <none>        7000/TCP   9d\n`;
const unresolved =
  "2026-11-24T10:00:00Z ERROR raft: cannot reach peer: lookup ledger-1.ledger on 10.96.0.10:53: no such host\n".repeat(
    3,
  );

const job = (event: string): string =>
  `Name:             reindex\nNamespace:        find\nParallelism:      1\nCompletions:      4\nBackoff Limit:    5\nPods Statuses:    0 Active (0 Ready) / 1 Succeeded / 1 Failed\nEvents:\n  Type     Reason            Age   From            Message\n  ----     ------            ----  ----            -------\n  Warning  ${event}\n`;
const reindexPods = "NAME            READY   STATUS   RESTARTS   AGE\nreindex-8xk2m   0/1     Error    0          4m\n";

const strict = "NAME      MODE     AGE\ndefault   STRICT   9d\n";
const rule = (mode: string): string =>
  `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: quotes\n  namespace: desk\nspec:\n  host: quotes.desk.svc.cluster.local\n  trafficPolicy:\n    tls:\n      mode: ${mode}\n`;
const resets =
  '[2026-11-24T10:43:21.326Z] "GET /v1/quotes HTTP/1.1" 503 UC upstream_reset_before_response_started{connection_termination} - "-" 0 95 1 - "-" "okhttp" "707df76f" "quotes:8080" "10.2.1.41:8080" outbound|8080||quotes.desk.svc.cluster.local\n'.repeat(
    3,
  );

const refused =
  'E1124 10:00:00 reflector.go:158] failed to list *v1.Secret: secrets is forbidden: User "system:serviceaccount:ops:syncer" cannot list resource "secrets" in API group "" in the namespace "apps"\n'.repeat(
    3,
  );
const bindings = (account: string): string =>
  `NAME         ROLE              AGE   USERS   GROUPS   SERVICEACCOUNTS\nsyncer       Role/syncer       9d                     ${account}\n`;
const role = (verbs: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: syncer\n  namespace: apps\nrules:\n- apiGroups: [""]\n  resources: ["secrets"]\n  verbs: [${verbs}]\n`;

const pending =
  "NAME                   READY   STATUS    RESTARTS   AGE\nweb-7c9d8b6f5-x2k4m    0/1     Pending   0          7m\n";
const schedulerCrash =
  "NAME                 READY   STATUS             RESTARTS      AGE\nkube-scheduler-cp1   0/1     CrashLoopBackOff   6 (50s ago)   8m\n";

export const boundNameCases: readonly Case[] = [
  {
    name: "a StatefulSet whose governing Service is called otherwise",
    outputs: [
      ["get statefulset ledger -n bank -o yaml", set("ledger")],
      ["get svc -n bank", services("None")],
      ["logs ledger-0 -n bank", unresolved],
    ],
    roots: ["governing-service-missing"],
    symptoms: ["name-not-resolved"],
    says: /serviceName "ledger".*no Service of this name exists.*"ledger-peers"/,
  },
  {
    name: "a StatefulSet whose governing Service is there, and a pod that is asked for under another name",
    outputs: [
      ["get statefulset ledger -n bank -o yaml", set("ledger-peers")],
      ["get svc -n bank", services("None")],
      ["logs ledger-0 -n bank", unresolved],
    ],
    roots: ["governing-service-missing"],
    symptoms: ["name-not-resolved"],
    says: /asked for under "ledger", which does not match/,
  },
  {
    name: "a Job that its podFailurePolicy ends at once",
    outputs: [
      ["get pods -n find", reindexPods],
      [
        "describe job reindex -n find",
        job(
          "PodFailurePolicy  3m    job-controller  Container work for pod find/reindex-8xk2m failed with exit code 17 matching FailJob rule at index 1",
        ),
      ],
    ],
    roots: ["job-failed-by-policy"],
    symptoms: ["crash-loop"],
    says: /podFailurePolicy: exit code 17 of container work matches its FailJob rule at index 1.*backoffLimit \(5\)/,
  },
  {
    name: "a Job that reached its backoff limit",
    outputs: [
      ["get pods -n find", reindexPods],
      [
        "describe job reindex -n find",
        job("BackoffLimitExceeded  3m  job-controller  Job has reached the specified backoff limit"),
      ],
    ],
    roots: ["crash-loop"],
    symptoms: ["job-failed"],
  },
  {
    name: "a DestinationRule that switches TLS off where the mesh demands it",
    outputs: [
      ["get peerauthentication -n desk", strict],
      ["get destinationrule quotes -n desk -o yaml", rule("DISABLE")],
      ["logs deploy/board -n desk -c istio-proxy", resets],
    ],
    roots: ["mesh-tls-conflict"],
    symptoms: ["gateway-failing"],
    says: /quotes sets tls mode DISABLE for quotes.*STRICT/,
  },
  {
    name: "a binding to a service account of the same name elsewhere, in a wide table",
    outputs: [
      ["logs deploy/syncer -n ops", refused],
      ["get rolebinding -n apps -o wide", bindings("apps/syncer")],
      ["get role syncer -n apps -o yaml", role('"get", "list"')],
    ],
    roots: ["api-access-forbidden"],
    says: /RoleBinding apps\/syncer binds Role apps\/syncer, which grants this, to ServiceAccount apps\/syncer, in another namespace \(apps instead of ops\)/,
  },
  {
    name: "a role that lacks the verb",
    outputs: [
      ["logs deploy/syncer -n ops", refused],
      ["get rolebinding -n apps -o wide", bindings("ops/syncer")],
      ["get role syncer -n apps -o yaml", role('"get", "watch"')],
    ],
    roots: ["api-access-forbidden"],
    says: /Role apps\/syncer, which RoleBinding apps\/syncer binds to it, does not grant verb list on secrets \(it has secrets: get, watch\)/,
  },
  {
    name: "bindings that have nothing to do with it leave the log to say it",
    outputs: [
      ["logs deploy/syncer -n ops", refused],
      [
        "get rolebinding -n apps -o wide",
        "NAME      ROLE          AGE   USERS   GROUPS   SERVICEACCOUNTS\nreports   Role/reports   9d                     apps/reports\n",
      ],
    ],
    roots: ["api-access-forbidden"],
    says: /^The log of Deployment ops\/syncer/,
  },
  {
    name: "pods that wait for a scheduler which crashes",
    outputs: [
      ["get pods -n shop", pending],
      ["get pods -n kube-system", schedulerCrash],
    ],
    roots: ["crash-loop"],
    symptoms: ["not-scheduled"],
    says: /kube-scheduler-cp1/,
  },
  {
    name: "an address of which only `set env --list` tells, with a port that no Service has",
    outputs: [
      [
        "get svc cart-db -n shop",
        "NAME      TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE\ncart-db   ClusterIP   10.9.0.4     <none>        5432/TCP   9d\n",
      ],
      [
        "set env deploy/cart --list -n shop",
        "# Deployment cart, container cart\nDATABASE_URL=postgres://cart-db:5433/cart\n",
      ],
      ["logs deploy/cart -n shop", "ERROR could not establish connection to the database server\n".repeat(3)],
    ],
    roots: ["configured-host-wrong"],
    says: /DATABASE_URL to .*cart-db:5433.*no port 5433 \(it offers 5432\)/,
    symptoms: ["dependency-unreachable"],
  },
  {
    name: "a full volume of which the retention tells why",
    outputs: [
      [
        "logs prometheus-main-0 -n watch -c prometheus",
        'ts=2026-11-24T01:06:11Z caller=scrape.go:1215 level=error msg="Scrape commit failed" err="write to WAL: log samples: write /prometheus/wal/00004127: no space left on device"\n'.repeat(
          4,
        ),
      ],
      [
        "get prometheus main -n watch -o yaml",
        "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata:\n  name: main\n  namespace: watch\nspec:\n  retention: 90d\n",
      ],
    ],
    roots: ["disk-full"],
    says: /retention 90d and no retentionSize/,
  },
  {
    name: "a login that the database's own log explains",
    outputs: [
      [
        "logs deploy/rates -n hotel",
        "INFO database is mongodb-rates:27017\npanic: server returned error on SASL authentication step: Authentication failed.\n",
      ],
      [
        "logs deploy/mongodb-rates -n hotel",
        "I ACCESS [conn210] SASL SCRAM-SHA-1 authentication failed for rates on admin from client 10.4.1.23:40000 ; UserNotFound: Could not find user rates@admin\n".repeat(
          2,
        ),
      ],
    ],
    roots: ["wrong-credentials"],
    says: /mongodb-rates/,
  },
  {
    name: "a pod that names its node, and a claim that waits for the scheduler",
    outputs: [
      [
        "get pvc maps -n geo",
        "NAME   STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\nmaps   Pending                                      local-ssd      2h\n",
      ],
      [
        "get events -n geo",
        "LAST SEEN   TYPE      REASON                 OBJECT                        MESSAGE\n9s          Normal    WaitForFirstConsumer   persistentvolumeclaim/maps    waiting for first consumer to be created before binding\n",
      ],
      [
        "get pod tiler -n geo -o yaml",
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: tiler\n  namespace: geo\nspec:\n  nodeName: edge-2\n  containers:\n  - name: tiler\n    image: x/tiler:1\n  volumes:\n  - name: maps\n    persistentVolumeClaim:\n      claimName: maps\nstatus:\n  phase: Pending\n",
      ],
    ],
    roots: ["scheduler-bypassed"],
    symptoms: ["not-scheduled"],
    says: /sets spec\.nodeName edge-2 itself and so bypasses the scheduler/,
  },
];
