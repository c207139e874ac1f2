import { readConfigMap } from "./describe-config-map.ts";
import type { DescribeContext } from "./describe-context.ts";
import { readEndpointSlice, readEndpoints, readIngress, readNetworkPolicy, readService } from "./describe-network.ts";
import { readNode } from "./describe-node.ts";
import { readPod } from "./describe-pod.ts";
import {
  readAutoscaler,
  readBudget,
  readLimitRange,
  readNamespace,
  readQuota,
  readRole,
  readRoleBinding,
  readSecret,
  readServiceAccount,
} from "./describe-policy.ts";
import { readClaim, readStorageClass, readVolume } from "./describe-storage.ts";
import {
  readCronJob,
  readDaemonSet,
  readDeployment,
  readJob,
  readReplicaSet,
  readStatefulSet,
} from "./describe-workload.ts";

/** How the sections of a described kind become fields; kinds that are not here get the general shape. */
export const describeReaders: ReadonlyMap<string, (context: DescribeContext) => void> = new Map([
  ["Pod", readPod],
  ["Deployment", readDeployment],
  ["ReplicaSet", readReplicaSet],
  ["ReplicationController", readReplicaSet],
  ["StatefulSet", readStatefulSet],
  ["DaemonSet", readDaemonSet],
  ["Job", readJob],
  ["CronJob", readCronJob],
  ["Service", readService],
  ["Endpoints", readEndpoints],
  ["EndpointSlice", readEndpointSlice],
  ["Ingress", readIngress],
  ["NetworkPolicy", readNetworkPolicy],
  ["Node", readNode],
  ["PersistentVolumeClaim", readClaim],
  ["PersistentVolume", readVolume],
  ["StorageClass", readStorageClass],
  ["HorizontalPodAutoscaler", readAutoscaler],
  ["PodDisruptionBudget", readBudget],
  ["ResourceQuota", readQuota],
  ["LimitRange", readLimitRange],
  ["Namespace", readNamespace],
  ["ServiceAccount", readServiceAccount],
  ["Role", readRole],
  ["ClusterRole", readRole],
  ["RoleBinding", readRoleBinding],
  ["ClusterRoleBinding", readRoleBinding],
  ["Secret", readSecret],
  ["ConfigMap", readConfigMap],
]);
