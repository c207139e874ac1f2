import type { KubernetesObject } from "./api-client.ts";

export type NodeSpec = {
  readonly name: string;
  /** Quantities as in a manifest; defaults: 4 CPUs, 8Gi, 110 pods. */
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
};

/** A node with this label has a kubelet: kwok renews its lease. Without it the node's lease runs out and the node becomes NotReady. */
export const kubeletLabel = { key: "kwok.x-k8s.io/node", value: "managed" } as const;

/** Nodes `worker-1`, `worker-2` ... of the default size. */
export function workers(count: number): NodeSpec[] {
  return Array.from({ length: count }, (_, index) => ({ name: `worker-${index + 1}` }));
}

/**
 * The node as its kubelet would register it, ready at once. The port is that of the kubelet's API, on loopback: the API server reaches it
 * by the InternalDNS address, people see the InternalIP.
 */
export function nodeManifest(spec: NodeSpec, index: number, kubeletPort: number, now: Date): KubernetesObject {
  const at = now.toISOString().replace(/\.\d+Z$/, "Z");
  const size = {
    cpu: spec.cpu ?? "4",
    memory: spec.memory ?? "8Gi",
    pods: spec.pods ?? "110",
    "ephemeral-storage": "100Gi",
  };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: spec.name,
      labels: {
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": spec.name,
        "kubernetes.io/os": "linux",
        [kubeletLabel.key]: kubeletLabel.value,
        ...spec.labels,
      },
    },
    spec: { providerID: `simulated://${spec.name}`, ...(spec.taints && { taints: spec.taints }) },
    status: {
      addresses: [
        { type: "InternalIP", address: `10.0.0.${10 + (index % 240)}` },
        { type: "Hostname", address: spec.name },
        { type: "InternalDNS", address: "localhost" },
      ],
      capacity: size,
      allocatable: size,
      conditions: healthyConditions().map((condition) => ({
        ...condition,
        lastHeartbeatTime: at,
        lastTransitionTime: at,
      })),
      daemonEndpoints: { kubeletEndpoint: { Port: kubeletPort } },
      nodeInfo,
    },
  };
}

/** The conditions of a healthy node, with the kubelet's reasons and messages (pkg/kubelet/nodestatus/setters.go). */
export function healthyConditions() {
  return [
    {
      type: "MemoryPressure",
      status: "False",
      reason: "KubeletHasSufficientMemory",
      message: "kubelet has sufficient memory available",
    },
    {
      type: "DiskPressure",
      status: "False",
      reason: "KubeletHasNoDiskPressure",
      message: "kubelet has no disk pressure",
    },
    {
      type: "PIDPressure",
      status: "False",
      reason: "KubeletHasSufficientPID",
      message: "kubelet has sufficient PID available",
    },
    { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" },
  ];
}

const nodeInfo = {
  architecture: "amd64",
  bootID: "9f5d0a0e-61b1-4a4e-9d8c-0f6f5f6b8a01",
  containerRuntimeVersion: "containerd://1.7.27",
  kernelVersion: "6.1.0-37-amd64",
  kubeProxyVersion: "",
  kubeletVersion: "v1.36.3",
  machineID: "5c0a8f3b5e0e4f36a6a1f9d8f2f3c001",
  operatingSystem: "linux",
  osImage: "Debian GNU/Linux 12 (bookworm)",
  systemUUID: "5c0a8f3b-5e0e-4f36-a6a1-f9d8f2f3c001",
};
