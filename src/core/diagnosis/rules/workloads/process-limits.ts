import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { listAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { podSpecsOf, specContainersOf } from "../../workloads/pod-specs.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";
import { type Defunct, defunctIn, type ProcessLimit, processLimitOf } from "../../workloads/process-counts.ts";

/** What shells, runtimes and the container runtime say when no process or thread can be made any more. */
const cannotFork =
  /\b(?:v?fork|clone|cannot fork|can't fork|fork\/exec \S{1,200})\b[^\n]{0,60}[Rr]esource temporarily unavailable|[Cc](?:an|ould)(?:no|')t (?:fork|create (?:a )?(?:new )?(?:process|thread))\b|pthread_create failed|failed to create new OS thread|(?:spawn|fork)\b[^\n]{0,80}\bEAGAIN\b|BlockingIOError: \[Errno 11\]|std::system_error[^\n]{0,60}[Rr]esource temporarily unavailable/;

/** Too little memory for a process is another limit. */
const isOfMemory = /[Cc]annot allocate memory|ENOMEM/;

const tells = (text: string): boolean => cannotFork.test(text) && !isOfMemory.test(text);

/** The newest line of an event or a log of the pod that says so. */
const saidOf = (view: ClusterView, pod: PodReading): Line | undefined =>
  pod.events.find(({ message }) => tells(message))?.line ??
  logsOfView(view)
    .filter(({ object, health }) => health !== "healthy" && keyOf(object) === keyOf(pod.ref))
    .flatMap(({ tail }) => tail)
    .findLast(({ text }) => tells(text.slice(0, 2000)));

/** The probe whose program is the one that leaves processes behind, as an event or the specification names it. */
const probeWith = (view: ClusterView, pod: PodReading, { name }: Defunct): string | undefined => {
  const program = name.slice(name.lastIndexOf("/") + 1).slice(0, 15);
  const event = pod.events.find(({ reason, message }) => reason === "Unhealthy" && message.includes(program));
  const told = event && /^[^\n]{0,60}?\b(Readiness|Liveness|Startup) probe/.exec(event.message)?.[1]?.toLowerCase();
  if (told) return told;
  for (const { spec } of podSpecsOf(view, pod.ref).flatMap((one) => specContainersOf(one)))
    for (const kind of ["readiness", "liveness", "startup"])
      if (listAt(spec, `${kind}Probe`, "exec", "command").some((word) => String(word).includes(program))) return kind;
  return undefined;
};

const isReached = (limit: ProcessLimit | undefined): limit is ProcessLimit =>
  limit !== undefined && limit.most > 0 && limit.current >= limit.most - 2;

const printDefunct = (defunct: Defunct | undefined, probe: string | undefined): string =>
  defunct === undefined || defunct.count < 10
    ? ""
    : `; ${defunct.count} of them are defunct (zombies) of ${defunct.name}, which ${probe ? `its ${probe} probe starts and` : ""} nobody reaps`;

const exhausted = defineRule(
  {
    code: "process-limit-reached",
    title: "Container may have no more processes",
    about:
      "The control group of the container has as many processes and threads as it may have (`pids.max`, by the kubelet's `podPidsLimit`): nothing can be forked, and probes and commands that run in it fail with `Resource temporarily unavailable`. Often defunct processes take the places, left by a program that is no init, of children (of an exec probe) that it does not wait for.",
    reads: ["events", "logs", "exec", "Pod"],
    explains: [...crashSymptoms, "warning-event", "uncaught-exception", "application-out-of-memory"],
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const limit = processLimitOf(view, pod.ref);
      const said = saidOf(view, pod);
      if (!isReached(limit) && (said === undefined || limit !== undefined)) continue;
      const defunct = defunctIn(view, pod.ref);
      const probe = defunct && probeWith(view, pod, defunct);
      const count = isReached(limit) ? ` (pids.current ${limit.current} of pids.max ${limit.most})` : "";
      yield {
        object: pod.ref,
        severity: pod.health === "healthy" ? "warning" : "critical",
        confidence: isReached(limit) ? "confirmed" : "likely",
        summary: `${nameOf(pod.ref)} has reached its limit of processes${count}, so that nothing can be forked in it any more and what is to be run there, such as exec probes, fails${printDefunct(defunct, probe)}.`,
        evidence: [...(limit?.lines ?? []), defunct?.line, said],
        related: unique(ownersOf(view, pod.ref)),
        next: isReached(limit) ? [] : describe(pod.ref, "Shows what its probes run."),
        fix: fixByHand(
          "Restart the pod, which frees the places; then end what leaves processes behind: no background jobs in a probe, an init that reaps them (shareProcessNamespace: true, or tini as the first process), or a higher podPidsLimit where the program really needs so many.",
          describe(pod.ref, "Shows whether its probes succeed again."),
        ),
      };
    }
  },
);

/** Containers in which no process can be started any more. */
export const processLimitRules: readonly Rule[] = [exhausted];
