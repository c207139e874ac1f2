import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";
import { type Answer, lookedUpNames } from "../logs/looked-up-names.ts";
import { listAt, textAt } from "../objects/fields.ts";

/** A host that the cluster serves to the outside, with the addresses at which it does. */
export type Site = { readonly owner: ObservedObject; readonly host: string; readonly addresses: readonly string[] };

/** The hosts of Ingresses, each once; what cert-manager adds for a challenge leads where the Ingress of the host does. */
export const sitesOf = (view: ClusterView): readonly Site[] => {
  const sites = view.of("Ingress").flatMap((owner) => {
    const addresses = addressesOf(view, owner);
    return listAt(owner.fields, "spec", "rules").flatMap((rule): readonly Site[] => {
      const host = textAt(rule, "host").toLowerCase();
      return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host) && addresses.length > 0 ? [{ owner, host, addresses }] : [];
    });
  });
  const own = [...sites].sort((left, right) => Number(isSolver(left.owner.ref)) - Number(isSolver(right.owner.ref)));
  return [...new Map(own.reverse().map((one) => [one.host, one])).values()];
};

const isSolver = ({ name }: ObjectRef): boolean => name.startsWith("cm-acme-http-solver-");

/** Its own addresses, else that of the only Service of type LoadBalancer. */
const addressesOf = (view: ClusterView, ingress: ObservedObject): readonly string[] => {
  const own = balancedAt(ingress);
  const balancers = own.length > 0 ? [] : view.of("Service").filter((one) => balancedAt(one).length > 0);
  return own.length === 0 && balancers.length === 1 ? balancedAt(balancers[0]!) : own;
};

const balancedAt = ({ fields }: ObservedObject): readonly string[] =>
  listAt(fields, "status", "loadBalancer", "ingress")
    .map((one) => textAt(one, "ip"))
    .filter((one) => one !== "");

/** The addresses to which a host leads: by look-ups, and as who called it says. */
export const answersFor = (view: ClusterView, host: string): readonly Answer[] => [
  ...lookedUpNames(view).filter(({ name }) => name === host),
  ...calledAt(view, host),
];

const address = "\\[?((?:\\d{1,3}\\.){3}\\d{1,3}|[\\da-f]{1,4}:[\\da-f:]{2,40})\\]?";
/** `dial tcp 203.0.113.7:80: connect: no route to host`; an authority of ACME puts the address before what it got there. */
const called = new RegExp(
  `dial tcp ${address}:(?:80|443): |${address}: (?:Invalid response from|Fetching) https?://`,
  "i",
);

const calledAt = (view: ClusterView, host: string): readonly Answer[] => {
  const isNamed = new RegExp(`(?<![\\w.-])${escaped(host)}(?![\\w-]|\\.\\w)`, "i");
  return view.evidence.flatMap((piece) =>
    linesOf(piece).flatMap((line): readonly Answer[] => {
      if (!line.text.includes("http") || !isNamed.test(line.text)) return [];
      const match = called.exec(line.text.slice(0, 4000));
      return match === null ? [] : [{ name: host, address: match[1] ?? match[2]!, line }];
    }),
  );
};
