import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";

const challenge = (className: string, reason: string): Case["outputs"][number] => [
  "describe challenge -n blog",
  `Name:         blog-tls-4-1190331-77120
Namespace:    blog
API Version:  acme.cert-manager.io/v1
Kind:         Challenge
Spec:
  Dns Name:  blog.example.com
  Issuer Ref:
    Kind:  ClusterIssuer
    Name:  acme
  Solver:
    http01:
      Ingress:
        Ingress Class Name:  ${className}
  Type:      HTTP-01
Status:
  Presented:   true
  Processing:  true
  Reason:      ${reason}
  State:       pending
Events:        <none>
`,
];
const notFound = "Waiting for HTTP-01 challenge propagation: wrong status code '404', expected '200'";
const classes = (...names: readonly string[]): Case["outputs"][number] => [
  "get ingressclass",
  rows(
    "NAME       CONTROLLER             PARAMETERS   AGE",
    ...names.map((name) => `${name.padEnd(10)} example.com/ingress    <none>       70d`),
  ),
];
const ingress = (className: string): Case["outputs"][number] => [
  "get ingress -n blog",
  rows(
    "NAME                        CLASS     HOSTS              ADDRESS        PORTS     AGE",
    "cm-acme-http-solver-x7k2p   <none>    blog.example.com                  80        4h",
    `blog                        ${className.padEnd(9)} blog.example.com   198.51.100.7   80, 443   400d`,
  ),
];

const root = ["certificate-challenge-failing"];

/** HTTP-01 challenges whose solver is of a class that nobody serves, or another one than the host, and such that hang for another reason. */
export const solverClassCases: readonly Case[] = [
  {
    name: "what a provider of DNS says last, on a line of its own",
    outputs: [
      [
        "describe challenge -n blog",
        `Name:         blog-tls-4-1190331-77120
Namespace:    blog
API Version:  acme.cert-manager.io/v1
Kind:         Challenge
Spec:
  Dns Name:  blog.example.com
  Type:      DNS-01
Status:
  Presented:   false
  Processing:  true
  Reason:      while attempting to find Zones for domain _acme-challenge.blog.example.com
while querying the Cloudflare API for GET "/zones?name=_acme-challenge.blog.example.com"
\t Error: 9109: Invalid access token
  State:  pending
Events:   <none>
`,
      ],
    ],
    roots: ["certificate-challenge-failing"],
    says: /its credentials for the DNS provider are refused \(9109: Invalid access token: while attempting/,
  },
  {
    name: "a challenge whose solver is of a class that does not exist any more",
    outputs: [challenge("traefik", notFound), classes("edge", "inner"), ingress("edge")],
    roots: root,
    says: /Certificate blog\/blog-tls is not issued or renewed: .* as the solver of ClusterIssuer acme uses ingress class "traefik", which does not exist \(there are edge, inner\)/,
  },
  {
    name: "a challenge whose solver is of another class than the Ingress of its host",
    outputs: [challenge("inner", notFound), classes("edge", "inner"), ingress("edge")],
    roots: root,
    says: /uses ingress class "inner", while Ingress blog\/blog, which serves the host, has class "edge"/,
  },
  {
    name: "a challenge whose solver is of the class of its host",
    outputs: [challenge("edge", notFound), classes("edge", "inner"), ingress("edge")],
    roots: root,
    says: /fails, the challenge's path does not answer as it should/,
  },
  {
    name: "a challenge that is refused by a limit, of whatever class its solver is",
    outputs: [challenge("traefik", "429 urn:ietf:params:acme:error:rateLimited: too many new orders"), classes("edge")],
    roots: root,
    says: /fails, the authority's rate limit is used up/,
  },
];
