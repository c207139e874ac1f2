import { selectingOf } from "../../../diagnosis/network/egress-policies.ts";
import { ingressPoliciesOf } from "../../../diagnosis/network/kept-out.ts";
import { labelsOfPeer, printSelector } from "../../../diagnosis/network/policy-peers.ts";
import { admittedBy, allowedOut } from "../../../diagnosis/network/policy-words.ts";
import { at, listAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { enumerated } from "../../wording.ts";
import type { Inquiry } from "../form/inquest.ts";
import { nameWords, placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";
import { arePoliciesShown, type Peer, peersNamed, policyReads } from "./peers.ts";

const speaks = /\b(?:network ?polic(?:y|ies)|netpols?)\b/;
const concerns =
  /\b(?:appl(?:y|ies)|affect\w*|select\w*|block\w*|restrict\w*|cover\w*|match\w*|limit\w*|protect\w*|guard\w*|isolat\w*|den(?:y|ies|ied)|refus\w*|drop\w*|target\w*|concern\w*|govern\w*)\b/;
const deeds =
  /^(?:network|networkpolic(?:y|ies)|network-polic(?:y|ies)|polic(?:y|ies)|netpols?|appl(?:y|ies)|affect\w*|select\w*|block\w*|restrict\w*|cover\w*|match\w*|limit\w*|protect\w*|guard\w*|isolat\w*|den(?:y|ies|ied)|refus\w*|drop\w*|target\w*|concern\w*|govern\w*|traffic|calls?|requests?|connections?|ingress|egress|incoming|outgoing|pods?|services?|deployments?|statefulsets?|daemonsets?|apps?|applications?|workloads?|being|maybe|somehow|currently)$/;

/** `which network policies apply to checkout`, `is traffic to checkout blocked by a network policy`: those that select its pods. */
export const policiesOf: Inquiry = (question) => {
  const said = question.text.toLowerCase();
  if (said.length > 160 || !speaks.test(said) || !concerns.test(said) || /\bwhy\b/.test(said)) return null;
  const [name, ...more] = nameWords(question, deeds);
  if (name === undefined || more.length > 0) return null;
  return {
    reads: () => policyReads,
    tell: (view) => {
      const peers = arePoliciesShown(view) ? peersNamed(name, question.scope.namespaces, view).slice(0, 3) : [];
      return peers.length === 0 ? null : tellOf(peers, view);
    },
  };
};

function tellOf(peers: readonly Peer[], view: ClusterView): Told {
  const told = peers.map((peer) => ({ peer, ...selecting(peer, view) }));
  return {
    summary: told.map(({ peer, into, out }) => sayOf(peer, into, out, view)).join(" "),
    lines: told.flatMap(({ into, out }) => [...new Set([...into, ...out])].flatMap(linesOf)).slice(0, 8),
    about: peers[0]!.workload,
  };
}

const selecting = ({ pod }: Peer, view: ClusterView) => ({
  into: ingressPoliciesOf(view, pod.namespace, labelsOfPeer(view, pod)),
  out: selectingOf(view, pod),
});

const linesOf = (policy: ObservedObject) => [policy.cite("metadata", "name"), policy.cite("spec", "podSelector")];

function sayOf(
  { workload, pod }: Peer,
  into: readonly ObservedObject[],
  out: readonly ObservedObject[],
  view: ClusterView,
): string {
  const who = `${workload.kind} ${placed({ ref: workload })}`;
  const all = [...new Set([...into, ...out])];
  if (all.length === 0) {
    const others = view.of("NetworkPolicy").filter(({ ref }) => ref.namespace === pod.namespace);
    const beside =
      others.length === 0
        ? `namespace ${pod.namespace} has none`
        : `${enumerated(others.map(({ ref }) => ref.name))} of namespace ${pod.namespace} ${others.length === 1 ? "selects" : "select"} other pods`;
    return `No network policy selects the pods of ${who} (${beside}), so none restricts their traffic.`;
  }
  const names = enumerated(all.map(({ ref, fields }) => `${ref.name} (${chosenBy(fields)})`));
  return `${all.length === 1 ? "One network policy selects" : `${all.length} network policies select`} the pods of ${who}: ${names}. ${inWords(into, pod.namespace)} ${outWords(out)}`;
}

function chosenBy(fields: unknown): string {
  const words = printSelector(at(fields, "spec", "podSelector"));
  return words === "any" ? "every pod of its namespace" : `pods labelled ${words}`;
}

const isOpen = (policy: ObservedObject, way: "ingress" | "egress", peers: "from" | "to"): boolean =>
  listAt(policy.fields, "spec", way).some(
    (rule) => listAt(rule, peers).length === 0 && listAt(rule, "ports").length === 0,
  );

/** Policies add up: what one of them allows is allowed. */
function inWords(policies: readonly ObservedObject[], space: string | undefined): string {
  if (policies.length === 0) return "Who calls the pods is not restricted.";
  if (policies.some((one) => isOpen(one, "ingress", "from"))) return "Whoever calls the pods is admitted.";
  const admitting = policies.filter(({ fields }) => listAt(fields, "spec", "ingress").length > 0);
  if (admitting.length === 0) return "Nobody may call the pods: no rule admits anyone.";
  return `Of callers ${policies.length === 1 ? "it admits" : "they admit"} ${enumerated([...new Set(admitting.map((one) => admittedWords(one, space)))])}.`;
}

function admittedWords(policy: ObservedObject, space: string | undefined): string {
  const ports = listAt(policy.fields, "spec", "ingress").flatMap((rule) =>
    listAt(rule, "ports").map((one) => `${at(one, "port") ?? ""}`),
  );
  const named = [...new Set(ports)].filter((port) => port !== "");
  const who = admittedBy(policy, space);
  const whom = who === "nobody" ? "everybody" : who;
  return named.length === 0 ? whom : `${whom} at port ${enumerated(named)}`;
}

function outWords(policies: readonly ObservedObject[]): string {
  if (policies.length === 0) return "The pods may call anything.";
  if (policies.some((one) => isOpen(one, "egress", "to"))) return "The pods may call anything.";
  const allowed = [...new Set(policies.map(allowedOut))].filter((words) => words !== "nothing");
  return allowed.length === 0
    ? "The pods may call nothing, not even DNS."
    : `The pods may call only ${enumerated(allowed)}.`;
}
