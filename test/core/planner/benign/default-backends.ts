import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "no-default-backend";
const describe = (backend: string) => `Name:             manuals
Labels:           <none>
Namespace:        press
Address:          192.0.2.77
Default backend:  default-http-backend:80 (<error: endpoints "default-http-backend" not found>)
Rules:
  Host               Path  Backends
  ----               ----  --------
  manuals.example    
                     /   manuals:80 (${backend})
Annotations:         <none>
Events:              <none>
`;
const row = (
  name: string,
  backend: string,
  says?: RegExp,
  question = "describe prints an error for the ingress manuals, why does it fail?",
): Row => ({
  code,
  name,
  question,
  outputs: [["kubectl describe ingress manuals -n press", describe(backend)]],
  ...(says === undefined ? {} : { says }),
});

const access = (statuses: readonly number[], host = "manuals.example", upstream = "press-manuals-80"): Output => [
  "kubectl logs -n ingress-nginx deploy/ingress-nginx-controller --tail=20",
  statuses
    .map(
      (status, index) =>
        `10.0.0.7 - - [11/Jul/2024:08:58:${10 + index} +0000] "GET /p${index} HTTP/2.0" ${status} 1234 "https://${host}/" "Mozilla/5.0" 105 0.010 [${upstream}] [] 10.1.2.9:8080 1234 0.010 ${status} 9c8559b05d8b04ca4f8b38a8ac1102c${index}\n`,
    )
    .join(""),
];
const unreachable = (name: string, outputs: readonly Output[], says?: RegExp, question = nobody): Row => ({
  code,
  name,
  question,
  outputs,
  ...(says === undefined ? {} : { says }),
});
const nobody =
  'describe ingress manuals prints <error: endpoints "default-http-backend" not found>. Find out why nobody can open manuals.example.';
const shown: Output = ["kubectl describe ingress manuals -n press", describe("10.1.2.3:8080")];
const manifest: Output = [
  "kubectl get ingress manuals -n press -o yaml",
  `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: manuals
  namespace: press
spec:
  rules:
  - host: manuals.example
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: manuals
            port:
              number: 80
status:
  loadBalancer:
    ingress:
    - ip: 192.0.2.77
`,
];
const behind: Output = [
  "kubectl get endpoints manuals -n press",
  "NAME      ENDPOINTS       AGE\nmanuals   10.1.2.3:8080   40d\n",
];
const called = (answer: string): Output => ["curl -sI https://manuals.example/", answer];

export const defaultBackends: readonly Row[] = [
  row("no default backend, and its own backend has pods", "10.1.2.3:8080", /names no default backend/),
  row("its own backend has no pods", "<none>"),
  row(
    "calls are answered with 404",
    "10.1.2.3:8080",
    undefined,
    "The ingress manuals answers 404, is it the default backend?",
  ),
  {
    code,
    name: "newer kubectl prints <default>, which somebody takes for a fault",
    question: "Can you check the ingress manuals? describe prints something about a missing default backend.",
    outputs: [
      [
        "kubectl describe ingress manuals -n press",
        describe("10.1.2.3:8080").replace(/default-http-backend:80 .*/, "<default>"),
      ],
    ],
    says: /names no default backend, for which kubectl prints <default>/,
  },
  unreachable(
    "the log answers its calls",
    [shown, access([200, 200, 304, 404, 200, 200])],
    /reachable: 5 of the 6 calls/,
  ),
  unreachable(
    "newer kubectl, and it is said to be down",
    [[shown[0], shown[1].replace(/default-http-backend:80 .*/, "<default>")], access([200, 200, 200])],
    /prints <default>.*it is reachable/,
    "Ingress manuals has the Default backend <default>, so the site is down. What is wrong?",
  ),
  unreachable(
    "all of the place are described",
    [["kubectl describe ingress -n press", shown[1]], access([200, 200])],
    /is reachable/,
  ),
  unreachable(
    "its manifest, its endpoints and the log",
    [manifest, behind, access([200, 200])],
    /names no default backend/,
  ),
  unreachable("somebody called it", [shown, called("HTTP/2 200 \ncontent-type: text/html\n")], /is reachable/),
  unreachable(
    "the error was quoted, and only the manifest is shown",
    [manifest, behind, access([200, 200]), ["", 'error: endpoints "default-http-backend" not found']],
    /it is reachable/,
    "describe ingress manuals prints. Why can nobody open manuals.example?",
  ),
  unreachable("nothing shows an answer", [shown]),
  unreachable("the log has 502", [shown, access([200, 200, 502, 502, 200, 200, 200, 200, 200, 200, 200, 200])]),
  unreachable("half of its paths are not found", [shown, access([200, 404, 404, 200])]),
  unreachable("the log is of another", [shown, access([200, 200, 200], "shop.example", "web-shop-80")]),
  unreachable("a call got no answer", [
    shown,
    access([200, 200]),
    ["wget -qO- http://manuals.example/", "wget: download timed out\n"],
  ]),
  unreachable(
    "the certificate is complained of",
    [shown],
    undefined,
    "manuals.example has a bad certificate, and describe ingress manuals prints default-http-backend not found. Why?",
  ),
];
