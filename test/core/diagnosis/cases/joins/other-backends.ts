import type { Case } from "../../case.ts";
import { rows } from "./printed.ts";

type Output = Case["outputs"][number];

/** Two workloads of one application behind a Service that asks for their common label. */
const bothOfMail = (second: string): Output => [
  "get pods -n post -o wide --show-labels",
  rows(
    "NAME                          READY   STATUS    RESTARTS   AGE   IP          NODE   NOMINATED NODE   READINESS GATES   LABELS",
    "mail-front-6c5d7f9b84-2xk8p   1/1     Running   0          3d    10.2.0.11   w1     <none>           <none>            app=mail,role=front,pod-template-hash=6c5d7f9b84",
    `${second}-7d8c6b5f94-9qz4t   1/1     Running   0          3d    10.2.0.12   w1     <none>           <none>            app=mail,role=other,pod-template-hash=7d8c6b5f94`,
  ),
];
const mailService: Output = [
  "describe svc mail -n post",
  rows(
    "Name:              mail",
    "Namespace:         post",
    "Selector:          app=mail",
    "Type:              ClusterIP",
    "IP:                10.96.7.7",
    "Port:              http  80/TCP",
    "TargetPort:        3000/TCP",
    "Endpoints:         10.2.0.11:3000,10.2.0.12:3000",
  ),
];
const calls = (...codes: readonly string[]): Output => [
  "exec deploy/shell -n post -- sh -c \"for i in 1 2 3 4; do curl -s -o /dev/null -w '%{http_code}\\n' http://mail.post/up; done\"",
  rows(codes[0]!, ...codes.slice(1)),
];
const listens = (workload: string, port: string): Output => [
  `logs deploy/${workload} -n post`,
  rows(`level=info msg="listening" addr=:${port}`),
];

const ingress = (namespace: string, name: string, made: string, path: string, annotations = ""): Output => [
  `get ingress ${name} -n ${namespace} -o yaml`,
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n  creationTimestamp: "${made}"\n${annotations}spec:\n  ingressClassName: nginx\n  rules:\n  - host: wiki.example.org\n    http:\n      paths:\n      - path: ${path}\n        pathType: Prefix\n        backend:\n          service:\n            name: ${name}\n            port:\n              number: 80\n`,
];
const bothRows: Output = [
  "get ingress -A",
  rows(
    "NAMESPACE   NAME    CLASS   HOSTS              ADDRESS        PORTS   AGE",
    "wiki        pages   nginx   wiki.example.org   198.51.100.9   80      2d",
    "past        book    nginx   wiki.example.org   198.51.100.9   80      1y20d",
  ),
];
const served = (upstream: string, status: number): Output => [
  "logs -n ingress-nginx deploy/ingress-nginx-controller",
  rows(
    `10.1.0.1 - - [03/Mar/2025:09:00:01 +0000] "GET /start HTTP/1.1" ${status} 190 "-" "curl/8.5" 80 0.000 [${upstream}] [] - - - - 7c1f`,
  ),
];

/** Another backend answers than the one that the caller, the site or the Service is meant for. */
export const otherBackends: readonly Case[] = [
  {
    name: "a share of calls that is refused by a workload that a wide selector takes in",
    outputs: [
      bothOfMail("mail-digest"),
      mailService,
      calls("200", "000", "200", "000"),
      listens("mail-digest", "9100"),
    ],
    roots: ["service-selects-others"],
    says: /also sends requests to pods of Deployment post\/mail-digest .* not only to those of mail-front: its selector app=mail .* listens on port 9100, not on 3000/,
  },
  {
    name: "near miss: all calls are answered by two workloads that listen where the Service sends",
    outputs: [bothOfMail("mail-digest"), mailService, calls("200", "200"), listens("mail-digest", "3000")],
    roots: [],
  },
  {
    name: "a path that an older Ingress of another namespace claims too",
    outputs: [
      ingress("wiki", "pages", "2025-03-01T00:00:00Z", "/"),
      ingress("past", "book", "2024-02-10T00:00:00Z", "/"),
      ["get endpoints book -n past", rows("NAME   ENDPOINTS   AGE", "book   <none>      1y20d")],
    ],
    roots: ["host-claimed-twice"],
    symptoms: ["ingress-backend-unavailable"],
    says: /Ingress wiki\/pages and Ingress past\/book claim the same host wiki\.example\.org and path \/, .* the older one, past\/book: its Service past\/book has no endpoints/,
  },
  {
    name: "near miss: two Ingresses that share a host and not a path",
    outputs: [
      ingress("wiki", "pages", "2025-03-01T00:00:00Z", "/"),
      ingress("past", "book", "2024-02-10T00:00:00Z", "/book"),
    ],
    roots: [],
  },
  {
    name: "near miss: a canary of the older Ingress",
    outputs: [
      ingress(
        "wiki",
        "pages",
        "2025-03-01T00:00:00Z",
        "/",
        '  annotations:\n    nginx.ingress.kubernetes.io/canary: "true"\n',
      ),
      ingress("wiki", "book", "2024-02-10T00:00:00Z", "/"),
    ],
    roots: [],
  },
  {
    name: "a host of two Ingresses, shown by rows, whose requests the backend of the older one answers with 503",
    outputs: [bothRows, served("past-book-80", 503)],
    roots: ["host-claimed-twice"],
    says: /the older one, past\/book \(1y20d old\): its backend past-book-80 answers 503/,
  },
  {
    name: "near miss: a host of two Ingresses, shown by rows, and what fails is the backend of the younger one",
    outputs: [bothRows, served("wiki-pages-80", 503)],
    roots: [],
  },
];
