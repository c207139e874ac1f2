import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const retried = defineBenign(
  {
    code: "job-succeeded-at-a-later-try",
    title: "Pod of a Job that failed, and was tried again",
    about:
      "A pod of a Job ended in Error, and a later pod of the same Job completed: the Job is Complete with all its completions (backoffLimit allows such tries). What its first log says is over. Not where the Job is not complete.",
    reads: ["Job", "Pod", "logs"],
    asked:
      /\b(?:errors?|fail\w*|pods?|jobs?|cron\w*|runs?|retr\w*|attempts?|import\w*|backup\w*|red|alert\w*|broken?|crash\w*)\b/,
  },
  function* (view, question) {
    if (/\bwhy\b[^?]{0,120}\b(?:fail|error|die|crash|exit)|\broot cause\b/i.test(question.text)) return;
    for (const job of view.of("Job")) {
      if (!isComplete(job)) continue;
      const own = podsOf(view).filter(
        ({ ref }) => ref.namespace === job.ref.namespace && ref.name.startsWith(`${job.ref.name}-`),
      );
      const good = own.find(({ status }) => /^(?:Completed|Succeeded)$/.test(status));
      const bad = own.filter(({ status }) =>
        /^(?:Error|Failed|OOMKilled|ContainerStatusUnknown|Evicted|DeadlineExceeded)$/.test(status),
      );
      if (bad.length === 0 || good === undefined) continue;
      const empty = emptyWork(good.ref.name, job.ref.name, view);
      if (empty !== undefined) {
        yield {
          ref: job.ref,
          about: own.map(({ ref }) => ref),
          text: `Job ${job.ref.name} is Complete, and did nothing, as its log says: ${empty.text.trim().slice(0, 160)}`,
          lines: [empty, job.cite()],
          isDoubt: true as const,
        };
        continue;
      }
      const first = bad[0]!;
      const done = job.printed.get("COMPLETIONS")?.value;
      for (const pod of bad) {
        const said = complaintOf(pod.ref.name, view);
        yield {
          ref: pod.ref,
          about: [job.ref],
          text: `pod ${pod.ref.name} is only a first try that failed (${pod.status}${said === undefined ? "" : `, its log: ${said.text.trim().slice(0, 120)}`}) and was retried: pod ${good.ref.name} of the same Job completed, and Job ${job.ref.name} is Complete${done === undefined ? "" : ` (${done})`}, so its work is done`,
          lines: [first.line, said, good.line, job.cite()],
          ofLog: true as const,
          voids: ["job-failed", "container-exits", "pod-not-ready", "job-pods-failed"],
        };
      }
    }
  },
);

const works =
  "imported|processed|written|inserted|uploaded|copied|saved|exported|sent|loaded|backed up|transferred|migrated";
const nothingDone = new RegExp(
  `\\b(?:${works})[ =:]{1,3}0\\b(?![.,]\\d)|\\b0 (?:rows|records|bytes|files|items|documents|objects|entries|messages)(?: (?:were|was))? (?:${works})\\b|\\bskipp(?:ed|ing) (\\d{1,9}) (?:of|/) \\1\\b`,
  "i",
);

/** A line of a run that ended well and says that nothing was done. */
export const emptyWork = (pod: string, job: string, view: ClusterView): Line | undefined =>
  view.evidence
    .filter(({ command }) => /\blogs\b/.test(command) && (command.includes(pod) || command.endsWith(`job/${job}`)))
    .flatMap((piece) => linesOf(piece).slice(-500))
    .findLast(({ text }) => nothingDone.test(text.slice(0, 500)));

/** What the log of a pod complains of first. */
export const complaintOf = (pod: string, view: ClusterView): Line | undefined =>
  view.evidence
    .filter(({ command }) => /\blogs\b/.test(command) && command.includes(pod))
    .flatMap((piece) => linesOf(piece).slice(-500))
    .find(({ text }) => /exception|error|time[ds]? ?out|refused|fatal|panic|denied|failed/i.test(text.slice(0, 500)));

const isComplete = (job: ObservedObject): boolean =>
  job.printed.get("STATUS")?.value === "Complete" ||
  (job.printed.get("STATUS") === undefined && /^(\d+)\/\1$/.test(job.printed.get("COMPLETIONS")?.value ?? "")) ||
  listAt(job.fields, "status", "conditions").some(
    (one) => textAt(one, "type") === "Complete" && textAt(one, "status") === "True",
  );

export const retriedRuns: readonly BenignRule[] = [retried];
