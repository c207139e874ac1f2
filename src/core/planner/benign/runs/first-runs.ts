import { textAt } from "../../../diagnosis/objects/fields.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { runsOf } from "../../well/sound-runs.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { atLeast, nowOf } from "../reading/now.ts";
import { isToldMissed } from "./late-runs.ts";
import { nextDue } from "./next-due.ts";

/** Somebody says that it should have run by now: then the schedule itself may be wrong. */
export const expectsMore =
  /\b(?:should|supposed|expect\w*|meant|must|has to|want\w*)\b[^.?!\n]{0,60}\b(?:every|each|daily|hourly|weekly|nightly|last night|yesterday|today|this morning)\b/;

const notYetDue = defineBenign(
  {
    code: "first-run-not-yet-due",
    title: "CronJob whose first run is still to come",
    about:
      "A CronJob has no last run (LAST SCHEDULE <none>, no lastScheduleTime) because its schedule has not come once since it was created. Said where creation, age or a clock show that the first date lies ahead; not where it has passed, the CronJob is suspended, or an event tells of a missed run.",
    reads: ["CronJob", "Job", "Event"],
    asked:
      /\b(?:never|nothing|none|not (?:once|yet|a single|one)|no (?:single )?(?:jobs?|runs?|pods?|history)|last schedule\w*|lastschedule\w*|(?:has|did|does|is|was)(?:n't| not)|not|without|unset|empty|missing|dead|ignored|trigger\w*|schedul\w*|fir(?:e|es|ed|st)|run|ran)\b/,
    unless: expectsMore,
  },
  function* (view) {
    for (const object of view.of("CronJob")) {
      const schedule = textAt(object.fields, "spec", "schedule") || (object.printed.get("SCHEDULE")?.value ?? "");
      if (schedule === "" || hasRun(object, view) || textAt(object.fields, "spec", "suspend") === "true") continue;
      if (isToldMissed(object, view)) continue;
      const zone = zoneOf(object, schedule);
      const life = lifeOf(object, view);
      const due = life === null ? null : nextDue(schedule, zone, life.created);
      if (life === null || due === null || due <= life.now) continue;
      yield {
        ref: object.ref,
        text: `CronJob ${object.ref.name} has not missed a run: it was created on ${stamp(life.created)}, and by its schedule "${schedule}" (${zone}) the first run since then is due on ${stamp(due)}, which has not come yet; it is not suspended`,
        lines: [
          object.cite("metadata", "creationTimestamp"),
          object.cite("spec", "schedule"),
          object.printed.get("LAST SCHEDULE")?.line,
        ],
      };
    }
  },
);

/** The time zone in which a schedule is read. */
export function zoneOf(object: ObservedObject, schedule: string): string {
  const inSchedule = /^(?:CRON_)?TZ=(\S{1,60}) /.exec(schedule)?.[1];
  const own = textAt(object.fields, "spec", "timeZone") || (object.printed.get("TIMEZONE")?.value ?? "");
  return inSchedule ?? (own.replace(/^<.{1,10}>$/, "") || "UTC");
}

export const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Whether it has run, or what was shown does not tell. */
function hasRun({ fields, printed, sources, ref }: ObservedObject, view: ClusterView): boolean {
  if (runsOf(view, ref).length > 0) return true;
  const time = (name: string) => textAt(fields, "status", name).replace(/^<(?:unset|none)>$/, "");
  if (time("lastScheduleTime") !== "" || time("lastSuccessfulTime") !== "") return true;
  const cell = printed.get("LAST SCHEDULE")?.value;
  return cell === undefined ? !sources.has("object") && !sources.has("describe") : !/^<(?:none|unset)>$/.test(cell);
}

/** When it was created, and the latest that it may be now: an age is cut to its last unit. */
function lifeOf(object: ObservedObject, view: ClusterView): { created: number; now: number } | null {
  const printed = object.printed.get("AGE")?.value ?? "";
  const age = ageSeconds(printed);
  const told = Date.parse(textAt(object.fields, "metadata", "creationTimestamp"));
  const clock = nowOf(view)?.at ?? null;
  const last = { s: 1, m: 60, h: 3600, d: 86_400 }[/([smhd])$/.exec(printed)?.[1] ?? ""] ?? 86_400 * 366;
  if (!Number.isNaN(told)) {
    const byAge = age === null ? null : told + (age + last) * 1000;
    const now = byAge ?? clock;
    return now === null ? null : { created: told, now: Math.max(now, atLeast(view) ?? 0) };
  }
  return age === null || clock === null ? null : { created: clock - (age + last) * 1000, now: clock };
}

export const firstRuns: readonly BenignRule[] = [notYetDue];
