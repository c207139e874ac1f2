import { logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsIn, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { isAnythingDown } from "../reading/standing.ts";
import { recycleOption } from "../workloads/recycle-options.ts";

const completed = defineBenign(
  {
    code: "completed-pods-are-not-ready",
    title: "Pods of finished Jobs show 0/1",
    about:
      "A pod that ended with exit code 0 is Completed (Succeeded) and shows 0/1 for ever: it is a finished run that a history limit keeps, not one that never became ready. Only where nothing else of the namespace fails, waits or lacks replicas.",
    reads: ["Pod", "Job", "CronJob"],
    asked:
      /\b\d\/\d\b|\b(?:complet\w*|succeeded|finished|terminated|not ready|unready|never (?:gets?|becomes?) ready|becomes? ready|not running|half of|leftover\w*|old pods?|lying around|clean\w* up)\b/,
  },
  function* (view) {
    const done = podsOf(view).filter(
      ({ health, status }) => health === "done" && /^(?:Completed|Succeeded)$/.test(status),
    );
    for (const [namespace, pods] of Map.groupBy(done, ({ ref }) => ref.namespace)) {
      const mates = podsIn(view, namespace);
      const failed = mates.filter(
        ({ health, status }) => health === "done" && !/^(?:Completed|Succeeded)$/.test(status),
      );
      if (isAnythingDown(view, namespace) || failed.length > 0 || hasFailedJob(view, namespace)) continue;
      const running = mates.filter(({ health }) => health === "healthy");
      const names = [...new Set(pods.map(({ ref }) => ref.name.replace(/-\d{6,10}-[a-z0-9]{5}$/, "")))];
      const first = pods[0]!;
      yield {
        ref: first.ref,
        about: pods.map(({ ref }) => ref),
        text: `the ${pods.length === 1 ? "pod" : `${pods.length} pods`} that ${pods.length === 1 ? "shows" : "show"} 0/1 ${pods.length === 1 ? "is" : "are"} Completed (exit code 0): finished runs of Jobs (${names.slice(0, 3).join(", ")}${names.length > 3 ? ", ..." : ""}) that are kept for their history, which by design are never ready again${running.length === 0 ? "" : `; the other ${running.length} pods run and are ready`}`,
        lines: [first.line, pods.at(-1)!.line, running[0]?.line],
      };
    }
  },
);

function hasFailedJob(view: ClusterView, namespace: string | undefined): boolean {
  return view
    .of("Job")
    .some(
      ({ ref, printed, fields }) =>
        ref.namespace === namespace &&
        (/^(?:Failed|FailureTarget|Suspended)$/.test(printed.get("STATUS")?.value ?? "") ||
          textAt(fields, "status", "conditions", "Failed", "status") === "True" ||
          /^0\/[1-9]/.test(printed.get("COMPLETIONS")?.value ?? "")),
    );
}

const recycled = defineBenign(
  {
    code: "container-recycles-itself",
    title: "Container that ends by itself with exit code 0, as it is configured",
    about:
      "A container restarts because its program ends by plan: the last state is Completed with exit code 0, and its log, a variable or an option of its command says so (daily recycle, maximum lifetime, --max-time, --max-jobs, --time-limit), and it ran as long as that before. restartPolicy Always starts it again. Not where a liveness probe or the kernel ended it.",
    reads: ["Pod", "logs", "Event"],
    asked:
      /\b(?:restart\w*|crash\w*|recycl\w*|exit\w*|reboot\w*|dies|died|dying|kill\w*|terminat\w*|loop\w*|alert|pager|unstable|leak\w*)\b/,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      if (pod.health !== "healthy" || pod.restarts === 0) continue;
      const said = planOf(pod, view);
      const option = said === null ? recycleOption(pod, view) : null;
      const ended = endOf(pod, view);
      const plan = said ?? option?.line;
      if (plan === undefined || ended === null || isKilled(pod)) continue;
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref)],
        text: `there is no crash: pod ${pod.ref.name} ends by itself on purpose with exit code 0 (Completed), ${said === null ? `as it is started with ${option!.text}` : `as it says: ${said.text.trim().slice(0, 140)}`}; restartPolicy Always starts it again, which makes ${pod.restarts} restarts, and it is running and ready`,
        lines: [plan, ended, pod.line],
        voids: ["frequent-restarts", "container-exits", "crash-loop"],
      };
    }
  },
);

const planned =
  /\b(?:recycl\w*|(?:scheduled|planned|daily|nightly|weekly|periodic|routine|configured) (?:self[- ]?)?(?:restart|exit|recycle|shutdown|reboot|refresh)|max[-_ ]?(?:life ?time|age|uptime|requests|jobs|tasks)[-_ \w]{0,20}(?:reached|exceeded|\d)|restarting (?:myself|itself|as scheduled|as planned)|self[- ]restart|exit(?:ing)? (?:for|as) (?:a )?(?:scheduled|planned|daily|refresh|rotation))/i;

/** The line of its previous log, or the variable, that says that it ends by plan. */
function planOf({ ref, object }: PodReading, view: ClusterView): Line | null {
  const logs = view.evidence.filter(
    ({ command }) => /\blogs\b/.test(command) && command.includes(ref.name) && /--previous|\s-p\b/.test(command),
  );
  const said = logs
    .flatMap((piece) => linesOf(piece).slice(-30))
    .filter(({ text }) => planned.test(text.slice(0, 400)));
  if (said.length > 0) return said.at(-1)!;
  const variables = listAt(object?.fields, "spec", "containers").flatMap((one) =>
    listAt(one, "env").map((entry) => ({ container: textAt(one, "name"), name: textAt(entry, "name") })),
  );
  const variable = variables.find(({ name }) =>
    /RECYCLE|MAX_?(?:LIFETIME|AGE|UPTIME|REQUESTS|JOBS|TASKS)|(?:DAILY|SCHEDULED|NIGHTLY)_RESTART|RESTART_(?:AT|EVERY|INTERVAL|SCHEDULE)/.test(
      name,
    ),
  );
  return variable === undefined ? null : object!.cite("spec", "containers", variable.container, "env", variable.name);
}

/** The line that shows that it ended with exit code 0 each time it is known of; null where another end is shown. */
function endOf({ ref, object }: PodReading, view: ClusterView): Line | null {
  const statuses = listAt(object?.fields, "status", "containerStatuses").filter(
    (one) => (numberAt(one, "restartCount") ?? 0) > 0,
  );
  const codes = statuses.map((one) => textAt(one, "lastState", "terminated", "exitCode")).filter((code) => code !== "");
  if (codes.length > 0)
    return codes.every((code) => code === "0")
      ? object!.cite("status", "containerStatuses", textAt(statuses[0], "name"), "lastState")
      : null;
  const printed = printedOf(view, ref, /exit ?code["']?\s{0,12}[:=]\s{0,12}(\d{1,3})/i);
  if (printed.length > 0) return printed.every(({ match }) => match[1] === "0") ? printed[0]!.line : null;
  const said =
    logsOfView(view).filter(({ object: owner }) => owner.name === ref.name).length > 0
      ? view.evidence
          .filter(
            ({ command }) =>
              /\blogs\b/.test(command) && command.includes(ref.name) && /--previous|\s-p\b/.test(command),
          )
          .flatMap((piece) => linesOf(piece).slice(-5))
          .find(({ text }) => /\bexit(?:ing|ed)?(?: with)?(?: code| status)?[ :=]{1,3}0\b/i.test(text))
      : undefined;
  return said ?? null;
}

const isKilled = ({ events }: PodReading): boolean =>
  events.some(
    ({ reason, message }) =>
      /^(?:BackOff|OOMKilling|Evicted)$/.test(reason) || /failed liveness probe|failed startup probe/i.test(message),
  );

export const finishedPods: readonly BenignRule[] = [completed, recycled];
