import { fixByHand } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf } from "../../objects/relations.ts";

const bypassed = defineRule(
  {
    code: "scheduler-bypassed",
    title: "Pod with nodeName whose claim waits for the scheduler",
    about:
      "A claim of a class with WaitForFirstConsumer is bound when the scheduler chooses a node for a pod that uses it. A pod that sets spec.nodeName itself is never scheduled, so that its claim waits for ever and its volume cannot be mounted.",
    reads: ["Pod", "PersistentVolumeClaim", "events"],
    explains: [
      "claim-waits-for-consumer",
      "volume-mount-timeout",
      "volume-mount-failed",
      "claim-pending",
      "not-scheduled",
      ...podSymptoms,
    ],
  },
  function* (view) {
    for (const pod of view.of("Pod")) {
      const node = textAt(pod.fields, "spec", "nodeName");
      const isScheduled = view.eventsOf(pod.ref).some(({ reason }) => reason === "Scheduled");
      if (node === "" || isScheduled || !pod.sources.has("object")) continue;
      for (const volume of listAt(pod.fields, "spec", "volumes")) {
        const name = textAt(volume, "persistentVolumeClaim", "claimName");
        const claim =
          name && view.object({ kind: "PersistentVolumeClaim", namespace: pod.ref.namespace ?? "default", name });
        const waits =
          claim &&
          view.eventsOf(claim.ref).find(({ reason }) => /^WaitFor(?:FirstConsumer|PodScheduled)$/.test(reason));
        if (!claim || !waits || textAt(claim.fields, "status", "phase") === "Bound") continue;
        yield {
          object: pod.ref,
          summary: `${nameOf(pod.ref)} sets spec.nodeName ${node} itself and so bypasses the scheduler, without which its claim ${name} (WaitForFirstConsumer) is never bound.`,
          evidence: [pod.cite("spec", "nodeName"), waits.line, claim.printed.get("STATUS")?.line],
          related: [claim.ref, ...ownersOf(view, pod.ref)],
          fix: fixByHand(
            `Take nodeName out and choose the node by nodeSelector (kubernetes.io/hostname: ${node}); the pod has to be made anew.`,
            [],
          ),
        };
      }
    }
  },
);

/** Pods that the scheduler never sees. */
export const bypassedSchedulerRules: readonly Rule[] = [bypassed];
