import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { type Denial, denialOf } from "../../network/denied-addresses.ts";
import { allows, mostTelling, selectingOf } from "../../network/egress-policies.ts";
import { at, textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { podAt } from "../../workloads/pods.ts";

/** Where clouds and their agents on nodes hand out credentials. */
const metadata = /\b(169\.254\.169\.254|169\.254\.170\.23|169\.254\.170\.2|100\.100\.100\.200)\b/;
const usual = "169.254.169.254";

const unreached = /tim(?:ed?|e) ?-?out|deadline exceeded|exit code 28\b|refused|unreachable|no route/i;

/** Libraries of the clouds have tried everything, the metadata service last. */
const noCredentials =
  /[Uu]nable to locate credentials|NoCredentialProviders|no EC2 IMDS role found|[Cc]ould not (?:find|load) (?:default |any )?credentials|[Uu]nable to load (?:AWS )?credentials|Could not load credentials from any providers|ManagedIdentityCredential authentication unavailable/;

const blocked = defineRule(
  {
    code: "metadata-address-blocked",
    title: "Policy blocks the metadata service of the node",
    about:
      "Libraries of the clouds fetch the credentials of the node's role from its metadata service at 169.254.169.254. A network policy (often one for the whole cluster, of Cilium, Calico or the administrator) denies that address, or allows all but it, and they say that there are no credentials, though the role is there.",
    reads: ["CiliumClusterwideNetworkPolicy", "CiliumNetworkPolicy", "GlobalNetworkPolicy", "NetworkPolicy", "logs"],
    explains: [
      "cloud-access-denied",
      "credentials-missing",
      "dependency-unreachable",
      "call-timed-out",
      "network-policy-blocks",
      "uncaught-exception",
    ],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const one of lackingIn(view)) {
      const from = workloadOf(view, one.from);
      const denial = seen.has(keyOf(from)) || isOnHost(view, one.from) ? undefined : deniedTo(view, one);
      if (denial === undefined) continue;
      seen.add(keyOf(from));
      const { policy, range, line, isSure } = denial;
      const tried = lackingIn(view).find(
        (other) => other.isTried && keyOf(workloadOf(view, other.from)) === keyOf(from),
      );
      const made = textAt(policy.fields, "metadata", "creationTimestamp");
      yield {
        object: policy.ref,
        confidence: isSure && tried ? "confirmed" : "likely",
        summary: `${nameOf(policy.ref)}${made ? ` (made ${made})` : ""} denies egress to ${range}, the metadata service of the node, so that ${nameOf(from)} cannot fetch the credentials of the node's role from ${one.address}: "${saidIn(one.line.text).slice(0, 120)}".`,
        evidence: [line, one.line, tried?.line],
        related: unique([one.from, ...ownersOf(view, one.from)]),
        fix: fixByHand(
          `Let ${nameOf(from)} out to ${one.address} (except it in ${nameOf(policy.ref)}), or give its service account a role of its own, which needs no metadata service.`,
          verifyRollout(view, one.from),
        ),
      };
    }
  },
);

type Lacking = { readonly from: ObjectRef; readonly line: Line; readonly address: string; readonly isTried: boolean };

/** Who says that it finds no credentials, or gets no answer from the metadata service. */
const lackingIn = (view: ClusterView): readonly Lacking[] => [
  ...logStatements(view)
    .filter(({ template, log }) => noCredentials.test(template.last.text) && log.object.kind !== "Log")
    .map(({ log, template }) => ({ from: log.object, line: template.last, address: usual, isTried: false })),
  ...logsOfView(view).flatMap((log): readonly Lacking[] => {
    const isRun = log.evidence < 0;
    const asked = isRun ? metadata.exec(log.tail[0]?.command ?? "")?.[1] : undefined;
    const line = log.tail.find(({ text }) => unreached.test(text) && (asked !== undefined || metadata.test(text)));
    const address = asked ?? metadata.exec(line?.text ?? "")?.[1];
    return line && address && log.object.kind !== "Log" ? [{ from: log.object, line, address, isTried: true }] : [];
  }),
];

/** Policies do not see pods on the network of their node. */
const isOnHost = (view: ClusterView, from: ObjectRef): boolean =>
  at(podAt(view, from)?.object?.fields, "spec", "hostNetwork") === true;

const deniedTo = (view: ClusterView, { from, address }: Lacking): Denial | undefined =>
  denialOf(view, from, address) ?? exceptedIn(view, from, address);

/** A NetworkPolicy that allows everything but the address, or not this one among others. */
const exceptedIn = (view: ClusterView, from: ObjectRef, address: string): Denial | undefined => {
  const selecting = selectingOf(view, from);
  const policy = mostTelling(selecting);
  if (policy === undefined || selecting.some((one) => allows(view, one, from, { host: address, port: "80" })))
    return undefined;
  return { policy, range: address, line: policy.cite("spec", "egress"), isSure: true };
};

/** What keeps pods from the credentials that their node would give them. */
export const metadataAddressRules: readonly Rule[] = [blocked];
