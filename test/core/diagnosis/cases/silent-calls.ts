import type { Case } from "../case.ts";

/** Calls without an answer and the policies behind them, brokers that are full, replicas that are written to, pools of many replicas. */
const pods = (...rows: readonly (readonly [name: string, labels: string])[]): string =>
  `NAME   READY   STATUS   RESTARTS   AGE   LABELS\n${rows.map(([name, labels]) => `${name}   1/1   Running   0   9d   ${labels}`).join("\n")}\n`;

const policy = (name: string, space: string, selector: string, from: string, ports = ""): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\n  namespace: ${space}\nspec:\n  podSelector:\n    matchLabels:\n      app: ${selector}\n  policyTypes:\n  - Ingress\n  ingress:\n  - from:\n${from}${ports}`;

const byTier =
  "    - podSelector:\n        matchExpressions:\n        - key: tier\n          operator: In\n          values: [backend, ops]\n";
const bySpace = "    - namespaceSelector:\n        matchLabels:\n          name: kiosk\n";
const byApp = "    - podSelector:\n        matchLabels:\n          app: counter\n";

const pool =
  '2025-04-09T06:30:00Z ERROR counter::db: pool timed out while waiting for an open connection host="seats.hall.svc" err="connection timed out (os error 110)"\n';
const canceled =
  "fail: Kiosk.Client[0]\n      System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 10 seconds elapsing.\n       ---> System.TimeoutException: The operation was canceled.\ninfo: Kiosk.Client[100]\n      Sending HTTP request POST http://prices.fares.svc:8080/v2/quote\n";

const describedPolicy =
  "Name:         charts\nNamespace:    hall\nCreated on:   2025-01-04 15:20:31 +0100 CET\nLabels:       <none>\nAnnotations:  <none>\nSpec:\n  PodSelector:     app=charts\n  Allowing ingress traffic:\n    To Port: 8080/TCP\n    From:\n      PodSelector: app=board,tier in (a,b)\n  Not affecting egress traffic\n  Policy Types: Ingress\n";

export const silentCallCases: readonly Case[] = [
  {
    name: "a pool that waited in vain, as the policy does not admit the pod",
    outputs: [
      ["get pods -n hall --show-labels", pods(["counter-0", "app=counter,tier=batch"], ["seats-0", "app=seats"])],
      ["logs counter-0 -n hall", pool],
      ["get networkpolicy seats -n hall -o yaml", policy("seats", "hall", "seats", byTier)],
    ],
    roots: ["network-policy-refuses-caller"],
    symptoms: ["too-many-connections"],
    says: /NetworkPolicy hall\/seats admits to seats only pods labelled tier In backend\|ops, not .*counter.* \(app=counter, tier=batch\)/,
  },
  {
    name: "near miss: a pool that waited in vain, and the policy admits the pod",
    outputs: [
      ["get pods -n hall --show-labels", pods(["counter-0", "app=counter"], ["seats-0", "app=seats"])],
      ["logs counter-0 -n hall", pool],
      ["get networkpolicy seats -n hall -o yaml", policy("seats", "hall", "seats", byApp)],
    ],
    roots: ["too-many-connections"],
  },
  {
    name: "near miss: a server that says itself that it takes no more clients",
    outputs: [
      ["get pods -n hall --show-labels", pods(["counter-0", "app=counter,tier=batch"], ["seats-0", "app=seats"])],
      ["logs counter-0 -n hall", 'ERROR pq: sorry, too many clients already host="seats.hall.svc"\n'],
      ["get networkpolicy seats -n hall -o yaml", policy("seats", "hall", "seats", byTier)],
    ],
    roots: ["too-many-connections"],
  },
  {
    name: "a namespace that lacks the label by which a policy knows it",
    outputs: [
      ["logs deploy/till -n kiosk", canceled],
      [
        "get ns --show-labels",
        "NAME   STATUS   AGE   LABELS\nkiosk   Active   9d   kubernetes.io/metadata.name=kiosk\nfares   Active   9d   kubernetes.io/metadata.name=fares\n",
      ],
      ["get netpol prices -n fares -o yaml", policy("prices", "fares", "prices", bySpace)],
    ],
    roots: ["network-policy-refuses-caller"],
    symptoms: ["call-timed-out"],
    says: /admits to prices only namespaces labelled name=kiosk, not Deployment kiosk\/till, .*namespace kiosk has no label "name", only kubernetes\.io\/metadata\.name=kiosk/,
  },
  {
    name: "a policy that admits the caller at another port",
    outputs: [
      ["get pods -n hall --show-labels", pods(["board-0", "app=board,tier=a"], ["charts-0", "app=charts"])],
      ["logs board-0 -n hall", "ERROR connect timeout: charts:9000 connection timed out\n"],
      ["describe netpol charts -n hall", describedPolicy],
    ],
    roots: ["network-policy-refuses-caller"],
    says: /admits callers to charts only at port 8080, not at port 9000/,
  },
  {
    name: "a policy that denies by its name, of which only the row is shown",
    outputs: [
      [
        "get pods -n hall",
        "NAME        READY   STATUS    RESTARTS   AGE\nboard-0    1/1     Running   0          9d\ncharts-0   1/1     Running   0          9d\n",
      ],
      ["logs board-0 -n hall", "ERROR connect timeout: charts:9000 connection timed out\n"],
      ["get netpol -n hall", "NAME               POD-SELECTOR   AGE\ndefault-deny-all   <none>         34m\n"],
    ],
    roots: ["network-policy-may-refuse"],
    says: /NetworkPolicy hall\/default-deny-all \(34m old\) selects all pods of namespace hall/,
  },
  {
    name: "near miss: a call that was given up once, long before the log went on",
    outputs: [
      [
        "get pods -n hall",
        "NAME        READY   STATUS    RESTARTS   AGE\nboard-0    1/1     Running   0          9d\ncharts-0   1/1     Running   0          9d\n",
      ],
      [
        "logs board-0 -n hall",
        `ERROR connect timeout: charts:9000 connection timed out\n${Array.from({ length: 40 }, (_, index) => `INFO request ${index} ok\n`).join("")}`,
      ],
      ["get netpol -n hall", "NAME               POD-SELECTOR   AGE\ndefault-deny-all   <none>         300d\n"],
    ],
    roots: [],
    notes: ["dependency-unreachable"],
  },
  {
    name: "near miss: rows of a policy that denies and of one that allows",
    outputs: [
      [
        "get pods -n hall",
        "NAME        READY   STATUS    RESTARTS   AGE\nboard-0    1/1     Running   0          9d\ncharts-0   1/1     Running   0          9d\n",
      ],
      ["logs board-0 -n hall", "ERROR connect timeout: charts:9000 connection timed out\n"],
      [
        "get netpol -n hall",
        "NAME               POD-SELECTOR   AGE\ndefault-deny-all   <none>         300d\ncharts-callers     app=charts     300d\n",
      ],
    ],
    roots: [],
    notes: ["dependency-unreachable"],
  },
  {
    name: "a broker with an alarm, and the queue whose consumer was stopped",
    outputs: [
      [
        "get deploy -n post",
        "NAME        READY   UP-TO-DATE   AVAILABLE   AGE\nclick-sink   0/0     0            0           9d\n",
      ],
      [
        "logs hare-0 -n post",
        "2025-11-19 06:31:44+00:00 [warning] <0.441.0> memory resource limit alarm set on node 'rabbit@hare-0'.\n",
      ],
      [
        "exec -n post hare-0 -- rabbitmqctl list_queues name messages consumers",
        "Listing queues for vhost / ...\nname\tmessages\tconsumers\nmails\t3\t2\nclick.stream\t2100442\t0\n",
      ],
    ],
    roots: ["store-full"],
    notes: ["scaled-to-zero"],
    says: /alarm set .*queue "click\.stream" holds 2100442 messages and has no consumer: Deployment post\/click-sink is scaled to 0 replicas/,
  },
  {
    name: "near miss: an alarm that was cleared",
    outputs: [
      ["get pods -n post", "NAME     READY   STATUS    RESTARTS   AGE\nhare-0   1/1     Running   0          9d\n"],
      [
        "logs hare-0 -n post",
        "2025-11-19 06:31:44+00:00 [warning] <0.441.0> memory resource limit alarm set on node 'rabbit@hare-0'.\n2025-11-19 06:33:44+00:00 [warning] <0.441.0> memory resource limit alarm cleared on node 'rabbit@hare-0'\n",
      ],
    ],
    roots: [],
    notes: ["store-full"],
  },
  {
    name: "a Service that still leads to what is a replica now",
    outputs: [
      [
        "logs deploy/lobby -n play",
        'ERROR save error="READONLY: You can\'t write against a read only replica." id=1\n',
      ],
      [
        "get pods,svc -n play -o wide",
        "NAME        READY   STATUS    RESTARTS   AGE   IP   NODE   NOMINATED NODE   READINESS GATES\npod/keep-redis-0   1/1   Running   0   9d   10.4.2.55   n2   <none>   <none>\npod/keep-redis-1   1/1   Running   0   9d   10.4.3.9   n3   <none>   <none>\n\nNAME                 TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE    SELECTOR\nservice/keep-redis   ClusterIP   10.100.90.13   <none>        6379/TCP   200d   statefulset.kubernetes.io/pod-name=keep-redis-0\n",
      ],
      ["exec -n play keep-redis-0 -- redis-cli info replication", "# Replication\nrole:slave\nmaster_host:10.4.3.9\n"],
    ],
    roots: ["service-leads-to-replica"],
    symptoms: ["server-read-only"],
    says: /Service play\/keep-redis leads writes to Pod play\/keep-redis-0, which is only a replica now .*, while keep-redis-1 is the primary/,
  },
  {
    name: "many replicas of which each has a pool, counted by the autoscaler",
    outputs: [
      [
        "get hpa -n deals",
        "NAME    REFERENCE          TARGETS       MINPODS   MAXPODS   REPLICAS   AGE\nengine   Deployment/engine   cpu: 71%/70%   4         40        24         90d\n",
      ],
      ["logs deploy/engine -n deals", "ERROR SQLSTATE[08004] [1040] Too many connections\n"],
    ],
    roots: ["too-many-connections"],
    says: /Deployment deals\/engine has 24 replicas \(set by its autoscaler engine\), each with a pool of its own/,
  },
  {
    name: "replicas times the pool, as a JSONPath printed the environment",
    outputs: [
      [
        "logs deploy/engine -n deals",
        "Found 30 pods, using pod/engine-849f6d6b7c-zt7wd\nERROR pq: sorry, too many clients already\n",
      ],
      [
        "get deploy engine -n deals -o jsonpath='{.spec.template.spec.containers[0].env}'",
        '[{"name":"DB_HOST","value":"deals-pg"},{"name":"DB_POOL_SIZE","value":"20"}]',
      ],
    ],
    roots: ["too-many-connections"],
    says: /wants 600: 30 replicas with a pool of 20 each \(DB_POOL_SIZE\)/,
  },
  ...(
    [
      [
        "mosquitto",
        '1764300000: Unable to accept new connection, system socket count has been exceeded. Try increasing "ulimit -n" or equivalent.',
      ],
      ["haproxy", "Proxy fe_main reached system FD limit (maxsock=1023). Please check system tunables."],
      ["an Erlang server", "[error] <0.229.0> Failed to accept TCP connection: emfile"],
    ] as const
  ).map(
    ([who, line]): Case => ({
      name: `the limit of open files in the words of ${who}`,
      outputs: [["logs edge-0 -n edge", `${line}\n`]],
      roots: ["too-many-open-files"],
      says: /limit of open files and sockets \(ulimit -n\)/,
    }),
  ),
];
