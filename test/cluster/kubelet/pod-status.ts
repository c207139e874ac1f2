import type { KubernetesObject } from "../api-client.ts";
import { type ContainerRecord, containerStatus } from "./container-record.ts";
import { timestamp } from "./event-recorder.ts";

/** What the kubelet knows about a pod beside its containers. */
export type PodFacts = {
  readonly podIP: string | undefined;
  readonly hostIP: string;
  readonly startTime: string;
  /** Set once the kubelet itself has ended the pod (evicted, deadline exceeded). */
  readonly verdict: { readonly reason: string; readonly message: string } | undefined;
};

type Condition = { type: string; status: string; reason?: string; message?: string; lastTransitionTime: string };

/** The status of a pod, as generateAPIPodStatus of pkg/kubelet/kubelet_pods.go and pkg/kubelet/status/generate.go make it. */
export function podStatus(
  pod: KubernetesObject,
  records: readonly ContainerRecord[],
  facts: PodFacts,
  now: Date,
): Record<string, unknown> {
  const phase = facts.verdict === undefined ? phaseOf(pod.spec.restartPolicy, records) : "Failed";
  const isInit = (record: ContainerRecord) => record.kind !== "app";
  const status = {
    phase,
    ...(facts.verdict ?? {}),
    hostIP: facts.hostIP,
    hostIPs: [{ ip: facts.hostIP }],
    ...(facts.podIP !== undefined && { podIP: facts.podIP, podIPs: [{ ip: facts.podIP }] }),
    startTime: facts.startTime,
    conditions: conditions(pod, records, facts, phase, now),
    containerStatuses: records.filter((record) => !isInit(record)).map(containerStatus),
    ...(records.some(isInit) && { initContainerStatuses: records.filter(isInit).map(containerStatus) }),
    observedGeneration: pod.metadata.generation,
  };
  return status;
}

export function phaseOf(restartPolicy: string, records: readonly ContainerRecord[]): string {
  const init = records.filter((record) => record.kind === "init");
  if (init.some((record) => hasFailed(record) && restartPolicy === "Never")) return "Failed";
  if (!isInitialized(records)) return "Pending";
  const app = records.filter((record) => record.kind === "app");
  const ended = app.filter((record) => record.state.terminated ?? (record.state.waiting && record.lastTerminated));
  const running = app.filter((record) => record.state.running);
  if (running.length + ended.length < app.length) return "Pending";
  if (running.length > 0 || restartPolicy === "Always") return "Running";
  if (ended.every((record) => (record.state.terminated ?? record.lastTerminated)?.exitCode === 0)) return "Succeeded";
  return restartPolicy === "Never" ? "Failed" : "Running";
}

function hasFailed({ state }: ContainerRecord): boolean {
  return state.terminated !== undefined && state.terminated.exitCode !== 0;
}

function isInitialized(records: readonly ContainerRecord[]): boolean {
  return records.every(
    (record) =>
      record.kind === "app" || (record.kind === "init" ? record.isReady : record.isStarted || record.lastTerminated),
  );
}

function conditions(
  pod: KubernetesObject,
  records: readonly ContainerRecord[],
  facts: PodFacts,
  phase: string,
  now: Date,
): Condition[] {
  const before: readonly Condition[] = pod.status?.conditions ?? [];
  const waiting = records.filter((record) => record.kind === "init" && !record.isReady).map(({ name }) => name);
  const unready = records.filter((record) => record.kind !== "init" && !record.isReady).map(({ name }) => name);
  const containersReady = readiness(phase, unready);
  const gates = missingGates(pod, before);
  const isDone = phase === "Succeeded" || phase === "Failed";
  const wanted = [
    { type: "PodReadyToStartContainers", status: facts.podIP !== undefined && !isDone ? "True" : "False" },
    waiting.length === 0 || phase === "Succeeded"
      ? { type: "Initialized", status: "True", ...(phase === "Succeeded" && { reason: "PodCompleted" }) }
      : {
          type: "Initialized",
          status: "False",
          reason: "ContainersNotInitialized",
          message: `containers with incomplete status: [${waiting.join(" ")}]`,
        },
    { type: "Ready", ...(containersReady.status === "True" && gates !== undefined ? gates : containersReady) },
    { type: "ContainersReady", ...containersReady },
  ];
  return wanted.map((condition) => {
    const old = before.find(({ type }) => type === condition.type);
    const at = old?.status === condition.status ? old.lastTransitionTime : timestamp(now);
    // A merge patch keeps what it does not name: an old reason must be taken away by name.
    const cleared = { reason: null, message: null } as unknown as Partial<Condition>;
    return { ...(old === undefined ? {} : cleared), ...condition, lastTransitionTime: at };
  });
}

function readiness(phase: string, unready: readonly string[]) {
  if (phase === "Succeeded") return { status: "False", reason: "PodCompleted" };
  if (phase === "Failed") return { status: "False", reason: "PodFailed" };
  if (unready.length === 0) return { status: "True" };
  return {
    status: "False",
    reason: "ContainersNotReady",
    message: `containers with unready status: [${unready.join(" ")}]`,
  };
}

function missingGates(pod: KubernetesObject, before: readonly Condition[]) {
  const messages = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }: any) => {
    const condition = before.find(({ type }) => type === conditionType);
    if (condition === undefined)
      return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    return condition.status === "True"
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`];
  });
  return messages.length === 0
    ? undefined
    : { status: "False", reason: "ReadinessGatesNotReady", message: messages.join(", ") };
}
