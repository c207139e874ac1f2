import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";

const controller = (pod: string, line: string): Case["outputs"][number] => [
  `logs ${pod} -n edge`,
  rows(`2026/03/02 08:11:09 [error] 41#41: *77120 ${line}`, `2026/03/02 08:11:39 [error] 41#41: *77181 ${line}`),
];
const community = "ingress-nginx-controller-x7k2p";
const large =
  'client intended to send too large body: 8812044 bytes, client: 198.51.100.9, server: scans.example.com, request: "POST /scans HTTP/1.1", host: "scans.example.com"';
const late =
  'upstream timed out (110: Operation timed out) while reading response header from upstream, client: 198.51.100.9, server: scans.example.com, request: "GET /export HTTP/1.1", upstream: "http://10.1.2.3:8080/export", host: "scans.example.com"';

const ingress = (...annotations: readonly string[]): Case["outputs"][number] => [
  "get ingress scans -n lab -o yaml",
  `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  annotations:
    example.com/team: lab
${annotations.map((one) => `    ${one}\n`).join("")}  name: scans
  namespace: lab
spec:
  ingressClassName: nginx
  rules:
  - host: scans.example.com
    http:
      paths:
      - backend:
          service:
            name: scans
            port:
              number: 80
        path: /
        pathType: Prefix
`,
];
const settings = (...data: readonly string[]): Case["outputs"][number] => [
  "get cm ingress-nginx-controller -n edge -o yaml",
  `apiVersion: v1
kind: ConfigMap
metadata:
  name: ingress-nginx-controller
  namespace: edge
data:
${data.map((one) => `  ${one}\n`).join("")}`,
];

const root = ["ingress-setting-in-vain"];

/** Settings of an Ingress that have no effect, and limits that are as they were set. */
export const ingressSettingCases: readonly Case[] = [
  {
    name: "a size under the name of the directive, and a smaller global one",
    outputs: [
      controller(community, large),
      ingress("nginx.ingress.kubernetes.io/client_max_body_size: 20m"),
      settings("proxy-body-size: 4m"),
    ],
    roots: root,
    symptoms: ["call-refused"],
    says: /client_max_body_size \(20m\), an annotation that ingress-nginx does not know .* the right one is nginx\.ingress\.kubernetes\.io\/proxy-body-size, so that the global proxy-body-size of 4m in ConfigMap edge\/ingress-nginx-controller applies/,
    suggests: "kubectl annotate ingress scans -n lab nginx.ingress.kubernetes.io/proxy-body-size=20m",
  },
  {
    name: "a size under the prefix of another controller",
    outputs: [controller(community, large), ingress("nginx.org/client-max-body-size: 20m")],
    roots: root,
    says: /sets nginx\.org\/client-max-body-size \(20m\), .* the controller's own proxy-body-size applies \(1m by default\)/,
  },
  {
    name: "a time-out under a name that the controller does not know",
    outputs: [
      controller(community, late),
      ingress('nginx.ingress.kubernetes.io/read-timeout: "300"'),
      settings('proxy-read-timeout: "30"'),
    ],
    roots: root,
    says: /the right one is nginx\.ingress\.kubernetes\.io\/proxy-read-timeout, so that the global proxy-read-timeout of 30 .*answers 504/,
  },
  {
    name: "no size of its own, and a global one that is smaller than what is sent",
    outputs: [controller(community, large), ingress(), settings("proxy-body-size: 4m")],
    roots: root,
    says: /has no annotation proxy-body-size, so that the global proxy-body-size of 4m/,
  },
  {
    name: "near miss: a size of its own that is just smaller than what is sent",
    outputs: [controller(community, large), ingress("nginx.ingress.kubernetes.io/proxy-body-size: 4m")],
    roots: ["call-refused"],
  },
  {
    name: "near miss: a size as the controller of another maker has it",
    outputs: [controller("nginx-ingress-5d8f7c9b64-k7xwp", large), ingress("nginx.org/client-max-body-size: 4m")],
    roots: ["call-refused"],
  },
  {
    name: "near miss: a time-out as it is called, beside others",
    outputs: [
      controller(community, late),
      ingress(
        'nginx.ingress.kubernetes.io/proxy-read-timeout: "30"',
        'nginx.ingress.kubernetes.io/proxy-send-timeout: "30"',
      ),
    ],
    roots: ["gateway-failing"],
  },
];
