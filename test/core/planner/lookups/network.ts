import type { Output } from "../situations.ts";
import type { Rows } from "./rows.ts";

/** TLS and certificates. */

const ingress = (tls: string): Output => [
  "kubectl get ingresses -A -o yaml",
  `apiVersion: v1
items:
- apiVersion: networking.k8s.io/v1
  kind: Ingress
  metadata:
    name: front
    namespace: books
  spec:
    rules:
    - host: books.example
      http:
        paths:
        - backend:
            service:
              name: ledger
          path: /
${tls}kind: List
`,
];
const served = ingress("    tls:\n    - secretName: front-tls\n");
const noKind = 'error: the server doesn\'t have a resource type "certificates"\n';
const noCertificates: readonly Output[] = [
  ["kubectl get certificates -A", "", noKind],
  ["kubectl get certificates -A -o yaml", "", noKind],
];
const certificates: readonly Output[] = [
  [
    "kubectl get certificates -A",
    "NAMESPACE   NAME    READY   SECRET      AGE\nbooks       front   True    front-tls   10d\n",
  ],
  [
    "kubectl get certificates -A -o yaml",
    `apiVersion: v1
items:
- apiVersion: cert-manager.io/v1
  kind: Certificate
  metadata:
    creationTimestamp: "2026-05-01T00:00:00Z"
    name: front
    namespace: books
  spec:
    secretName: front-tls
  status:
    notAfter: "2026-05-18T00:00:00Z"
kind: List
`,
  ],
];
export const ingresses = JSON.stringify({
  kind: "List",
  items: [
    { kind: "Ingress", metadata: { name: "shop", namespace: "shop" }, spec: { tls: [{ secretName: "shop-tls" }] } },
    { kind: "Ingress", metadata: { name: "admin", namespace: "shop" }, spec: {} },
  ],
});
const services = JSON.stringify({
  kind: "List",
  items: [
    { kind: "Service", metadata: { name: "web", namespace: "shop" }, spec: { ports: [{ port: 443, name: "https" }] } },
    { kind: "Service", metadata: { name: "db", namespace: "data" }, spec: { ports: [{ port: 5432 }] } },
  ],
});

const wide =
  "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE   SELECTOR\ncart   ClusterIP   10.0.0.7     <none>        80/TCP    9d    app=cart\n";
const chosen =
  "NAME     READY   STATUS             RESTARTS   AGE\ncart-1   0/1     CrashLoopBackOff   9          1h\n";

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["does service cart in shop have endpoints?", [[/endpoints/, "NAME   ENDPOINTS                       AGE\ncart   10.1.0.4:8080,10.1.0.5:8080   9d\n"]], /^Yes: Service shop\/cart has 2 endpoints: 10\.1\.0\.4:8080,10\.1\.0\.5:8080/],
  ["does service cart in shop have endpoints?", [[/endpoints/, "NAME   ENDPOINTS   AGE\ncart   <none>      9d\n"], [/get service/, wide], [/get pods/, chosen]], /^No: Service shop\/cart has no endpoints: the one pod of its selector \(app=cart\) is not ready: cart-1 \(CrashLoopBackOff, READY 0\/1\)/],
  ["does service cart in shop have endpoints?", [[/endpoints/, "NAME   ENDPOINTS   AGE\ncart   <none>      9d\n"], [/get service/, wide], [/get pods/, "No resources found\n"]], /^No: Service shop\/cart has no endpoints: no pod carries what its selector asks for \(app=cart\)/],
  ["which ingresses use tls?", [[/get ingresses/, ingresses]], /^1 of 2 ingresses .* has a TLS section: shop\/shop \(Secret shop-tls\)/],
  ["which ingresses have no tls?", [[/get ingresses/, ingresses]], /^1 of 2 ingresses .* has no TLS section: shop\/admin/],
  ["which services use tls?", [[/get services/, services]], /^1 of 2 services .* for TLS by its number or name: shop\/web \(port 443 https\)\. A Service has no TLS setting/],
];

export const networkRows: Rows = {
  told: [
    [
      "is the certificate of the front ingress about to expire?",
      [served, ...certificates],
      /^Yes: Certificate books\/front \(Secret front-tls, served by Ingress books\/front\) is valid until 2026-05-18T00:00:00Z, in 7 days/,
    ],
    [
      "when does the certificate of ledger expire",
      [served, ...noCertificates],
      /^Ingress books\/front serves the TLS Secret books\/front-tls; no Certificate object for it was found/,
    ],
    [
      "is the certificate of front still valid",
      [ingress(""), ...noCertificates],
      /^Ingress books\/front has no TLS section/,
    ],
  ],
  looked,
};
