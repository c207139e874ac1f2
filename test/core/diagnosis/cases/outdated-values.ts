import type { Case } from "../case.ts";
import { podYaml, rows, runningSince } from "../manifests.ts";

type Output = readonly [string, string];

const managed = (kind: string, name: string, data: string, changedAt: string): Output => [
  `get ${kind.toLowerCase()} ${name} -n shop -o yaml --show-managed-fields`,
  `apiVersion: v1
data:
  ${data}
kind: ${kind}
metadata:
  creationTimestamp: "2026-06-01T08:00:00Z"
  managedFields:
  - apiVersion: v1
    fieldsType: FieldsV1
    manager: kubectl-edit
    operation: Update
    time: "${changedAt}"
  name: ${name}
  namespace: shop
`,
];

const pod = (name: string, container: string, volumes = "", startedAt = "2026-10-20T09:00:00Z"): Output => [
  `get pod ${name} -n shop -o yaml`,
  podYaml(name, "shop", {
    container: `- image: registry.example.com/shop/app:1\n  name: app\n${container}`,
    pod: volumes,
    meta: `creationTimestamp: "${startedAt}"`,
    status: runningSince("app", startedAt),
  }),
];

const fromSecret =
  "  env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        key: password\n        name: orders-db";

const refused: Output = [
  "logs orders-5d8c7b9f4-zx2lp -n shop",
  rows(
    '2026-11-02T10:00:01Z ERROR db: FATAL: password authentication failed for user "orders"',
    '2026-11-02T10:00:11Z ERROR db: FATAL: password authentication failed for user "orders"',
  ),
];

const secret = (changedAt: string) => managed("Secret", "orders-db", "password: aHVudGVyMg==", changedAt);

const cacheLog: Output = [
  "logs feed-5d8c7b9f4-zx2lp -n shop",
  rows(
    "2026-11-02T09:59:01Z INFO feed 7.2 up",
    "2026-11-02T10:00:01Z ERROR cannot connect to cache-old:6379: dial tcp: lookup cache-old on 10.96.0.10:53: no such host",
  ),
];

const services: Output = [
  "get svc -n shop",
  rows(
    "NAME        TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE",
    "cache-new   ClusterIP   10.96.1.9    <none>        6379/TCP   1h",
    "auth        ClusterIP   10.96.1.8    <none>        8443/TCP   90d",
  ),
];

const feed = pod("feed-5d8c7b9f4-zx2lp", "  envFrom:\n  - configMapRef:\n      name: feed-conf");

const valueCases: readonly Case[] = [
  {
    name: "a Secret that was changed after the pod read it into its environment",
    outputs: [refused, secret("2026-11-02T09:30:00Z"), pod("orders-5d8c7b9f4-zx2lp", fromSecret)],
    roots: ["configuration-newer-than-pod"],
    symptoms: ["wrong-credentials"],
    says: /still has the old value of Secret shop\/orders-db, which was changed at 2026-11-02T09:30:00Z, after the pod started \(at 2026-10-20/,
    suggests: "kubectl rollout restart deployment/orders -n shop",
  },
  {
    name: "near miss: a Secret that was changed before the pod started",
    outputs: [refused, secret("2026-10-02T09:30:00Z"), pod("orders-5d8c7b9f4-zx2lp", fromSecret)],
    roots: [],
    notes: ["wrong-credentials"],
  },
  {
    name: "a ConfigMap that names another host than the one that the pod still asks for",
    outputs: [
      cacheLog,
      services,
      managed("ConfigMap", "feed-conf", "CACHE_ADDR: cache-new:6379", "2026-11-02T09:30:00Z"),
      feed,
    ],
    roots: ["configuration-newer-than-pod"],
    symptoms: ["service-name-unknown"],
    says: /still has the old value of ConfigMap shop\/feed-conf/,
  },
  {
    name: "near miss: a ConfigMap that was changed and still names the host that is asked for",
    outputs: [
      cacheLog,
      services,
      managed("ConfigMap", "feed-conf", "CACHE_ADDR: cache-old:6379", "2026-11-02T09:30:00Z"),
      feed,
    ],
    roots: ["service-name-unknown"],
  },
  {
    name: "a file that is mounted with subPath and lags behind its ConfigMap",
    outputs: [
      [
        "logs px-5d8c7b9f4-zx2lp -n shop",
        rows(
          '2026/11/02 10:00:01 [error] 31#31: *12 connect() failed (111: Connection refused) while connecting to upstream, upstream: "http://10.96.4.4:8080/"',
        ),
      ],
      managed(
        "ConfigMap",
        "px-conf",
        "default.conf: |\n    server { proxy_pass http://api:9090; }",
        "2026-11-02T09:30:00Z",
      ),
      pod(
        "px-5d8c7b9f4-zx2lp",
        "  volumeMounts:\n  - mountPath: /etc/nginx/conf.d/default.conf\n    name: conf\n    subPath: default.conf",
        "volumes:\n- configMap:\n    name: px-conf\n  name: conf",
      ),
    ],
    roots: ["configuration-newer-than-pod"],
    says: /a file that is mounted with subPath is not updated/,
  },
];

const certificate = (notBefore: string): Output => [
  "get certificate auth-tls -n shop -o yaml",
  `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: auth-tls
  namespace: shop
spec:
  dnsNames:
  - auth.shop.svc
  secretName: auth-tls
status:
  conditions:
  - message: Certificate is up to date and has not expired
    reason: Ready
    status: "True"
    type: Ready
  notAfter: "2027-01-30T00:00:00Z"
  notBefore: "${notBefore}"
`,
];

const expired: Output = [
  "logs gw-5d8c7b9f4-zx2lp -n shop",
  rows(
    "2026-11-02T10:00:01Z WARN tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-02T10:00:01Z is after 2026-11-01T00:00:00Z for auth.shop.svc:8443",
  ),
];

const server = pod(
  "auth-5d8c7b9f4-zx2lp",
  "  volumeMounts:\n  - mountPath: /tls\n    name: tls",
  "volumes:\n- name: tls\n  secret:\n    secretName: auth-tls",
  "2026-08-20T09:00:00Z",
);

const certificateCases: readonly Case[] = [
  {
    name: "a server that runs since before its certificate was renewed",
    outputs: [expired, services, certificate("2026-10-31T12:00:00Z"), server],
    roots: ["certificate-not-reloaded"],
    symptoms: ["certificate-expired"],
    says: /^Pod shop\/auth-5d8c7b9f4-zx2lp still serves the certificate that it loaded .*renewed at 2026-10-31T12:00:00Z and is valid until 2027-01-30/,
  },
  {
    name: "near miss: a server that started after its certificate was issued",
    outputs: [expired, services, certificate("2026-08-01T12:00:00Z"), server],
    roots: ["certificate-expired"],
  },
];

/** Pods that work with what was read when they started, and was changed since. */
export const outdatedValueCases: readonly Case[] = [...valueCases, ...certificateCases];
