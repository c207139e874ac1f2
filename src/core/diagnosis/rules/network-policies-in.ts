import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { defineRule } from "../define-rule.ts";
import { printTarget, type Target } from "../endpoint-in-text.ts";
import { at, entriesAt, listAt, textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { fixByHand, verifyRollout } from "../fixes.ts";
import { logStatements } from "../log-statements.ts";
import { nameOf } from "../name-object.ts";
import { admits, labelsOfPeer, matches, printSelector } from "../policy-peers.ts";
import { describe } from "../reads.ts";
import { ownersOf, selectorOf, workloadOf } from "../relations.ts";
import { crashSymptoms } from "../symptoms.ts";

/** A dropped packet leaves silence; a refused connection was answered. */
const silence = /timed? ?-?out|ETIMEDOUT|i\/o timeout|deadline exceeded|TIMEOUT/;

/** The Service that a host of a log names, by name or by cluster IP. */
const serviceOf = (view: ClusterView, from: ObjectRef, target: Target, line: string): ObjectRef | undefined => {
  if (/^\d+(?:\.\d+){3}$/.test(target.host))
    return (
      view.of("Service").find((one) => textAt(one.fields, "spec", "clusterIP") === target.host)?.ref ??
      namedIn(view, from, line)
    );
  const [name, namespace] = target.host.split(".");
  return name ? { kind: "Service", namespace: namespace || (from.namespace ?? "default"), name } : undefined;
};

/** An address that no list explains: the line may name in words whom it wanted, as a Service or a workload is called. */
const namedIn = (view: ClusterView, from: ObjectRef, line: string): ObjectRef | undefined => {
  const words = new Set(line.toLowerCase().match(/[a-z0-9][a-z0-9-]{2,62}/g) ?? []);
  const shown = [...view.of("Service"), ...view.of("Endpoints"), ...view.of("Deployment")].map(({ ref }) => ref);
  const own = workloadOf(view, from).name;
  const found = shown.find(
    (ref) => ref.namespace === from.namespace && ref.name !== own && words.has(ref.name.toLowerCase()),
  );
  return found && { ...found, kind: "Service" };
};

/** The pods behind a Service, as policies see them: by its selector, else by its name. */
const labelsBehind = (view: ClusterView, service: ObjectRef) => {
  const object = view.object(service);
  const selector = object ? selectorOf(object) : new Map<string, string>();
  return selector.size > 0
    ? { labels: selector, isGuess: false }
    : labelsOfPeer(view, { ...service, kind: "Deployment" });
};

const restrictsIngress = (policy: ObservedObject): boolean => {
  const types = listAt(policy.fields, "spec", "policyTypes").map(String);
  return types.length === 0 ? at(policy.fields, "spec", "ingress") !== undefined : types.includes("Ingress");
};

/** Whether a policy lets a connection in; undefined when that cannot be told, as of a policy of which only a row was shown. */
const letsIn = (view: ClusterView, policy: ObservedObject, from: ObjectRef): boolean | undefined => {
  const rules = listAt(policy.fields, "spec", "ingress");
  const verdicts = rules.map((rule): boolean | undefined => {
    const peers = listAt(rule, "from");
    if (peers.length === 0) return true;
    const each = peers.map((peer) => admits(view, policy, peer, from));
    return each.includes(true) ? true : each.includes(undefined) ? undefined : false;
  });
  return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
};

const admittedBy = (policy: ObservedObject): string => {
  const peers = listAt(policy.fields, "spec", "ingress").flatMap((rule) => listAt(rule, "from"));
  const words = peers.map((peer) =>
    [
      at(peer, "podSelector") !== undefined ? printSelector(at(peer, "podSelector")) : "",
      at(peer, "namespaceSelector") !== undefined ? `namespaces ${printSelector(at(peer, "namespaceSelector"))}` : "",
    ]
      .filter(Boolean)
      .join(" of "),
  );
  return words.length === 0 ? "nobody" : `only pods labelled ${words.slice(0, 3).join(" or ")}`;
};

const refuses = defineRule(
  {
    code: "network-policy-refuses-caller",
    title: "Network policy does not admit the caller",
    about:
      "A pod gets no answer from a Service whose pods are well, and the NetworkPolicy that selects these admits callers with other labels or from another namespace. Usually the caller was renamed or moved, or the policy is new.",
    reads: ["NetworkPolicy", "logs", "Service", "Pod"],
    explains: ["dependency-unreachable", "call-timed-out", "gateway-failing", "uncaught-exception", ...crashSymptoms],
  },
  function* (view) {
    for (const one of logStatements(view)) {
      if (
        !/^(?:dependency-unreachable|call-timed-out|gateway-failing)$/.test(one.cause.code) ||
        !silence.test(one.template.last.text)
      )
        continue;
      const from = one.log.object;
      const service = one.target && serviceOf(view, from, one.target, one.template.last.text);
      if (!service || !one.target) continue;
      const behind = labelsBehind(view, service);
      const selecting = view
        .of("NetworkPolicy")
        .filter((policy) => policy.ref.namespace === service.namespace && restrictsIngress(policy))
        .filter((policy) => matches(at(policy.fields, "spec", "podSelector"), behind) === true);
      if (selecting.some((policy) => letsIn(view, policy, from) !== false)) continue;
      const policy =
        selecting.find((policy) => entriesAt(policy.fields, "spec", "podSelector", "matchLabels").size > 0) ??
        selecting[0];
      if (!policy) continue;
      const caller = labelsOfPeer(view, from);
      const own = [...caller.labels].filter(([key]) => key !== "pod-template-hash").slice(0, 2);
      yield {
        object: policy.ref,
        confidence: "likely",
        summary: `${nameOf(policy.ref)} admits to ${service.name} ${admittedBy(policy)}, not ${nameOf(workloadOf(view, from))}${caller.isGuess ? "" : ` (${own.map(([key, value]) => `${key}=${value}`).join(", ")})`}, so that its connections to ${printTarget(one.target)} get no answer.`,
        evidence: [policy.cite("spec", "ingress"), one.template.last],
        related: [from, ...ownersOf(view, from), service],
        next: describe(policy.ref, "Shows whom the policy admits."),
        fix: fixByHand(
          `Admit the labels of ${workloadOf(view, from).name} in NetworkPolicy ${policy.ref.name}.`,
          verifyRollout(view, from),
        ),
      };
    }
  },
);

/** Callers that network policies keep out. */
export const ingressPolicyRules: readonly Rule[] = [refuses];
