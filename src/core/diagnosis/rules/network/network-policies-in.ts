import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { printTarget, type Target } from "../../network/endpoint-in-text.ts";
import { guardedFrom } from "../../network/guarded-services.ts";
import { denyingRow, type KeptOut, keptOutOf } from "../../network/kept-out.ts";
import { labelsOfNamespace, labelsOfPeer } from "../../network/policy-peers.ts";
import { admittedBy, callersIn } from "../../network/policy-words.ts";
import { unansweredCalls } from "../../network/unanswered-calls.ts";
import { at, entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { isRow } from "../../objects/is-row.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, workloadOf } from "../../objects/relations.ts";

/** The caller with those of its labels that a policy may ask for. */
const callerWith = (view: ClusterView, from: ObjectRef): string => {
  if (from.kind === "Namespace") {
    const { labels, isGuess } = labelsOfNamespace(view, from.name);
    const shown = isGuess ? [] : [...labels].filter(([key]) => key !== "kubernetes.io/metadata.name");
    const words = shown.slice(0, 3).map(([key, value]) => `${key}=${value}`);
    return `the pods of namespace ${from.name}${words.length > 0 ? ` (${words.join(", ")})` : ""}`;
  }
  const caller = labelsOfPeer(view, from);
  const own = [...caller.labels].filter(
    ([key]) => !/pod-template-hash|controller-revision|pod-name|pod-index/.test(key),
  );
  const shown = own
    .slice(0, 3)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
  return `${nameOf(workloadOf(view, from))}${caller.isGuess || shown === "" ? "" : ` (${shown})`}`;
};

/** That the caller's namespace lacks the label by which the policy knows it. */
const spaceNote = (view: ClusterView, policy: ObservedObject, from: ObjectRef): string => {
  const space = from.kind === "Namespace" ? from.name : (from.namespace ?? "default");
  const wanted = callersIn(policy).flatMap((peer) => [...entriesAt(at(peer, "namespaceSelector"), "matchLabels")]);
  const { labels } = labelsOfNamespace(view, space);
  const lacking = wanted.find(([key, value]) => labels.get(key) !== value);
  if (lacking === undefined || wanted.some(([key, value]) => labels.get(key) === value)) return "";
  const [key] = lacking;
  const has = labels.has(key) ? `carries ${key}=${labels.get(key)}` : `has no label "${key}"`;
  const other = labels.has(key) ? "" : `, only kubernetes.io/metadata.name=${space}`;
  return `; namespace ${space} ${has}${other}`;
};

const summaryOf = (view: ClusterView, from: ObjectRef, target: Target, { policy, service, port }: KeptOut): string => {
  const ports = listAt(policy.fields, "spec", "ingress").flatMap((rule) =>
    listAt(rule, "ports").map((one) => textAt(one, "port")),
  );
  const noAnswer = `connections to ${printTarget(target)} get no answer (dropped)`;
  if (port !== undefined)
    return `${nameOf(policy.ref)} admits callers to ${service.name} only at port ${[...new Set(ports)].join(", ")}, not at port ${port}, so that ${nameOf(workloadOf(view, from))}'s ${noAnswer}.`;
  return `${nameOf(policy.ref)} admits to ${service.name} ${admittedBy(policy, from.kind === "Namespace" ? from.name : from.namespace)}, not ${callerWith(view, from)}, so that its ${noAnswer}${spaceNote(view, policy, from)}.`;
};

/** The line of the port, or of the first label, that the caller does not have. */
const ruleLine = (policy: ObservedObject, { port }: KeptOut): Line | undefined => {
  const [first] = listAt(policy.fields, "spec", "ingress");
  if (first === undefined) return undefined;
  if (port !== undefined) return policy.cite("spec", "ingress", "0", "ports", "0", "port");
  const [peer] = listAt(first, "from");
  for (const selector of ["podSelector", "namespaceSelector"]) {
    const [key] = entriesAt(at(peer, selector), "matchLabels").keys();
    if (key !== undefined) return policy.cite("spec", "ingress", "0", "from", "0", selector, "matchLabels", key);
  }
  return undefined;
};

/** What a policy does that keeps a caller out; `said` is the line by which the caller tells of it. */
export const draftOfKept = (
  view: ClusterView,
  from: ObjectRef,
  target: Target,
  kept: KeptOut,
  said: Line | undefined,
): Draft => {
  const { policy, service } = kept;
  return {
    object: policy.ref,
    confidence: "likely",
    summary: summaryOf(view, from, target, kept),
    evidence: [
      at(policy.fields, "spec", "ingress") === undefined
        ? policy.cite("spec", "podSelector")
        : policy.cite("spec", "ingress"),
      ruleLine(policy, kept),
      said,
      view.object(from)?.cite("metadata", "labels"),
    ],
    related: [from, ...ownersOf(view, from), service],
    next: isRow(policy) ? describe(policy.ref, "Shows whom the policy admits.") : [],
    fix: fixByHand(
      kept.port === undefined
        ? `Admit the labels of ${workloadOf(view, from).name} in NetworkPolicy ${policy.ref.name}.`
        : `Admit port ${kept.port} in NetworkPolicy ${policy.ref.name}.`,
      verifyRollout(view, from),
    ),
  };
};

const refuses = defineRule(
  {
    code: "network-policy-refuses-caller",
    title: "Network policy does not admit the caller",
    about:
      "A pod gets no answer from a Service whose pods are well, and the NetworkPolicy that selects these admits callers with other labels, from another namespace or at another port. Usually the caller was renamed or moved, or the policy is new. Pools then say that they have no connection, as none was ever made.",
    reads: ["NetworkPolicy", "logs", "Service", "Pod"],
    explains: [
      "dependency-unreachable",
      "call-timed-out",
      "gateway-failing",
      "too-many-connections",
      "uncaught-exception",
      ...crashSymptoms,
    ],
  },
  function* (view) {
    const told = new Set<string>();
    for (const { said, targets } of unansweredCalls(view)) {
      const from = said.log.object;
      const guessed = targets.length > 0 ? [] : guardedFrom(view, from, said.template.last.text);
      for (const target of [...targets, ...guessed.map((one) => one.target)]) {
        const kept = keptOutOf(view, from, target, said.template.last.text);
        if (kept === undefined) continue;
        const isGuess = guessed.some((one) => one.target === target && !one.isNamed);
        const { policy, service } = kept;
        const key = `${policy.ref.namespace}/${policy.ref.name} ${service.name} ${workloadOf(view, from).name}`;
        if (told.has(key)) continue;
        told.add(key);
        yield {
          ...draftOfKept(view, from, target, kept, said.template.last),
          confidence: isGuess || (kept.port !== undefined && kept.isPortGuessed) ? "possible" : "likely",
        };
      }
    }
  },
);

const mayRefuse = defineRule(
  {
    code: "network-policy-may-refuse",
    title: "Network policy may keep the caller out",
    about:
      "A call gets no answer, and a NetworkPolicy that denies by its name selects every pod of the namespace. Only its row is shown; its rules say whom it admits.",
    reads: ["NetworkPolicy", "logs", "Service"],
    explains: ["dependency-unreachable", "call-timed-out", "gateway-failing", "too-many-connections", ...crashSymptoms],
  },
  function* (view) {
    const told = new Set<string>();
    for (const { said, targets } of unansweredCalls(view)) {
      const from = said.log.object;
      for (const target of targets.slice(0, 1)) {
        const policy = denyingRow(view, from, target, said.template.last.text);
        if (policy === undefined || told.has(policy.ref.name)) continue;
        told.add(policy.ref.name);
        const age = policy.printed.get("AGE")?.value;
        yield {
          object: policy.ref,
          severity: "warning",
          confidence: "possible",
          summary: `${nameOf(policy.ref)}${age ? ` (${age} old)` : ""} selects all pods of namespace ${policy.ref.namespace}, and connections of ${nameOf(workloadOf(view, from))} to ${printTarget(target)} get no answer: a policy that does not admit them drops them.`,
          evidence: [policy.cite(), said.template.last],
          related: [from, ...ownersOf(view, from)],
          next: describe(policy.ref, "Shows whom the policy admits."),
        };
      }
    }
  },
);

/** Callers that network policies keep out. */
export const ingressPolicyRules: readonly Rule[] = [refuses, mayRefuse];
