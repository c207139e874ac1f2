import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { lineWithin } from "../objects/line-within.ts";
import { contains, holdsAddress } from "./ip-block.ts";
import { labelsOfPeer, matches, type PeerLabels } from "./policy-peers.ts";

/** A policy that denies a workload the way to an address by name, whatever others allow. */
export type Denial = {
  readonly policy: ObservedObject;
  readonly range: string;
  readonly line: Line;
  /** It is shown to select the workload; false where that cannot be told. */
  readonly isSure: boolean;
};

/** The policies of Cilium, Calico and the cluster's administrator that deny it; these go before what other policies allow. */
export const denialOf = (view: ClusterView, from: ObjectRef, address: string): Denial | undefined => {
  const peer = labelsOfPeer(view, from);
  for (const kind of ["CiliumClusterwideNetworkPolicy", "CiliumNetworkPolicy"])
    for (const policy of view.of(kind)) {
      const range = rangeOfCilium(policy, address);
      const isSelected = range && isHere(policy, from) ? selectedByCilium(policy, from, peer) : false;
      if (range && isSelected !== false)
        return {
          policy,
          range,
          line: lineWithin(view, policy.cite("spec", "egressDeny"), range),
          isSure: isSelected === true,
        };
    }
  for (const kind of ["GlobalNetworkPolicy", "NetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy"])
    for (const policy of view.of(kind)) {
      const range = rangeOfRules(policy, address);
      const isSelected = range && isHere(policy, from) ? selectedByWords(policy, from) : false;
      if (range && isSelected !== false)
        return {
          policy,
          range,
          line: lineWithin(view, policy.cite("spec", "egress"), range),
          isSure: isSelected === true,
        };
    }
  return undefined;
};

const isHere = ({ ref }: ObservedObject, from: ObjectRef): boolean =>
  ref.namespace === undefined || ref.namespace === from.namespace;

/** https://docs.cilium.io/en/stable/security/policy/deny/ */
const rangeOfCilium = ({ fields }: ObservedObject, address: string): string | undefined => {
  const rules = [
    ...listAt(fields, "spec", "egressDeny"),
    ...listAt(fields, "specs").flatMap((one) => listAt(one, "egressDeny")),
  ];
  const plain = rules.flatMap((rule) => listAt(rule, "toCIDR").map(String)).find((one) => contains(one, address));
  const set = rules.flatMap((rule) => listAt(rule, "toCIDRSet")).find((one) => holdsAddress(one, address) === true);
  return plain ?? (set === undefined ? undefined : textAt(set, "cidr"));
};

/** Labels carry their source before them (`k8s:app`), and pods the name of their namespace as one. */
const selectedByCilium = ({ fields }: ObservedObject, from: ObjectRef, peer: PeerLabels): boolean | undefined => {
  const selector = at(fields, "spec", "endpointSelector");
  const bare = (key: string): string => key.replace(/^(?:k8s|any)[:.]/, "");
  const labels = new Map([...peer.labels, ["io.kubernetes.pod.namespace", from.namespace ?? "default"]]);
  const stripped = {
    matchLabels: Object.fromEntries([...entriesAt(selector, "matchLabels")].map(([key, value]) => [bare(key), value])),
    matchExpressions: listAt(selector, "matchExpressions").map((one) => ({
      key: bare(textAt(one, "key")),
      operator: textAt(one, "operator"),
      values: listAt(one, "values"),
    })),
  };
  return matches(stripped, { labels, isGuess: peer.isGuess });
};

/** The first rule that speaks of the address decides, as Calico and AdminNetworkPolicies go through them in order. */
const rangeOfRules = ({ fields }: ObservedObject, address: string): string | undefined => {
  for (const rule of listAt(fields, "spec", "egress")) {
    const action = textAt(rule, "action");
    if (action === "") return undefined;
    const nets = [
      ...listAt(rule, "destination", "nets"),
      ...listAt(rule, "to").flatMap((one) => listAt(one, "networks")),
    ].map(String);
    const range = nets.find((one) => contains(one, address));
    if (range !== undefined) return action === "Deny" ? range : undefined;
    if (action === "Allow" && at(rule, "destination") === undefined && at(rule, "to") === undefined) return undefined;
  }
  return undefined;
};

/** Calico's selectors are text: `all()`, `projectcalico.org/name != 'kube-system'`; what else they ask for cannot be told. */
const selectedByWords = ({ fields }: ObservedObject, from: ObjectRef): boolean | undefined => {
  const asked = ["selector", "namespaceSelector"].map((key) => textAt(fields, "spec", key).trim());
  const known = asked.filter((one) => one !== "" && one !== "all()");
  const named = known.map((one) => {
    const match = /^projectcalico\.org\/name (==|!=) ['"]([\w.-]{1,63})['"]$/.exec(one);
    return match === null ? undefined : (match[1] === "==") === (match[2] === from.namespace);
  });
  if (named.includes(false)) return false;
  const subject = at(fields, "spec", "subject");
  const isPart = subject !== undefined && JSON.stringify(subject).includes("match");
  return named.includes(undefined) || isPart ? undefined : true;
};
