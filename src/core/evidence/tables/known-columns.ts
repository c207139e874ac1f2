/** Columns that `kubectl get` prints for built-in kinds (kubernetes/pkg/printers/internalversion/printers.go, 1.32), wide ones after `|`. */
const columnsByKind: ReadonlyMap<string, string> = new Map([
  ["Pod", "NAME,READY,STATUS,RESTARTS,AGE|IP,NODE,NOMINATED NODE,READINESS GATES"],
  ["Deployment", "NAME,READY,UP-TO-DATE,AVAILABLE,AGE|CONTAINERS,IMAGES,SELECTOR"],
  ["ReplicaSet", "NAME,DESIRED,CURRENT,READY,AGE|CONTAINERS,IMAGES,SELECTOR"],
  ["ReplicationController", "NAME,DESIRED,CURRENT,READY,AGE|CONTAINERS,IMAGES,SELECTOR"],
  ["StatefulSet", "NAME,READY,AGE|CONTAINERS,IMAGES"],
  ["DaemonSet", "NAME,DESIRED,CURRENT,READY,UP-TO-DATE,AVAILABLE,NODE SELECTOR,AGE|CONTAINERS,IMAGES,SELECTOR"],
  ["Job", "NAME,STATUS,COMPLETIONS,DURATION,AGE|CONTAINERS,IMAGES,SELECTOR"],
  ["CronJob", "NAME,SCHEDULE,TIMEZONE,SUSPEND,ACTIVE,LAST SCHEDULE,AGE|CONTAINERS,IMAGES,SELECTOR"],
  ["Service", "NAME,TYPE,CLUSTER-IP,EXTERNAL-IP,PORT(S),AGE|SELECTOR"],
  ["Endpoints", "NAME,ENDPOINTS,AGE|"],
  ["EndpointSlice", "NAME,ADDRESSTYPE,PORTS,ENDPOINTS,AGE|"],
  ["Ingress", "NAME,CLASS,HOSTS,ADDRESS,PORTS,AGE|"],
  ["IngressClass", "NAME,CONTROLLER,PARAMETERS,AGE|"],
  ["NetworkPolicy", "NAME,POD-SELECTOR,AGE|"],
  ["Node", "NAME,STATUS,ROLES,AGE,VERSION|INTERNAL-IP,EXTERNAL-IP,OS-IMAGE,KERNEL-VERSION,CONTAINER-RUNTIME"],
  ["Namespace", "NAME,STATUS,AGE|"],
  [
    "PersistentVolumeClaim",
    "NAME,STATUS,VOLUME,CAPACITY,ACCESS MODES,STORAGECLASS,VOLUMEATTRIBUTESCLASS,AGE|VOLUMEMODE",
  ],
  [
    "PersistentVolume",
    "NAME,CAPACITY,ACCESS MODES,RECLAIM POLICY,STATUS,CLAIM,STORAGECLASS,VOLUMEATTRIBUTESCLASS,REASON,AGE|VOLUMEMODE",
  ],
  ["StorageClass", "NAME,PROVISIONER,RECLAIMPOLICY,VOLUMEBINDINGMODE,ALLOWVOLUMEEXPANSION,AGE|"],
  ["HorizontalPodAutoscaler", "NAME,REFERENCE,TARGETS,MINPODS,MAXPODS,REPLICAS,AGE|"],
  ["PodDisruptionBudget", "NAME,MIN AVAILABLE,MAX UNAVAILABLE,ALLOWED DISRUPTIONS,AGE|"],
  ["ResourceQuota", "NAME,AGE,REQUEST,LIMIT|"],
  ["LimitRange", "NAME,CREATED AT|"],
  ["ConfigMap", "NAME,DATA,AGE|"],
  ["Secret", "NAME,TYPE,DATA,AGE|"],
  ["ServiceAccount", "NAME,SECRETS,AGE|"],
  ["Role", "NAME,CREATED AT|"],
  ["ClusterRole", "NAME,CREATED AT|"],
  ["RoleBinding", "NAME,ROLE,AGE|USERS,GROUPS,SERVICEACCOUNTS"],
  ["ClusterRoleBinding", "NAME,ROLE,AGE|USERS,GROUPS,SERVICEACCOUNTS"],
  ["Event", "LAST SEEN,TYPE,REASON,OBJECT,MESSAGE|"],
  ["PodMetrics", "NAME,CPU(cores),MEMORY(bytes)|"],
  ["NodeMetrics", "NAME,CPU(cores),CPU%,MEMORY(bytes),MEMORY%|"],
]);

/** Columns of `get events -o wide`, which lie elsewhere than at the end. */
const wideEvents = "LAST SEEN,TYPE,REASON,OBJECT,SUBOBJECT,SOURCE,MESSAGE,FIRST SEEN,COUNT,NAME";

/** The headings that a table of a kind has, for rows whose header was filtered away; empty when the kind is not built in. */
export function knownHeadings(
  kind: string,
  shown: { readonly wide: boolean; readonly labels: boolean; readonly namespaces: boolean },
): readonly string[] {
  const columns = columnsByKind.get(kind);
  if (columns === undefined) return [];
  const [narrow, wide] = columns.split("|") as [string, string];
  const headings = kind === "Event" && shown.wide ? wideEvents.split(",") : narrow.split(",");
  if (shown.wide && wide !== "") headings.push(...wide.split(","));
  if (shown.labels) headings.push("LABELS");
  if (shown.namespaces) headings.unshift("NAMESPACE");
  return headings;
}

const markers: readonly (readonly [kind: string, headings: readonly string[]])[] = [
  ["Event", ["REASON", "OBJECT", "MESSAGE"]],
  ["NodeMetrics", ["CPU(CORES)", "CPU%"]],
  ["NodeMetrics", ["CPU(CORES)", "CPU(%)"]],
  ["PodMetrics", ["CPU(CORES)"]],
  ["Pod", ["READY", "STATUS", "RESTARTS"]],
  ["DaemonSet", ["DESIRED", "CURRENT", "NODE SELECTOR"]],
  ["DaemonSet", ["DESIRED", "CURRENT", "NODE-SELECTOR"]],
  ["Deployment", ["UP-TO-DATE", "AVAILABLE"]],
  ["ReplicaSet", ["DESIRED", "CURRENT", "READY"]],
  ["Job", ["COMPLETIONS", "DURATION"]],
  ["Job", ["DESIRED", "SUCCESSFUL"]],
  ["CronJob", ["SCHEDULE", "SUSPEND"]],
  ["Service", ["CLUSTER-IP", "PORT(S)"]],
  ["EndpointSlice", ["ADDRESSTYPE", "ENDPOINTS"]],
  ["Endpoints", ["NAME", "ENDPOINTS"]],
  ["Ingress", ["HOSTS", "PORTS"]],
  ["IngressClass", ["CONTROLLER", "PARAMETERS"]],
  ["NetworkPolicy", ["POD-SELECTOR"]],
  ["Node", ["STATUS", "ROLES", "VERSION"]],
  ["PersistentVolume", ["RECLAIM POLICY", "CLAIM"]],
  ["PersistentVolumeClaim", ["VOLUME", "CAPACITY", "ACCESS MODES"]],
  ["StorageClass", ["PROVISIONER"]],
  ["HorizontalPodAutoscaler", ["MINPODS", "MAXPODS"]],
  ["PodDisruptionBudget", ["ALLOWED DISRUPTIONS"]],
  ["ResourceQuota", ["REQUEST", "LIMIT"]],
  ["Secret", ["TYPE", "DATA"]],
  ["ConfigMap", ["NAME", "DATA", "AGE"]],
  ["ServiceAccount", ["SECRETS", "AGE"]],
  ["PriorityClass", ["GLOBAL-DEFAULT"]],
  ["ClusterRoleBinding", ["ROLE", "USERS"]],
];

/** The kind whose table has these headings; undefined when they do not tell. */
export function kindOfHeadings(headings: readonly string[]): string | undefined {
  const own = headings.filter((heading) => !["NAMESPACE", "LABELS", "CONTAINERS", "IMAGES"].includes(heading));
  if (own.join() === "NAME,READY,AGE") return "StatefulSet";
  return markers.find(([, needed]) => needed.every((heading) => headings.includes(heading)))?.[0];
}
