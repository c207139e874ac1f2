import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const knocks = "log-errors-ordinary";
const scans = "scanners-get-404";
const names = "names-of-the-search-list";

const hook = (end: string): Output => [
  "kubectl logs -n pki deploy/vault-issuer-webhook",
  [
    'I0914 21:47:03.118204       1 server.go:213] "listening for secure connections" address=":10250"',
    ...[1, 2, 3, 4, 5, 6].map(
      (hour) => `2026/09/15 0${hour}:32:06 http: TLS handshake error from 10.8.0.1:5114${hour}: ${end}`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join(""),
];
const issuers: Output = [
  "kubectl get pods -n pki",
  `NAME                                    READY   STATUS    RESTARTS   AGE
vault-issuer-6c7d8f9b54-b2lqv           1/1     Running   0          11h
vault-issuer-webhook-7b6c9d8f75-9gkt4   1/1     Running   0          11h
`,
];
const certificates = (ready: string): Output => [
  "kubectl get certificates -A",
  `NAMESPACE   NAME       READY   SECRET     AGE
wiki        wiki-tls   True    wiki-tls   40d
chat        chat-tls   ${ready.padEnd(5)}   chat-tls   40d
`,
];
const risk = "http: TLS handshake error from 10.8.0.1: EOF -- vault-issuer webhook. are my certificates at risk?";

const missing = (path: string) =>
  `[2026-02-19T19:40:09+00:00] request.ERROR: Uncaught PHP Exception NotFoundHttpException: "No route found for "GET https://box.example${path}"" at RouterListener.php line 135 {"exception":"[object] (NotFoundHttpException(code: 0) at /srv/app/vendor/http-kernel/RouterListener.php:135)"} []`;
const routing = (path: string) =>
  `E, [2026-02-19T19:40:09.1 #7] ERROR -- : ActionController::RoutingError (No route matches [GET] "${path}"):`;
const shop = (lines: readonly string[]): readonly Output[] => [
  ["kubectl logs -n box deploy/box-web", `${lines.join("\n")}\n`],
  [
    "kubectl get deploy -n box",
    "NAME      READY   UP-TO-DATE   AVAILABLE   AGE\nbox-web   2/2     2            2           31d\n",
  ],
];
const placed = '[2026-02-19T19:41:48+00:00] app.INFO: order placed {"order":"ST-88212"} []';
const tried = ["/.env", "/wp-login.php", "/.git/config"];
const shopped = "Hundreds of NotFoundHttpException 404 errors in box-web. Why do our customers get errors?";

const answer = (name: string, code: string) =>
  `[INFO] 10.1.0.4:5353 - 4711 "A IN ${name} udp 55 false 512" ${code} qr,aa,rd 148 0.0003s`;
const looked = (own: string): readonly Output[] => [
  [
    "kubectl logs -n kube-system -l k8s-app=kube-dns",
    `${[
      answer("api.pay.example.till.svc.cluster.local.", "NXDOMAIN"),
      answer("api.pay.example.svc.cluster.local.", "NXDOMAIN"),
      answer("api.pay.example.cluster.local.", "NXDOMAIN"),
      answer("api.pay.example.", own),
      answer("bills.till.svc.cluster.local.till.svc.cluster.local.", "NXDOMAIN"),
      answer("bills.till.svc.cluster.local.", "NOERROR"),
    ].join("\n")}\n`,
  ],
  [
    "kubectl get pods,svc -n till",
    `NAME                         READY   STATUS    RESTARTS   AGE
pod/bills-0                  1/1     Running   0          77d
pod/cash-7c8b9d5f64-mt6qz    1/1     Running   0          22d

NAME            TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE
service/bills   ClusterIP   10.3.18.44     <none>        5432/TCP   310d
`,
  ],
];
const resolved =
  "NXDOMAIN rate is high in the till namespace. resolving of bills and api.pay.example is broken, no? why";

export const knocksAndTries: readonly Row[] = [
  {
    code: knocks,
    name: "connections that a webhook sees closed early, and all certificates are ready",
    question: risk,
    outputs: [hook("EOF"), issuers, certificates("True")],
    says: /6 × connections that open the port and close it again.*Certificate wiki-tls has READY True/,
  },
  {
    code: knocks,
    name: "a certificate is not ready",
    question: risk,
    outputs: [hook("EOF"), issuers, certificates("False")],
  },
  {
    code: knocks,
    name: "the certificate of the webhook is refused",
    question: risk.replace("EOF", "remote error: tls: bad certificate"),
    outputs: [hook("remote error: tls: bad certificate"), issuers, certificates("True")],
  },
  {
    code: knocks,
    name: "errors of a program whose own files have such a path",
    question: "is deployment box-web healthy? there are errors in its log",
    outputs: shop(
      [1, 2, 3].flatMap((minute) => [
        placed,
        `2026-02-19T19:4${minute}:06Z ERROR PHP Fatal error:  Uncaught Error: Call to undefined function pay() in /var/www/html/wp-content/plugins/pay/cart.php:12`,
      ]),
    ),
  },
  {
    code: scans,
    name: "a framework that writes them as errors",
    question: shopped,
    outputs: shop([placed, ...tried.map(missing), placed]),
    says: /the 3 errors in the log of box-web are tries of scanners.*no route for \(\/\.env, /,
  },
  {
    code: scans,
    name: "another framework",
    question: "box-web: lots of RoutingError. Is the site broken?",
    outputs: shop([placed, ...tried.map(routing), placed]),
    says: /the 3 errors in the log of box-web are tries of scanners/,
  },
  {
    code: scans,
    name: "a page of its own has no route",
    question: shopped,
    outputs: shop([placed, ...tried.map(missing), missing("/tickets/7"), placed]),
  },
  {
    code: scans,
    name: "another error beside them",
    question: shopped,
    outputs: shop([
      placed,
      ...tried.map(missing),
      "[2026-02-19T19:41:49+00:00] request.ERROR: cannot store the order: connection refused []",
    ]),
  },
  {
    code: names,
    name: "of a namespace whose names all resolve",
    question: resolved,
    outputs: looked("NOERROR"),
    says: /4 NXDOMAIN .*search suffixes/,
  },
  {
    code: names,
    name: "of a namespace one of whose names does not resolve",
    question: resolved,
    outputs: looked("NXDOMAIN"),
  },
  {
    code: names,
    name: "a name that is asked about and was not looked up",
    question: "NXDOMAIN rate is high in the till namespace. resolving of db.bank.example is broken for cash, why?",
    outputs: looked("NOERROR"),
  },
];
