import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedEvent, ObservedObject } from "../../../evidence/observed.ts";
import { runOf } from "../../well/past-runs.ts";
import { runsOf } from "../../well/sound-runs.ts";
import { defineBenign } from "../benign.ts";
import { isNamedOtherwise } from "../named-otherwise.ts";
import { isAnythingDown } from "../reading/standing.ts";
import { isBehind } from "./late-runs.ts";

export const fewRuns = defineBenign(
  {
    code: "cron-job-keeps-few-runs",
    title: "CronJob that keeps only its last runs",
    about:
      "A CronJob deletes old Jobs and their pods by successfulJobsHistoryLimit (3 by default) and failedJobsHistoryLimit (1), and writes the event Deleted job. That older runs and their logs are not there any more is meant. Not where a run failed, was deleted before it completed (concurrencyPolicy Replace), or is overdue.",
    reads: ["CronJob", "Job", "Event"],
    onlyAsked: true,
    asked:
      /\b(?:history|histories|only (?:the )?(?:last )?(?:\d|one|two|three|four|five)|older|old|disappear\w*|gone|delet\w*|missing|vanish\w*|where are|logs? (?:is|are) gone|clean\w*|remov\w*|kill\w*|lost|purg\w*|prun\w*|wip\w*|no (?:logs?|trace)|(?:not|n't) (?:there|kept|stay\w*|find|listed))\b/,
  },
  function* (view, question) {
    for (const ref of cronJobsIn(view)) {
      const runs = runsOf(view, ref).map((run) => run.ref);
      if (isNamedOtherwise(question, [ref, ...runs])) continue;
      const object = view.object(ref);
      if (object === undefined ? isStale(ref, view) : isBehind(object, view, question.text)) continue;
      const early = deletedEarly(ref, view);
      if (early !== null) {
        yield { ref, ...early, isDoubt: true };
        continue;
      }
      const kept = keptBy(ref, object, view);
      if (kept === null || isAnythingDown(view, ref.namespace)) continue;
      yield {
        ref,
        about: [...runs, ...kept.removed.map((name) => ({ ...ref, kind: "Job", name }))],
        text: `CronJob ${ref.name} keeps only its last ${kept.limit} on purpose (${kept.setting}): older Jobs, their pods and logs are deleted by design${kept.removed.length === 0 ? "" : " by the CronJob controller itself (event SuccessfulDelete), and nobody kills them"}; ${kept.proof}`,
        lines: kept.lines,
      };
    }
  },
);

/** CronJobs that are shown, of which events are, or whose Jobs are, by the minute in which their names end. */
function cronJobsIn(view: ClusterView): readonly ObjectRef[] {
  const shown = view.of("CronJob").map(({ ref }) => ref);
  const told = view.events.flatMap(({ object }) => (object.kind === "CronJob" ? [object] : []));
  const ofRuns = view.of("Job").flatMap(({ ref }) => {
    const run = runOf(ref);
    return run === null ? [] : [{ ...ref, kind: "CronJob", name: run.stem }];
  });
  return [...new Map([...shown, ...told, ...ofRuns].map((ref) => [`${ref.namespace}/${ref.name}`, ref])).values()];
}

type Kept = {
  /** How many, in words that follow "its last". */
  readonly limit: string;
  readonly setting: string;
  readonly removed: readonly string[];
  readonly proof: string;
  readonly lines: readonly (Line | undefined)[];
};

/** What it keeps, where all that is shown of its runs completed and no more are there than it keeps. */
function keptBy(ref: ObjectRef, object: ObservedObject | undefined, view: ClusterView): Kept | null {
  const path = ["spec", "successfulJobsHistoryLimit"] as const;
  const set = object === undefined ? undefined : numberAt(object.fields, ...path);
  const limit = set ?? 3;
  const runs = runsOf(view, ref);
  const events = view.eventsOf(ref);
  const done = events.filter(({ reason }) => reason === "SawCompletedJob");
  const deleted = events.filter(({ reason }) => reason === "SuccessfulDelete");
  const removed = deleted.flatMap((event) => jobIn(event) ?? []);
  if (runs.length > limit || !runs.every(({ fields }) => isComplete(fields)) || done.some(isFailed)) return null;
  if (hasTroubles(ref, view)) return null;
  const isFull = set !== undefined || runs.length === limit;
  if (runs.length === 0 ? done.length === 0 || removed.length === 0 : !isFull && removed.length === 0) return null;
  const last = done.at(-1);
  return {
    limit: isFull ? `${limit} successful ${limit === 1 ? "run" : "runs"}` : "successful runs",
    setting: `successfulJobsHistoryLimit${set === undefined ? ", 3 by default" : `: ${set}`}`,
    removed,
    proof:
      runs.length > 0
        ? `the ${runs.length} that ${runs.length === 1 ? "is" : "are"} there completed`
        : `${done.length} ${done.length === 1 ? "run" : "runs"} that ${done.length === 1 ? "is" : "are"} told of completed (${last!.message.slice(0, 90)})`,
    lines: [
      set === undefined ? undefined : object?.cite(...path),
      deleted.at(-1)?.line,
      last?.line,
      runs.at(-1)?.cite(),
    ],
  };
}

const jobIn = ({ message }: ObservedEvent): string | null =>
  /(?:Deleted|Created|completed) job:? ([a-z0-9.-]{1,253}?)(?=,|\s|$)/.exec(message)?.[1] ?? null;

const isFailed = ({ message }: ObservedEvent): boolean => /\bFailed\b/.test(message);

/** A Job that was made while somebody looked and deleted without having completed, or that is newer than those that are there. */
function deletedEarly(ref: ObjectRef, view: ClusterView) {
  const events = view.eventsOf(ref);
  const newest = runsOf(view, ref).at(-1)?.ref.name;
  const has = (name: string, kind: string) => events.some((one) => one.reason === kind && jobIn(one) === name);
  for (const event of events.filter(({ reason }) => reason === "SuccessfulDelete")) {
    const name = jobIn(event);
    if (name === null) continue;
    if (has(name, "SuccessfulCreate") && !has(name, "SawCompletedJob"))
      return { text: `Job ${name} was deleted, and no event tells that it had completed`, lines: [event.line] };
    if (newest !== undefined && name > newest)
      return { text: `Job ${name} was deleted, though it is newer than ${newest}, which is kept`, lines: [event.line] };
  }
  return null;
}

/** A run of it failed or was missed, as events of it or of its Jobs tell. */
const hasTroubles = (ref: ObjectRef, view: ClusterView): boolean =>
  view.events.some(
    ({ type, reason, object }) =>
      object.namespace === ref.namespace &&
      (object.name === ref.name || object.name.startsWith(`${ref.name}-`)) &&
      (type === "Warning" || /^(?:MissSchedule|UnexpectedJob|BackoffLimitExceeded|DeadlineExceeded)$/.test(reason)),
  );

/** By the time between its last two runs the next one should be there; the schedule is not shown. */
function isStale(ref: ObjectRef, view: ClusterView): boolean {
  const runs = runsOf(view, ref);
  const minutes = runs.map((run) => Number(/\d+$/.exec(run.ref.name)?.[0]));
  const gap = ((minutes.at(-1) ?? 0) - (minutes.at(-2) ?? 0)) * 60;
  const age = ageSeconds(runs.at(-1)?.printed.get("AGE")?.value ?? "");
  return runs.length > 1 && (age === null || age > gap * 1.5 + 600);
}

const isComplete = (fields: unknown): boolean =>
  Number(textAt(fields, "status", "succeeded")) > 0 ||
  listAt(fields, "status", "conditions").some(
    (one) => textAt(one, "type") === "Complete" && textAt(one, "status") === "True",
  );
