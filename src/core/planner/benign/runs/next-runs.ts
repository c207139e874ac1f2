import { textAt } from "../../../diagnosis/objects/fields.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { jobs, runsOf } from "../../well/sound-runs.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { atLeast, nowOf } from "../reading/now.ts";
import { expectsMore, stamp, zoneOf } from "./first-runs.ts";
import { jobClock, minuteOf, unitOf } from "./job-clock.ts";
import { isToldMissed } from "./late-runs.ts";
import { nextDue } from "./next-due.ts";

const notYetDue = defineBenign(
  {
    code: "next-run-not-yet-due",
    title: "CronJob that comes seldom and is not due yet",
    about:
      "A CronJob that runs once a week, a month or a year shows no run for a long time, and none was missed: by its schedule the first run after the last one lies ahead. Said where a clock, the age of Jobs or LAST SCHEDULE tells how late it may be now; not where the date has passed, the CronJob is suspended, its last run failed, or an event tells of a missed run; a run that was due and is not shown leaves a doubt.",
    reads: ["CronJob", "Job", "Event"],
    asked:
      /\b(?:miss\w*|skip\w*|forg\w*|no (?:new )?(?:jobs?|runs?|pods?)|last schedule\w*|lastschedule\w*|since|ago|stopped|dead|ignor\w*|overdue|late)\b|(?:\bnot|n't|\bnothing|\bnever)\b[^?.!\n]{0,40}\b(?:run|ran|running|start\w*|fir(?:e|es|ed|ing)|trigger\w*|schedul\w*|happen\w*|execut\w*)\b/,
    onlyAsked: true,
    unless: expectsMore,
  },
  function* (view, question) {
    for (const object of view.of("CronJob")) {
      const schedule = textAt(object.fields, "spec", "schedule") || (object.printed.get("SCHEDULE")?.value ?? "");
      const isOff = /^true$/i.test(object.printed.get("SUSPEND")?.value ?? textAt(object.fields, "spec", "suspend"));
      if (schedule === "" || isOff || isToldMissed(object, view)) continue;
      const overdue = overdueSince(object, schedule, view);
      if (overdue !== null) {
        yield overdue;
        continue;
      }
      const newest = runsOf(view, object.ref).at(-1);
      const run = newest === undefined ? null : jobs(newest, view);
      if (newest !== undefined && run?.isWell !== true) continue;
      const told = byClock(object, schedule, view, question.text) ?? byAge(object, schedule, view);
      if (told === null) continue;
      yield {
        ref: object.ref,
        about: newest === undefined ? [] : [newest.ref],
        text: `CronJob ${object.ref.name} has not missed a run: its schedule is "${schedule}" (${zoneOf(object, schedule)}), ${told}; it is not suspended${newest === undefined ? "" : `, and its last run ${newest.ref.name} completed`}`,
        lines: [
          object.cite("spec", "schedule"),
          object.printed.get("LAST SCHEDULE")?.line ?? object.cite("status", "lastScheduleTime"),
          newest?.cite(),
        ],
      };
    }
  },
);

/** A run that was due after the last one, and of which nothing is shown a quarter of an hour later. */
function overdueSince(object: ObservedObject, schedule: string, view: ClusterView) {
  const last = lastRun(object, view);
  const now = nowOf(view)?.at ?? jobClock(view)?.from ?? null;
  const due = last === null ? null : nextDue(schedule, zoneOf(object, schedule), last);
  if (last === null || now === null || due === null || now < due + 900_000) return null;
  return {
    ref: object.ref,
    text: `CronJob ${object.ref.name} last ran on ${stamp(last)}, by its schedule "${schedule}" it was due again on ${stamp(due)}, and no run since then is shown`,
    lines: [object.cite("spec", "schedule"), object.cite("status", "lastScheduleTime")],
    isDoubt: true as const,
  };
}

/** When it ran last, as its status or its newest Job tells. */
function lastRun(object: ObservedObject, view: ClusterView): number | null {
  const scheduled = Date.parse(textAt(object.fields, "status", "lastScheduleTime"));
  const made = minuteOf(runsOf(view, object.ref).at(-1));
  return Number.isNaN(scheduled) ? made : Math.max(scheduled, made ?? 0);
}

/** When it ran last and when it is due next, where that is later than it may be now. */
function byClock(object: ObservedObject, schedule: string, view: ClusterView, asked: string): string | null {
  const last = lastRun(object, view);
  const now = latestNow(view);
  if (last === null || now === null) return null;
  const due = nextDue(schedule, zoneOf(object, schedule), last);
  return due === null || due <= Math.max(now, saidNow(asked, last))
    ? null
    : `it last ran on ${stamp(last)}, and the next run is due on ${stamp(due)}, which has not come yet`;
}

/** What the question says itself of how late it is: a date, or for how long nothing has run. */
function saidNow(asked: string, last: number): number {
  const dates = [...asked.matchAll(/\b\d{4}-\d{2}-\d{2}\b/g)].map(([date]) => Date.parse(date));
  const spans = [...asked.matchAll(/\b(\d{1,4}) ?(days?|d|weeks?|w)\b/gi)].map(
    ([, count, unit]) => last + Number(count) * (/^w/i.test(unit!) ? 7 : 1) * 86_400_000,
  );
  return Math.max(0, ...dates.filter((date) => !Number.isNaN(date)), ...spans);
}

/** By LAST SCHEDULE alone: less than the shortest time that lies between two runs. */
function byAge(object: ObservedObject, schedule: string, view: ClusterView): string | null {
  const printed = object.printed.get("LAST SCHEDULE")?.value ?? "";
  const age = ageSeconds(printed);
  const gap = age === null || latestNow(view) !== null ? null : shortestGap(schedule);
  if (age === null || gap === null || age + unitOf(printed) > gap) return null;
  return `it last ran ${printed} ago, and between two runs lie ${Math.floor(gap / 86_400)} days at least, so that the next one has not come yet`;
}

/** The shortest time between two runs of a schedule that comes once a day at most, in seconds. */
function shortestGap(schedule: string): number | null {
  let [at, gap] = [Date.UTC(2025, 0, 1), Number.POSITIVE_INFINITY];
  for (let run = 0; run < 400; run++) {
    const next = nextDue(schedule, "UTC", at);
    if (next === null) return null;
    if (run > 0) gap = Math.min(gap, next - at);
    if (gap < 86_400_000) return null;
    at = next;
  }
  return gap / 1000;
}

/** The latest that it may be: by a clock, else by the Jobs of CronJobs. */
function latestNow(view: ClusterView): number | null {
  const clock = nowOf(view)?.at ?? jobClock(view)?.to;
  return clock === undefined ? null : Math.max(clock, atLeast(view) ?? 0);
}

export const nextRuns: readonly BenignRule[] = [notYetDue];
