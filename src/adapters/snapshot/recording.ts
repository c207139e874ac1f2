import { Fault } from "../../core/faults/fault.ts";
import { textAt } from "./columns/fields.ts";
import type { KubeObject } from "./kube-object.ts";
import { timeOf, visitTimes } from "./times.ts";

/** When a snapshot was recorded (milliseconds since 1970) and the version its API server had (`v1.34.2`). */
export type Recording = { readonly recordedAt: number; readonly kubernetesVersion: string };

const defaultVersion = "v1.34.0";

/**
 * Reads the fields of `snapshot.yaml`; what it does not say is taken from the objects: the newest time at which something
 * happened (now, when they tell of none), and v1.34. Throws `bad-snapshot` for values that do not parse.
 */
export function recordingOf(described: unknown, file: string, objects: readonly KubeObject[]): Recording {
  const time = textAt(described, "recordedAt");
  const version = textAt(described, "kubernetesVersion");
  if (time !== "" && timeOf(time) === undefined)
    throw new Fault("bad-snapshot", `${file}: recordedAt is "${time}", expected a time such as 2026-03-01T10:00:00Z`);
  if (version !== "" && !/^v\d+\.\d+(\.\d+)?([-+][\w.+-]*)?$/.test(version))
    throw new Fault("bad-snapshot", `${file}: kubernetesVersion is "${version}", expected a version such as v1.34.2`);
  return {
    recordedAt: timeOf(time) ?? newestTime(objects),
    kubernetesVersion: version === "" ? defaultVersion : version,
  };
}

/** Times at which something had happened when they were written; others (the end of a certificate, the next run) may lie ahead. */
const past = new Set([
  ...["acquireTime", "completionTime", "creationTimestamp", "eventTime", "finishedAt", "firstTimestamp"],
  ...["lastHeartbeatTime", "lastObservedTime", "lastProbeTime", "lastScheduleTime", "lastTimestamp"],
  ...["lastTransitionTime", "lastUpdateTime", "renewTime", "startTime", "startedAt", "time", "timestamp"],
]);

function newestTime(objects: readonly KubeObject[]): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (const object of objects)
    visitTimes(object, (key, text) => {
      if (past.has(key)) newest = Math.max(newest, timeOf(text) ?? newest);
    });
  return Number.isFinite(newest) ? Math.ceil(newest / 1000) * 1000 : Date.now();
}
