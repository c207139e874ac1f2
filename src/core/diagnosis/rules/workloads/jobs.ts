import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, fixWith } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { statedNote } from "../../logs/stated-note.ts";
import { listAt, numberAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, list, logs, suggest } from "../../objects/reads.ts";
import { ownersOf } from "../../objects/relations.ts";
import { stoppedQueueOf } from "../../products/stopped-queues.ts";
import { podsOf } from "../../workloads/pods.ts";

const failed = defineRule(
  {
    code: "job-failed",
    title: "Job failed",
    about:
      "The Job has given up: its pods failed more often than backoffLimit allows (BackoffLimitExceeded), or it ran longer than activeDeadlineSeconds (DeadlineExceeded). Why its pods fail stands in their logs.",
    reads: ["Job", "events"],
  },
  function* (view) {
    for (const job of view.of("Job")) {
      const condition = listAt(job.fields, "status", "conditions").find(
        (one) => textAt(one, "type") === "Failed" && textAt(one, "status") === "True",
      );
      const event = view
        .eventsOf(job.ref)
        .find((one) => one.reason === "BackoffLimitExceeded" || one.reason === "DeadlineExceeded");
      if (!condition && !event) continue;
      const reason = textAt(condition, "reason") || event?.reason || "";
      if (reason === "DeadlineExceeded" || reason === "PodFailurePolicy") continue;
      const message = textAt(condition, "message") || event?.message || "";
      const pods = podsOf(view).filter((pod) =>
        ownersOf(view, pod.ref).some((owner) => owner.kind === "Job" && owner.name === job.ref.name),
      );
      yield {
        object: job.ref,
        summary: `${nameOf(job.ref)} has failed${reason ? `: ${reason}` : ""}${message ? ` (${message.slice(0, 320)})` : ""}.`,
        evidence: [
          event?.line,
          condition ? (job.printed.get("STATUS")?.line ?? job.cite("status", "conditions", "Failed")) : undefined,
        ],
        related: [...ownersOf(view, job.ref), ...pods.map((pod) => pod.ref)],
        next: [
          ...logs(pods[0]?.ref ?? job.ref, "Shows what its pods say before they fail."),
          ...describe(job.ref, "Shows its limits and its events."),
        ],
      };
    }
  },
);

const pastDeadline = defineRule(
  {
    code: "job-deadline-exceeded",
    title: "Job ended by its deadline",
    about:
      "The Job ran longer than its activeDeadlineSeconds, and Kubernetes ended its pods. Their program did not fail; it was slow, waited for something, or its pod never started.",
    reads: ["Job", "events"],
    explains: [
      "container-killed",
      "container-exits",
      "job-retrying",
      "pod-not-ready",
      "frequent-restarts",
      "application-error",
    ],
  },
  function* (view) {
    for (const job of view.of("Job")) {
      const condition = listAt(job.fields, "status", "conditions").find(
        (one) => textAt(one, "reason") === "DeadlineExceeded",
      );
      const event = view.eventsOf(job.ref).find((one) => one.reason === "DeadlineExceeded");
      if (!condition && !event) continue;
      const limit = textAt(job.fields, "spec", "activeDeadlineSeconds");
      const pods = podsOf(view).filter((pod) =>
        ownersOf(view, pod.ref).some((owner) => owner.kind === "Job" && owner.name === job.ref.name),
      );
      yield {
        object: job.ref,
        summary: `${nameOf(job.ref)} was ended because it ran longer than its deadline${limit ? ` (activeDeadlineSeconds ${limit})` : ""}: DeadlineExceeded (${textAt(condition, "message") || event?.message || "Job was active longer than specified deadline"}).`,
        evidence: [
          event?.line,
          condition ? job.cite("status", "conditions", "Failed") : undefined,
          limit ? job.cite("spec", "activeDeadlineSeconds") : undefined,
        ],
        related: [...ownersOf(view, job.ref), ...pods.map((pod) => pod.ref)],
        next: [
          ...logs(pods[0]?.ref ?? job.ref, "Shows how far it came."),
          ...describe(job.ref, "Shows its deadline and its events."),
        ],
        fix: fixByHand(
          "Raise activeDeadlineSeconds, or find out what it waits for.",
          describe(job.ref, "Shows how it ended."),
        ),
      };
    }
  },
);

const retrying = defineRule(
  {
    code: "job-retrying",
    title: "Job's pods fail",
    about: "Pods of the Job have failed, and it still tries again.",
    reads: ["Job", "Pod"],
  },
  function* (view) {
    for (const job of view.of("Job")) {
      const failures = numberAt(job.fields, "status", "failed") ?? 0;
      const succeeded = numberAt(job.fields, "status", "succeeded") ?? 0;
      const wanted = numberAt(job.fields, "spec", "completions") ?? 1;
      const isOver = listAt(job.fields, "status", "conditions").some(
        (one) => /^(?:Failed|Complete)$/.test(textAt(one, "type")) && textAt(one, "status") === "True",
      );
      if (
        failures === 0 ||
        succeeded >= wanted ||
        isOver ||
        view
          .eventsOf(job.ref)
          .some((one) => /^(?:BackoffLimitExceeded|DeadlineExceeded|PodFailurePolicy)$/.test(one.reason))
      )
        continue;
      const limit = numberAt(job.fields, "spec", "backoffLimit");
      const pods = podsOf(view).filter((pod) =>
        ownersOf(view, pod.ref).some((owner) => owner.kind === "Job" && owner.name === job.ref.name),
      );
      yield {
        object: job.ref,
        severity: "warning",
        summary: `${failures} pod${failures > 1 ? "s" : ""} of ${nameOf(job.ref)} failed${limit === undefined ? "" : ` (backoff limit ${limit})`}, and ${succeeded} of ${wanted} completed.`,
        evidence: [job.cite("status", "failed")],
        related: [...ownersOf(view, job.ref), ...pods.map((pod) => pod.ref)],
        next: logs(
          pods.find((pod) => pod.health === "failing")?.ref ?? job.ref,
          "Shows what its pods say before they fail.",
        ),
      };
    }
  },
);

/** A Job that a queue (Kueue) holds back, with what its Workload is told. */
const queuedFor = (view: ClusterView, job: ObjectRef): Draft | undefined => {
  if (job.kind !== "Job") return undefined;
  const workload = view
    .of("Workload")
    .find(
      ({ ref }) =>
        ref.namespace === job.namespace &&
        ref.name.startsWith(`job-${job.name}-`) &&
        /^[a-z0-9]{5}$/.test(ref.name.slice(`job-${job.name}-`.length)),
    );
  const condition = listAt(workload?.fields, "status", "conditions").find(
    (one) => textAt(one, "type") === "QuotaReserved" && textAt(one, "status") === "False",
  );
  const event = workload && view.eventsOf(workload.ref).find((one) => one.reason === "Pending");
  const message = textAt(condition, "message") || event?.message || "";
  if (!workload || message === "") return undefined;
  const queue = textAt(workload.fields, "spec", "queueName") || workload.printed.get("QUEUE")?.value;
  return {
    object: job,
    severity: "warning",
    summary: `${nameOf(job)} is suspended by its queue${queue ? ` ${queue}` : ""} (Kueue) and gets no pods until quota is free: ${message}.`,
    evidence: [
      condition ? workload.cite("status", "conditions", "QuotaReserved", "message") : event?.line,
      view.object(job)?.printed.get("STATUS")?.line,
    ],
    related: [workload.ref],
    next: [
      ...list("clusterqueues.kueue.x-k8s.io", undefined, "Shows the queues and what waits in them."),
      ...describe(workload.ref, "Shows what it waits for."),
    ],
    fix: fixByHand(
      "Wait until another workload of the queue ends, ask for less, or raise the quota of the ClusterQueue.",
      describe(workload.ref, "Shows whether quota is reserved."),
    ),
  };
};

/** A Job that waits in a queue which admits nothing, however much is free. */
const stoppedFor = (view: ClusterView, job: ObservedObject): Draft | undefined => {
  const queue = job.ref.kind === "Job" ? stoppedQueueOf(view, job) : undefined;
  if (queue === undefined) return undefined;
  return {
    object: job.ref,
    summary: `${nameOf(job.ref)} is kept suspended by Kueue and gets no pods, because ${queue.said}.`,
    evidence: [...queue.evidence, job.cite("spec", "suspend")],
    related: queue.related,
    fix: fixByHand(queue.mend, describe(job.ref, "Shows whether it was admitted and started.")),
  };
};

const suspended = defineRule(
  {
    code: "job-suspended",
    title: "Job or CronJob suspended",
    about:
      "A suspended CronJob starts no Jobs and a suspended Job no pods, until somebody sets suspend to false. A suspended CronJob is easily forgotten.",
    reads: ["CronJob", "Job"],
  },
  function* (view) {
    for (const object of [...view.of("CronJob"), ...view.of("Job")]) {
      const queued = queuedFor(view, object.ref);
      if (textAt(object.fields, "spec", "suspend").toLowerCase() !== "true" && !queued) continue;
      const stopped = stoppedFor(view, object) ?? queued;
      if (stopped) {
        yield stopped;
        continue;
      }
      const note = statedNote(object);
      yield {
        object: object.ref,
        severity: "info",
        summary: `${nameOf(object.ref)} is suspended and starts no ${object.ref.kind === "CronJob" ? `Jobs${textAt(object.fields, "spec", "schedule") ? ` (schedule ${textAt(object.fields, "spec", "schedule")})` : ""}` : "pods"}${note.text}.`,
        evidence: [object.printed.get("SUSPEND")?.line ?? object.cite("spec", "suspend"), note.line],
        related: ownersOf(view, object.ref),
        fix: fixWith(
          "Resume it if it shall run.",
          suggest(
            [
              "patch",
              object.ref.kind.toLowerCase(),
              object.ref.name,
              ...inNamespace(object.ref),
              `--patch='{"spec":{"suspend":false}}'`,
            ],
            "Lets it start again.",
          ),
          suggest(
            ["get", object.ref.kind.toLowerCase(), object.ref.name, ...inNamespace(object.ref)],
            "Shows whether it is active.",
          ),
        ),
      };
    }
  },
);

/** Jobs and CronJobs that fail, wait or do not start. */
export const jobRules: readonly Rule[] = [failed, pastDeadline, retrying, suspended];
