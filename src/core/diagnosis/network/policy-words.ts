import type { ObservedObject } from "../../evidence/observed.ts";
import { at, listAt, textAt } from "../objects/fields.ts";
import { printSelector } from "./policy-peers.ts";

/** All that the rules of a policy name as callers. */
export const callersIn = (policy: ObservedObject): readonly unknown[] =>
  listAt(policy.fields, "spec", "ingress").flatMap((rule) => listAt(rule, "from"));

/** Whom a policy admits, for a caller in a namespace: `only pods labelled app=web or addresses in 10.0.0.0/8`, `nobody`. */
export const admittedBy = (policy: ObservedObject, space: string | undefined): string => {
  const isElsewhere = policy.ref.namespace !== space;
  const words = callersIn(policy).map((peer) => {
    const pods = at(peer, "podSelector");
    const spaces = at(peer, "namespaceSelector");
    return [
      pods === undefined ? "" : `pods labelled ${printSelector(pods)}`,
      spaces === undefined && pods !== undefined && isElsewhere ? `its own namespace ${policy.ref.namespace}` : "",
      spaces === undefined ? "" : spacesSaid(spaces),
      at(peer, "ipBlock") === undefined ? "" : `addresses in ${textAt(peer, "ipBlock", "cidr")}`,
    ]
      .filter(Boolean)
      .join(" in ");
  });
  return words.length === 0
    ? "nobody"
    : `only ${words.slice(0, 3).join(" or ").replaceAll(" or pods labelled ", " or ")}`;
};

/** Any pod, and no word of namespaces: of the policy's own. */
const isOwnSpace = (peer: unknown): boolean =>
  at(peer, "podSelector") !== undefined &&
  at(peer, "namespaceSelector") === undefined &&
  printSelector(at(peer, "podSelector")) === "any";

const spacesSaid = (selector: unknown): string => {
  const words = printSelector(selector);
  return words === "any" ? "any namespace" : `namespaces labelled ${words}`;
};

/** What a policy allows those that it selects to call: `to ports 53, 443 (to namespaces labelled a=b)`, `nothing`. */
export const allowedOut = (policy: ObservedObject): string => {
  const rules = listAt(policy.fields, "spec", "egress");
  const ports = rules.flatMap((rule) => listAt(rule, "ports").map((port) => textAt(port, "port")));
  const peers = rules.flatMap((rule) => listAt(rule, "to")).map(printPeer);
  const named = [...new Set(peers)].filter((peer) => peer !== "" && !/ any$|^any namespace$/.test(peer));
  const to = named.length > 0 ? ` (to ${named.slice(0, 3).join(", ")})` : "";
  return ports.length > 0 ? `to ports ${[...new Set(ports)].join(", ")}${to}` : to === "" ? "nothing" : to.slice(2, -1);
};

const printPeer = (peer: unknown): string =>
  isOwnSpace(peer)
    ? "pods of its own namespace"
    : [
        at(peer, "podSelector") && `pods labelled ${printSelector(at(peer, "podSelector"))}`,
        at(peer, "namespaceSelector") && spacesSaid(at(peer, "namespaceSelector")),
        textAt(peer, "ipBlock", "cidr"),
      ]
        .filter(Boolean)
        .join(" in ");
