import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedEvent, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { listAt, numberAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list, logs } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { cronPeriod, neverComes } from "../../workloads/cron-period.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";
import { waitOfRun } from "../../workloads/waits-of-run.ts";

/** The run of a CronJob that has neither completed nor failed, with the pod that does its work. */
type Run = {
  readonly job: ObjectRef;
  readonly pod: PodReading | undefined;
  readonly age: string;
  readonly lines: readonly (Line | undefined)[];
};

const isOf = (view: ClusterView, ref: ObjectRef, cronJob: ObjectRef): boolean =>
  ref.namespace === cronJob.namespace &&
  (ownersOf(view, ref).some((one) => one.kind === "CronJob" && one.name === cronJob.name) ||
    (ref.name.startsWith(`${cronJob.name}-`) && /^\d{8,10}$/.test(ref.name.slice(cronJob.name.length + 1))));

const isUnfinished = (job: ObservedObject): boolean =>
  !/^(?:Failed|Complete|Suspended)/.test(job.printed.get("STATUS")?.value ?? "") &&
  (numberAt(job.fields, "status", "succeeded") ?? 0) === 0 &&
  listAt(job.fields, "status", "conditions").every((one) => textAt(one, "status") !== "True");

const podOf = (view: ClusterView, job: ObjectRef): PodReading | undefined =>
  podsOf(view).find(
    (pod) =>
      pod.ref.namespace === job.namespace &&
      pod.health !== "done" &&
      pod.health !== "gone" &&
      pod.ref.name.startsWith(`${job.name}-`),
  );

/** The oldest run that still goes on: as the CronJob lists it, among the Jobs, else the Job that an unfinished pod is named after. */
const activeRun = (view: ClusterView, cronJob: ObjectRef): Run | undefined => {
  const object = view.object(cronJob);
  if (object?.printed.get("ACTIVE")?.value === "0") return undefined;
  const listed = listAt(object?.fields, "status", "active")
    .map((one) => textAt(one, "name"))
    .filter((name) => name !== "" && name !== "<none>");
  const jobs = view.of("Job").filter((job) => isOf(view, job.ref, cronJob) && isUnfinished(job));
  const ofPods = podsOf(view)
    .filter((pod) => pod.health !== "done" && pod.health !== "gone")
    .map((pod) => ({ ...cronJob, kind: "Job", name: pod.ref.name.replace(/-[a-z0-9]{5}$/, "") }))
    .filter((job) => isOf(view, job, cronJob))
    .filter((job) => {
      const seen = view.object(job);
      return seen === undefined || isUnfinished(seen);
    });
  const names = [...new Set([...listed, ...jobs.map((job) => job.ref.name), ...ofPods.map((job) => job.name)])].sort();
  if (names[0] === undefined) return undefined;
  const job = { ...cronJob, kind: "Job", name: names[0] };
  const pod = podOf(view, job);
  const shown = view.object(job);
  const age =
    shown?.printed.get("DURATION")?.value || shown?.printed.get("AGE")?.value || pod?.object?.printed.get("AGE")?.value;
  return {
    job,
    pod,
    age: age && ageSeconds(age) !== null ? age : "",
    lines: [shown?.printed.get("STATUS")?.line ?? shown?.cite(), pod?.line, object?.cite("status", "active")],
  };
};

/** What the run wrote: its last lines tell what it hangs at. */
const writtenBy = (view: ClusterView, { job, pod }: Run): readonly Line[] =>
  [...(pod ? view.logsOf(pod.ref) : []), ...view.logsOf(job)]
    .flatMap((log) => log.tail)
    .filter((line) => line.text.trim() !== "");

const draftOf = (view: ClusterView, cronJob: ObjectRef, run: Run, event: ObservedEvent | undefined): Draft => {
  const object = view.object(cronJob);
  const written = writtenBy(view, run);
  const said = written.at(-1);
  const wait = waitOfRun(view, run.job, written);
  const since = run.age ? ` since ${run.age}` : "";
  const status = run.pod && run.pod.status !== "" ? ` (its pod ${run.pod.ref.name} is ${run.pod.status})` : "";
  const doing = said ? `; the last that it wrote is "${saidIn(said.text).slice(0, 120)}"` : "";
  const policy = textAt(object?.fields, "spec", "concurrencyPolicy");
  const forbid = `${event || policy ? "" : "most likely "}Forbid${event ? ` (${event.reason})` : ""}`;
  return {
    object: cronJob,
    severity: event && !run.age ? "warning" : "critical",
    confidence: event ? "confirmed" : "likely",
    summary: wait
      ? `${nameOf(run.job)} ${run.age ? "hangs" : "is still active"}${since}: it ${wait.words}; as concurrencyPolicy is ${forbid}, ${nameOf(cronJob)} starts no other run meanwhile.`
      : `${nameOf(cronJob)} starts no new Job, as its earlier ${nameOf(run.job)} is still active${since}${status} and its concurrencyPolicy is ${forbid}${doing}.`,
    evidence: [
      ...(wait?.lines ?? []),
      event?.line,
      ...run.lines,
      object?.cite("spec", "concurrencyPolicy"),
      wait ? undefined : said,
    ],
    related: unique([run.job, ...(run.pod ? [run.pod.ref] : [])]),
    next: said
      ? []
      : [
          ...logs(run.pod?.ref ?? run.job, "Shows what the run hangs at."),
          ...describe(cronJob, "Shows its schedule, concurrency policy and active Jobs."),
        ],
    fix: fixByHand(
      `${wait?.isStale ? "Take the stale lock away with the program's own command (unlock), then delete" : "Delete"} ${nameOf(run.job)}, so that the next run starts; give the Job an activeDeadlineSeconds and its program time-outs, so that a run cannot hang for ever.`,
      list("jobs", cronJob.namespace, "Shows whether the next run starts."),
    ),
  };
};

/** A CronJob with no event that says so, whose run lasts longer than two of its periods. */
const heldBack = (view: ClusterView, cronJob: ObservedObject): Run | undefined => {
  const policy = textAt(cronJob.fields, "spec", "concurrencyPolicy");
  const period = cronPeriod(textAt(cronJob.fields, "spec", "schedule"));
  const since = ageSeconds(cronJob.printed.get("LAST SCHEDULE")?.value ?? "");
  if (period === undefined || textAt(cronJob.fields, "spec", "suspend").toLowerCase() === "true") return undefined;
  if (policy !== "Forbid" && !(policy === "" && since !== null && since > 2 * period)) return undefined;
  const run = activeRun(view, cronJob.ref);
  return run && (ageSeconds(run.age) ?? 0) > 2 * period ? run : undefined;
};

const troubles =
  /^(?:MissSchedule|FailedNeedsStart|TooManyMissedTimes|UnparseableSchedule|InvalidSchedule|UnknownTimeZone|JobAlreadyActive|FailedCreate)$/;

/** What keeps a CronJob from ever starting, as its own fields show. */
const neverStarts = (cronJob: ObservedObject): Draft | undefined => {
  const schedule = textAt(cronJob.fields, "spec", "schedule");
  if (neverComes(schedule))
    return {
      object: cronJob.ref,
      summary: `${nameOf(cronJob.ref)} never starts a Job: its schedule "${schedule}" names a date that no such month has.`,
      evidence: [cronJob.cite("spec", "schedule"), cronJob.printed.get("SCHEDULE")?.line],
      fix: fixByHand("Correct the day of the month or the month in spec.schedule.", []),
    };
  const deadline = numberAt(cronJob.fields, "spec", "startingDeadlineSeconds");
  if (deadline === undefined || deadline >= 10 || textAt(cronJob.fields, "status", "lastScheduleTime") !== "")
    return undefined;
  return {
    object: cronJob.ref,
    severity: "warning",
    confidence: "likely",
    summary: `${nameOf(cronJob.ref)} has startingDeadlineSeconds ${deadline}: the controller looks only every 10 seconds, so that with less than 10 its starts are taken as missed.`,
    evidence: [cronJob.cite("spec", "startingDeadlineSeconds")],
    fix: fixByHand("Raise startingDeadlineSeconds above 10, or leave it out.", []),
  };
};

/** The deadline that lets starts be missed: a controller that was away, or busy, comes a few seconds late. */
const shortDeadline = (view: ClusterView, { object, reason }: ObservedEvent): string => {
  const deadline = numberAt(view.object(object)?.fields, "spec", "startingDeadlineSeconds");
  return reason === "MissSchedule" && deadline !== undefined && deadline < 60
    ? `, as its startingDeadlineSeconds is ${deadline}${deadline < 10 ? " and the controller looks only every 10 seconds" : ", and a start that comes later is left out"}`
    : "";
};

const missed = defineRule(
  {
    code: "cronjob-not-starting",
    title: "CronJob does not start its Jobs",
    about:
      "The CronJob missed start times, is held back by a run that has not ended (concurrencyPolicy Forbid), or has a schedule or time zone that cannot be read. A run that hangs holds back all that follow, without any error.",
    reads: ["CronJob", "Job", "Pod", "events", "logs"],
    explains: ["database-locked", "stale-lock-file"],
  },
  function* (view) {
    const told = new Set<string>();
    for (const event of view.events) {
      if (event.object.kind !== "CronJob" || !troubles.test(event.reason)) continue;
      const run = event.reason === "JobAlreadyActive" ? activeRun(view, event.object) : undefined;
      if (run) told.add(event.object.name);
      yield run
        ? draftOf(view, event.object, run, event)
        : {
            object: event.object,
            severity: "warning",
            summary: `${nameOf(event.object)} does not start its Job as planned${shortDeadline(view, event)}: ${event.message.slice(0, 240)} (${event.reason})${event.reason === "JobAlreadyActive" ? "; an earlier run of it is still active" : ""}.`,
            evidence: [
              event.line,
              shortDeadline(view, event) && view.object(event.object)?.cite("spec", "startingDeadlineSeconds"),
            ].map((line) => line || undefined),
            next: [
              ...describe(event.object, "Shows its schedule, concurrency policy and active Jobs."),
              ...list("jobs", event.object.namespace, "Shows which of its Jobs has not ended."),
            ],
          };
    }
    for (const cronJob of view.of("CronJob")) {
      const run = told.has(cronJob.ref.name) ? undefined : heldBack(view, cronJob);
      if (run) yield draftOf(view, cronJob.ref, run, undefined);
      const never = neverStarts(cronJob);
      if (never) yield never;
    }
  },
);

/** CronJobs whose time comes and that start nothing. */
export const cronJobRules: readonly Rule[] = [missed];
