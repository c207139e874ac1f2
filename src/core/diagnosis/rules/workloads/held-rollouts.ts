import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { numberAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, resourceOf, suggest } from "../../objects/reads.ts";

const held = defineRule(
  {
    code: "rollout-held-back",
    title: "Update strategy holds pods back",
    about:
      "The new revision does not reach all pods because the update strategy says so: a StatefulSet's partition leaves the pods below it alone, and with OnDelete pods are only replaced when somebody deletes them. Nothing fails, and nothing goes on.",
    reads: ["StatefulSet", "DaemonSet"],
    explains: ["rollout-stuck"],
  },
  function* (view) {
    for (const object of [...view.of("StatefulSet"), ...view.of("DaemonSet")]) {
      const { fields, ref } = object;
      const wanted = numberAt(fields, "spec", "replicas") ?? numberAt(fields, "status", "desiredNumberScheduled");
      const updated =
        numberAt(fields, "status", "updatedReplicas") ?? numberAt(fields, "status", "updatedNumberScheduled");
      const partition = numberAt(fields, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
      const isManual = textAt(fields, "spec", "updateStrategy", "type") === "OnDelete";
      if (wanted === undefined || updated === undefined || updated >= wanted || (partition === 0 && !isManual))
        continue;
      const [current, next] = ["currentRevision", "updateRevision"].map((key) => textAt(fields, "status", key));
      if (current !== "" && current === next) continue;
      const why = isManual
        ? "its update strategy is OnDelete, so that a pod gets the new revision only when it is deleted"
        : `its update strategy has partition ${partition}, so that pods ${ref.name}-0 to ${ref.name}-${partition - 1} keep the old revision`;
      yield {
        object: ref,
        severity: "warning",
        summary: `${updated} of ${wanted} pods of ${nameOf(ref)} have the new revision: ${why}.`,
        evidence: [
          object.cite("spec", "updateStrategy", ...(isManual ? ["type"] : ["rollingUpdate", "partition"])),
          object.cite("status", "updatedReplicas"),
        ],
        next: suggest(
          ["rollout", "status", `${resourceOf(ref.kind)}/${ref.name}`, ...inNamespace(ref), "--watch=false"],
          "Shows how far the rollout is.",
        ),
        fix: fixByHand(
          isManual
            ? "Delete the pods one by one, or set the strategy to RollingUpdate."
            : "Lower the partition to 0 to let all pods be updated.",
          describe(ref, "Shows its strategy and revisions."),
        ),
      };
    }
  },
);

/** Rollouts that wait on purpose. */
export const heldRolloutRules: readonly Rule[] = [held];
