import type { FieldsBuilder } from "../objects/fields-builder.ts";
import { type DescribeContext, put, putConditions, putPairs, wholeNumber } from "./describe-context.ts";
import { flagOf, putTemplate } from "./describe-pod.ts";
import { type Section, said, section } from "./describe-tree.ts";

const template = ["spec", "template"];

/** `3 desired | 2 updated | 3 total | 1 available | 2 unavailable`, and `2 current / 3 desired` of other kinds. */
function putReplicas(builder: FieldsBuilder, found: Section | undefined): void {
  const fields: readonly (readonly [word: string, path: readonly string[]])[] = [
    ["desired", ["spec", "replicas"]],
    ["updated", ["status", "updatedReplicas"]],
    ["total", ["status", "replicas"]],
    ["current", ["status", "replicas"]],
    ["available", ["status", "availableReplicas"]],
    ["unavailable", ["status", "unavailableReplicas"]],
  ];
  for (const [word, path] of fields) {
    const digits = new RegExp(`(\\d+) ${word}\\b`).exec(found?.value ?? "")?.[1];
    if (digits !== undefined) builder.set(path, Number(digits), found!.line);
  }
}

/** `Pods Status:  1 Running / 2 Waiting / 0 Succeeded / 0 Failed`: how many pods are in which phase. */
function putPodsStatus({ sections, builder }: DescribeContext): void {
  const found = section(sections, "Pods Status");
  for (const [, digits, word] of (said(found) ?? "").matchAll(/(\d+) (Running|Waiting|Succeeded|Failed)/g)) {
    builder.set(["status", `pods${word}`], Number(digits), found!.line);
  }
}

export function readDeployment(context: DescribeContext): void {
  const { sections, builder } = context;
  putReplicas(builder, section(sections, "Replicas"));
  putPairs(builder, ["spec", "selector", "matchLabels"], section(sections, "Selector"));
  put(builder, "spec.strategy.type", section(sections, "StrategyType"));
  put(builder, "spec.minReadySeconds", section(sections, "MinReadySeconds"), wholeNumber);
  const rolling = section(sections, "RollingUpdateStrategy");
  put(
    builder,
    "spec.strategy.rollingUpdate.maxUnavailable",
    rolling,
    (text) => /([\d%]+) max unavailable/.exec(text)?.[1],
  );
  put(builder, "spec.strategy.rollingUpdate.maxSurge", rolling, (text) => /([\d%]+) max surge/.exec(text)?.[1]);
  put(builder, "status.newReplicaSet", section(sections, "NewReplicaSet"));
  put(builder, "status.oldReplicaSets", section(sections, "OldReplicaSets"));
  putTemplate(builder, template, section(sections, "Pod Template"));
  putConditions(context);
}

export function readReplicaSet(context: DescribeContext): void {
  const { sections, builder } = context;
  putReplicas(builder, section(sections, "Replicas"));
  putPairs(builder, ["spec", "selector", "matchLabels"], section(sections, "Selector"));
  putPodsStatus(context);
  putTemplate(builder, template, section(sections, "Pod Template"));
  putConditions(context);
}

export function readStatefulSet(context: DescribeContext): void {
  const { sections, builder } = context;
  put(builder, "spec.replicas", section(sections, "Replicas"), (text) => wholeNumber(text.replace(/ desired.*/, "")));
  put(builder, "status.replicas", section(sections, "Replicas"), (text) =>
    wholeNumber(/(\d+) total/.exec(text)?.[1] ?? ""),
  );
  putPairs(builder, ["spec", "selector", "matchLabels"], section(sections, "Selector"));
  put(builder, "spec.serviceName", section(sections, "Service Name"));
  put(builder, "spec.updateStrategy.type", section(sections, "Update Strategy"));
  put(
    builder,
    "spec.updateStrategy.rollingUpdate.partition",
    section(section(sections, "Update Strategy")?.children, "Partition"),
    wholeNumber,
  );
  put(builder, "spec.podManagementPolicy", section(sections, "Pod Management Policy"));
  putPodsStatus(context);
  putTemplate(builder, template, section(sections, "Pod Template"));
  putClaimTemplates(builder, section(sections, "Volume Claims"));
}

/** Claim templates are printed one after the other below `Volume Claims:`, each beginning with its name. */
function putClaimTemplates(builder: FieldsBuilder, found: Section | undefined): void {
  let entry: FieldsBuilder | undefined;
  for (const part of found?.children ?? []) {
    if (part.key === "Name") {
      entry = builder.entry(["spec", "volumeClaimTemplates"], part.value, part.line, {
        metadata: { name: part.value },
      });
    } else if (part.key === "StorageClass" && entry !== undefined) put(entry, "spec.storageClassName", part);
    else if (part.key === "Capacity" && entry !== undefined) put(entry, "spec.resources.requests.storage", part);
    else if (part.key === "Access Modes" && entry !== undefined) put(entry, "spec.accessModes", part, listed);
  }
}

const listed = (text: string) =>
  text
    .replace(/^\[|\]$/g, "")
    .split(/[, ]+/)
    .filter((word) => word !== "");

export function readDaemonSet(context: DescribeContext): void {
  const { sections, builder } = context;
  putPairs(builder, ["spec", "selector", "matchLabels"], section(sections, "Selector"));
  putPairs(builder, ["spec", "template", "spec", "nodeSelector"], section(sections, "Node-Selector"));
  const status = (key: string, field: string) => put(builder, `status.${field}`, section(sections, key), wholeNumber);
  status("Desired Number of Nodes Scheduled", "desiredNumberScheduled");
  status("Current Number of Nodes Scheduled", "currentNumberScheduled");
  status("Number of Nodes Scheduled with Up-to-date Pods", "updatedNumberScheduled");
  status("Number of Nodes Scheduled with Available Pods", "numberAvailable");
  status("Number of Nodes Misscheduled", "numberMisscheduled");
  putPodsStatus(context);
  putTemplate(builder, template, section(sections, "Pod Template"));
}

export function readJob(context: DescribeContext): void {
  putJobSpec(context.builder, context.sections, []);
  const { sections, builder } = context;
  put(builder, "status.startTime", section(sections, "Start Time"));
  put(builder, "status.completionTime", section(sections, "Completed At"));
  const pods = section(sections, "Pods Statuses");
  const counted = (pattern: RegExp) => (text: string) => wholeNumber(pattern.exec(text)?.[1] ?? "");
  put(builder, "status.active", pods, counted(/(\d+) (?:Active|Running)/));
  put(builder, "status.ready", pods, counted(/(\d+) Ready/));
  put(builder, "status.succeeded", pods, counted(/(\d+) Succeeded/));
  put(builder, "status.failed", pods, counted(/(\d+) Failed/));
}

function putJobSpec(builder: FieldsBuilder, sections: readonly Section[], path: readonly string[]): void {
  const job = path.length === 0 ? builder : builder.in(...path);
  putPairs(job, ["spec", "selector", "matchLabels"], section(sections, "Selector"));
  put(job, "spec.parallelism", section(sections, "Parallelism"), wholeNumber);
  put(job, "spec.completions", section(sections, "Completions"), wholeNumber);
  put(job, "spec.completionMode", section(sections, "Completion Mode"));
  put(job, "spec.backoffLimit", section(sections, "Backoff Limit"), wholeNumber);
  put(job, "spec.activeDeadlineSeconds", section(sections, "Active Deadline Seconds"), wholeNumber);
  put(job, "spec.ttlSecondsAfterFinished", section(sections, "TTL Seconds After Finished"), wholeNumber);
  const suspend = section(sections, "Suspend");
  if (path.length === 0) job.set(["spec", "suspend"], flagOf(suspend), suspend?.line ?? 0);
  putTemplate(job, template, section(sections, "Pod Template"));
}

export function readCronJob(context: DescribeContext): void {
  const { sections, builder } = context;
  put(builder, "spec.schedule", section(sections, "Schedule"));
  put(builder, "spec.timeZone", section(sections, "Time Zone"));
  put(builder, "spec.concurrencyPolicy", section(sections, "Concurrency Policy"));
  const suspend = section(sections, "Suspend");
  builder.set(["spec", "suspend"], flagOf(suspend), suspend?.line ?? 0);
  put(builder, "spec.startingDeadlineSeconds", section(sections, "Starting Deadline Seconds"), (text) =>
    wholeNumber(text.replace(/s$/, "")),
  );
  put(builder, "spec.successfulJobsHistoryLimit", section(sections, "Successful Job History Limit"), wholeNumber);
  put(builder, "spec.failedJobsHistoryLimit", section(sections, "Failed Job History Limit"), wholeNumber);
  put(builder, "status.lastScheduleTime", section(sections, "Last Schedule Time"));
  const active = section(sections, "Active Jobs");
  put(builder, "status.active", active, (text) => text.split(/, ?/).map((name) => ({ kind: "Job", name })));
  putJobSpec(builder, sections, ["spec", "jobTemplate"]);
}
