import { type LogReading, logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { linesOfLog } from "../../well/log-course.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const removed = defineBenign(
  {
    code: "runner-pod-removed-after-its-job",
    title: "Pod of a CI runner that is removed when its job has ended",
    about:
      "GitLab Runner and the runners of GitHub Actions start a pod for each job and delete it when the job has ended, so that such pods are Terminating or gone all the time. Said where the log of what starts them tells that jobs succeeded, and of none that failed.",
    reads: ["Pod", "Event", "logs"],
    asked: /\b(?:d(?:ie|ies|ied|ying)|kill\w*|terminat\w*|disappear\w*|vanish\w*|gone|delet\w*|remov\w*|crash\w*)\b/,
  },
  function* (view) {
    const manager = logsOfView(view).find(({ object }) => /runner|arc-|listener/.test(object.name));
    const ends = manager === undefined ? null : endsIn(manager, view);
    if (manager === undefined || ends === null) return;
    const own = podsOf(view).filter(({ ref }) => ofJob.test(ref.name) && ref.name !== manager.object.name);
    if (own.some(({ health, deleting }) => !deleting && health === "failing")) return;
    for (const pod of own) {
      const killed = view.eventsOf(pod.ref).find(({ reason }) => reason === "Killing");
      if (!pod.deleting && killed === undefined) continue;
      yield {
        ref: pod.ref,
        about: [{ ...pod.ref, name: pod.ref.namespace ?? "" }, manager.object],
        text: `pod ${pod.ref.name} ran one job and is removed as intended: a runner deletes the pod of a job when the job has ended, and ${manager.object.name} tells of ${ends.count} ${ends.count === 1 ? "job that" : "jobs that"} succeeded and of none that failed`,
        lines: [pod.line, killed?.line, ends.line],
        voids: ["pod-terminating-stuck", "slow-operation"],
      };
    }
  },
);

/** `runner-x4tz9bkq-project-87-concurrent-0-zc9m5fwk` of GitLab, `linux-x64-k2x9p-runner-7h4sv` of GitHub. */
const ofJob = /^runner-[\w-]{1,200}-concurrent-\d|-runner-[a-z0-9]{5}$/;

/** The jobs that succeeded, by the log of what runs them; null where one failed. */
function endsIn(log: LogReading, view: ClusterView): { readonly count: number; readonly line: Line } | null {
  const lines = linesOfLog(log, view);
  if (
    lines.some(({ text }) => /\bjob failed\b|\bresult: failed\b|\bjob [^\n]{0,80}\bfailed\b/i.test(text.slice(0, 600)))
  )
    return null;
  const good = lines.filter(({ text }) => /\bjob succeeded\b|\bresult: succeeded\b/i.test(text.slice(0, 600)));
  return good.length === 0 ? null : { count: good.length, line: good.at(-1)! };
}

export const ephemeralRunners: readonly BenignRule[] = [removed];
