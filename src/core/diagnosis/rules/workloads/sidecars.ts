import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";
import { ownersOf, relatedToPod, unique, workloadOf } from "../../objects/relations.ts";
import { type ContainerReading, citeContainer } from "../../workloads/containers.ts";
import { jobOf } from "../../workloads/job-of.ts";
import { type PodReading, podsOf, readyCell } from "../../workloads/pods.ts";
import { isSidecar } from "../../workloads/sidecar.ts";

type Held = {
  readonly pod: PodReading;
  readonly job: ObjectRef;
  readonly ended: readonly ContainerReading[];
  readonly running: readonly ContainerReading[];
};

/** Pods of Jobs of which one container has ended and another runs on. */
const heldIn = (view: ClusterView): readonly Held[] =>
  podsOf(view).flatMap((pod) => {
    const job = pod.health === "failing" || pod.health === "unknown" ? jobOf(view, pod) : undefined;
    if (job === undefined) return [];
    const main = pod.containers.filter((one) => !one.init);
    const ended = main.filter((one) => one.terminated);
    const running = main.filter((one) => one.running);
    if (ended.length > 0 && running.length > 0) return [{ pod, job, ended, running }];
    const ready = pod.object && readyCell(pod.object);
    const isHalf = ready !== undefined && ready.ready > 0 && ready.ready < ready.wanted;
    return pod.status === "NotReady" && isHalf ? [{ pod, job, ended: [], running: [] }] : [];
  });

const enumerated = (containers: readonly ContainerReading[]): string => containers.map((one) => one.name).join(" and ");

const isFailed = ({ terminated }: ContainerReading): boolean =>
  terminated?.exitCode !== 0 && terminated?.reason !== "Completed";

const summaryOf = (view: ClusterView, { pod, job, ended, running }: Held, others: number): string => {
  const more =
    others === 0
      ? ""
      : ` ${others} more pod${others > 1 ? "s" : ""} of ${nameOf(workloadOf(view, pod.ref))} hang${others > 1 ? "" : "s"} alike.`;
  if (ended.length === 0)
    return `${nameOf(job)} does not complete: of the containers of ${nameOf(pod.ref)} one has ended and another is still running (READY ${pod.object?.printed.get("READY")?.value}, STATUS NotReady), as with a sidecar that never exits.${more}`;
  const failed = ended.find(isFailed);
  const how = failed
    ? `container ${failed.name} of ${nameOf(pod.ref)} failed (exit code ${failed.terminated?.exitCode ?? "unknown"})`
    : `container ${enumerated(ended)} of ${nameOf(pod.ref)} has finished (exit code 0)`;
  const what = running.every(isSidecar) ? "the sidecar" : "the other container";
  return `${nameOf(job)} does not ${failed ? "end" : "complete"}: ${how}, but ${what} ${enumerated(running)} is still running and does not exit, so that the pod never ends.${more}`;
};

const draftOf = (view: ClusterView, group: readonly Held[]): Draft => {
  const { pod, job, ended, running } = group[0]!;
  const { object } = pod;
  const isSure = running.length > 0 && running.every(isSidecar);
  return {
    object: job,
    severity: isSure && !ended.some(isFailed) ? "critical" : "warning",
    confidence: isSure ? "confirmed" : "likely",
    summary: summaryOf(view, group[0]!, group.length - 1),
    evidence: [
      ...(object ? [...ended.slice(0, 1), ...running].map((one) => citeContainer(object, one, "state")) : []),
      view.object(job)?.cite("status"),
      pod.line,
    ],
    related: unique([
      pod.ref,
      ...relatedToPod(view, pod.ref),
      ...ownersOf(view, job),
      ...group.slice(1).flatMap((one) => [one.pod.ref, one.job]),
    ]),
    next: running.length > 0 ? [] : describe(pod.ref, "Shows which container has ended and which still runs."),
    fix: fixByHand(
      `Make ${running.length > 0 ? enumerated(running) : "the sidecar"} a native sidecar (an init container with restartPolicy: Always, Kubernetes 1.29 and later), or end it when the work is done (for example through its quit endpoint, /quitquitquit).`,
      list("jobs", job.namespace, "Shows whether the Job completes."),
    ),
  };
};

const heldBySidecar = defineRule(
  {
    code: "job-held-by-sidecar",
    title: "Sidecar keeps a Job from completing",
    about:
      "The container that does the work of a Job has ended, and another container of its pod runs on, so that the pod never ends and the Job never completes. A plain container has to end by itself; a native sidecar is ended by Kubernetes.",
    reads: ["Pod", "Job"],
    explains: ["job-retrying", "job-deadline-exceeded", "cronjob-not-starting", "pod-not-ready", "container-exits"],
  },
  (view) => {
    const groups = new Map<string, Held[]>();
    for (const one of heldIn(view)) {
      const key = keyOf(workloadOf(view, one.pod.ref));
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    return [...groups.values()].map((group) =>
      draftOf(
        view,
        [...group].sort((left, right) => right.ended.length - left.ended.length),
      ),
    );
  },
);

/** What runs beside the work of a Job. */
export const sidecarRules: readonly Rule[] = [heldBySidecar];
