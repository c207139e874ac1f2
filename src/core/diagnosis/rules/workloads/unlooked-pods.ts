import { podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { complaintsOf } from "../../logs/complaints.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, suggest } from "../../objects/reads.ts";
import { relatedToPod } from "../../objects/relations.ts";
import { podsOf } from "../../workloads/pods.ts";

const schedulingGated = defineRule(
  {
    code: "scheduling-gated",
    title: "Pod held back by a scheduling gate",
    about:
      "The pod carries scheduling gates; the scheduler leaves it alone until the controller that set them takes them away.",
    reads: ["Pod"],
    explains: ["not-scheduled", ...podSymptoms],
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      if (pod.status !== "SchedulingGated" && pod.status !== "Pending") continue;
      const gates = listAt(pod.object?.fields, "spec", "schedulingGates")
        .map((gate) => textAt(gate, "name"))
        .join(", ");
      if (pod.status === "Pending" && gates === "") continue;
      yield {
        object: pod.ref,
        severity: "warning",
        summary: `${nameOf(pod.ref)} is held back by a scheduling gate${gates ? ` (${gates})` : ""}; the scheduler does not look at it yet.`,
        evidence: [pod.line],
        related: relatedToPod(view, pod.ref),
        next: suggest(
          ["get", "pod", pod.ref.name, ...inNamespace(pod.ref), "-o", "yaml"],
          "Shows its scheduling gates.",
        ),
      };
    }
  },
);

const notScheduled = defineRule(
  {
    code: "not-scheduled",
    title: "Pod is Pending",
    about:
      "The pod is Pending and the evidence does not show why. Its events hold the scheduler's answer; when there are none, the scheduler itself may not run.",
    reads: ["Pod"],
    explains: podSymptoms,
  },
  function* (view) {
    const told = new Set(
      complaintsOf(view).flatMap((complaints) =>
        complaints.filter((one) => one.stage !== "start").map((one) => one.pod),
      ),
    );
    for (const pod of podsOf(view)) {
      if (pod.status !== "Pending" || pod.health !== "failing" || told.has(pod)) continue;
      yield {
        object: pod.ref,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(pod.ref)} is Pending: no node has been assigned or its containers are not created yet; its events say whether it cannot be scheduled.`,
        evidence: [pod.line],
        related: relatedToPod(view, pod.ref),
        next: [
          ...describe(pod.ref, "Its events hold the scheduler's reason."),
          ...suggest(
            ["get", "pod", pod.ref.name, ...inNamespace(pod.ref), "-o", "yaml"],
            "Shows its conditions, and whether a gate holds it back.",
          ),
          ...suggest(["describe", "nodes"], "Shows what the nodes have left."),
        ],
      };
    }
  },
);

/** Pods at which the scheduler has not looked, or of which its answer is not shown. */
export const unlookedPodRules: readonly Rule[] = [schedulingGated, notScheduled];
