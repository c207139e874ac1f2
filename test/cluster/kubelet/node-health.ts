import type { ApiClient, KubernetesObject } from "../api-client.ts";
import { healthyConditions } from "../nodes.ts";
import { type EventRecorder, timestamp } from "./event-recorder.ts";
import type { PodWorker } from "./pod-worker.ts";
import { numberOf } from "./quantity.ts";

/** What can be wrong with a node from outside: nothing in the cluster causes it. */
export type NodeTrouble = "memory-pressure" | "disk-pressure" | "pid-pressure" | "network-plugin";
type Condition = { type: string; status: string; reason: string; message: string };
type Resource = "memory" | "ephemeral-storage";

/** What a node's own parts take of its memory. */
export const systemMemory = 400 * 2 ** 20;

/**
 * Reports the conditions of one node as its kubelet would (pkg/kubelet/nodestatus), and evicts the greediest pod while memory or disk is
 * short (pkg/kubelet/eviction). Pressure comes from what the programs of its pods use, or from trouble. To be called again and again.
 */
export async function reportNode(
  api: ApiClient,
  node: KubernetesObject,
  workers: readonly PodWorker[],
  trouble: ReadonlySet<NodeTrouble>,
  events: EventRecorder,
  now: Date,
): Promise<void> {
  const shortOf = (["memory", "ephemeral-storage"] as const).filter((resource) =>
    isShort(resource, node, workers, trouble),
  );
  const wanted = conditionsOf(shortOf, trouble);
  const before: readonly Condition[] = node.status.conditions ?? [];
  const changed = wanted.filter(({ type, status, reason }) => {
    const old = before.find((each) => each.type === type);
    return old?.status !== status || old.reason !== reason;
  });
  if (changed.length > 0) await report(api, node, changed, before, now);
  for (const condition of changed) announce(node, condition, events);
  for (const resource of shortOf) evictOne(resource, node, workers, events);
}

function isShort(
  resource: Resource,
  node: KubernetesObject,
  workers: readonly PodWorker[],
  trouble: ReadonlySet<NodeTrouble>,
): boolean {
  if (trouble.has(resource === "memory" ? "memory-pressure" : "disk-pressure")) return true;
  return available(resource, node, workers) < threshold(resource, node);
}

function available(resource: Resource, node: KubernetesObject, workers: readonly PodWorker[]): number {
  const records = workers.flatMap((worker) => worker.records);
  const used = records.reduce((total, { usage }) => total + (resource === "memory" ? usage.memory : usage.disk), 0);
  return numberOf(node.status.capacity?.[resource] ?? "8Gi") - used - (resource === "memory" ? systemMemory : 0);
}

/** The kubelet's defaults: memory.available below 100Mi, nodefs.available below a tenth. */
function threshold(resource: Resource, node: KubernetesObject): number {
  return resource === "memory" ? 100 * 2 ** 20 : numberOf(node.status.capacity?.[resource] ?? "100Gi") / 10;
}

function conditionsOf(shortOf: readonly Resource[], trouble: ReadonlySet<NodeTrouble>): Condition[] {
  const bad = new Map<string, Omit<Condition, "type">>();
  if (shortOf.includes("memory"))
    bad.set("MemoryPressure", {
      status: "True",
      reason: "KubeletHasInsufficientMemory",
      message: "kubelet has insufficient memory available",
    });
  if (shortOf.includes("ephemeral-storage"))
    bad.set("DiskPressure", { status: "True", reason: "KubeletHasDiskPressure", message: "kubelet has disk pressure" });
  if (trouble.has("pid-pressure"))
    bad.set("PIDPressure", {
      status: "True",
      reason: "KubeletHasInsufficientPID",
      message: "kubelet has insufficient PID available",
    });
  if (trouble.has("network-plugin"))
    bad.set("Ready", {
      status: "False",
      reason: "KubeletNotReady",
      message:
        "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized",
    });
  return healthyConditions().map((healthy) => ({ ...healthy, ...bad.get(healthy.type) }));
}

async function report(
  api: ApiClient,
  node: KubernetesObject,
  changed: readonly Condition[],
  before: readonly any[],
  now: Date,
): Promise<void> {
  const conditions = changed.map((condition) => {
    const old = before.find(({ type }) => type === condition.type);
    const at = timestamp(now);
    return {
      ...condition,
      lastHeartbeatTime: at,
      lastTransitionTime: old?.status === condition.status ? old.lastTransitionTime : at,
    };
  });
  await api.send(
    "PATCH",
    `/api/v1/nodes/${node.metadata.name}/status`,
    { status: { conditions } },
    "application/strategic-merge-patch+json",
  );
}

function announce(node: KubernetesObject, { type, status }: Condition, events: EventRecorder): void {
  const names = new Map([
    ["MemoryPressure True", "NodeHasInsufficientMemory"],
    ["MemoryPressure False", "NodeHasSufficientMemory"],
    ["DiskPressure True", "NodeHasDiskPressure"],
    ["DiskPressure False", "NodeHasNoDiskPressure"],
    ["PIDPressure True", "NodeHasInsufficientPID"],
    ["PIDPressure False", "NodeHasSufficientPID"],
    ["Ready True", "NodeReady"],
    ["Ready False", "NodeNotReady"],
  ]);
  const reason = names.get(`${type} ${status}`);
  if (reason !== undefined)
    events.record(nodeReference(node), "Normal", reason, `Node ${node.metadata.name} status is now: ${reason}`);
}

/** The kubelet names its node by its name where the uid belongs. */
function nodeReference(node: KubernetesObject) {
  return {
    object: { ...node, apiVersion: "v1", kind: "Node", metadata: { ...node.metadata, uid: node.metadata.name } },
  };
}

function evictOne(
  resource: Resource,
  node: KubernetesObject,
  workers: readonly PodWorker[],
  events: EventRecorder,
): void {
  const usageOf = (worker: PodWorker) => worker.records.reduce((total, record) => total + excess(resource, record), 0);
  const [worst] = workers.filter((worker) => usageOf(worker) > 0).sort((a, b) => usageOf(b) - usageOf(a));
  events.record(nodeReference(node), "Warning", "EvictionThresholdMet", `Attempting to reclaim ${resource}`);
  if (worst === undefined) return;
  const left = Math.max(0, available(resource, node, workers));
  const containers = worst.records
    .filter((record) => excess(resource, record) > 0)
    .map((record) => {
      const request = record.spec.resources?.requests?.[resource] ?? "0";
      return `Container ${record.name} was using ${binary(used(resource, record))}, request is ${request}, has larger consumption of ${resource}. `;
    });
  worst.evict(
    "Evicted",
    `The node was low on resource: ${resource}. Threshold quantity: ${binary(threshold(resource, node))}, available: ${binary(left)}. ${containers.join("")}`,
  );
}

function used(resource: Resource, { usage }: PodWorker["records"][number]): number {
  return resource === "memory" ? usage.memory : usage.disk;
}

function excess(resource: Resource, record: PodWorker["records"][number]): number {
  return Math.max(0, used(resource, record) - numberOf(record.spec.resources?.requests?.[resource] ?? 0));
}

function binary(bytes: number): string {
  return `${Math.round(bytes / 1024)}Ki`;
}
