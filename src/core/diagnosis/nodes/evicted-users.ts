import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { podsOf } from "../workloads/pods.ts";
import { readEviction, usesIn } from "./eviction-message.ts";

/** Who used the most of a resource among the pods that a node evicted for it. */
export type EvictedUser = { readonly text: string; readonly pod: ObjectRef; readonly line: Line | undefined };

/** `resource` as evictions name it: `memory`, `ephemeral-storage`. Undefined where the messages tell no amounts. */
export const largestEvicted = (view: ClusterView, node: string, resource: RegExp): EvictedUser | undefined => {
  const users = podsOf(view)
    .filter((pod) => pod.node === node)
    .flatMap((pod) => {
      const event = pod.events.find((one) => one.reason === "Evicted");
      const message = textAt(pod.object?.fields, "status", "message") || (event?.message ?? "");
      const use = usesIn(message)[0];
      if (use === undefined || !resource.test(readEviction(message)?.resource ?? "")) return [];
      return [{ ...use, pod: pod.ref, line: event?.line ?? pod.object?.cite("status", "message") }];
    });
  const largest = users.sort((left, right) => right.amount - left.amount)[0];
  if (largest === undefined || largest.amount === 0 || isTiny(largest)) return undefined;
  const { container, pod, used, requested, line } = largest;
  return {
    text: `container ${container} of ${nameOf(pod)} used the most (${used} ${requested})`,
    pod,
    line,
  };
};

/** Who used some KiB fills no node: the kubelet evicts by priority and request as well. */
const isTiny = ({ amount, used }: { readonly amount: number; readonly used: string }): boolean =>
  /Ki$/.test(used) && amount < 2 ** 24;
