import type { KubernetesObject } from "../api-client.ts";
import { type ContainerRecord, newRecord } from "./container-record.ts";
import { keepContainer, type PodContext } from "./container-runner.ts";
import type { EventRecorder } from "./event-recorder.ts";
import { timestamp } from "./event-recorder.ts";
import type { Images } from "./images.ts";
import type { Pace } from "./pace.ts";
import { podStatus } from "./pod-status.ts";
import { volumeFiles } from "./volumes.ts";
import type { World } from "./world.ts";

/** Keeps one pod on its node, from its binding to the end of its containers. */
export type PodWorker = {
  readonly records: readonly ContainerRecord[];
  readonly podIP: () => string | undefined;
  readonly pod: () => KubernetesObject;
  /** The pod has changed in the API: another status, or it is to be deleted. */
  update(pod: KubernetesObject): void;
  /** Writes the status again, for a kubelet that was down. */
  report(): void;
  evict(reason: string, message: string): void;
  /** The pod is gone from the API. */
  forget(): void;
};

export type PodSurroundings = {
  readonly world: World;
  readonly images: () => Images;
  readonly pace: Pace;
  readonly events: EventRecorder;
  allocateIP(pod: KubernetesObject): string;
};

// A real kubelet waits up to 122 s; what heals a pod shall show sooner.
const longestMountWait = 15;

export function startPodWorker(first: KubernetesObject, surroundings: PodSurroundings): PodWorker {
  const { world, pace, events } = surroundings;
  const records = recordsOf(first.spec);
  const ending = new AbortController();
  const startTime = timestamp(pace.now());
  let pod = first;
  let podIP: string | undefined;
  let verdict: { reason: string; message: string } | undefined;
  let isGone = false;
  let written = "";
  let writing = Promise.resolve();

  function write(): void {
    writing = writing.then(writeStatus).catch(writeLater);
  }
  /** A status that could not be written is written again, as the status manager of a kubelet does in its next round. */
  function writeLater(): void {
    if (!isGone) void pace.sleep(10).then(write);
  }
  async function writeStatus(): Promise<void> {
    if (isGone || !world.isUp(pod.spec.nodeName)) return;
    const facts = { podIP, hostIP: hostIP(), startTime, verdict };
    const status = podStatus(pod, records, facts, pace.now());
    const text = JSON.stringify(status);
    if (text === written) return;
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/status`;
    const answer = await world.api.send(
      "PATCH",
      path,
      { metadata: { uid: pod.metadata.uid }, status },
      "application/strategic-merge-patch+json",
    );
    if (answer.status >= 300) return answer.status === 404 ? undefined : writeLater();
    written = text;
    pod = { ...pod, status: JSON.parse(answer.text).status };
  }
  function hostIP(): string {
    const node: any = world.node(pod.spec.nodeName);
    return node?.status?.addresses?.find(({ type }: any) => type === "InternalIP")?.address ?? "10.0.0.1";
  }
  const record: PodContext["record"] = (container, type, reason, message) => {
    const list = container?.kind === "app" ? "containers" : "initContainers";
    const about =
      container === undefined ? { object: pod } : { object: pod, fieldPath: `spec.${list}{${container.name}}` };
    if (!isGone && world.isUp(pod.spec.nodeName)) events.record(about, type, reason, message);
  };
  function context(): PodContext {
    return {
      get pod() {
        return pod;
      },
      world,
      get images() {
        return surroundings.images();
      },
      pace,
      podIP: podIP ?? "",
      ending: ending.signal,
      changed: write,
      record,
      evict,
    };
  }
  function evict(reason: string, message: string): void {
    if (verdict !== undefined) return;
    verdict = { reason, message };
    record(undefined, "Warning", reason, message);
    ending.abort();
  }

  async function mountVolumes(): Promise<boolean> {
    for (let seconds = 0.5; !ending.signal.aborted; seconds = Math.min(seconds * 2, longestMountWait)) {
      const failed = (pod.spec.volumes ?? []).flatMap((volume: any) => {
        const found = volumeFiles(volume, pod, world);
        return "error" in found ? [{ name: volume.name, error: found.error }] : [];
      });
      if (failed.length === 0) return true;
      for (const { name, error } of failed)
        record(undefined, "Warning", "FailedMount", `MountVolume.SetUp failed for volume "${name}" : ${error}`);
      await pace.sleep(seconds, ending.signal);
    }
    return false;
  }

  async function live(): Promise<void> {
    write();
    if (!(await mountVolumes())) return;
    podIP = pod.spec.hostNetwork === true ? hostIP() : surroundings.allocateIP(pod);
    write();
    const running: Promise<void>[] = [];
    for (const each of records.filter(({ kind }) => kind !== "app")) {
      if (each.kind === "sidecar") {
        running.push(keepContainer(each, context()));
        while (!each.isStarted && !ending.signal.aborted) await pace.sleep(0.2, ending.signal);
      } else {
        await keepContainer(each, context());
        if (!each.isReady) return;
      }
    }
    const apps = records.filter(({ kind }) => kind === "app");
    const kept = apps.map((each) => keepContainer(each, context()));
    await Promise.all(kept);
    ending.abort();
    await Promise.all(running);
  }
  async function end(): Promise<void> {
    await life;
    await events.settled();
    write();
    await writing;
    if (pod.metadata.deletionTimestamp === undefined || isGone) return;
    while (!world.isUp(pod.spec.nodeName) && !isGone) await pace.sleep(1);
    if (isGone) return;
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`;
    await world.api.send("DELETE", path, {
      kind: "DeleteOptions",
      apiVersion: "v1",
      gracePeriodSeconds: 0,
      preconditions: { uid: pod.metadata.uid },
    });
  }
  function terminate(): void {
    if (!ending.signal.aborted)
      for (const each of records)
        if (each.state.running) record(each, "Normal", "Killing", `Stopping container ${each.name}`);
    ending.abort();
    void end().catch(() => undefined);
  }
  async function watchDeadline(): Promise<void> {
    const { activeDeadlineSeconds } = pod.spec;
    if (activeDeadlineSeconds === undefined) return;
    await pace.sleep(activeDeadlineSeconds, ending.signal);
    if (!ending.signal.aborted)
      evict("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
  }

  let isTerminating = false;
  const life = live().catch((error) => record(undefined, "Warning", "FailedSync", String(error)));
  void life.then(write);
  void watchDeadline();
  return {
    records,
    podIP: () => podIP,
    pod: () => pod,
    update: (next) => {
      pod = next;
      if (next.metadata.deletionTimestamp !== undefined && !isTerminating) {
        isTerminating = true;
        terminate();
      }
    },
    report: () => {
      written = "";
      write();
    },
    evict,
    forget: () => {
      isGone = true;
      ending.abort();
    },
  };
}

function recordsOf(spec: any): ContainerRecord[] {
  const init: any[] = spec.initContainers ?? [];
  return [
    ...init.map((each) => newRecord(each, each.restartPolicy === "Always" ? "sidecar" : "init", true)),
    ...spec.containers.map((each: any) => newRecord(each, "app", init.length > 0)),
  ];
}
