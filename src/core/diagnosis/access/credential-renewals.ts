import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { podsUnder } from "../workloads/pod-specs.ts";

/** What keeps a CronJob from renewing a login. */
export type Halt = {
  readonly ref: ObjectRef;
  readonly words: string;
  readonly line: Line | undefined;
  readonly isSuspended: boolean;
};

/**
 * The CronJobs that renew the login in one of these Secrets. A Secret tells of it in a label or annotation, or the CronJob carries the
 * Secret's name; `byPurpose` also takes one whose name says that it renews such logins.
 */
export const renewersOf = (
  view: ClusterView,
  namespace: string | undefined,
  secrets: readonly ObservedObject[],
  byPurpose: boolean,
): readonly ObservedObject[] => {
  const jobs = view.of("CronJob");
  const tied = jobs.filter(({ ref }) => secrets.some((secret) => isTied(secret, ref.name)));
  if (tied.length > 0 || !byPurpose) return tied;
  return jobs.filter(({ ref }) => isForLogins(ref.name, ref.namespace === namespace));
};

const isTied = ({ ref, fields }: ObservedObject, job: string): boolean => {
  const notes = ["labels", "annotations"].flatMap((part) => [...entriesAt(fields, "metadata", part)]);
  return (
    (ref.name.length > 3 && wholeIn(ref.name, job)) ||
    notes.some(([key, value]) => key.split("/")[0] === job || value === job || value.endsWith(`/${job}`))
  );
};

/** `ecr-login` in `ecr-login-refresh`, and not `login` in `logins-export`. */
const wholeIn = (part: string, name: string): boolean => `-${name}-`.includes(`-${part}-`);

/** Of another namespace both has to be said: what it is for, and that it renews. */
const isForLogins = (name: string, isHere: boolean): boolean =>
  isHere
    ? /ecr|regcred|registry|pull|token|docker/i.test(name)
    : /ecr|regcred|registry|pull-?secret|docker/i.test(name) &&
      /renew|refresh|rotat|updat|login|token|cred|sync/i.test(name);

/** That it is suspended, or that its last run failed. */
export const haltOf = (view: ClusterView, job: ObservedObject): Halt | undefined => {
  const name = nameOf(job.ref);
  if (textAt(job.fields, "spec", "suspend").toLowerCase() === "true") {
    const last = job.printed.get("LAST SCHEDULE")?.value ?? "";
    const ago = /^\d/.test(last) ? ` (last run ${last} ago)` : "";
    return {
      ref: job.ref,
      words: `${name}, which renews it, is suspended${ago}`,
      line: job.printed.get("SUSPEND")?.line ?? job.cite("spec", "suspend"),
      isSuspended: true,
    };
  }
  const failed = failedRun(view, job.ref);
  return failed && { ref: job.ref, ...failed, isSuspended: false };
};

/** Its newest Job failed, or a pod of it does. */
const failedRun = (
  view: ClusterView,
  job: ObjectRef,
): { readonly words: string; readonly line: Line | undefined } | undefined => {
  const runs = view
    .of("Job")
    .filter(({ ref }) => ref.namespace === job.namespace && workloadOf(view, ref).name === job.name)
    .sort((left, right) => right.ref.name.localeCompare(left.ref.name, "en", { numeric: true }));
  const newest = runs[0];
  const words = (run: string): string => `${nameOf(job)}, which renews it, fails (${run})`;
  if (newest && isFailed(newest))
    return { words: words(nameOf({ kind: "Job", name: newest.ref.name })), line: newest.cite() };
  const pods = podsUnder(view, job).filter(
    ({ ref }) => newest === undefined || ref.name.startsWith(`${newest.ref.name}-`),
  );
  const failing = pods.find(({ health }) => health === "failing");
  if (failing === undefined || pods.some(({ health }) => health === "done")) return undefined;
  return { words: words(`Pod ${failing.ref.name} ${failing.status}`), line: failing.line };
};

const isFailed = ({ fields, printed }: ObservedObject): boolean =>
  /^Failed/.test(printed.get("STATUS")?.value ?? "") ||
  listAt(fields, "status", "conditions").some(
    (one) => textAt(one, "type") === "Failed" && textAt(one, "status") === "True",
  );
