import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { demandsOf, printDemand, standing } from "../../nodes/placement.ts";
import { entriesAt } from "../../objects/fields.ts";
import { quantity } from "../../objects/quantity.ts";
import type { PodReading } from "../../workloads/pods.ts";

/** The resource that a cause is about. */
export const resources: ReadonlyMap<string, string> = new Map([
  ["insufficient-cpu", "cpu"],
  ["insufficient-memory", "memory"],
  ["insufficient-ephemeral-storage", "ephemeral-storage"],
]);

/** The most that any node shown can offer of what is short, which tells whether it ever could fit. */
export const largest = (
  view: ClusterView,
  code: string,
): { readonly words: string; readonly node: ObservedObject } | undefined => {
  const resource = resources.get(code);
  const offers = view.of("Node").flatMap((node) => {
    const text = entriesAt(node.fields, "status", "allocatable").get(resource ?? "") ?? "";
    const amount = quantity(text);
    return amount === undefined ? [] : [{ node, text, amount }];
  });
  const most = offers.sort((left, right) => right.amount - left.amount)[0];
  return most && { words: `; the largest node, ${most.node.ref.name}, can offer ${most.text}`, node: most.node };
};

/** What the pod asks for, where its fields show it. */
export const requested = (view: ClusterView, pod: PodReading, code: string): string => {
  const resource = resources.get(code);
  const amounts = pod.containers
    .filter((one) => !one.init)
    .map((one) => entriesAt(one.spec, "resources", "requests").get(resource ?? ""))
    .filter((amount) => amount !== undefined);
  const demands = ofLabels.has(code) ? demandsOf(view, pod) : [];
  if (resource && amounts.length > 0) return `; it requests ${amounts.join(" + ")} ${resource}`;
  return demands.length > 0
    ? `; it asks for a node with label ${demands.map(printDemand).join(" and ")}${standing(view, demands).words}`
    : "";
};

/** Where the labels of nodes tell more than the scheduler's count of them. */
export const ofLabels: ReadonlySet<string> = new Set(["node-selector-unmatched", "pod-anti-affinity-unsatisfied"]);
