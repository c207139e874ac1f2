import type { DescribeContext } from "./describe-context.ts";
import { readPod } from "./describe-pod.ts";
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
]);
