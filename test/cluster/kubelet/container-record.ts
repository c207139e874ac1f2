import { randomBytes } from "node:crypto";
import { timestamp } from "./event-recorder.ts";

export type ContainerKind = "init" | "sidecar" | "app";
export type LogLine = { readonly at: Date; readonly text: string };
export type Terminated = {
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly containerID?: string;
};

/** What the kubelet knows about one container of a pod: its state, the one before, and their logs. */
export type ContainerRecord = {
  readonly name: string;
  readonly kind: ContainerKind;
  readonly spec: any;
  state: { waiting?: { reason: string; message?: string }; running?: { startedAt: string }; terminated?: Terminated };
  lastTerminated: Terminated | undefined;
  restartCount: number;
  isReady: boolean;
  isStarted: boolean;
  imageID: string;
  containerID: string;
  /** Logs by container id; the current one and the one before. */
  readonly logs: Map<string, LogLine[]>;
  /** Ports it listens on now. */
  readonly listening: Set<number>;
  /** Use of memory and disk (bytes) and CPU (cores) now. */
  usage: { memory: number; cpu: number; disk: number };
};

export function newRecord(spec: any, kind: ContainerKind, hasInitContainers: boolean): ContainerRecord {
  return {
    name: spec.name,
    kind,
    spec,
    state: { waiting: { reason: hasInitContainers ? "PodInitializing" : "ContainerCreating" } },
    lastTerminated: undefined,
    restartCount: 0,
    isReady: false,
    isStarted: false,
    imageID: "",
    containerID: "",
    logs: new Map(),
    listening: new Set(),
    usage: { memory: 0, cpu: 0, disk: 0 },
  };
}

/** Marks the container as running and gives the log of this run. */
export function markRunning(record: ContainerRecord, now: Date): LogLine[] {
  record.containerID = `containerd://${randomBytes(32).toString("hex")}`;
  record.state = { running: { startedAt: timestamp(now) } };
  record.isStarted = record.spec.startupProbe === undefined;
  record.isReady = false;
  const log: LogLine[] = [];
  record.logs.set(record.containerID, log);
  for (const id of [...record.logs.keys()].slice(0, -2)) record.logs.delete(id);
  return log;
}

/** Marks the container as ended. Its next start makes this its last state. */
export function markTerminated(
  record: ContainerRecord,
  end: { exitCode: number; reason: string; message?: string },
  now: Date,
): void {
  const startedAt = record.state.running?.startedAt ?? timestamp(now);
  record.state = {
    terminated: { ...end, startedAt, finishedAt: timestamp(now), containerID: record.containerID },
  };
  record.isReady = record.kind === "init" && end.exitCode === 0;
  record.isStarted = false;
  record.listening.clear();
  record.usage = { memory: 0, cpu: 0, disk: 0 };
}

/** Marks the container as waiting; a state that had ended becomes the last one. */
export function markWaiting(record: ContainerRecord, reason: string, message?: string): void {
  if (record.state.terminated !== undefined) record.lastTerminated = record.state.terminated;
  record.state = { waiting: message === undefined ? { reason } : { reason, message } };
  record.isReady = false;
}

/** The status of a container as in `status.containerStatuses`. */
export function containerStatus(record: ContainerRecord): Record<string, unknown> {
  return {
    name: record.name,
    image: record.spec.image,
    imageID: record.imageID,
    ...(record.containerID !== "" && { containerID: record.containerID }),
    ready: record.isReady,
    started: record.isStarted,
    restartCount: record.restartCount,
    state: record.state,
    lastState: record.lastTerminated === undefined ? {} : { terminated: record.lastTerminated },
    ...(record.spec.resources !== undefined &&
      Object.keys(record.spec.resources).length > 0 && { resources: record.spec.resources }),
  };
}
