import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { listAt, numberAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, logs } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { podsOf } from "../../workloads/pods.ts";

/** What the controller writes of the rule that it followed, the same in event and condition. */
const followed =
  /(?:Container (\S{1,63}) for pod |Pod )(\S{1,320})(?: failed with exit code (\d{1,3}))?[^\n]{0,60}? matching (FailJob|FailIndex|Ignore|Count) rule at index (\d{1,3})/;

const isOf = (view: ClusterView, pod: ObjectRef, job: ObjectRef): boolean =>
  pod.namespace === job.namespace &&
  (pod.name.startsWith(`${job.name}-`) ||
    ownersOf(view, pod).some((owner) => owner.kind === "Job" && owner.name === job.name));

/** The last that the failed pod wrote: why it ended with this code. */
const lastWords = (view: ClusterView, job: ObjectRef) =>
  logsOfView(view)
    .filter(({ object }) => (object.kind === "Job" ? object.name === job.name : isOf(view, object, job)))
    .flatMap((log) => log.tail.findLast(({ text }) => text.trim() !== "") ?? [])
    .at(-1);

const byPolicy = defineRule(
  {
    code: "job-failed-by-policy",
    title: "Job failed at once by its podFailurePolicy",
    about:
      "A rule of the Job's podFailurePolicy matched the exit code (onExitCodes) or a condition of a failed pod, and its action FailJob ends the whole Job at once: backoffLimit is not consulted and nothing is tried again.",
    reads: ["Job", "events", "logs"],
    explains: ["job-failed", "job-retrying", "application-error", "container-exits", ...crashSymptoms],
  },
  function* (view) {
    for (const job of view.of("Job")) {
      const condition = listAt(job.fields, "status", "conditions").find(
        (one) => textAt(one, "reason") === "PodFailurePolicy",
      );
      const event = view.eventsOf(job.ref).find((one) => one.reason === "PodFailurePolicy");
      const message = event?.message ?? textAt(condition, "message");
      if (!condition && !event) continue;
      const [, container, , code, action = "FailJob", index] = followed.exec(message) ?? [];
      if (action === "Ignore" || action === "Count") continue;
      const limit = numberAt(job.fields, "spec", "backoffLimit");
      const said = lastWords(view, job.ref);
      const what = code ? `exit code ${code}${container ? ` of container ${container}` : ""}` : "a failed pod";
      yield {
        object: job.ref,
        summary: `${nameOf(job.ref)} failed at once by its podFailurePolicy: ${what} matches its ${action} rule${index ? ` at index ${index}` : ""}, so that backoffLimit${limit === undefined ? "" : ` (${limit})`} is not consulted and nothing is tried again${said ? `; the pod's last line: "${saidIn(said.text).slice(0, 120)}"` : ""}.`,
        evidence: [
          event?.line,
          condition ? job.cite("status", "conditions", "Failed") : undefined,
          job.cite("spec", "podFailurePolicy"),
          said,
        ],
        related: unique([
          ...ownersOf(view, job.ref),
          ...podsOf(view)
            .filter(({ ref }) => isOf(view, ref, job.ref))
            .map(({ ref }) => ref),
        ]),
        next: said
          ? []
          : [
              ...logs(job.ref, "Shows why the pod ended with this code."),
              ...describe(job.ref, "Shows its policy and its events."),
            ],
        fix: fixByHand(
          `Mend what ends the pod${code ? ` with exit code ${code}` : ""}, or relax the rule of spec.podFailurePolicy if such a failure shall be tried again.`,
          [],
        ),
      };
    }
  },
);

/** Jobs that their own policy ends. */
export const podFailurePolicyRules: readonly Rule[] = [byPolicy];
