import type { Case } from "../../case.ts";
import { rows } from "./printed.ts";

type Output = Case["outputs"][number];

const lookedUp = (answer: string): Output => [
  "exec deploy/orders -n shop -- nslookup rates.bank.example",
  rows(
    "Server:\t\t10.96.0.10",
    "Address:\t10.96.0.10:53",
    "",
    "** server can't find rates.bank.example.svc.cluster.local: NXDOMAIN",
    "",
    "Non-authoritative answer:",
    `Name:\t${answer}`,
    "Address: 10.40.0.9",
  ),
];
const untrusted: Output = [
  "logs deploy/orders -n shop",
  rows('ERROR Get "https://rates.bank.example/v1": x509: certificate signed by unknown authority'),
];

const records = (...lines: readonly string[]): Output => [
  "run ask -n site --rm -i --restart=Never --image=tools -- sh -c 'dig +short A www.choir.example; dig +short AAAA www.choir.example'",
  rows(lines[0]!, ...lines.slice(1)),
];
const site: Output = [
  "get ingress -n site",
  rows(
    "NAME   CLASS   HOSTS               ADDRESS         PORTS   AGE",
    "www    nginx   www.choir.example   198.51.100.40   80      5d",
  ),
];
const challenged: Output = [
  "get certificate,challenge -n site",
  rows(
    "NAME                                        READY   SECRET    AGE",
    "certificate.cert-manager.io/www-tls         False   www-tls   5h",
    "",
    "NAME                                                 STATE     DOMAIN              AGE",
    "challenge.acme.cert-manager.io/www-tls-1-118-2207    pending   www.choir.example   5h",
  ),
];

/** Another address answers than the one that is meant. */
export const otherAddresses: readonly Case[] = [
  {
    name: "an outside name that a wildcard record of a search domain answers",
    outputs: [untrusted, lookedUp("rates.bank.example.office.example.org")],
    roots: ["certificate-untrusted"],
    says: /"rates\.bank\.example" is looked up as rates\.bank\.example\.office\.example\.org first \(search domain office\.example\.org\), where a wildcard record answers 10\.40\.0\.9/,
  },
  {
    name: "near miss: an outside name that is answered as it stands after the search domains",
    outputs: [untrusted, lookedUp("rates.bank.example")],
    roots: ["certificate-untrusted"],
    says: /^(?!.*looked up as)/,
  },
  {
    name: "a challenge that ends where an old AAAA record leads",
    outputs: [challenged, site, records("198.51.100.40", "2001:db8:7::5")],
    roots: ["host-address-elsewhere"],
    symptoms: ["certificate-not-issued"],
    says: /its AAAA record is 2001:db8:7::5, and Ingress site\/www has 198\.51\.100\.40 \(to which its A record leads\), so that the HTTP-01 challenge/,
  },
  {
    name: "near miss: a challenge that fails although the record leads to the Ingress",
    outputs: [challenged, site, records("198.51.100.40")],
    roots: ["certificate-not-issued"],
  },
  {
    name: "a site that cannot be reached, as its record leads to the old server",
    outputs: [
      site,
      ["$ dig +noall +answer www.choir.example", "www.choir.example.\t300\tIN\tA\t203.0.113.77\n"],
      [
        "$ curl -I https://www.choir.example/",
        "curl: (28) Failed to connect to www.choir.example port 443 after 130012 ms: Connection timed out\n",
      ],
    ],
    roots: ["host-address-elsewhere"],
    says: /its A record is 203\.0\.113\.77, and Ingress site\/www has 198\.51\.100\.40, so that who follows it ends at another server/,
  },
  {
    name: "near miss: a site that answers behind the servers of others",
    outputs: [
      site,
      ["$ dig +noall +answer www.choir.example", "www.choir.example.\t300\tIN\tA\t203.0.113.77\n"],
      ["$ curl -I https://www.choir.example/", "HTTP/2 200\nserver: edge\n"],
    ],
    roots: [],
    notes: ["host-address-elsewhere"],
  },
];
