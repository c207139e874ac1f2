import type { Case } from "../case.ts";

type Output = Case["outputs"][number];

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const vault = (sealed: string): Output => [
  "exec -n secrets vault-0 -- vault status",
  rows(
    "Key                Value",
    "---                -----",
    `Sealed             ${sealed}`,
    "Unseal Progress    0/3",
  ),
];
const external = (host: string): readonly Output[] => [
  [
    "get pods -n secrets",
    rows("NAME      READY   STATUS    RESTARTS   AGE", "vault-0   0/1     Running   0          9h"),
  ],
  [
    "get externalsecret,secretstore -n shop",
    rows(
      "NAME                                            STORETYPE     STORE   REFRESH INTERVAL   STATUS              READY",
      "externalsecret.external-secrets.io/web-tokens   SecretStore   kv      1h                 SecretSyncedError   False",
      "",
      "NAME                                  AGE   STATUS                  CAPABILITIES   READY",
      "secretstore.external-secrets.io/kv   52m   InvalidProviderConfig   ReadWrite      False",
    ),
  ],
  [
    "get events -n shop",
    rows(
      "LAST SEEN   TYPE      REASON         OBJECT                      MESSAGE",
      `3m          Warning   UpdateFailed   externalsecret/web-tokens   cannot read secret data from Vault: Get "https://vault.${host}.svc:8200/v1/kv/data/web": context deadline exceeded`,
    ),
  ],
];

const sealedVaults: readonly Case[] = [
  {
    name: "a vault that is sealed, and secrets that are not read from it",
    outputs: [...external("secrets"), vault("true")],
    roots: ["vault-sealed"],
    symptoms: ["resource-not-ready"],
    says: /Vault is sealed \(Pod secrets\/vault-0: Sealed true, Unseal Progress 0\/3\) and gives no secrets, so that ExternalSecret shop\/web-tokens cannot read from it and Secret "web-tokens" is not created/,
  },
  {
    name: "near miss: a vault that is sealed, and secrets that are read from another",
    outputs: [...external("keys"), vault("true")],
    roots: ["vault-sealed", "resource-not-ready"],
  },
];

const corefile = (line: string): Output => [
  "get configmap coredns-custom -n kube-system -o yaml",
  `apiVersion: v1
data:
  corp.server: |
    corp.example.org:53 {
        forward . 172.16.8.10
    }
  extra.override: |
    ${line}
kind: ConfigMap
metadata:
  name: coredns-custom
  namespace: kube-system
`,
];
const otherName: Output = [
  "logs deploy/web -n shop",
  rows(
    'level=error msg="send failed" error="tls: failed to verify certificate: x509: certificate is valid for sink.test.svc, not smtp.example.com"',
    'level=error msg="send failed" error="tls: failed to verify certificate: x509: certificate is valid for sink.test.svc, not smtp.example.com"',
  ),
];

const diversions: readonly Case[] = [
  {
    name: "a name that DNS of the cluster rewrites to another server",
    outputs: [otherName, corefile("rewrite name smtp.example.com sink.test.svc.cluster.local")],
    roots: ["dns-name-diverted"],
    symptoms: ["certificate-for-other-name"],
    says: /ConfigMap kube-system\/coredns-custom \(extra\.override\) rewrites smtp\.example\.com to sink\.test\.svc\.cluster\.local, so that web does not reach the real smtp\.example\.com/,
  },
  {
    name: "a name that DNS of the cluster answers from its own hosts",
    outputs: [
      otherName,
      corefile("hosts {\n        10.1.2.3 smtp.example.com mail.example.com\n        fallthrough\n    }"),
      [
        "exec -n shop deploy/web -- nslookup smtp.example.com",
        rows("Server:  10.0.0.10", "Address: 10.0.0.10:53", "", "Name:    smtp.example.com", "Address: 10.1.2.3"),
      ],
    ],
    roots: ["dns-name-diverted"],
    says: /answers smtp\.example\.com with 10\.1\.2\.3 itself, so that web does not reach the real smtp\.example\.com \(DNS answers 10\.1\.2\.3\)/,
  },
  {
    name: "near miss: DNS of the cluster rewrites another name",
    outputs: [otherName, corefile("rewrite name imap.example.com sink.test.svc.cluster.local")],
    roots: ["certificate-for-other-name"],
  },
  {
    name: "near miss: a rewrite that nobody suffers from",
    outputs: [
      ["logs deploy/web -n shop", rows('level=info msg="sent by smtp.example.com"')],
      corefile("rewrite name smtp.example.com sink.test.svc.cluster.local"),
    ],
    roots: [],
  },
];

const access = (flags: string): Output => [
  "logs deploy/web -n shop -c istio-proxy",
  rows(
    `[2026-05-06T18:00:00.402Z] "GET /v1/a HTTP/1.1" 503 ${flags} - "-" 0 81 0 - "-" "axios/1.7.2" "5e8dfc1d-70c2-4f74-b0f6-0a8ce4e0d2b1" "seats:8080" "-" outbound|8080||seats.shop.svc.cluster.local - 10.60.11.4:8080 10.56.1.77:52214 - default`,
    `[2026-05-06T18:00:00.403Z] "GET /v1/b HTTP/1.1" 503 ${flags} - "-" 0 81 0 - "-" "axios/1.7.2" "b1f6a9d4-2d6f-4c89-bc33-40be0ea7f7c9" "seats:8080" "-" outbound|8080||seats.shop.svc.cluster.local - 10.60.11.4:8080 10.56.1.77:52216 - default`,
  ),
];
const pool = (host: string): Output => [
  "get destinationrule -n shop -o yaml",
  `apiVersion: v1
items:
- apiVersion: networking.istio.io/v1
  kind: DestinationRule
  metadata:
    name: limits
    namespace: shop
  spec:
    host: ${host}
    trafficPolicy:
      connectionPool:
        http:
          http1MaxPendingRequests: 1
        tcp:
          maxConnections: 2
kind: List
`,
];

const pools: readonly Case[] = [
  {
    name: "a pool of connections that is too small for its calls",
    outputs: [access("UO upstream_reset_before_response_started{overflow}"), pool("seats")],
    roots: ["connection-pool-exceeded"],
    symptoms: ["gateway-failing"],
    says: /DestinationRule shop\/limits limits connections to seats \(connectionPool: maxConnections 2, http1MaxPendingRequests 1\), and the proxy of web answers/,
  },
  {
    name: "near miss: a small pool, and a server that resets",
    outputs: [access("UC upstream_reset_before_response_started{connection_termination}"), pool("seats")],
    roots: ["gateway-failing"],
  },
  {
    name: "near miss: the small pool is that of another host",
    outputs: [access("UO upstream_reset_before_response_started{overflow}"), pool("orders.shop.svc.cluster.local")],
    roots: ["gateway-failing"],
  },
];

const limited = (annotation: string): Output => [
  "get ingress site -n shop -o yaml",
  `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: site
  namespace: shop
  annotations:
    ${annotation}
spec:
  rules:
  - host: www.example.org
`,
];
const refusedBy = (zone: string): Output => [
  "logs -n ingress-nginx deploy/ingress-nginx-controller",
  rows(
    `2026/05/06 18:00:00 [error] 29#29: *123 limiting requests, excess: 20.440 by zone "${zone}", client: 10.1.2.3, server: www.example.org, request: "GET / HTTP/1.1"`,
    `2026/05/06 18:00:01 [error] 29#29: *124 limiting requests, excess: 20.610 by zone "${zone}", client: 10.1.2.3, server: www.example.org, request: "GET / HTTP/1.1"`,
  ),
];

const limits: readonly Case[] = [
  {
    name: "an Ingress whose limit refuses requests",
    outputs: [limited('nginx.ingress.kubernetes.io/limit-rps: "5"'), refusedBy("shop_site_5f8f_rps")],
    roots: ["ingress-limit-refuses"],
    says: /Ingress shop\/site limits each client address \(limit-rps 5\), and the ingress controller refuses what exceeds that itself/,
  },
  {
    name: "near miss: the limit that refuses is that of another Ingress",
    outputs: [limited('nginx.ingress.kubernetes.io/limit-rps: "5"'), refusedBy("shop_other_5f8f_rps")],
    roots: ["application-error"],
  },
];

const order = (message: string): readonly Output[] => [
  [
    "get certificate,certificaterequest -n shop",
    rows(
      "NAME                                    READY   SECRET     AGE",
      "certificate.cert-manager.io/site-tls   False   site-tls   268d",
      "",
      "NAME                                            APPROVED   DENIED   READY   ISSUER   REQUESTER                                         AGE",
      "certificaterequest.cert-manager.io/site-tls-5   True                False   acme     system:serviceaccount:cert-manager:cert-manager   37m",
    ),
  ],
  [
    "get events -n shop",
    rows(
      "LAST SEEN   TYPE      REASON   OBJECT                            MESSAGE",
      `36m         Warning   Failed   challenge/site-tls-5-1187-29401   Accepting challenge authorization failed: acme: authorization error for www.example.org: ${message}`,
    ),
  ],
];
const caa: Output = [
  "$ dig +short CAA example.org",
  '0 issue "ca.example.net; policy=ev"\n0 iodef "mailto:it@example.org"\n',
];

const challenges: readonly Case[] = [
  {
    name: "an authority that a CAA record does not allow",
    outputs: [...order("403 urn:ietf:params:acme:error:caa: CAA record for example.org prevents issuance"), caa],
    roots: ["certificate-challenge-failing"],
    symptoms: ["certificate-not-issued", "certificate-request-failing"],
    notes: ["warning-event"],
    says: /its challenge fails, the CAA record of example\.org allows only ca\.example\.net to issue, not the authority of issuer acme/,
  },
  {
    name: "near miss: there is a CAA record, and the authority does not get through",
    outputs: [...order("400 urn:ietf:params:acme:error:connection: 192.0.2.7: Timeout during connect"), caa],
    roots: ["certificate-challenge-failing"],
    notes: ["warning-event"],
    says: /its challenge fails, the domain cannot be reached/,
  },
];

/** Faults that one output names and another shows the reason of. */
export const furtherCauses: readonly Case[] = [...sealedVaults, ...diversions, ...pools, ...limits, ...challenges];
