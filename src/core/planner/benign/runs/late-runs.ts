import { textAt } from "../../../diagnosis/objects/fields.ts";
import { cronPeriod } from "../../../diagnosis/workloads/cron-period.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { jobs, runsOf } from "../../well/sound-runs.ts";
import { atLeast } from "../reading/now.ts";
import { jobClock } from "./job-clock.ts";

/**
 * Whether a CronJob has missed runs, or is told to: its last one lies back by more than its period, a Job of it has been active for that
 * long, an event says so, or nothing has come since some day.
 */
export function isBehind(object: ObservedObject, view: ClusterView, asked: string): boolean {
  if (lacking.test(asked) || isToldMissed(object, view)) return true;
  const schedule = textAt(object.fields, "spec", "schedule") || (object.printed.get("SCHEDULE")?.value ?? "");
  const period = cronPeriod(schedule);
  if (period === undefined) return false;
  const most = period * 1.05 + 600;
  if ((ageSeconds(object.printed.get("LAST SCHEDULE")?.value ?? "") ?? 0) > most) return true;
  const now = atLeast(view) ?? jobClock(view)?.from ?? null;
  const last = Date.parse(textAt(object.fields, "status", "lastScheduleTime"));
  if (now !== null && now - last > most * 1000) return true;
  return runsOf(view, object.ref).some(
    (job) => jobs(job, view)?.isWell === null && (ageSeconds(job.printed.get("AGE")?.value ?? "") ?? 0) > period,
  );
}

/** Whether an event says that a run was missed or could not be started. */
export const isToldMissed = ({ ref }: ObservedObject, view: ClusterView): boolean =>
  view.eventsOf(ref).some(({ reason }) => missed.test(reason));

const missed = /^(?:MissSchedule|FailedNeedsStart|TooManyMissedTimes|JobAlreadyActive|FailedCreate|InvalidSchedule)$/;
const lacking =
  /\b(?:no|not|never|nothing|nobody|without)\b[^?.!\n]{0,80}\bsince\b|n't\b[^?.!\n]{0,80}\bsince\b|\b(?:no|not|never|nothing)\b[^?.!\n]{0,40}\b(?:run|ran|runs|start\w*|fir(?:e|es|ed)|jobs?|happen\w*|trigger\w*)\b[^?.!\n]{0,40}\bfor (?:(?:\d{1,4}|a|two|three|four|many|several|some|over|more than) ){0,2}(?:hours?|days?|weeks?|months?|years?)\b|\bno new (?:jobs?|runs?|pods?|dumps?|backups?)\b|\bstopped (?:running|starting|firing)\b/i;
