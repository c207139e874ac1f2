import type { Fields } from "../../../core/evidence/observed.ts";
import { age, boolean, type Columns, columns, integer, name, text, wide } from "./column.ts";
import { at, entriesAt, integerAt, isTrueAt, listAt, optionalIntegerAt, optionalTextAt, textAt } from "./fields.ts";
import { humanDuration } from "./human-duration.ts";
import { containerColumns, wideContainers, wideSelector } from "./pod-template.ts";
import { since, timestamp } from "./timestamp.ts";

export const jobs: Columns = columns(
  name,
  text("Status", "Whether the job runs or how it ended.", jobStatus),
  text("Completions", "Pods that succeeded, of those that have to.", completions),
  text("Duration", "Time from start to completion, or until now.", (job, { now }) => jobDuration(job, now)),
  age,
  ...wideContainers,
  wideSelector("spec", "selector"),
);

export const cronJobs: Columns = columns(
  name,
  text("Schedule", "When jobs start, as a cron expression.", (object) => textAt(object, "spec", "schedule")),
  text("Timezone", "Time zone of the schedule.", (object) => optionalTextAt(object, "spec", "timeZone") ?? "<none>"),
  boolean("Suspend", "Whether no new jobs start.", (object) =>
    isTrueAt(object, "spec", "suspend") ? "True" : "False",
  ),
  integer("Active", "Jobs that run now.", (object) => listAt(object, "status", "active").length),
  text("Last Schedule", "Time since a job was last due.", lastSchedule),
  age,
  ...containerColumns("spec", "jobTemplate", "spec", "template", "spec").map(wide),
  wideSelector("spec", "jobTemplate", "spec", "selector"),
);

function jobStatus(job: Fields): string {
  const trueOf = (...types: readonly string[]) => types.find((type) => hasCondition(job, type));
  const isDeleted = at(job, "metadata", "deletionTimestamp") !== undefined;
  const standing = () => trueOf("Suspended", "FailureTarget", "SuccessCriteriaMet") ?? "Running";
  return trueOf("Complete", "Failed") ?? (isDeleted ? "Terminating" : standing());
}

function hasCondition(job: Fields, type: string): boolean {
  const found = entriesAt(job, "status", "conditions").find((condition) => textAt(condition, "type") === type);
  return textAt(found, "status") === "True";
}

/** A job that says neither how many completions nor how much parallelism needs one of each. */
function completions(job: Fields): string {
  const succeeded = integerAt(job, "status", "succeeded");
  const parallelism = optionalIntegerAt(job, "spec", "parallelism");
  const wanted = optionalIntegerAt(job, "spec", "completions") ?? (parallelism === undefined ? 1 : undefined);
  if (wanted !== undefined) return `${succeeded}/${wanted}`;
  return (parallelism ?? 0) > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration(job: Fields, now: number): string {
  const start = timestamp(at(job, "status", "startTime"));
  if (start === undefined) return "";
  return humanDuration((timestamp(at(job, "status", "completionTime")) ?? now) - start);
}

function lastSchedule(cronJob: Fields, { now }: { readonly now: number }): string {
  const last = at(cronJob, "status", "lastScheduleTime");
  return last === undefined ? "<none>" : since(last, now);
}
