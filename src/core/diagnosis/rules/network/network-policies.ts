import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { addressesSeen, allows, mostTelling, portSeen, selectingOf } from "../../network/egress-policies.ts";
import { printTarget, type Target } from "../../network/endpoint-in-text.ts";
import { holdsAddress } from "../../network/ip-block.ts";
import { allowedOut } from "../../network/policy-words.ts";
import { serviceRef } from "../../network/service-of-host.ts";
import { isLookup, unansweredCalls } from "../../network/unanswered-calls.ts";
import { at, listAt, textAt } from "../../objects/fields.ts";
import { isRow } from "../../objects/is-row.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, workloadOf } from "../../objects/relations.ts";
import { ingressPolicyRules } from "./network-policies-in.ts";

/** Words of a connection that gets no answer at all, as a dropped packet leaves it; a refused one did get an answer. */
const silence = /timed? ?out|ETIMEDOUT|i\/o timeout|deadline exceeded|EAI_AGAIN|Try again|[Tt]emporary failure/;

const blocks = defineRule(
  {
    code: "network-policy-blocks",
    title: "Network policy blocks a connection",
    about:
      "Connections of a pod get no answer, and a NetworkPolicy that selects the pod for egress does not allow this port or address. What no rule of a policy allows is dropped without a word.",
    reads: ["NetworkPolicy", "logs", "Pod"],
    explains: ["dependency-unreachable", "call-timed-out", "too-many-connections", "gateway-failing", ...crashSymptoms],
  },
  function* (view) {
    for (const { said: one, targets } of unansweredCalls(view)) {
      const draft = targets
        .map((target) => keptInOf(view, one.log.object, target, one.template.last.text))
        .find((each) => each !== undefined);
      if (draft) yield { ...draft, evidence: [...draft.evidence, one.template.last] };
    }
  },
);

/** What a policy does that lets a pod not out to a host; undefined where none is seen to do so. `said`: what was said of the call. */
export const keptInOf = (view: ClusterView, from: ObjectRef, target: Target, said = ""): Draft | undefined => {
  const selecting = selectingOf(view, from);
  const policy = mostTelling(selecting);
  if (policy === undefined || selecting.some((one) => allows(view, one, from, target))) return undefined;
  const port = portSeen(view, from, target);
  const service = serviceAddressIn(view, from, target, { policy, said });
  const behind =
    port !== target.port && port !== "" ? ` (port ${port} of the pods, at which policies look, not the Service's)` : "";
  return {
    object: policy.ref,
    severity: "warning",
    confidence: "likely",
    summary: service
      ? `${nameOf(policy.ref)} allows ${nameOf(from)} egress to ${service.note}: its connections to ${printTarget(target)} get no answer.`
      : `${nameOf(policy.ref)} selects ${nameOf(from)} and allows egress only ${allowedOut(policy)}, so its connections to ${printTarget(target)}${behind} get no answer.`,
    evidence: [policy.cite("spec", "egress"), service?.line],
    related: [from, ...ownersOf(view, from)],
    next: isRow(policy) ? describe(policy.ref, "Shows everything that the policy allows.") : [],
    fix: fixByHand(
      `Allow egress to ${service?.place ?? (port === "" ? printTarget(target) : `port ${port}`)} in this policy.`,
      verifyRollout(view, from),
    ),
  };
};

type Allowing = { readonly policy: ObservedObject; readonly said: string };

/** The policy allows the address of a Service, which is replaced by one of those behind it before policies look. */
const serviceAddressIn = (view: ClusterView, from: ObjectRef, target: Target, { policy, said }: Allowing) => {
  const ref = serviceRef(view, from, target.host);
  const behind = addressesSeen(view, from, target.host);
  if (ref === undefined || behind.length === 0) return undefined;
  const blocks = listAt(policy.fields, "spec", "egress").flatMap((rule) =>
    listAt(rule, "to").flatMap((peer) => at(peer, "ipBlock") ?? []),
  );
  const own = [
    textAt(view.object(ref)?.fields, "spec", "clusterIP"),
    ...(said.match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g) ?? []),
  ];
  const address = own.find((one) => !behind.includes(one) && blocks.some((block) => holdsAddress(block, one) === true));
  if (address === undefined) return undefined;
  const port = portSeen(view, from, target);
  const place = `${behind[0]}${port === "" ? "" : `:${port}`}`;
  const endpoints = view.object({ ...ref, kind: "Endpoints" });
  return {
    note: `${address}, the address of Service ${ref.namespace}/${ref.name}, and policies look at the address of the endpoint behind it, ${place}, which no rule allows`,
    place: `${behind.map((one) => `${one}/32`).join(", ")}${port === "" ? "" : ` at port ${port}`}`,
    line: endpoints?.printed.get("ENDPOINTS")?.line ?? endpoints?.cite("subsets"),
  };
};

const withoutDns = defineRule(
  {
    code: "network-policy-blocks-dns",
    title: "Network policy blocks DNS",
    about:
      "A pod gets no answer from DNS, and a NetworkPolicy that selects it for egress allows no port 53. Whoever restricts egress has to allow DNS, or no name can be resolved and every connection by name times out.",
    reads: ["NetworkPolicy", "logs", "Pod"],
    explains: [
      "network-policy-blocks",
      "dependency-unreachable",
      "name-not-resolved",
      "call-timed-out",
      "application-error",
      ...crashSymptoms,
    ],
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      const line = unanswered(view, log);
      const selecting = line ? selectingOf(view, log.object) : [];
      const policy = mostTelling(selecting);
      if (!line || !policy || selecting.some((one) => allows(view, one, log.object, { host: "DNS", port: "53" })))
        continue;
      yield {
        object: policy.ref,
        confidence: "likely",
        summary: `${nameOf(policy.ref)} allows egress of ${nameOf(workloadOf(view, log.object))} only ${allowedOut(policy)}, not DNS (port 53${overTcpOnly(policy) ? " over UDP, only over TCP" : ""}), so that it cannot resolve any name and its connections time out.`,
        evidence: [policy.cite("spec", "egress"), line],
        related: [log.object, ...ownersOf(view, log.object)],
        next: describe(policy.ref, "Shows everything that the policy allows."),
        fix: fixByHand(
          "Allow egress to port 53, UDP and TCP, of the cluster's DNS (namespace kube-system) in this policy.",
          verifyRollout(view, log.object),
        ),
      };
    }
  },
);

const overTcpOnly = (policy: ObservedObject): boolean =>
  listAt(policy.fields, "spec", "egress").some((rule) =>
    listAt(rule, "ports").some((one) => textAt(one, "port") === "53" && textAt(one, "protocol") !== "UDP"),
  );

/** The line of a log that tells of a look-up without an answer. */
const unanswered = (view: ClusterView, log: LogReading): Line | undefined =>
  log.templates.find((one) => isLookup.test(one.last.text))?.last ??
  logStatements(view).find(
    (one) => one.log === log && one.cause.code === "name-not-resolved" && silence.test(one.template.last.text),
  )?.template.last;

/** Connections that network policies drop. */
export const networkPolicyRules: readonly Rule[] = [blocks, withoutDns, ...ingressPolicyRules];
