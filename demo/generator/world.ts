import { ago, recordedAt, stamp } from "./clock.ts";
import { digest, uidOf } from "./identity.ts";

// biome-ignore lint: objects of every kind pass through here
export type Doc = Record<string, any>;

export type LogFile = { namespace: string; pod: string; container: string; previous: boolean; text: string };

/** Everything generated so far: objects, log files, and the names that descriptions refer to before they exist. */
export class World {
  readonly objects: Doc[] = [];
  readonly logs: LogFile[] = [];
  readonly #addresses = new Map<string, number>();

  /** Completes the metadata of an object and keeps it. `created` and `changed` are milliseconds since the epoch. */
  add(object: Doc, created: number, changed: number = created): Doc {
    const { name, namespace } = object.metadata;
    object.metadata = {
      ...object.metadata,
      // Metrics are made when asked for: they have neither.
      ...(object.apiVersion.startsWith("metrics.k8s.io/") ? {} : { uid: uidOf(object.kind, namespace ?? "", name), resourceVersion: resourceVersion(object, changed) }),
      creationTimestamp: stamp(created),
    };
    this.objects.push(object);
    return object;
  }

  find(kind: string, namespace: string | undefined, name: string): Doc | undefined {
    return this.objects.find((o) => o.kind === kind && o.metadata.name === name && (o.metadata.namespace ?? "") === (namespace ?? ""));
  }

  list(kind: string, namespace?: string): Doc[] {
    return this.objects.filter((o) => o.kind === kind && (namespace === undefined || o.metadata.namespace === namespace));
  }

  /** The pods of a workload in the order of their description, newest revision first. */
  podsOf(namespace: string, workload: string): Doc[] {
    return this.list("Pod", namespace).filter((pod) => pod.metadata.labels?.["app.kubernetes.io/name"] === workload || workloadOf(pod) === workload);
  }

  /** The next free address in the pod range of a node. */
  podAddress(nodeIndex: number): string {
    const next = (this.#addresses.get(String(nodeIndex)) ?? 3) + 1;
    this.#addresses.set(String(nodeIndex), next);
    return `10.244.${nodeIndex}.${next}`;
  }
}

const clusterBegan = ago("214d");

/** Grows with time, as etcd's revision does; a few writes a second. */
function resourceVersion(object: Doc, changed: number): string {
  const spread = Number.parseInt(digest(`${object.kind}${object.metadata.namespace}${object.metadata.name}`).slice(0, 4), 16) % 900;
  return String(1_000 + Math.floor((Math.min(changed, recordedAt) - clusterBegan) / 450) + spread);
}

const owners = new WeakMap<Doc, string>();
/** Remembers which workload a pod was made for. */
export const belongs = (pod: Doc, workload: string): void => void owners.set(pod, workload);
const workloadOf = (pod: Doc): string | undefined => owners.get(pod);

/** Owner reference of a controller. */
export const controlledBy = (owner: Doc): Doc[] => [
  { apiVersion: owner.apiVersion, blockOwnerDeletion: true, controller: true, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid },
];
