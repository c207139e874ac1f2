import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { defineRule } from "../define-rule.ts";
import { printTarget, type Target } from "../endpoint-in-text.ts";
import { at, entriesAt, listAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixByHand, verifyRollout } from "../fixes.ts";
import { type LogStatement, logStatements } from "../log-statements.ts";
import { nameOf } from "../name-object.ts";
import { describe } from "../reads.ts";
import { isSelected, labelsOf, ownersOf, workloadOf } from "../relations.ts";
import { crashSymptoms } from "../symptoms.ts";

/** Words of a connection that gets no answer at all, as a dropped packet leaves it; a refused one did get an answer. */
const silence = /timed? ?out|ETIMEDOUT|i\/o timeout|deadline exceeded|EAI_AGAIN|Try again|[Tt]emporary failure/;

const blocks = defineRule(
  {
    code: "network-policy-blocks",
    title: "Network policy blocks a connection",
    about:
      "Connections of a pod get no answer, and a NetworkPolicy that selects the pod for egress does not allow this port or address. What no rule of a policy allows is dropped without a word.",
    reads: ["NetworkPolicy", "logs", "Pod"],
    explains: ["dependency-unreachable", "name-not-resolved", ...crashSymptoms],
  },
  function* (view) {
    for (const one of logStatements(view)) {
      if (
        !/^(?:dependency-unreachable|name-not-resolved)$/.test(one.cause.code) ||
        !silence.test(one.template.last.text)
      )
        continue;
      const target = targetOf(one);
      for (const policy of view.of("NetworkPolicy")) {
        if (
          !target ||
          policy.ref.namespace !== one.log.object.namespace ||
          !selects(view, policy, one.log.object) ||
          allows(policy, target)
        )
          continue;
        yield {
          object: policy.ref,
          severity: "warning",
          confidence: "likely",
          summary: `${nameOf(policy.ref)} selects ${nameOf(one.log.object)} and allows egress only ${allowed(policy)}, so its connections to ${printTarget(target)} get no answer.`,
          evidence: [policy.cite("spec", "egress"), one.template.last],
          related: [one.log.object, ...ownersOf(view, one.log.object)],
          next: describe(policy.ref, "Shows everything that the policy allows."),
          fix: fixByHand(
            `Allow egress to port ${target.port || "53 of the cluster's DNS"} in this policy.`,
            verifyRollout(view, one.log.object),
          ),
        };
      }
    }
  },
);

/** A name that cannot be looked up for want of an answer wanted port 53. */
const targetOf = (one: LogStatement): Target | undefined =>
  one.cause.code === "name-not-resolved" ? { host: "DNS", port: "53" } : one.target;

const selects = (view: ClusterView, policy: ObservedObject, pod: ObjectRef): boolean => {
  const types = listAt(policy.fields, "spec", "policyTypes").map(String);
  const isEgress =
    types.includes("Egress") || (types.length === 0 && at(policy.fields, "spec", "egress") !== undefined);
  if (!isEgress) return false;
  const selector = entriesAt(policy.fields, "spec", "podSelector", "matchLabels");
  if (selector.size === 0) return listAt(policy.fields, "spec", "podSelector", "matchExpressions").length === 0;
  const object = view.object(pod);
  const labels =
    object && (pod.kind === "Pod" ? labelsOf(object) : entriesAt(object.fields, "spec", "selector", "matchLabels"));
  return labels && labels.size > 0
    ? isSelected(selector, labels)
    : [...selector.values()].includes(workloadOf(view, pod).name);
};

const allows = (policy: ObservedObject, target: Target): boolean =>
  listAt(policy.fields, "spec", "egress").some((rule) => {
    const ports = listAt(rule, "ports").map((port) => textAt(port, "port"));
    const to = listAt(rule, "to");
    const isOutside =
      /^\d+(?:\.\d+){3}$/.test(target.host) && !/^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(target.host);
    const reaches = to.length === 0 || !isOutside || to.some((peer) => at(peer, "ipBlock") !== undefined);
    return reaches && (ports.length === 0 || target.port === "" || ports.includes(target.port));
  });

const allowed = (policy: ObservedObject): string => {
  const ports = listAt(policy.fields, "spec", "egress").flatMap((rule) =>
    listAt(rule, "ports").map((port) => textAt(port, "port")),
  );
  return ports.length > 0 ? `to ports ${[...new Set(ports)].join(", ")}` : "nothing";
};

/** Connections that network policies drop. */
export const networkPolicyRules: readonly Rule[] = [blocks];
