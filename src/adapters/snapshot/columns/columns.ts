import type { Columns } from "./column.ts";
import { configMaps, namespaces, secrets } from "./config.ts";
import { events } from "./events.ts";
import { nodes } from "./nodes.ts";
import { pods, podTemplates } from "./pods.ts";
import { services } from "./services.ts";
import {
  controllerRevisions,
  daemonSets,
  deployments,
  replicaSets,
  replicationControllers,
  statefulSets,
} from "./workloads.ts";

export type { Columns } from "./column.ts";

/**
 * The columns that a Kubernetes API server of version 1.36 prints for a built-in resource (`get` and `get -o wide`), or undefined
 * when the resource is not built in. The group is empty for the core group; the resource is its plural.
 * `cells` never throws: a field that is missing or of the wrong type reads as not set.
 */
export function tableColumns(group: string, plural: string): Columns | undefined {
  return registry.get(`${group}/${plural}`);
}

const registry: ReadonlyMap<string, Columns> = new Map([
  ["/configmaps", configMaps],
  ["/events", events],
  ["/namespaces", namespaces],
  ["/nodes", nodes],
  ["/pods", pods],
  ["/podtemplates", podTemplates],
  ["/replicationcontrollers", replicationControllers],
  ["/secrets", secrets],
  ["/services", services],
  ["apps/controllerrevisions", controllerRevisions],
  ["apps/daemonsets", daemonSets],
  ["apps/deployments", deployments],
  ["apps/replicasets", replicaSets],
  ["apps/statefulsets", statefulSets],
  ["events.k8s.io/events", events],
]);
