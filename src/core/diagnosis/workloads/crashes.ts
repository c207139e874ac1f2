import type { ClusterView } from "../../evidence/observed.ts";
import { memo } from "../objects/memo.ts";
import type { ContainerReading, Termination } from "./containers.ts";
import { jobOf } from "./job-of.ts";
import { type PodReading, podsOf } from "./pods.ts";

/** A container that ended badly and is not back for good, with how it ended. */
export type Crash = {
  readonly pod: PodReading;
  readonly container: ContainerReading | undefined;
  readonly end: Termination | undefined;
  readonly isLast: boolean;
  readonly code: string;
};

/** Every crash that a pod has not got over, with the code of the rule that speaks of it. */
export const crashes = memo((view: ClusterView): readonly Crash[] =>
  podsOf(view)
    .filter(
      (pod) =>
        pod.health === "failing" && !/^(?:Evicted|NodeShutdown|Shutdown|Terminated|Preempting)$/.test(pod.status),
    )
    .flatMap((pod) => [...fromContainers(pod), ...fromStatus(pod)])
    .filter((crash) => crash.code !== "container-exits" || jobOf(view, crash.pod) === undefined),
);

const fromContainers = (pod: PodReading): readonly Crash[] =>
  pod.containers.flatMap((container) => {
    const now = container.terminated;
    const end = now && !isCleanInit(container, now) ? now : container.last;
    const isBack = container.running && container.ready !== false;
    const flaps = isBack && pod.status === "Running" && end !== undefined && end.exitCode !== 0;
    const loops = /CrashLoopBackOff/.test(container.waiting?.reason ?? "");
    if (!loops && (end === undefined || (container.running && !flaps && container.last === undefined))) return [];
    if (container.waiting && !loops && container.last === undefined) return [];
    const code = kindOf(end, container);
    return code === undefined ? [] : [{ pod, container, end, isLast: end !== now, code }];
  });

const isCleanInit = (container: ContainerReading, end: Termination): boolean =>
  container.init && (end.exitCode === 0 || end.reason === "Completed");

const kindOf = (end: Termination | undefined, container: ContainerReading): string | undefined => {
  if (end?.reason === "OOMKilled") return "oom-killed";
  if (container.init) return end && end.exitCode !== 0 ? "init-container-failing" : undefined;
  if (end?.reason === "StartError" || end?.reason === "ContainerCannotRun") return undefined;
  if (end?.exitCode === 139 || end?.exitCode === 134 || end?.exitCode === 132 || end?.exitCode === 136)
    return "program-fault";
  if (end?.exitCode === 137 || end?.exitCode === 143) return "container-killed";
  if (end?.exitCode === 0 || (end?.reason === "Completed" && end.exitCode === undefined)) return "container-exits";
  return "crash-loop";
};

/** A table row tells no more than a word. */
const fromStatus = (pod: PodReading): readonly Crash[] => {
  if (pod.containers.some((one) => one.waiting ?? one.terminated ?? one.last)) return [];
  const crash = (code: string): readonly Crash[] => [
    { pod, container: undefined, end: undefined, isLast: false, code },
  ];
  if (/OOMKilled/.test(pod.status)) return crash("oom-killed");
  if (pod.status === "Completed") return crash("container-exits");
  if (/^Init:(?:CrashLoopBackOff|Error)$/.test(pod.status)) return crash("init-container-failing");
  return /^(?:CrashLoopBackOff|Error|ExitCode:\d+|Signal:\d+)$/.test(pod.status) ? crash("crash-loop") : [];
};
