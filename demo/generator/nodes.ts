import { ago, microStamp, recordedAt, stamp } from "./clock.ts";
import { record } from "./events.ts";
import { digest, numbers } from "./identity.ts";
import type { Doc, World } from "./world.ts";

export const controlPlane = "shop-control-plane-1";
export const allNodes = [controlPlane, "shop-worker-1", "shop-worker-2", "shop-worker-3", "shop-worker-4"];

/** Where a replica runs: the node asked for, else in turn over the workers that took pods at that time. */
export function nodeFor(asked: string | undefined, workload: string, index: number, created: number): string {
  if (asked) return asked;
  const open = created > ago("2h20m") ? ["shop-worker-1", "shop-worker-2"] : ["shop-worker-1", "shop-worker-2", "shop-worker-4"];
  return open[(Math.floor(numbers(workload)() * 7) + index) % open.length]!;
}

/** A node from its description (`zone`, `cpu`, `memory`, `diskPressure`, `cordoned`), with lease and usual conditions. */
export function addNode(world: World, work: Doc, index: number): void {
  const created = ago(work.age);
  const node = world.add(
    {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: work.name, annotations: { "node.alpha.kubernetes.io/ttl": "0", "volumes.kubernetes.io/controller-managed-attach-detach": "true" }, labels: nodeLabels(work) },
      spec: { podCIDR: `10.244.${index}.0/24`, podCIDRs: [`10.244.${index}.0/24`], providerID: `webshop://fra1/${work.name}`, ...(work.taints ? { taints: work.taints } : {}), ...(work.cordoned ? { unschedulable: true } : {}) },
      status: nodeStatus(work, index, created),
    },
    created,
    recordedAt - 20_000,
  );
  lease(world, work.name, "kube-node-lease", work.name, node);
  for (const event of work.events ?? []) record(world, node, { ...event, from: event.from ?? "kubelet", host: work.name, last: ago(event.last), ...(event.first ? { first: ago(event.first) } : {}) });
}

/** A Lease that its holder renewed a few seconds before the recording. */
export function lease(world: World, name: string, namespace: string, holder: string, owner?: Doc): void {
  const renewed = recordedAt - 1_000 - (Number.parseInt(digest(name).slice(0, 2), 16) % 8) * 1000;
  const ownerReferences = owner && [{ apiVersion: "v1", kind: "Node", name: owner.metadata.name, uid: owner.metadata.uid }];
  world.add(
    {
      apiVersion: "coordination.k8s.io/v1",
      kind: "Lease",
      metadata: { name, namespace, ...(ownerReferences ? { ownerReferences } : {}) },
      spec: { holderIdentity: holder, leaseDurationSeconds: owner ? 40 : 15, renewTime: microStamp(renewed) },
    },
    ago("210d"),
    renewed,
  );
}

function nodeLabels(work: Doc): Doc {
  const isControlPlane = work.name === controlPlane;
  return {
    "beta.kubernetes.io/arch": "amd64",
    "beta.kubernetes.io/os": "linux",
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/hostname": work.name,
    "kubernetes.io/os": "linux",
    "node.kubernetes.io/instance-type": work.type,
    "topology.kubernetes.io/region": "fra1",
    "topology.kubernetes.io/zone": work.zone,
    ...(isControlPlane ? { "node-role.kubernetes.io/control-plane": "", "node.kubernetes.io/exclude-from-external-load-balancers": "" } : { "node-role.kubernetes.io/worker": "" }),
    ...work.labels,
  };
}

function nodeStatus(work: Doc, index: number, created: number): Doc {
  const capacity = { cpu: String(work.cpu), "ephemeral-storage": "41152736Ki", "hugepages-1Gi": "0", "hugepages-2Mi": "0", memory: `${work.memory}Ki`, pods: "110" };
  const allocatable = { ...capacity, cpu: `${work.cpu * 1000 - 150}m`, "ephemeral-storage": "37926361435", memory: `${work.memory - 1_126_400}Ki` };
  return {
    addresses: [{ address: `192.168.40.${10 + index}`, type: "InternalIP" }, { address: work.name, type: "Hostname" }],
    allocatable,
    capacity,
    conditions: conditions(work, created),
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    images: (work.images ?? []).map((name: string) => ({ names: [name], sizeBytes: 40_000_000 + (Number.parseInt(digest(name).slice(0, 6), 16) % 200_000_000) })),
    nodeInfo: nodeInfo(work.name),
  };
}

function conditions(work: Doc, created: number): Doc[] {
  const beat = stamp(recordedAt - 23_000);
  const condition = (type: string, status: string, reason: string, message: string, since = created) => ({ lastHeartbeatTime: beat, lastTransitionTime: stamp(since), message, reason, status, type });
  return [
    { ...condition("NetworkUnavailable", "False", "CalicoIsUp", "Calico is running on this node"), lastHeartbeatTime: stamp(created + 60_000) },
    condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
    work.diskPressure
      ? condition("DiskPressure", "True", "KubeletHasDiskPressure", "kubelet has disk pressure", ago(work.diskPressure))
      : condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    condition("Ready", "True", "KubeletReady", "kubelet is posting ready status", created + 45_000),
  ];
}

const nodeInfo = (name: string): Doc => ({
  architecture: "amd64",
  bootID: `${digest(`boot ${name}`).slice(0, 8)}-6c1e-4b7a-9d55-${digest(`boot ${name}`).slice(8, 20)}`,
  containerRuntimeVersion: "containerd://1.7.28",
  kernelVersion: "6.8.0-87-generic",
  kubeProxyVersion: "",
  kubeletVersion: "v1.34.2",
  machineID: digest(`machine ${name}`).slice(0, 32),
  operatingSystem: "linux",
  osImage: "Ubuntu 24.04.3 LTS",
  systemUUID: digest(`system ${name}`).slice(0, 32),
});
