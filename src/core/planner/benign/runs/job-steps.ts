import { numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import { runsOf } from "../../well/sound-runs.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { progressIn } from "../logs/log-progress.ts";
import { printedOf } from "../reading/printed.ts";

const inParallel = defineBenign(
  {
    code: "job-runs-some-at-a-time",
    title: "Job that runs only some of its pods at a time",
    about:
      "A Job with more completions than parallelism runs so many pods at a time and makes the next when one has completed. As many as that are active, and none has failed.",
    reads: ["Job", "Pod"],
    asked:
      /\b(?:only|parallel\w*|pods?|remaining|rest|others?|stuck|slow\w*|at a time|concurren\w*|missing|completions?|why|more)\b/,
  },
  function* (view) {
    for (const object of view.of("Job")) {
      const number = (part: string, name: string) => numberAt(object.fields, part, name);
      const parallel = number("spec", "parallelism");
      const wanted = number("spec", "completions");
      if (parallel === undefined || wanted === undefined || wanted <= parallel) continue;
      const pods = podsOf(view).filter(
        ({ ref }) => ref.name.startsWith(`${object.ref.name}-`) && ref.namespace === object.ref.namespace,
      );
      const active = number("status", "active") ?? pods.filter(({ health }) => health === "healthy").length;
      const done = number("status", "succeeded") ?? 0;
      const failed = number("status", "failed") ?? 0;
      if (active === 0 || active > parallel || done + active < Math.min(wanted, parallel) || failed > 0) continue;
      if (pods.some(({ health }) => health === "failing")) continue;
      yield {
        ref: object.ref,
        about: pods.map(({ ref }) => ref),
        text: `Job ${object.ref.name} runs ${active} pods at a time by design (parallelism: ${parallel}) and makes the next when one completes: ${done} of ${wanted} completions are done, none has failed`,
        lines: [object.cite("spec", "parallelism"), object.cite("status", "succeeded"), object.cite()],
      };
    }
  },
);

const skipped = defineBenign(
  {
    code: "cron-run-skipped-by-policy",
    title: "Run of a CronJob skipped because the one before still goes on",
    about:
      "With concurrencyPolicy Forbid a CronJob makes no new Job while the former runs (event JobAlreadyActive). The former is running well and not longer than some hours, so the next run comes after it.",
    reads: ["CronJob", "Job", "Event"],
    asked:
      /\b(?:skip\w*|miss\w*|not (?:start\w*|run)|didn'?t (?:start|run)|schedul\w*|cron\w*|runs?|jobalreadyactive|forbid|overlap\w*)\b/,
  },
  function* (view) {
    for (const object of view.of("CronJob")) {
      const event = view.eventsOf(object.ref).find(({ reason }) => reason === "JobAlreadyActive");
      const policy = textAt(object.fields, "spec", "concurrencyPolicy") || "Forbid";
      if (event === undefined || policy !== "Forbid") continue;
      const job = runsOf(view, object.ref).at(-1);
      const pods = podsOf(view).filter(
        ({ ref }) => job !== undefined && workloadOf(view, ref).name === object.ref.name,
      );
      const running = podsOf(view).find(
        ({ ref, health }) => job !== undefined && ref.name.startsWith(`${job.ref.name}-`) && health === "healthy",
      );
      const age = ageSeconds(job?.printed.get("AGE")?.value ?? running?.object?.printed.get("AGE")?.value ?? "");
      const progress = job === undefined ? null : progressIn(job.ref, view);
      if (age === null || age > 6 * 3600 || pods.some(({ health }) => health === "failing")) continue;
      if (progress?.moves === false || (running === undefined && progress === null)) continue;
      const name = running?.ref.name ?? job!.ref.name;
      const how =
        progress === null
          ? "is running well"
          : `makes progress and does not hang ("${progress.last.text.trim().replaceAll(/\s+/g, " ").slice(-110)}")`;
      yield {
        ref: object.ref,
        about: [...(running === undefined ? [] : [running.ref]), ...(job === undefined ? [] : [job.ref])],
        text: `CronJob ${object.ref.name} skipped a run by design: concurrencyPolicy Forbid starts none while the former still runs (event JobAlreadyActive), and that one, ${name}, ${how}; the next run starts when it has ended`,
        lines: [event.line, object.cite("spec", "concurrencyPolicy"), running?.line, progress?.last],
        voids: ["cronjob-not-starting", "warning-event"],
      };
    }
  },
);

const expired = defineBenign(
  {
    code: "finished-job-removed",
    title: "Finished Job that removed itself",
    about:
      "A Job with ttlSecondsAfterFinished is deleted with its pods so long after its end. That it is not listed any more is meant.",
    reads: ["CronJob", "Job"],
    asked:
      /\b(?:disappear\w*|gone|delet\w*|missing|vanish\w*|where (?:is|are)|no (?:jobs?|pods?|logs?)|not (?:there|listed)|remov\w*|clean\w*|old\w*)\b/,
  },
  function* (view) {
    for (const object of view.of("CronJob")) {
      const path = ["spec", "jobTemplate", "spec", "ttlSecondsAfterFinished"];
      const shown = printedOf(view, object.ref, /ttlSecondsAfterFinished"?\s{0,4}[:=]\s{0,4}(\d{1,9})/)[0];
      const seconds = numberAt(object.fields, ...path) ?? (shown === undefined ? undefined : Number(shown.match[1]));
      const good = textAt(object.fields, "status", "lastSuccessfulTime");
      const last = textAt(object.fields, "status", "lastScheduleTime");
      if (seconds === undefined || good === "" || Date.parse(good) < Date.parse(last)) continue;
      yield {
        ref: object.ref,
        text: `the finished Jobs of CronJob ${object.ref.name} remove themselves by design (ttlSecondsAfterFinished: ${seconds}): its last run succeeded at ${good} and was deleted with its pods ${seconds} seconds later`,
        lines: [shown?.line ?? object.cite(...path), object.cite("status", "lastSuccessfulTime")],
      };
    }
  },
);

export const jobSteps: readonly BenignRule[] = [inParallel, skipped, expired];
