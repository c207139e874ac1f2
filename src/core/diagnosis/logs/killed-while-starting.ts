import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { listenersIn } from "../network/listeners.ts";
import { listAt, numberAt, textAt } from "../objects/fields.ts";
import { keyOf } from "../objects/name-object.ts";
import type { PodReading } from "../workloads/pods.ts";
import { logsOfView } from "./logs-of-view.ts";

/** How long a run lasted that a probe ended, in seconds, and the last line that its program wrote while it was still at it. */
export type ShortRun = { readonly seconds: number; readonly said: Line | undefined };

/**
 * The run before, when it ended as soon as the probe's patience did and its log shows a program that was still starting: no word of a
 * port that it opened, of being ready, or of an error.
 */
export const killedWhileStarting = (view: ClusterView, pod: PodReading, probe: unknown): ShortRun | undefined => {
  const patience =
    (numberAt(probe, "initialDelaySeconds") ?? 0) +
    (numberAt(probe, "failureThreshold") ?? 3) * (numberAt(probe, "periodSeconds") ?? 10);
  const seconds = lastRuns(pod).find((run) => run >= patience - slack && run <= patience + graceful);
  if (probe === undefined || seconds === undefined) return undefined;
  const log = logsOfView(view).find((one) => one.previous && keyOf(one.object) === keyOf(pod.ref));
  if (log === undefined || log.lineCount < 2 || log.isMixed) return undefined;
  const isUp = log.templates.some(({ level, last }) => level === "error" || up.test(last.text));
  if (isUp || listenersIn(log).length > 0) return undefined;
  return { seconds, said: log.tail.findLast((line) => !stops.test(line.text)) };
};

/** Between the last probe and the end a program may take its time; the first probe may come a little early. */
const graceful = 40;
const slack = 10;

const lastRuns = (pod: PodReading): readonly number[] =>
  listAt(pod.object?.fields, "status", "containerStatuses").flatMap((status) => {
    const begun = Date.parse(textAt(status, "lastState", "terminated", "startedAt"));
    const ended = Date.parse(textAt(status, "lastState", "terminated", "finishedAt"));
    return Number.isFinite(ended - begun) ? [(ended - begun) / 1000] : [];
  });

const up =
  /\b(?:started \S{1,80} in\b|startup (?:complete|finished|done)|ready (?:to|for|in)\b|is ready\b|up and running|accepting|boot(?:ed|ing) (?:complete|finished)|initiali[sz]ation (?:complete|finished|done))/i;

const stops = /shut(?:ting)? ?down|SIGTERM|terminat|stopping|received signal|graceful/i;
