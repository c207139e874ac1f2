import type { ApiClient, KubernetesObject } from "../api-client.ts";
import { type EventRecorder, recordEvents } from "./event-recorder.ts";
import type { Images } from "./images.ts";
import { type NodeTrouble, reportNode } from "./node-health.ts";
import { paceOf } from "./pace.ts";
import { type PodWorker, startPodWorker } from "./pod-worker.ts";
import { startProvisioner } from "./provisioner.ts";
import { type Watched, watchAll } from "./watched.ts";
import { hasKubelet, type World, watchWorld } from "./world.ts";

export type KubeletOptions = {
  /** What registries hold. Asked again for every pull. */
  readonly images: () => Images;
  /** How many times faster than a real kubelet it waits. */
  readonly speed: number;
  /** Hosts outside the cluster that pods can reach. */
  readonly outside: readonly string[];
};

/** The kubelets of all nodes: they run pods as their specs, images and surroundings say. */
export type SimulatedKubelet = {
  /** The worker of a pod, by namespace and name. */
  worker(namespace: string, name: string): PodWorker | undefined;
  workers(): readonly PodWorker[];
  isUp(nodeName: string): boolean;
  readonly nodes: Watched;
  /** Puts trouble on a node, instead of what it had; an empty list makes it well. */
  trouble(nodeName: string, troubles: readonly NodeTrouble[]): void;
  stop(): void;
};

export async function startKubelet(api: ApiClient, options: KubeletOptions): Promise<SimulatedKubelet> {
  const pace = paceOf(options.speed);
  const workers = new Map<string, PodWorker>();
  const recorders = new Map<string, EventRecorder>();
  const allocateIP = addressAllocator(() => nodes);
  const up = new Map<string, boolean>();
  const troubles = new Map<string, ReadonlySet<NodeTrouble>>();
  const stopping = new AbortController();
  let pods: Watched | undefined;

  const nodes = await watchAll(api, "/api/v1/nodes", (_, node) => {
    const { metadata } = node;
    const isUp = hasKubelet(node);
    if (isUp && up.get(metadata.name) === false) reportAll(metadata.name);
    up.set(metadata.name, isUp);
  });
  const world: World = await watchWorld(api, {
    nodes,
    outside: options.outside,
    listening: (pod) => listening(workers.get(pod.metadata.uid ?? "")),
    podByAddress: (address) => [...workers.values()].find((each) => each.podIP() === address)?.pod(),
  });
  const watchedPods = await watchAll(api, "/api/v1/pods", (type, pod) => {
    const uid = pod.metadata.uid ?? "";
    const worker = workers.get(uid);
    if (type === "gone") {
      worker?.forget();
      workers.delete(uid);
    } else if (worker !== undefined) worker.update(pod);
    else if (pod.spec.nodeName !== undefined && world.isUp(pod.spec.nodeName)) start(pod);
  });

  pods = watchedPods;

  function start(pod: KubernetesObject): void {
    if (["Succeeded", "Failed"].includes(pod.status?.phase)) return;
    const worker = startPodWorker(pod, {
      world,
      images: options.images,
      pace,
      events: recorderOf(pod.spec.nodeName),
      allocateIP,
    });
    workers.set(pod.metadata.uid ?? "", worker);
    worker.update(pod);
  }
  function recorderOf(host: string): EventRecorder {
    const known = recorders.get(host) ?? recordEvents(api, { component: "kubelet", host }, pace.now);
    recorders.set(host, known);
    return known;
  }
  function reportAll(nodeName: string): void {
    for (const worker of workers.values()) if (worker.pod().spec.nodeName === nodeName) worker.report();
    for (const pod of pods?.all() ?? [])
      if (pod.spec.nodeName === nodeName && !workers.has(pod.metadata.uid ?? "")) start(pod);
  }
  async function watchHealth(): Promise<void> {
    while (!stopping.signal.aborted) {
      for (const node of nodes.all().filter(hasKubelet)) {
        const { name } = node.metadata;
        const here = [...workers.values()].filter((worker) => worker.pod().spec.nodeName === name);
        const sick = troubles.get(name) ?? new Set<NodeTrouble>();
        await reportNode(api, node, here, sick, recorderOf(name), pace.now()).catch(() => undefined);
      }
      await pace.sleep(5, stopping.signal);
    }
  }
  const provisioner = await startProvisioner(api, pace.now);
  void watchHealth();
  return {
    trouble: (name, list) => void troubles.set(name, new Set(list)),
    worker: (namespace, name) => workers.get(watchedPods.get(namespace, name)?.metadata.uid ?? ""),
    workers: () => [...workers.values()],
    isUp: (name) => world.isUp(name),
    nodes,
    stop: () => {
      stopping.abort();
      provisioner.stop();
      for (const worker of workers.values()) worker.forget();
      world.stop();
      nodes.stop();
      watchedPods.stop();
    },
  };
}

function listening(worker: PodWorker | undefined): ReadonlySet<number> {
  return new Set((worker?.records ?? []).flatMap(({ listening: ports }) => [...ports]));
}

/** Addresses from the node's pod CIDR (10.244.n.0/24), in order, starting at .2 as a bridge plugin would. */
function addressAllocator(nodes: () => Watched): (pod: KubernetesObject) => string {
  const next = new Map<string, number>();
  return ({ spec }: any) => {
    const cidr: string = nodes().get("", spec.nodeName)?.spec.podCIDR ?? "10.245.0.0/24";
    const count = next.get(cidr) ?? 2;
    next.set(cidr, count === 254 ? 2 : count + 1);
    return cidr.replace(/\d+\/\d+$/, String(count));
  };
}
