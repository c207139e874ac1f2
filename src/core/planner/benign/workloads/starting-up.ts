import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { progressIn } from "../logs/log-progress.ts";
import { isAnythingDown } from "../reading/standing.ts";

const starting = defineBenign(
  {
    code: "still-starting-within-its-time",
    title: "Pod that is not ready yet because it still starts",
    about:
      "An application that has much to do before it serves (a write-ahead log to replay, an index or a model to load, a recovery) is not ready for so long, and its startup probe allows that time (failureThreshold × periodSeconds). Its log counts up, it was not restarted, and the time is not over. Not where the log stands still or tells of errors, or a probe killed it.",
    reads: ["Pod", "logs", "Event"],
    asked:
      /\b(?:start\w*|ready|unready|prob\w*|crash\w*|replay\w*|load\w*|boot\w*|recover\w*|stuck|hang\w*|503|unhealthy|down|broken|dead|\d\/\d)\b/,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      if (!isStarting(pod)) continue;
      const allowed = allowanceOf(pod);
      const age = ageOf(pod);
      if (allowed === null || age === null || age >= allowed.seconds) continue;
      const progress = progressIn(pod.ref, view);
      if (progress?.moves !== true) continue;
      const owner = workloadOf(view, pod.ref);
      const isOwn = ({ namespace, name }: typeof owner) =>
        namespace === owner.namespace && (name === owner.name || name.startsWith(`${owner.name}-`));
      if (isAnythingDown(view, pod.ref.namespace, isOwn)) continue;
      yield {
        ref: pod.ref,
        about: [owner],
        text: `pod ${pod.ref.name} still starts and does not hang, as its log counts up ("${progress.last.text.trim().replaceAll(/\s+/g, " ").slice(-100)}"): its startup probe allows ${allowed.seconds} seconds (${allowed.text}), of which ${age} have passed, and it was not restarted; probes that fail until then are expected`,
        lines: [pod.line, allowed.line, progress.last],
        voids: [
          "startup-probe-failing",
          "readiness-probe-failing",
          "pod-not-ready",
          "deployment-unavailable",
          "stateful-set-stuck",
          "warning-event",
        ],
      };
    }
  },
);

const isStarting = ({ health, restarts, deleting, containers, events, object }: PodReading): boolean =>
  object !== undefined &&
  (health === "starting" || health === "failing") &&
  restarts === 0 &&
  !deleting &&
  containers.every(({ waiting, terminated, init }) => init || (waiting === undefined && terminated === undefined)) &&
  !events.some(
    ({ reason, message }) => /^(?:Killing|BackOff|OOMKilling)$/.test(reason) || /^Liveness probe/.test(message),
  );

/** The time that startup probes allow, of the container that is not ready. */
function allowanceOf({ object }: PodReading): { seconds: number; text: string; line: Line } | null {
  for (const one of listAt(object?.fields, "spec", "containers")) {
    const number = (name: string) => numberAt(one, "startupProbe", name);
    const failures = number("failureThreshold");
    if (failures === undefined) continue;
    const period = number("periodSeconds") ?? 10;
    const delay = number("initialDelaySeconds") ?? 0;
    return {
      seconds: delay + failures * period,
      text: `${failures} × ${period} s`,
      line: object!.cite("spec", "containers", textAt(one, "name"), "startupProbe"),
    };
  }
  return null;
}

function ageOf({ object, events }: PodReading): number | null {
  const own = ageSeconds(object?.printed.get("AGE")?.value ?? "");
  const started = events.find(({ reason }) => reason === "Started" || reason === "Scheduled");
  return own ?? started?.firstSeen ?? started?.lastSeen ?? null;
}

export const startingUp: readonly BenignRule[] = [starting];
