import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { chainAbove } from "../../access/certificate-chain.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import type { Answer } from "../../logs/looked-up-names.ts";
import { answersFor, type Site, sitesOf } from "../../network/sites.ts";
import { textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { unique } from "../../objects/relations.ts";

const elsewhere = defineRule(
  {
    code: "host-address-elsewhere",
    title: "DNS record leads to another address than the Ingress has",
    about:
      "A record of a host (often a forgotten AAAA record, or an A record of the old server) names an address that is not the one of the Ingress or its load balancer. Who follows it ends at another server: the site does not answer or is another one, and HTTP-01 challenges of an ACME authority, which prefers IPv6, fail.",
    reads: ["Ingress", "Service", "Challenge", "Certificate", "logs"],
    explains: [
      "certificate-challenge-failing",
      "certificate-not-issued",
      "certificate-request-failing",
      "dependency-unreachable",
      "call-refused",
      "certificate-for-other-name",
      "call-timed-out",
      "gateway-failing",
    ],
  },
  function* (view) {
    for (const site of sitesOf(view)) {
      const answers = answersFor(view, site.host);
      const wrong = answers.find(({ address }) => isStrange(site, address) && !isInside(view, address));
      if (wrong !== undefined) yield draftOf(view, site, answers, wrong);
    }
  },
);

/** Not an address of the site; a public one before a private one is that of a router in front. */
const isStrange = ({ addresses }: Site, address: string): boolean =>
  !addresses.includes(address) && (isPrivate(address) || !addresses.every(isPrivate));

/** The cluster's own names for a site lead to the Service of its controller. */
const isInside = (view: ClusterView, address: string): boolean =>
  view.of("Service").some(({ fields }) => textAt(fields, "spec", "clusterIP") === address);

const isPrivate = (address: string): boolean =>
  /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd]|fe80)/i.test(
    address,
  );

const recordOf = (address: string): string => (address.includes(":") ? "AAAA" : "A");

const draftOf = (view: ClusterView, site: Site, answers: readonly Answer[], wrong: Answer): Draft => {
  const { owner, host, addresses } = site;
  const record = recordOf(wrong.address);
  const right = answers.find(({ address }) => addresses.includes(address));
  const failing = failingFor(view, host);
  const isChallenged = failing.refs.some(({ kind }) => kind === "Challenge" || kind === "Certificate");
  const end = isChallenged
    ? `the HTTP-01 challenge of the certificate authority ends at another server${record === "AAAA" ? ", as it prefers IPv6" : ""}`
    : "who follows it ends at another server";
  return {
    object: owner.ref,
    severity: failing.line ? "critical" : right ? "warning" : "info",
    confidence: failing.line || right ? "likely" : "possible",
    summary: `DNS leads ${host} to another address: its ${record} record is ${wrong.address}, and ${nameOf(owner.ref)} has ${addresses.join(", ")}${right ? ` (to which its ${recordOf(right.address)} record leads)` : ""}, so that ${end}.`,
    evidence: [wrong.line, owner.printed.get("ADDRESS")?.line ?? owner.cite("status", "loadBalancer"), failing.line],
    related: failing.refs,
    fix: fixByHand(
      record === "AAAA" && !addresses.some((one) => one.includes(":"))
        ? `Delete the AAAA record of ${host}, or let it name an IPv6 address of the load balancer.`
        : `Let the ${record} record of ${host} name ${addresses.find((one) => recordOf(one) === record) ?? addresses[0]}.`,
      [],
    ),
  };
};

/** Who suffers: challenges and Certificates of the host, and clients that say that they do not get through to it. */
const failingFor = (
  view: ClusterView,
  host: string,
): { readonly refs: readonly ObjectRef[]; readonly line: Line | undefined } => {
  const challenges = view.of("Challenge").filter((one) => domainOf(one) === host && isWaiting(one));
  const said = logStatements(view).filter(
    (one) => (unreached.has(one.cause.code) && one.target?.host === host) || isSelfCheck(one, host),
  );
  return {
    refs: unique([...challenges.flatMap((one) => [one.ref, ...chainAbove(one)]), ...said.map(({ log }) => log.object)]),
    line: challenges[0]?.cite() ?? said[0]?.template.last ?? failedCall(view, host),
  };
};

const domainOf = ({ fields, printed }: ObservedObject): string =>
  textAt(fields, "spec", "dnsName") || (printed.get("DOMAIN")?.value ?? "");

/** A challenge over HTTP that is not done after minutes. */
const isWaiting = ({ fields, printed }: ObservedObject): boolean =>
  (textAt(fields, "status", "state") || printed.get("STATE")?.value) !== "valid" &&
  !/DNS-01/i.test(`${textAt(fields, "spec", "type")} ${textAt(fields, "status", "reason")}`) &&
  (ageSeconds(printed.get("AGE")?.value ?? "") ?? 3600) >= 300;

/** That something else was answered says nothing of the address: requests may come to the cluster through others' servers. */
const unreached: ReadonlySet<string> = new Set([
  "dependency-unreachable",
  "call-timed-out",
  "connection-broken",
  "certificate-for-other-name",
]);

const isSelfCheck = ({ template }: LogStatement, host: string): boolean =>
  template.last.text.includes(host) && /dnsName=|acme-challenge/.test(template.last.text);

const failed = /\bcurl: \((?:7|28|35|60)\)|Connection (?:refused|timed out)|No route to host/;

/** A client that was run by hand, and did not get through to the host. */
const failedCall = (view: ClusterView, host: string): Line | undefined => {
  for (const piece of view.evidence)
    if (/\b(?:curl|wget|openssl|nc)\b/.test(piece.command) && piece.command.includes(host)) {
      const line = linesOf(piece).find(({ text }) => failed.test(text));
      if (line !== undefined) return line;
    }
  return undefined;
};

/** Hosts whose records lead past the cluster. */
export const hostAddressRules: readonly Rule[] = [elsewhere];
