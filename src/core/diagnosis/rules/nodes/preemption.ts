import type { ClusterView, ObjectRef, ObservedEvent } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { workloadOf } from "../../objects/relations.ts";
import { podsOf } from "../../workloads/pods.ts";

const preempted = defineRule(
  {
    code: "pod-preempted",
    title: "Pod preempted by one of higher priority",
    about:
      "The scheduler ended the pod to make room for a pod of higher priority, which found no node otherwise. It comes back when there is room again; its log shows nothing of it.",
    reads: ["events", "Pod", "PriorityClass"],
    explains: [
      "insufficient-cpu",
      "insufficient-memory",
      "insufficient-device",
      "too-many-pods",
      "not-scheduled",
      "pod-evicted",
      ...podSymptoms,
    ],
  },
  function* (view) {
    const told = new Set<string>();
    for (const event of view.events) {
      if (event.reason !== "Preempted" || event.object.kind !== "Pod") continue;
      const workload = workloadOf(view, event.object);
      if (told.has(keyOf(workload))) continue;
      told.add(keyOf(workload));
      const others = podsOf(view).filter((pod) => keyOf(workloadOf(view, pod.ref)) === keyOf(workload));
      const isLasting = others.some((pod) => pod.health === "failing") || (event.lastSeen ?? 0) < 3600;
      const by = victor(view, event, workload);
      const own = priorityOf(view, workload);
      yield {
        object: workload,
        severity: isLasting ? "warning" : "info",
        confidence: isLasting ? "confirmed" : "possible",
        summary: `Pods of ${nameOf(workload)}${own ? ` (PriorityClass ${own})` : ""} are preempted: the scheduler ends them to make room for pods of higher priority${by}.`,
        evidence: [event.line, ...others.map((pod) => pod.line).slice(0, 2)],
        related: [event.object, ...others.map((pod) => pod.ref)],
        next: [
          ...list("priorityclasses", undefined, "Shows the priorities."),
          ...list("pods", event.object.namespace, "Shows what runs on which node.", "-o", "wide"),
        ],
        fix: fixByHand("Add room on the nodes, lower what they request, or give its pods a higher priority.", []),
      };
    }
  },
);

/** Who took the place: named by the event, else another workload whose pod was put on the same node then. */
const victor = (view: ClusterView, event: ObservedEvent, loser: ObjectRef): string => {
  const match = /Preempted by (?:a pod|(?:pod )?(\S{1,300})) on node (\S{1,253})/.exec(event.message);
  const named = /^([\w.-]{1,253})\/([\w.-]{1,253})$/.exec(match?.[1] ?? "");
  const assigned = view.events.find(
    (other) =>
      other.reason === "Scheduled" &&
      match !== null &&
      other.message.endsWith(` to ${match[2]}`) &&
      keyOf(workloadOf(view, other.object)) !== keyOf(loser),
  );
  const winner = named ? { kind: "Pod", namespace: named[1]!, name: named[2]! } : assigned?.object;
  if (winner === undefined) return match?.[2] ? ` (on node ${match[2]})` : "";
  const workload = workloadOf(view, winner);
  const priority = priorityOf(view, workload);
  return ` (${nameOf(workload)}${priority ? ` with PriorityClass ${priority}` : ""} took their place on node ${match![2]})`;
};

const priorityOf = (view: ClusterView, workload: ObjectRef): string =>
  textAt(view.object(workload)?.fields, "spec", "template", "spec", "priorityClassName");

/** Pods that gave way to others. */
export const preemptionRules: readonly Rule[] = [preempted];
