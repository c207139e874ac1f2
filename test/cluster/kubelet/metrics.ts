import type { ContainerRecord } from "./container-record.ts";
import { timestamp } from "./event-recorder.ts";
import { systemMemory } from "./node-health.ts";
import type { PodWorker } from "./pod-worker.ts";
import type { SimulatedKubelet } from "./simulated-kubelet.ts";

/** The metrics API (metrics.k8s.io/v1beta1), as metrics-server serves it. */
export const metricsDiscovery = {
  kind: "APIResourceList",
  apiVersion: "v1",
  groupVersion: "metrics.k8s.io/v1beta1",
  resources: [
    { name: "nodes", singularName: "", namespaced: false, kind: "NodeMetrics", verbs: ["get", "list"] },
    { name: "pods", singularName: "", namespaced: true, kind: "PodMetrics", verbs: ["get", "list"] },
  ],
} as const;

type Usage = Pick<ContainerRecord["usage"], "cpu" | "memory">;

/** Metrics of one node, or of all of them without a name. Undefined when there is no such node, or its kubelet is down. */
export function nodeMetrics(name: string | undefined, kubelet: SimulatedKubelet): unknown {
  const items = kubelet.nodes
    .all()
    .filter(({ metadata }) => (name === undefined || metadata.name === name) && kubelet.isUp(metadata.name))
    .map(({ metadata }) => {
      const records = kubelet.workers().filter((worker) => worker.pod().spec.nodeName === metadata.name);
      const used = sum(records.flatMap((worker) => worker.records));
      const usage = written({ cpu: used.cpu + 0.05, memory: used.memory + systemMemory });
      return { ...head("NodeMetrics"), metadata: { name: metadata.name, labels: metadata.labels }, ...window(), usage };
    });
  return name === undefined ? list("NodeMetricsList", items) : items[0];
}

/** Metrics under a path `pods`, `namespaces/<ns>/pods` or `namespaces/<ns>/pods/<name>`. */
export function podMetrics(path: readonly string[], kubelet: SimulatedKubelet): unknown {
  const [first, namespace, pods, name] = path;
  if (first !== "pods" && (first !== "namespaces" || pods !== "pods")) return undefined;
  const items = kubelet
    .workers()
    .filter((worker) => worker.records.some(({ state }) => state.running) && kubelet.isUp(worker.pod().spec.nodeName))
    .filter((worker) => namespace === undefined || worker.pod().metadata.namespace === namespace)
    .filter((worker) => name === undefined || worker.pod().metadata.name === name)
    .map(ofPod);
  return name === undefined ? list("PodMetricsList", items) : items[0];
}

function ofPod(worker: PodWorker): unknown {
  const { name, namespace, labels } = worker.pod().metadata;
  const containers = worker.records
    .filter(({ state }) => state.running)
    .map((record) => ({ name: record.name, usage: written(record.usage) }));
  return { ...head("PodMetrics"), metadata: { name, namespace, labels }, ...window(), containers };
}

function head(kind: string) {
  return { kind, apiVersion: "metrics.k8s.io/v1beta1" };
}

function list(kind: string, items: readonly unknown[]) {
  return { ...head(kind), metadata: {}, items };
}

function window() {
  return { timestamp: timestamp(new Date()), window: "15s" };
}

function written({ cpu, memory }: Usage) {
  return { cpu: `${Math.round(cpu * 1e9)}n`, memory: `${Math.round(memory / 1024)}Ki` };
}

function sum(records: readonly ContainerRecord[]): Usage {
  return records.reduce<Usage>(
    (total, { usage }) => ({ cpu: total.cpu + usage.cpu, memory: total.memory + usage.memory }),
    {
      cpu: 0,
      memory: 0,
    },
  );
}
