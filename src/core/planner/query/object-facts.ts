import { at, entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";

/** What people ask of an object besides its printed columns: how it is called, and where its value is. */
export type Fact = { readonly name: string; readonly path: readonly string[]; of(fields: unknown): string };

const plain = (name: string, ...path: readonly string[]): Fact => ({
  name,
  path,
  of: (fields) => textAt(fields, ...path),
});

/** The fields of a pod, or of the template of one. */
const ofPods = (name: string, ...path: readonly string[]): readonly Fact[] => [
  plain(name, "spec", ...path),
  plain(name, "spec", "template", "spec", ...path),
  plain(name, "spec", "jobTemplate", "spec", "template", "spec", ...path),
];

const listed = (name: string, path: readonly string[], of: (entry: unknown) => readonly string[]): Fact => ({
  name,
  path,
  of: (fields) =>
    listAt(fields, ...path)
      .flatMap(of)
      .join(","),
});

const named = (step: string) => (entry: unknown) => [textAt(entry, step)].filter((text) => text !== "");

/** Every fact once, the first path that shows it counts. */
export const facts: readonly Fact[] = [
  ...ofPods("service account", "serviceAccountName"),
  ...ofPods("node", "nodeName"),
  ...ofPods("priority class", "priorityClassName"),
  ...ofPods("restart policy", "restartPolicy"),
  ...ofPods("grace period", "terminationGracePeriodSeconds"),
  ...ofPods("runtime class", "runtimeClassName"),
  ...ofPods("scheduler", "schedulerName"),
  ...ofPods("host network", "hostNetwork"),
  ...ofPods("dns policy", "dnsPolicy"),
  plain("qos class", "status", "qosClass"),
  plain("ip", "status", "podIP"),
  plain("status", "status", "phase"),
  plain("replicas", "spec", "replicas"),
  plain("ready replicas", "status", "readyReplicas"),
  plain("strategy", "spec", "strategy", "type"),
  plain("max surge", "spec", "strategy", "rollingUpdate", "maxSurge"),
  plain("max unavailable", "spec", "strategy", "rollingUpdate", "maxUnavailable"),
  plain("revision history limit", "spec", "revisionHistoryLimit"),
  plain("progress deadline", "spec", "progressDeadlineSeconds"),
  plain("paused", "spec", "paused"),
  plain("schedule", "spec", "schedule"),
  plain("suspend", "spec", "suspend"),
  plain("time zone", "spec", "timeZone"),
  plain("last schedule", "status", "lastScheduleTime"),
  plain("last successful", "status", "lastSuccessfulTime"),
  plain("start time", "status", "startTime"),
  plain("completion time", "status", "completionTime"),
  plain("concurrency policy", "spec", "concurrencyPolicy"),
  plain("backoff limit", "spec", "backoffLimit"),
  plain("parallelism", "spec", "parallelism"),
  plain("completions", "spec", "completions"),
  plain("ttl", "spec", "ttlSecondsAfterFinished"),
  plain("type", "spec", "type"),
  plain("cluster ip", "spec", "clusterIP"),
  plain("session affinity", "spec", "sessionAffinity"),
  plain("external traffic policy", "spec", "externalTrafficPolicy"),
  plain("ingress class", "spec", "ingressClassName"),
  plain("storage class", "spec", "storageClassName"),
  plain("capacity", "status", "capacity", "storage"),
  plain("volume", "spec", "volumeName"),
  plain("reclaim policy", "spec", "persistentVolumeReclaimPolicy"),
  plain("created", "metadata", "creationTimestamp"),
  plain("deletion time", "metadata", "deletionTimestamp"),
  plain("pod cidr", "spec", "podCIDR"),
  plain("version", "status", "nodeInfo", "kubeletVersion"),
  plain("kernel version", "status", "nodeInfo", "kernelVersion"),
  plain("os image", "status", "nodeInfo", "osImage"),
  plain("container runtime", "status", "nodeInfo", "containerRuntimeVersion"),
  plain("architecture", "status", "nodeInfo", "architecture"),
  plain("revision", "metadata", "annotations", "deployment.kubernetes.io/revision"),
  listed("owner", ["metadata", "ownerReferences"], (entry) => [`${textAt(entry, "kind")}/${textAt(entry, "name")}`]),
  listed("finalizers", ["metadata", "finalizers"], (entry) => (typeof entry === "string" ? [entry] : [])),
  listed("hosts", ["spec", "rules"], named("host")),
  listed("tls hosts", ["spec", "tls"], (entry) => listAt(entry, "hosts").filter((one) => typeof one === "string")),
  listed("tls secret", ["spec", "tls"], named("secretName")),
  listed("taints", ["spec", "taints"], (entry) => [
    `${textAt(entry, "key")}=${textAt(entry, "value")}:${textAt(entry, "effect")}`,
  ]),
  { name: "data keys", path: ["data"], of: (fields) => [...entriesAt(fields, "data").keys()].join(",") },
  { name: "node selector", path: ["spec"], of: nodeSelector },
];

function nodeSelector(fields: unknown): string {
  const own = at(fields, "spec", "nodeSelector") ?? at(fields, "spec", "template", "spec", "nodeSelector");
  return [...entriesAt(own)].map(([key, value]) => `${key}=${value}`).join(",");
}

/** The pod's specification: its own, or of the template that a workload holds. */
export const podSpecOf = (fields: unknown): unknown =>
  at(fields, "spec", "template", "spec") ??
  at(fields, "spec", "jobTemplate", "spec", "template", "spec") ??
  at(fields, "spec");
