import { defineRule } from "../define-rule.ts";
import { textAt } from "../fields.ts";
import type { Rule } from "../finding.ts";
import { nameOf } from "../name-object.ts";
import { podsOf } from "../pods.ts";
import { describe, list } from "../reads.ts";
import { relatedToPod, workloadOf } from "../relations.ts";
import { podSymptoms } from "../symptoms.ts";

const statuses =
  /^(?:Evicted|Preempting|OutOf[\w-]{1,40}|NodeAffinity|NodeShutdown|Shutdown|Terminated|UnexpectedAdmissionError|NodeLost|ContainerStatusUnknown)$/;

const evicted = defineRule(
  {
    code: "pod-evicted",
    title: "Pod evicted or refused by its node",
    about:
      "The kubelet ended the pod to save the node (disk, memory, process ids), or refused it when it arrived. The pod stays behind as a record; its controller makes another one.",
    reads: ["Pod", "events"],
    explains: podSymptoms,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const event = pod.events.find(
        (one) => one.reason === "Evicted" && pod.health !== "healthy" && pod.health !== "gone",
      );
      if (!statuses.test(pod.status) && !event) continue;
      const message = textAt(pod.object?.fields, "status", "message") || event?.message || "";
      const replaced = hasHealthySibling(pod.ref);
      yield {
        object: pod.ref,
        severity: replaced ? "info" : "warning",
        confidence: replaced ? "possible" : pod.object ? "confirmed" : "likely",
        summary: `${nameOf(pod.ref)} was ${pod.status && pod.status !== "Evicted" ? `ended by its node (${pod.status})` : "evicted"}${message ? `: ${message.replace(/\.\s*$/, "")}` : ""}.`,
        evidence: [pod.object?.cite("status", "message"), event?.line, pod.line],
        related: relatedToPod(view, pod.ref),
        next: pod.node
          ? describe({ kind: "Node", name: pod.node }, "Shows whether the node is still under pressure.")
          : list("nodes", undefined, "Shows whether a node is under pressure."),
        fix: {
          summary: /ephemeral-storage|memory/.test(message)
            ? "Set requests and limits that fit what the pod uses, and find out what fills the node."
            : "Nothing to mend at the pod itself; remove the record when it is no longer needed.",
          commands: [],
          verify: list("pods", pod.ref.namespace, "Shows the pod that replaced it."),
        },
      };
    }
    function hasHealthySibling(ref: Parameters<typeof workloadOf>[1]): boolean {
      const workload = workloadOf(view, ref);
      return (
        workload !== ref &&
        podsOf(view).some(
          (other) =>
            other.health === "healthy" &&
            workloadOf(view, other.ref).name === workload.name &&
            other.ref.namespace === ref.namespace,
        )
      );
    }
  },
);

/** Pods that their node ended or refused. */
export const evictionRules: readonly Rule[] = [evicted];
