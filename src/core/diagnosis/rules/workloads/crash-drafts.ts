import type { ClusterView } from "../../../evidence/observed.ts";
import { type Draft, defineRule, type RuleText } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { complaintsOf } from "../../logs/complaints.ts";
import { memo } from "../../objects/memo.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, logs } from "../../objects/reads.ts";
import { relatedToPod } from "../../objects/relations.ts";
import { type ContainerReading, citeContainer, isWell } from "../../workloads/containers.ts";
import { type Crash, crashes } from "../../workloads/crashes.ts";
import type { PodReading } from "../../workloads/pods.ts";
import { servedBy } from "../../workloads/sidecar.ts";

export const timesOf = (pod: PodReading, container: ContainerReading | undefined): string => {
  const count = container?.restarts ?? pod.restarts;
  return count > 0 ? ` (${count} restart${count > 1 ? "s" : ""})` : "";
};

export const whose = ({ pod, container }: Crash): string =>
  container ? `${roleOf(pod, container)} ${container.name} of ${nameOf(pod.ref)}` : nameOf(pod.ref);

const roleOf = (pod: PodReading, container: ContainerReading): string =>
  container.init && !(container.running && pod.containers.some((one) => !one.init && one.running))
    ? "Init container"
    : servedBy(container, pod.containers)
      ? "Sidecar container"
      : "Container";

/** That the others of its pod are well, where one of several ends. */
const beside = ({ pod, container }: Crash): string => {
  const well = pod.containers.filter((one) => !one.init && one !== container && isWell(one));
  return container && well.length > 0
    ? `; ${well.map((one) => one.name).join(" and ")} in the same pod run${well.length > 1 ? "" : "s"} without restarts`
    : "";
};

export const endLines = ({ pod, container, isLast }: Crash) => {
  if (!pod.object || !container) return [pod.line];
  const path = isLast ? ["lastState", "terminated"] : ["state", "terminated"];
  return [
    citeContainer(pod.object, container, ...path, "reason"),
    citeContainer(pod.object, container, ...path, "exitCode"),
    container.waiting ? citeContainer(pod.object, container, "state", "waiting", "reason") : undefined,
    pod.line,
  ];
};

export const backOffs = memo((view) => {
  const told = complaintsOf(view)
    .flat()
    .filter((one) => one.reason === "BackOff" && /restarting failed/.test(one.text));
  return new Map(told.map((one) => [one.pod, one.line]));
});

export const draftOf = (view: ClusterView, crash: Crash, summary: string): Draft => ({
  object: crash.pod.ref,
  summary: `${summary}${beside(crash)}.`,
  evidence: [...endLines(crash), backOffs(view).get(crash.pod)],
  related: relatedToPod(view, crash.pod.ref),
  next: seeLogs(crash),
});

/** Which of its init containers fails, a table does not say. */
const isUnnamedInit = ({ pod, container }: Crash) => container === undefined && pod.status.startsWith("Init:");

const seeLogs = (crash: Crash) =>
  isUnnamedInit(crash)
    ? describe(crash.pod.ref, "Shows which init container fails, and how it ended.")
    : seeLogsOf(crash);

const seeLogsOf = ({ pod, container, end }: Crash) => [
  ...logs(pod.ref, "Shows what the container said before it ended.", {
    container: container?.name,
    previous: pod.status !== "Error" && (pod.restarts > 0 || end !== undefined),
  }),
  ...(container ? [] : describe(pod.ref, "Shows the exit code and the last state of its containers.")),
];

export const crashRule = (text: Omit<RuleText, "reads">, draft: (view: ClusterView, crash: Crash) => Draft): Rule =>
  defineRule({ ...text, reads: ["Pod", "events"] }, (view) =>
    crashes(view)
      .filter((one) => one.code === text.code)
      .map((one) => draft(view, one)),
  );
