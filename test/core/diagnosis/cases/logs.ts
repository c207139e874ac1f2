import type { Case } from "../case.ts";
import { crashed, describedPod, running } from "../printed.ts";

const pod = "web-6d4b75cb6d-x2k4p";
const log = `logs ${pod} -n shop --previous`;
const crashing: Case["outputs"][number] = [
  `describe pod ${pod} -n shop`,
  describedPod({ status: "Running", state: crashed("Error", 1), restarts: 5 }),
];

const says = (line: string): Case["outputs"] => [
  crashing,
  [log, `2026-03-17T14:31:02Z INFO starting web 1.4.2\n${line}\n`],
];

const cause = (name: string, code: string, line: string, summary?: RegExp): Case => ({
  name,
  outputs: says(line),
  roots: [code],
  symptoms: ["crash-loop"],
  ...(summary ? { says: summary } : {}),
});

export const logCases: readonly Case[] = [
  cause(
    "a host name that DNS does not know",
    "name-not-resolved",
    "2026-03-17T14:31:03Z ERROR dial tcp: lookup db.example.com on 10.96.0.10:53: no such host",
    /host name "db.example.com" cannot be resolved by DNS/,
  ),
  cause(
    "Node's words for an unknown host",
    "name-not-resolved",
    "Error: getaddrinfo ENOTFOUND db.example.com",
    /"db.example.com"/,
  ),
  cause(
    "Java's words for an unknown host",
    "name-not-resolved",
    "Caused by: java.net.UnknownHostException: db.example.com",
  ),
  cause("curl's words for an unknown host", "name-not-resolved", "curl: (6) Could not resolve host: db.example.com"),
  cause(
    "a refused connection",
    "dependency-unreachable",
    "2026-03-17T14:31:03Z ERROR dial tcp 10.96.14.3:5432: connect: connection refused",
    /cannot connect to 10.96.14.3:5432 \(connection refused\)/,
  ),
  cause(
    "Node's words for a refused connection",
    "dependency-unreachable",
    "Error: connect ECONNREFUSED 10.96.14.3:6379",
    /10.96.14.3:6379/,
  ),
  cause(
    "PostgreSQL's words for a refused connection",
    "dependency-unreachable",
    'psql: error: connection to server at "db" (10.96.14.3), port 5432 failed: Connection refused',
    /cannot connect to db:5432/,
  ),
  cause(
    "a server that refuses the password",
    "wrong-credentials",
    'FATAL: password authentication failed for user "web"',
    /credentials are refused for user "web"/,
  ),
  cause(
    "Redis refusing the password",
    "wrong-credentials",
    "ReplyError: WRONGPASS invalid username-password pair or user is disabled.",
  ),
  cause(
    "an environment variable that is not set",
    "missing-environment",
    "Error: DATABASE_URL is not set",
    /environment variable DATABASE_URL is missing or not set/,
  ),
  cause("Python's words for a missing variable", "missing-environment", "KeyError: 'DATABASE_URL'", /DATABASE_URL/),
  cause(
    "Rust's words for a missing variable",
    "missing-environment",
    'called `Result::unwrap()` on an `Err` value: EnvVar { name: "LEDGER_URL", source: NotPresent }',
    /LEDGER_URL/,
  ),
  cause(
    ".NET's words for an expired certificate",
    "certificate-expired",
    "fail: The remote certificate is invalid because of errors in the certificate chain: NotTimeValid",
    /NotTimeValid/,
  ),
  cause(
    "the shell's words for a missing variable",
    "missing-environment",
    "/run.sh: line 3: API_TOKEN: unbound variable",
    /API_TOKEN/,
  ),
  cause(
    "an expired certificate",
    "certificate-expired",
    'Post "https://pay.example.com/v1": tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
    /while talking to pay.example.com/,
  ),
  cause(
    "an unknown authority",
    "certificate-untrusted",
    'Post "https://pay.example.com/v1": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ),
  cause("a table that does not exist", "missing-database-object", 'ERROR: relation "orders" does not exist'),
  cause(
    "a port that is taken",
    "port-in-use",
    "Error: listen EADDRINUSE: address already in use :::8080",
    /port 8080 is already in use/,
  ),
  cause("a program for another processor", "wrong-architecture-in-log", "exec /usr/local/bin/web: exec format error"),
  cause(
    "a permission of the service account",
    "api-access-forbidden",
    'configmaps is forbidden: User "system:serviceaccount:shop:web" cannot list resource "configmaps" in API group "" in the namespace "shop"',
    /service account shop\/web may not list configmaps/,
  ),
  cause(
    "a file system that is read-only",
    "read-only-file-system",
    "OSError: [Errno 30] Read-only file system: '/var/cache/web'",
    /cannot write \/var\/cache\/web/,
  ),
  cause("a full disk", "disk-full", "write /data/wal/000012: no space left on device"),
  cause(
    "a full heap",
    "application-out-of-memory",
    "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
  ),
  cause("a recursion without end", "stack-overflow", 'Exception in thread "main" java.lang.StackOverflowError'),
  cause("a module that is not in the image", "module-missing", "Error: Cannot find module 'express'"),
  cause(
    "a command that is not in the image",
    "command-missing-in-image",
    "/scripts/export.sh: line 6: jq: not found",
    /calls "jq"/,
  ),
  cause("a syntax error", "syntax-error", "/bin/sh: syntax error: unexpected end of file"),
  cause(
    "an option that does not exist",
    "invalid-configuration",
    'nginx: [emerg] unknown directive "proxy_passs" in /etc/nginx/conf.d/default.conf:7',
  ),
  cause(
    "a path that belongs to another user",
    "permission-denied",
    "PermissionError: [Errno 13] Permission denied: '/data/cache'",
  ),
  cause(
    "a file that is not there",
    "file-missing",
    "FileNotFoundError: [Errno 2] No such file or directory: '/etc/web/config.yaml'",
  ),
  cause("etcd without a leader", "etcd-failing", "E0317 14:31:03.1 1 status.go:71] etcdserver: no leader"),
  cause(
    "an API server that throttles",
    "api-throttled",
    "Error from server (TooManyRequests): the server has received too many requests and has asked us to try again later",
  ),
  cause("a process out of file descriptors", "too-many-open-files", "accept4: too many open files"),
  cause("a lost election", "leader-election-lost", "E0317 14:31:03.1 1 leaderelection.go:308] leader election lost"),
  cause(
    "a kubelet with the wrong driver",
    "kubelet-not-starting",
    'failed to run Kubelet: misconfiguration: kubelet cgroup driver: "systemd" is different from docker cgroup driver: "cgroupfs"',
  ),
  cause("a full connection table", "packets-dropped", "kernel: nf_conntrack: table full, dropping packet"),
  cause(
    "an exception that nothing catches",
    "uncaught-exception",
    'Exception in thread "main" java.lang.IllegalStateException: listener EXTERNAL has no protocol',
    /listener EXTERNAL has no protocol/,
  ),
  cause(
    "an error that no rule knows",
    "application-error",
    "2026-03-17T14:31:03Z FATAL the frobnicator is out of tune",
    /frobnicator is out of tune/,
  ),
];

const healthy: Case["outputs"][number] = [
  "get pods -n shop",
  `NAME                   READY   STATUS    RESTARTS   AGE\n${pod}   1/1     Running   0          5d\n`,
];
const fine = Array.from(
  { length: 40 },
  (_, index) => `2026-03-17T14:32:${`${index + 10}`.slice(-2)}Z INFO GET /healthz 200`,
).join("\n");

export const logNearMisses: readonly Case[] = [
  {
    name: "a Service that does not exist, its near namesake, and what sets the name",
    outputs: [
      crashing,
      [log, "ERROR lookup postgres-primary.data.svc.cluster.local on 10.96.0.10:53: no such host\n"],
      [
        "get svc -n data",
        "NAME       TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)    AGE\npostgres   ClusterIP   10.96.14.3    <none>        5432/TCP   90d\n",
      ],
      [
        "get configmap web-config -n shop -o yaml",
        "apiVersion: v1\ndata:\n  DATABASE_HOST: postgres-primary.data.svc.cluster.local\nkind: ConfigMap\nmetadata:\n  name: web-config\n  namespace: shop\n",
      ],
    ],
    roots: ["service-name-unknown"],
    symptoms: ["crash-loop"],
    says: /no Service "postgres-primary", but one named "postgres"; ConfigMap shop\/web-config sets it in DATABASE_HOST/,
  },
  {
    name: "the same name, asked for by itself and not found",
    outputs: [
      crashing,
      [log, "ERROR lookup postgres-primary.data.svc.cluster.local on 10.96.0.10:53: no such host\n"],
      ["get svc postgres-primary -n data", 'Error from server (NotFound): services "postgres-primary" not found\n'],
    ],
    roots: ["service-name-unknown"],
    symptoms: ["crash-loop", "not-found"],
  },
  {
    name: "the word error in the log of a pod that is well",
    outputs: [healthy, [`logs ${pod} -n shop`, `2026-03-17T14:31:03Z ERROR the frobnicator is out of tune\n${fine}\n`]],
    roots: [],
    notes: ["application-error"],
  },
  {
    name: "a refused connection that is over",
    outputs: [
      healthy,
      [
        `logs ${pod} -n shop`,
        `2026-03-17T14:31:03Z ERROR dial tcp 10.96.14.3:5432: connect: connection refused\n${fine}\n`,
      ],
    ],
    roots: [],
    notes: ["dependency-unreachable"],
  },
  {
    name: "a duplicate in the log of a database that is well",
    outputs: [
      healthy,
      [`logs ${pod} -n shop`, `${fine}\nERROR:  duplicate key value violates unique constraint "carts_pkey"\n`],
    ],
    roots: [],
    notes: ["duplicate-key"],
  },
  {
    name: "a slow call alone is no failure",
    outputs: [healthy, [`logs ${pod} -n shop`, "INFO Database call completed in 7.2 seconds\n"]],
    roots: [],
    notes: ["slow-operation"],
  },
  {
    name: "a quick call is nothing",
    outputs: [healthy, [`logs ${pod} -n shop`, '{"level":"info","msg":"GET /ready 200","elapsed_ms":200}\n']],
    roots: [],
  },
  {
    name: "an expired certificate matters in a pod that is ready",
    outputs: [healthy, [`logs ${pod} -n shop`, `${fine}\nERROR x509: certificate has expired or is not yet valid\n`]],
    roots: ["certificate-expired"],
  },
  {
    name: "an error in a log of which nothing else is known",
    outputs: [[`logs ${pod} -n shop`, "2026-03-17T14:31:03Z ERROR the frobnicator is out of tune\n"]],
    roots: ["application-error"],
    says: /frobnicator/,
  },
  {
    name: "an nslookup inside a pod",
    outputs: [
      [
        `exec -n shop ${pod} -- nslookup user-service`,
        "Server:\t\t10.96.0.10\n\n** server can't find user-service: NXDOMAIN\n",
      ],
      [
        "get svc -n shop",
        "NAME        TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nusers-svc   ClusterIP   10.96.1.9    <none>        80/TCP    49m\n",
      ],
    ],
    roots: ["service-name-unknown"],
    says: /no Service "user-service", but one named "users-svc"/,
  },
  {
    name: "a policy that does not allow the port",
    outputs: [
      [`describe pod ${pod} -n shop`, describedPod({ status: "Running", state: running, ready: true })],
      [`logs ${pod} -n shop`, "ERROR connect ETIMEDOUT 203.0.113.140:443\n"],
      [
        "describe networkpolicy web-egress -n shop",
        "Name:         web-egress\nNamespace:    shop\nCreated on:   2026-03-01 10:00:00 +0000 UTC\nLabels:       <none>\nAnnotations:  <none>\nSpec:\n  PodSelector:     app=web\n  Not affecting ingress traffic\n  Allowing egress traffic:\n    To Port: 5432/TCP\n    To:\n      NamespaceSelector: kubernetes.io/metadata.name=data\n  Policy Types: Egress\n",
      ],
    ],
    roots: ["network-policy-blocks"],
    says: /NetworkPolicy shop\/web-egress selects Pod .* allows egress only to ports 5432 .*so its connections to 203.0.113.140:443 get no answer/,
  },
  {
    name: "a policy that allows the port",
    outputs: [
      [`describe pod ${pod} -n shop`, describedPod({ status: "Running", state: running, ready: true })],
      [`logs ${pod} -n shop`, "ERROR connect ETIMEDOUT 203.0.113.140:443\n"],
      [
        "describe networkpolicy web-egress -n shop",
        "Name:         web-egress\nNamespace:    shop\nCreated on:   2026-03-01 10:00:00 +0000 UTC\nLabels:       <none>\nAnnotations:  <none>\nSpec:\n  PodSelector:     app=web\n  Not affecting ingress traffic\n  Allowing egress traffic:\n    To Port: 443/TCP\n    To: <any> (traffic not restricted by destination)\n  Policy Types: Egress\n",
      ],
    ],
    roots: [],
    notes: ["dependency-unreachable"],
  },
];
