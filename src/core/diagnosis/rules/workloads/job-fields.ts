import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { numberAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { cronFields, withoutZone } from "../../workloads/cron-fields.ts";

const removed = defineRule(
  {
    code: "job-removed-by-ttl",
    title: "Job was removed by its ttlSecondsAfterFinished",
    about:
      "A Job (and with it its pod and log) is not found, because ttlSecondsAfterFinished removes it so many seconds after it ended, whether it completed or failed. What it wrote is only left where logs are collected.",
    reads: ["errors", "CronJob"],
    explains: ["not-found"],
  },
  function* (view) {
    for (const error of view.errors) {
      const { object } = error;
      if (error.code !== "not-found" || !object || !["Job", "Pod"].includes(object.kind)) continue;
      const owner = view
        .of("CronJob")
        .find(
          ({ ref }) =>
            ref.namespace === object.namespace &&
            object.name.startsWith(`${ref.name}-`) &&
            /^\d{8,10}(?:-|$)/.test(object.name.slice(ref.name.length + 1)),
        );
      const path = ["spec", "jobTemplate", "spec", "ttlSecondsAfterFinished"];
      const ttl = numberAt(owner?.fields, ...path);
      if (!owner || ttl === undefined) continue;
      yield {
        object: owner.ref,
        severity: "warning",
        confidence: "likely",
        summary: `Jobs of ${nameOf(owner.ref)} are removed ${ttl}s after they end (ttlSecondsAfterFinished: ${ttl}), with their pods and logs: ${object.kind} ${object.name} is not found for that reason.`,
        evidence: [owner.cite(...path), error.line],
        related: [object],
        next: describe(owner.ref, "Shows when its last run was and what became of it."),
        fix: fixByHand(
          "Raise ttlSecondsAfterFinished, so that a failed run can still be looked at, or collect its logs.",
          [],
        ),
      };
    }
  },
);

/** A zone that is not UTC, as people and programs write it. */
const zone =
  /\b[A-Z][a-z]+\/[A-Z][A-Za-z_]+\b|[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)? ?[+-](?!00:?00)\d\d:?\d\d\b|\b(?:CES?T|[ECMP][SD]T|JST|IST|AES?T|SGT|HKT|BRT|MSK|local time)\b/;

const isLate =
  /not (?:yet|there|found|available|ready)|no \w+ (?:for|yet)|missing|\blate\b|expected|stale|outdated|too (?:early|late)|does not exist|overdue/i;

/** The one time of day at which a schedule runs, as minutes and hours are written. */
const timeOf = (cronJob: ObservedObject): RegExp | undefined => {
  const fields = cronFields(textAt(cronJob.fields, "spec", "schedule"));
  if (fields?.minutes.size !== 1 || fields.hours.size !== 1) return undefined;
  const [minute] = fields.minutes;
  const [hour] = fields.hours;
  return new RegExp(`(?<![\\d:])0?${hour}:${`${minute}`.padStart(2, "0")}(?![\\d])`);
};

const complaintOf = (view: ClusterView, cronJob: ObservedObject) => {
  const time = timeOf(cronJob);
  if (time === undefined) return undefined;
  for (const log of logsOfView(view).filter(({ object }) => object.namespace === cronJob.ref.namespace))
    for (const { last, level } of log.templates) {
      const said: Line = last;
      const text = said.text.replace(/^\S{0,12}\d{4}-\d\d-\d\d[T ][\d:.,]{5,18}/, "");
      if (level !== "info" && zone.test(said.text) && time.test(text) && isLate.test(text))
        return { log, said, zone: zone.exec(text)?.[0] ?? zone.exec(said.text)![0] };
    }
  return undefined;
};

const otherZone = defineRule(
  {
    code: "cron-job-in-other-time-zone",
    title: "CronJob runs by another time zone than is expected",
    about:
      "A schedule without timeZone counts in the zone of the controller manager, which is UTC nearly everywhere. What expects its result at that time of another zone finds it hours too early or too late.",
    reads: ["CronJob", "logs"],
    explains: [
      "application-error",
      "file-missing",
      "uncaught-exception",
      "crash-loop",
      "container-exits",
      "job-failed",
    ],
  },
  function* (view) {
    for (const cronJob of view.of("CronJob")) {
      const schedule = textAt(cronJob.fields, "spec", "schedule");
      if (textAt(cronJob.fields, "spec", "timeZone") !== "" || withoutZone(schedule) !== schedule.trim()) continue;
      const found = complaintOf(view, cronJob);
      if (found === undefined) continue;
      yield {
        object: cronJob.ref,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(cronJob.ref)} has no timeZone, so that its schedule "${schedule}" is in UTC, and ${nameOf(found.log.object)} expects it at that time of ${found.zone.replace(/^[T ][\d:.,]+ ?/, "UTC")}.`,
        evidence: [cronJob.cite("spec", "schedule"), found.said],
        related: unique([found.log.object, ...ownersOf(view, found.log.object)]),
        fix: fixByHand(
          "Set spec.timeZone of the CronJob to the zone that is meant (such as Europe/Berlin).",
          describe(cronJob.ref, "Shows its schedule and zone."),
        ),
      };
    }
  },
);

/** Jobs that come or go at other times than somebody expects. */
export const jobFieldRules: readonly Rule[] = [removed, otherZone];
