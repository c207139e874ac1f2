import { listAt, numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import { cronPeriod } from "../../diagnosis/workloads/cron-period.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { enumerated } from "../wording.ts";
import { bad, type Check, good, inPlace, lookBy, open, type Part } from "./sound.ts";
import { about, type Look } from "./stand.ts";

export const jobs: Look = (object) => {
  const { ref, fields } = object;
  const conditions = listAt(fields, "status", "conditions").filter((one) => textAt(one, "status") === "True");
  const has = (type: string) => conditions.some((one) => textAt(one, "type") === type);
  const done = numberAt(fields, "status", "succeeded") ?? 0;
  const wanted = numberAt(fields, "spec", "completions") ?? 1;
  const failed = numberAt(fields, "status", "failed") ?? 0;
  const line = [object.cite("status", "conditions", "Complete"), object.cite()];
  const isDead = failed > 0 && done === 0 && numberAt(fields, "status", "active") === 0;
  if (has("Failed") || isDead) return { ref, isWell: false, text: `${about(ref)} has failed`, lines: [object.cite()] };
  if (has("Complete") || done >= wanted)
    return {
      ref,
      isWell: true,
      text: `${about(ref)} completed successfully (${done || wanted}/${wanted})${failed > 0 ? `, ${failed} failed ${failed === 1 ? "attempt was" : "attempts were"} retried` : ""}`,
      lines: line,
    };
  if (textAt(fields, "spec", "suspend") === "true" || has("Suspended"))
    return {
      ref,
      isWell: false,
      text: `${about(ref)} is suspended (${done}/${wanted} completions so far)`,
      lines: [object.cite("spec", "suspend")],
    };
  return {
    ref,
    isWell: null,
    text: `${about(ref)} is still running (${done}/${wanted} completions so far)`,
    lines: [object.cite()],
  };
};

/** Its newest finished Job says how a CronJob is; a failure before a success is over. Without one, what it says itself. */
export const cronJobs: Look = (object, view) => {
  const { ref } = object;
  const runs = runsOf(view, ref).flatMap((job) => {
    const stand = jobs(job, view);
    return stand === null || stand.isWell === null ? [] : [stand];
  });
  const newest = runs.at(-1);
  if (newest === undefined || (newest.isWell && isSuspended(object))) return lookBy(bySchedule)(object, view);
  const failed = runs.filter(({ isWell }) => isWell === false);
  const count = runs.length - 1 - runs.findLastIndex(({ isWell }) => isWell === false);
  const since =
    failed.length === 0
      ? ""
      : `; ${enumerated(
          failed.map((one) => one.ref.name),
          4,
        )} failed before, and the ${count === 1 ? "run" : `${count} runs`} since then succeeded`;
  const own = ownParts(object).map(({ text }) => text);
  return {
    ref,
    isWell: newest.isWell,
    text: newest.isWell
      ? `the newest run of ${about(ref)}, ${newest.ref.name}, completed successfully${since}${since === "" ? `, and it ${enumerated(own)}` : ""}`
      : `the newest run of ${about(ref)}, ${newest.ref.name}, failed`,
    lines: [
      ...(newest.isWell ? [object.cite()] : []),
      ...[newest, ...failed.slice(-1)].flatMap(({ lines }) => lines.slice(-1)),
    ],
  };
};

/** The Jobs of a CronJob, oldest first: their names end in the minute they were made for. */
export function runsOf(view: ClusterView, { name, namespace }: ObjectRef): readonly ObservedObject[] {
  const minute = (job: ObservedObject) => Number(/-(\d{6,10})$/.exec(job.ref.name)?.[1] ?? 0);
  return view
    .of("Job")
    .filter(
      ({ ref }) =>
        ref.namespace === namespace &&
        ref.name.startsWith(`${name}-`) &&
        /^-\d{6,10}$/.test(ref.name.slice(name.length)),
    )
    .toSorted((one, other) => minute(one) - minute(other));
}

const isSuspended = ({ fields, printed }: ObservedObject): boolean =>
  /^true$/i.test(printed.get("SUSPEND")?.value ?? textAt(fields, "spec", "suspend"));

function ownParts(object: ObservedObject): readonly Part[] {
  const schedule = textAt(object.fields, "spec", "schedule");
  return [
    isSuspended(object)
      ? bad("is suspended, so that it starts no run", object.cite("spec", "suspend"))
      : good("is not suspended", object.cite("spec", "suspend")),
    ...(schedule === "" ? [] : [good(`runs at "${schedule}"`, object.cite("spec", "schedule"))]),
  ];
}

/** Not suspended, scheduled, and the last run that was scheduled succeeded. */
const bySchedule: Check = (object, view) => {
  const ago = object.printed.get("LAST SCHEDULE")?.value ?? "";
  const at = textAt(object.fields, "status", "lastScheduleTime") || (/^\d/.test(ago) ? `${ago} ago` : "");
  const last = at === "" ? [] : [good(`was last scheduled ${at}`, object.cite("status", "lastScheduleTime"))];
  return [...ownParts(object), ...last, ...outcome(object, view)];
};

function outcome(object: ObservedObject, view: ClusterView): readonly Part[] {
  const success = textAt(object.fields, "status", "lastSuccessfulTime");
  const seen = view.eventsOf(object.ref).filter(({ reason }) => reason === "SawCompletedJob");
  const newest = seen.toSorted((one, other) => (one.lastSeen ?? 0) - (other.lastSeen ?? 0))[0];
  if (newest !== undefined && (success === "" || /Failed/.test(newest.message)))
    return /Failed/.test(newest.message)
      ? [bad(`last had a run that failed (${newest.message})`, newest.line)]
      : [good(`last had a run that completed (${newest.message})`, newest.line)];
  const unknown = open("whether its runs succeed", `kubectl get jobs${inPlace(object)}`);
  if (success === "") return [unknown];
  const lag = (Date.parse(textAt(object.fields, "status", "lastScheduleTime")) - Date.parse(success)) / 1000;
  const period = cronPeriod(textAt(object.fields, "spec", "schedule")) ?? 86_400;
  const line = object.cite("status", "lastSuccessfulTime");
  if (Number.isNaN(lag)) return [good(`last succeeded at ${success}`, line), unknown];
  if (lag > period * 1.5) return [bad(`has not succeeded since ${success}, though it was scheduled after that`, line)];
  return [good(`last succeeded at ${success}`, line), ...(lag > 3600 ? [unknown] : [])];
}
