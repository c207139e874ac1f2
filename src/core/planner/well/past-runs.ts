import { isPastTry } from "../../diagnosis/access/past-tries.ts";
import { textAt } from "../../diagnosis/objects/fields.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../evidence/age.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { standOf } from "./stands.ts";

const ofRun = /^(.{1,240})-(\d{6,14})(?:-[a-z0-9]{1,10})?$/;

/** Kinds of operators whose objects are runs, one after the other. */
const runKinds = /^(?:Backup|PodVolumeBackup|Restore|Workflow|PipelineRun|TaskRun|AnalysisRun)$/;

export const isRunKind = (kind: string): boolean => runKinds.test(kind);

/**
 * Whether an object is a run of a CronJob or of an operator's schedule, or a pod of one, after which another run succeeded, or such a try to get a certificate: its end
 * is no trouble any more.
 */
export function isPastRun(ref: ObjectRef, view: ClusterView): boolean {
  const run = runOf(ref);
  if (run === null) return isRunKind(ref.kind) ? isPastByAge(ref, view) : isPastTry(view, ref);
  const isLater = (other: ObjectRef) => {
    const its = runOf(other);
    return its !== null && other.namespace === ref.namespace && its.stem === run.stem && its.minute > run.minute;
  };
  return (
    view.of("Job").some((job) => isLater(job.ref) && standOf(job, view).isWell === true) ||
    (isRunKind(ref.kind) && view.of(ref.kind).some((one) => isLater(one.ref) && hasDone(one))) ||
    podsOf(view).some((pod) => isLater(pod.ref) && /^(?:Completed|Succeeded)$/.test(pod.status))
  );
}

/** Runs whose names end in chance letters, `site-run-bv4xn`: what they show of their start tells which came later. */
function isPastByAge(ref: ObjectRef, view: ClusterView): boolean {
  const stem = stemOf(ref);
  const ago = startedAgo(view.object(ref));
  const isLater = (one: ObservedObject) => {
    const its = startedAgo(one);
    return one.ref.namespace === ref.namespace && stemOf(one.ref) === stem && its !== null && its < ago!;
  };
  return ago !== null && view.of(ref.kind).some((one) => isLater(one) && hasDone(one));
}

const stemOf = ({ name }: ObjectRef): string => name.replace(/-[a-z0-9]{5}$/, "");

const startedAgo = (run: ObservedObject | undefined): number | null =>
  ageSeconds(run?.printed.get("STARTTIME")?.value ?? run?.printed.get("AGE")?.value ?? "");

const hasDone = ({ printed, fields }: ObservedObject): boolean =>
  /^(?:Completed|Succeeded|Successful|True)$/.test(
    printed.get("STATUS")?.value ??
      printed.get("PHASE")?.value ??
      printed.get("SUCCEEDED")?.value ??
      textAt(fields, "status", "phase"),
  );

/** The CronJob's name and the minute for which a run was made. */
export function runOf({ kind, name }: ObjectRef): { readonly stem: string; readonly minute: number } | null {
  const found = kind === "Job" || kind === "Pod" || isRunKind(kind) ? ofRun.exec(name) : null;
  return found === null ? null : { stem: found[1]!, minute: Number(found[2]) };
}
