import { type Section, section } from "./describe-tree.ts";

const signs: readonly (readonly [kind: string, keys: readonly string[]])[] = [
  ["Pod", ["Containers", "Node"]],
  ["Pod", ["Containers", "QoS Class"]],
  ["Pod", ["Node", "IP", "Status"]],
  ["CronJob", ["Schedule", "Concurrency Policy"]],
  ["Job", ["Parallelism", "Completions"]],
  ["Job", ["Pods Statuses", "Start Time"]],
  ["Deployment", ["StrategyType"]],
  ["DaemonSet", ["Desired Number of Nodes Scheduled"]],
  ["StatefulSet", ["Replicas", "Update Strategy"]],
  ["StatefulSet", ["Replicas", "Volume Claims"]],
  ["ReplicaSet", ["Replicas", "Pods Status", "Pod Template"]],
  ["Service", ["Type", "IP", "Session Affinity"]],
  ["Service", ["Type", "Endpoints"]],
  ["Ingress", ["Rules", "Address"]],
  ["Node", ["Roles", "Capacity"]],
  ["Node", ["Unschedulable", "Conditions"]],
  ["PersistentVolumeClaim", ["StorageClass", "Used By"]],
  ["PersistentVolumeClaim", ["StorageClass", "Volume", "Capacity"]],
  ["PersistentVolume", ["Reclaim Policy", "Claim"]],
  ["StorageClass", ["Provisioner"]],
  ["HorizontalPodAutoscaler", ["Reference", "Max replicas"]],
  ["NetworkPolicy", ["Spec", "Created on"]],
  ["PodDisruptionBudget", ["Selector", "Allowed disruptions"]],
  ["PodDisruptionBudget", ["Selector", "Status", "Events", "Min available"]],
  ["PodDisruptionBudget", ["Selector", "Status", "Events", "Max unavailable"]],
  ["Endpoints", ["Subsets"]],
  ["EndpointSlice", ["AddressType", "Endpoints"]],
  ["ServiceAccount", ["Mountable secrets"]],
  ["Secret", ["Type", "Data"]],
  ["ConfigMap", ["Data", "BinaryData"]],
  ["RoleBinding", ["Role", "Subjects"]],
  ["ClusterRole", ["PolicyRule"]],
  ["PriorityClass", ["GlobalDefault"]],
  ["IngressClass", ["Controller", "Labels"]],
];

/**
 * The kind of a described object by its sections. What was asked for counts, unless another kind's sections are plainly there
 * (recordings exist where `describe pod job-x` shows the job).
 */
export function kindOfSections(sections: readonly Section[], asked: string | undefined): string | undefined {
  const has = (key: string) =>
    section(sections, key) !== undefined || sections.some((found) => found.key === "" && found.value === key);
  const shown = kindOfTable(sections) ?? signs.find(([, keys]) => keys.every(has))?.[0];
  if (asked === undefined || shown === undefined) return shown ?? asked;
  const ofAsked = signs.filter(([kind]) => kind === asked);
  const decided = ofAsked.length > 0 && !ofAsked.some(([, keys]) => keys.some(has));
  return decided ? shown : asked;
}

/** Quotas and limit ranges are little more than a table at the left edge. */
function kindOfTable(sections: readonly Section[]): string | undefined {
  const headers = sections.filter((found) => found.key === "").map((found) => found.value);
  if (headers.some((text) => /^Resource\s+Used\s+Hard$/.test(text))) return "ResourceQuota";
  return headers.some((text) => /^Type\s+Resource\s+Min\s+Max/.test(text)) ? "LimitRange" : undefined;
}
