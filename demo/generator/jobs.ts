import { ago, recordedAt, seconds, stamp } from "./clock.ts";
import { drop } from "./containers.ts";
import { record } from "./events.ts";
import { suffix, uidOf } from "./identity.ts";
import { nodeFor } from "./nodes.ts";
import { podTemplate } from "./pod-template.ts";
import { addPod } from "./pods.ts";
import { controlledBy, type Doc, type World } from "./world.ts";

/** A CronJob with the Jobs that are still kept; `runs` tells when each was scheduled and what became of its pods. */
export function addCronJob(world: World, namespace: string, work: Doc): void {
  const runs: Doc[] = work.runs ?? [];
  const template = { spec: jobSpec(work) };
  const status = { lastScheduleTime: runs[0] && stamp(ago(runs[0].at)), lastSuccessfulTime: work.lastSuccess && stamp(ago(work.lastSuccess)) };
  const cron = world.add(
    {
      apiVersion: "batch/v1",
      kind: "CronJob",
      metadata: { name: work.name, namespace, generation: 1, labels: { app: work.name } },
      spec: { concurrencyPolicy: "Forbid", failedJobsHistoryLimit: 2, jobTemplate: template, schedule: work.schedule, successfulJobsHistoryLimit: 3, suspend: work.suspend ?? false },
      status: drop(status),
    },
    ago(work.age),
    runs[0] ? ago(runs[0].at) : undefined,
  );
  for (const run of runs) {
    const name = `${work.name}-${Math.floor(ago(run.at) / 60_000)}`;
    addJob(world, namespace, { ...work, ...run, name, app: work.name, age: run.at }, cron);
    record(world, cron, { reason: "SuccessfulCreate", message: `Created job ${name}`, from: "cronjob-controller", last: ago(run.at) });
    const finished = world.find("Job", namespace, name)!.status.conditions.at(-1);
    record(world, cron, { reason: "SawCompletedJob", message: `Saw completed job: ${name}, condition: ${finished.type}`, from: "cronjob-controller", last: Date.parse(finished.lastTransitionTime) + 1000 });
  }
}

const jobSpec = (work: Doc): Doc => ({
  backoffLimit: work.backoffLimit ?? 6,
  completionMode: "NonIndexed",
  completions: 1,
  manualSelector: false,
  parallelism: 1,
  podReplacementPolicy: "TerminatingOrFailed",
  suspend: false,
  template: podTemplate({ ...work, container: work.app ?? work.name, restartPolicy: "Never" }),
});

/** A Job with its pods: `attempts` failed ones when it failed, one that succeeded otherwise. */
export function addJob(world: World, namespace: string, work: Doc, owner?: Doc): void {
  const created = ago(work.age);
  const uid = uidOf("Job", namespace, work.name);
  const jobLabels = { "batch.kubernetes.io/controller-uid": uid, "batch.kubernetes.io/job-name": work.name, "controller-uid": uid, "job-name": work.name };
  const spec = jobSpec(work);
  spec.template.metadata = { labels: { app: work.app ?? work.name, ...jobLabels } };
  const job = world.add(
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: drop({ name: work.name, namespace, generation: 1, labels: spec.template.metadata.labels, ownerReferences: owner && controlledBy(owner) }),
      spec: { ...spec, selector: { matchLabels: { "batch.kubernetes.io/controller-uid": uid } } },
      status: {},
    },
    created,
  );
  const attempts = work.exit ? (work.backoffLimit ?? 6) + 1 : 1;
  let at = created;
  for (let i = 0; i < attempts; i++) {
    addAttempt(world, job, { ...work, index: i, at });
    at += seconds(work.run) * 1000 + 10_000 * 2 ** i;
  }
  const ended = at - 10_000 * 2 ** (attempts - 1) + 4000;
  finish(world, job, work.exit ? attempts : 0, ended);
}

function addAttempt(world: World, job: Doc, work: Doc): void {
  const { namespace, name } = job.metadata;
  const pod = addPod(world, {
    namespace,
    name: `${name}-${suffix(`${namespace}/${name}/${work.index}`, 5)}`,
    generateName: `${name}-`,
    workload: work.app ?? name,
    owner: job,
    template: job.spec.template,
    created: work.at,
    node: nodeFor(work.node, name, work.index, work.at),
    state: { kind: work.exit ? "failed" : "succeeded", run: work.run, exit: work.exit },
  });
  record(world, job, { reason: "SuccessfulCreate", message: `Created pod: ${pod.metadata.name}`, from: "job-controller", last: work.at });
}

function finish(world: World, job: Doc, failed: number, ended: number): void {
  const time = stamp(Math.min(ended, recordedAt));
  const startTime = job.metadata.creationTimestamp;
  const condition = (type: string, extra: Doc) => ({ lastProbeTime: time, lastTransitionTime: time, status: "True", type, ...extra });
  const why = failed ? { reason: "BackoffLimitExceeded", message: "Job has reached the specified backoff limit" } : { reason: "CompletionsReached", message: "Reached expected number of succeeded pods" };
  const common = { ready: 0, startTime, terminating: 0, uncountedTerminatedPods: {} };
  job.status = failed
    ? { ...common, conditions: [condition("FailureTarget", why), condition("Failed", why)], failed }
    : { ...common, completionTime: time, conditions: [condition("SuccessCriteriaMet", why), condition("Complete", why)], succeeded: 1 };
  if (failed) record(world, job, { type: "Warning", reason: "BackoffLimitExceeded", message: why.message, from: "job-controller", last: ended });
  else record(world, job, { reason: "Completed", message: "Job completed", from: "job-controller", last: ended });
}
