import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { lookedUpNames } from "../../logs/looked-up-names.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { type DnsDiversion, dnsDiversions } from "../../network/dns-diversions.ts";
import { lineWithin } from "../../objects/line-within.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";

const codes = [
  "certificate-for-other-name",
  "certificate-untrusted",
  "name-not-resolved",
  "dependency-unreachable",
  "connection-broken",
  "call-timed-out",
  "call-refused",
  "gateway-failing",
  "wrong-credentials",
  "tls-mismatch",
];
const failures: ReadonlySet<string> = new Set(codes);

/** Another server answered, or DNS did; that nobody answers may have its reason at a place to which the name is led on purpose. */
const answered: ReadonlySet<string> = new Set([
  "certificate-for-other-name",
  "certificate-untrusted",
  "name-not-resolved",
  "call-refused",
  "wrong-credentials",
  "tls-mismatch",
]);

const diverted = defineRule(
  {
    code: "dns-name-diverted",
    title: "DNS of the cluster leads a name elsewhere",
    about:
      "The configuration of CoreDNS (its Corefile, coredns-custom, node-local DNS) rewrites a name, answers it itself (hosts, template) or asks servers of its own for it, and pods that call the name end at another server than everybody else: its certificate is for another name, it refuses, or it does not answer. Often a leftover of a test or a move.",
    reads: ["ConfigMap", "logs"],
    explains: [...codes, "application-error", "uncaught-exception"],
  },
  function* (view) {
    for (const one of dnsDiversions(view)) {
      const suffering = logStatements(view).filter((said) => isOf(one, said));
      const first = suffering[0];
      if (first?.target === undefined) continue;
      const host = plain(first.target.host);
      const answer = lookedUpNames(view).find(({ name }) => name === host);
      const isNamed = first.cause.code === "certificate-for-other-name" && names(first.template.last.text, one.to);
      yield {
        object: one.map.ref,
        severity: isNamed ? "critical" : "warning",
        confidence: isNamed ? "confirmed" : answered.has(first.cause.code) ? "likely" : "possible",
        summary: `${nameOf(one.map.ref)} (${one.key}) ${does(one, host)}, so that ${workloadOf(view, first.log.object).name} does not reach the real ${host}${answer ? ` (DNS answers ${answer.address})` : ""}: "${saidIn(first.template.last.text).slice(0, 140)}".`,
        evidence: [lineWithin(view, one.map.cite("data", one.key), one.text), first.template.last, answer?.line],
        related: unique(suffering.flatMap(({ log }) => [log.object, ...ownersOf(view, log.object)])),
        fix: fixByHand(
          `Take "${one.text}" out of ${one.key} in ${nameOf(one.map.ref)}, unless the diversion is meant, and let CoreDNS load it again.`,
          describe(one.map.ref, "Shows what DNS is configured with."),
        ),
      };
    }
  },
);

const plain = (host: string): string => host.toLowerCase().replace(/\.$/, "");

/** A call to the name failed. A zone with servers of its own is meant so: only what these do not know, or do not answer, is told of it. */
const isOf = (one: DnsDiversion, { cause, target }: LogStatement): boolean =>
  failures.has(cause.code) &&
  target !== undefined &&
  (one.how !== "forwards" || cause.code === "name-not-resolved") &&
  one.covers(plain(target.host));

/** The certificate is that of the place to which the name is led. */
const names = (text: string, to: string): boolean => {
  const [first = "", second] = to.split(".");
  return !/^[\d:]/.test(to) && text.includes(second === undefined ? first : `${first}.${second}`);
};

const does = ({ how, to }: DnsDiversion, host: string): string =>
  how === "rewrites"
    ? `rewrites ${host} to ${to}`
    : how === "answers"
      ? `answers ${host} with ${to} itself`
      : `asks ${to} for ${host}`;

/** What DNS of the cluster is configured to say of names outside of it. */
export const dnsDiversionRules: readonly Rule[] = [diverted];
