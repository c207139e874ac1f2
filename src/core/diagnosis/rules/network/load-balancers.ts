import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedEvent, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { memo } from "../../objects/memo.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";

const isBalancer = (service: ObservedObject): boolean =>
  textAt(service.fields, "spec", "type") === "LoadBalancer" || service.printed.get("TYPE")?.value === "LoadBalancer";

const isPending = (service: ObservedObject): boolean =>
  service.printed.get("EXTERNAL-IP")?.value === "<pending>" || service.printed.get("EXTERNAL-IP")?.value === "<none>";

const addressOf = (service: ObservedObject): string =>
  textAt(listAt(service.fields, "status", "loadBalancer", "ingress")[0], "ip");

/** What controllers of load balancers say when they cannot serve a Service. */
const complaintOf = (view: ClusterView, service: ObservedObject): ObservedEvent | undefined =>
  view
    .eventsOf(service.ref)
    .filter(
      (event) =>
        /^(?:SyncLoadBalancerFailed|CreatingLoadBalancerFailed|AllocationFailed|FailedBuildModel|FailedDeployModel|UnAvailableLoadBalancer)$/.test(
          event.reason,
        ) ||
        (event.type === "Warning" && /load ?balancer|allocate/i.test(event.message)),
    )
    .sort((left, right) => (left.lastSeen ?? 0) - (right.lastSeen ?? 0))[0];

const usedUp =
  /no available IPs?\b[^\n]{0,80}|no (?:more )?(?:IPs?|addresses) (?:are |is )?(?:left|available)[^\n]{0,80}|out of (?:IPs|addresses)|(?:pool|range)[^\n]{0,60}(?:exhausted|is full|used up)|IP ?pool[^\n]{0,60}full/i;

type Pool = {
  readonly object: ObservedObject;
  readonly ranges: readonly string[];
  readonly size: number;
  readonly holders: readonly ObservedObject[];
};

/** The pools of addresses that the evidence shows, with the Services that hold addresses of them. */
const poolsOf = memo((view: ClusterView): readonly Pool[] =>
  view.objects
    .filter(({ ref }) => /^(?:IPAddressPool|AddressPool)$/i.test(ref.kind))
    .map((object) => {
      const printed = object.printed.get("ADDRESSES")?.value ?? "";
      const listed = listAt(object.fields, "spec", "addresses").filter((one) => typeof one === "string");
      const ranges =
        listed.length > 0 ? listed : [...printed.matchAll(/[\d.]+(?:-[\d.]+|\/\d+)?/g)].map(([text]) => text);
      const spans = ranges.flatMap(spanOf);
      const holders = view.of("Service").filter((service) => {
        const address = numberOf(addressOf(service));
        return address !== undefined && spans.some(([from, to]) => address >= from && address <= to);
      });
      return { object, ranges, size: spans.reduce((sum, [from, to]) => sum + to - from + 1, 0), holders };
    }),
);

const numberOf = (address: string): number | undefined => {
  const bytes = address.split(".").map(Number);
  return bytes.length === 4 && bytes.every((byte) => byte >= 0 && byte <= 255)
    ? bytes.reduce((sum, byte) => sum * 256 + byte, 0)
    : undefined;
};

/** `10.0.0.1-10.0.0.9`, `10.0.0.0/30` or one address, as first and last number. */
const spanOf = (range: string): readonly (readonly [number, number])[] => {
  const [first, last] = range.split("-");
  const [base, bits] = range.split("/");
  const from = numberOf((bits === undefined ? first : base) ?? "");
  if (from === undefined) return [];
  if (bits !== undefined) return [[from, from + 2 ** (32 - Math.min(32, Number(bits))) - 1]];
  return [[from, numberOf(last ?? first ?? "") ?? from]];
};

const isFull = (pool: Pool): boolean => pool.size > 0 && pool.size <= pool.holders.length;

const wordsOf = (pool: Pool): string =>
  `; pool ${pool.object.ref.name} has ${pool.size} address${pool.size === 1 ? "" : "es"} (${pool.ranges.slice(0, 3).join(", ")})${
    pool.holders.length > 0
      ? `, ${isFull(pool) ? "all" : `${pool.holders.length} of them`} given to ${pool.holders
          .slice(0, 4)
          .map(({ ref }) => ref.name)
          .join(", ")}`
      : ""
  }`;

const exhausted = defineRule(
  {
    code: "load-balancer-addresses-exhausted",
    title: "No address left for a load balancer",
    about:
      "The Service of type LoadBalancer waits for an address, and the pool from which it would get one (MetalLB, Cilium, kube-vip) has none left: other Services hold them all.",
    reads: ["Service", "events", "IPAddressPool"],
    explains: ["load-balancer-pending"],
  },
  function* (view) {
    const pools = poolsOf(view);
    for (const service of view.of("Service")) {
      if (addressOf(service) !== "") continue;
      const event = complaintOf(view, service);
      const told = event && usedUp.exec(event.message);
      const isCounted = isBalancer(service) && isPending(service) && pools.length > 0 && pools.every(isFull);
      if (!told && !isCounted) continue;
      const pool = pools.find(isFull) ?? (pools.length === 1 ? pools[0] : undefined);
      const holders = (pool?.holders ?? []).slice(0, 2).map((one): Line => one.cite());
      yield {
        object: service.ref,
        confidence: told ? "confirmed" : "likely",
        summary: `${nameOf(service.ref)} has no external address because no address is left in the load balancer's pool (${told ? told[0].trim() : "all are in use"})${pool ? wordsOf(pool) : ""}.`,
        evidence: [
          event?.line,
          pool?.object.cite("spec", "addresses"),
          service.printed.get("EXTERNAL-IP")?.line,
          ...holders,
        ],
        related: pool ? [pool.object.ref] : [],
        next: [
          ...list("ipaddresspools", undefined, "Shows the pools and their ranges.", "-A"),
          ...list("services", undefined, "Shows which Services hold addresses.", "-A"),
        ],
        fix: fixByHand(
          "Give the pool more addresses, or take one back from a Service that does not need it.",
          describe(service.ref, "Shows whether it has an address."),
        ),
      };
    }
  },
);

const pending = defineRule(
  {
    code: "load-balancer-pending",
    title: "Load balancer without address",
    about:
      "The Service of type LoadBalancer has no external address: no cloud or load-balancer controller serves it, or the cloud refuses.",
    reads: ["Service", "events"],
  },
  function* (view) {
    for (const service of view.of("Service")) {
      const failed = complaintOf(view, service);
      const waits = isBalancer(service) && service.printed.get("EXTERNAL-IP")?.value === "<pending>";
      if ((!failed && !waits) || addressOf(service) !== "") continue;
      yield {
        object: service.ref,
        severity: "warning",
        summary: `${nameOf(service.ref)} of type LoadBalancer has no external address${failed ? `: ${failed.message.slice(0, 200)}` : " (<pending>)"}.`,
        evidence: [failed?.line, service.printed.get("EXTERNAL-IP")?.line],
        next: describe(service.ref, "Its events say what the load-balancer controller answers."),
      };
    }
  },
);

/** Services that wait for an address from outside. */
export const loadBalancerRules: readonly Rule[] = [exhausted, pending];
