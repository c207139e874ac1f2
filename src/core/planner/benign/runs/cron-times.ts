import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { runsOf } from "../../well/sound-runs.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { fewRuns } from "./kept-runs.ts";
import { isBehind } from "./late-runs.ts";

const timeZones = defineBenign(
  {
    code: "cron-job-in-its-time-zone",
    title: "CronJob that runs by its time zone",
    about:
      "kubectl and the API print times in UTC, a schedule is read in spec.timeZone (without one in that of the controller manager, mostly UTC). The run was started at just the minute that the schedule means there. Not where runs were missed since then, or one is active for longer than a period.",
    reads: ["CronJob", "Job"],
    asked:
      /\b(?:late|early|earlier|later|hours?|time ?zones?|utc|when|o'clock|schedul\w*|delay\w*|wrong time|too soon|clock|summer|dst|offset|off|am|pm|\d{1,2}:\d{2}z?)\b/,
  },
  function* (view, question) {
    for (const object of view.of("CronJob")) {
      const schedule = textAt(object.fields, "spec", "schedule") || (object.printed.get("SCHEDULE")?.value ?? "");
      const own = /^(\d{1,2}) (\d{1,2}) /.exec(schedule);
      const run = lastRun(object, view);
      const inSchedule = /^(?:CRON_)?TZ=(\S{1,60}) /.exec(schedule)?.[1];
      const zone = textAt(object.fields, "spec", "timeZone") || inSchedule || cellOf(object, "TIMEZONE");
      if (own === null || run === null || isSuspended(object) || isBehind(object, view, question.text)) continue;
      const local = inZone(run.at, zone === "" ? "UTC" : zone);
      const wanted = `${own[2]!.padStart(2, "0")}:${own[1]!.padStart(2, "0")}`;
      if (local !== wanted) continue;
      const utc = new Date(run.at).toISOString().slice(11, 16);
      yield {
        ref: object.ref,
        about: runsOf(view, object.ref).map(({ ref }) => ref),
        text:
          zone === ""
            ? `CronJob ${object.ref.name} runs on time: its schedule "${schedule}" has no timeZone and so means UTC, and its run started at ${utc} UTC`
            : `CronJob ${object.ref.name} runs on time: its schedule "${schedule}" is meant in timeZone ${zone}, where ${wanted} is ${utc} UTC, and at ${utc} UTC its run started`,
        lines: [object.cite("spec", "timeZone"), object.cite("spec", "schedule"), run.line],
      };
    }
  },
);

const cellOf = (object: ObservedObject, heading: string): string => {
  const value = object.printed.get(heading)?.value ?? "";
  return value === "<none>" ? "" : value;
};

const isSuspended = (object: ObservedObject): boolean =>
  textAt(object.fields, "spec", "suspend") === "true" || /^true$/i.test(cellOf(object, "SUSPEND"));

/** The moment for which it was last started, to the minute. */
function lastRun(object: ObservedObject, view: ClusterView) {
  const scheduled = Date.parse(textAt(object.fields, "status", "lastScheduleTime"));
  if (!Number.isNaN(scheduled)) return { at: scheduled, line: object.cite("status", "lastScheduleTime") };
  const job = runsOf(view, object.ref).at(-1);
  const minute = Number(/-(\d{8})$/.exec(job?.ref.name ?? "")?.[1] ?? Number.NaN);
  const started = Date.parse(textAt(job?.fields, "status", "startTime"));
  const at = Number.isNaN(started) ? minute * 60_000 : started;
  return job === undefined || Number.isNaN(at) ? null : { at, line: job.cite() };
}

function inZone(at: number, zone: string): string | null {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).format(at);
  } catch {
    return null;
  }
}

export const cronTimes: readonly BenignRule[] = [timeZones, fewRuns];
