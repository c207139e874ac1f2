import { join } from "node:path";
import { findBinaries } from "./binaries.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { existingCluster } from "./existing-cluster.ts";
import type { Images } from "./kubelet/images.ts";
import { startKubeletServer } from "./kubelet/kubelet-server.ts";
import { registerMetrics } from "./kubelet/metrics-service.ts";
import type { NodeTrouble } from "./kubelet/node-health.ts";
import { type SimulatedKubelet, startKubelet } from "./kubelet/simulated-kubelet.ts";
import { standardImages } from "./kubelet/standard-images.ts";
import { type NodeSpec, nodeManifest, workers } from "./nodes.ts";
import { type KubectlResult, runKubectl } from "./run-kubectl.ts";
import { until } from "./until.ts";

export type ClusterOptions = {
  /** How many nodes of the default size, or which; default 2. */
  readonly nodes?: number | readonly NodeSpec[];
  /** Images that can be pulled, beside the standard ones (kubelet/standard-images.ts). */
  readonly images?: Images;
  /** How many times faster than a real one the kubelet waits (probes, back-off, grace periods); default 10. */
  readonly speed?: number;
  /** Hosts outside the cluster that pods can connect to. */
  readonly outside?: readonly string[];
};

/** A running cluster: a control plane with nodes whose kubelets run pods. */
export type Cluster = ControlPlane & {
  readonly kubectlPath: string;
  /** Runs kubectl as administrator; the text is its standard input. Never throws for an exit code. */
  kubectl(args: readonly string[], input?: string): Promise<KubectlResult>;
  /** More images; one with the name of an earlier one replaces it for pulls from now on. */
  addImages(images: Images): void;
  /** Puts trouble on a node that no object in the cluster causes, instead of what it had; an empty list makes it well. */
  trouble(nodeName: string, troubles: readonly NodeTrouble[]): void;
};

/**
 * Starts a control plane with nodes and resolves once all nodes take pods. `stop` ends it and leaves nothing behind. With
 * `KUBETRIAGE_TEST_KUBECONFIG` it is that cluster instead, as it is.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const existing = process.env.KUBETRIAGE_TEST_KUBECONFIG;
  if (existing) return existingCluster(existing, process.env.KUBECTL ?? "kubectl");
  const { kubectl } = await findBinaries();
  const controlPlane = await startControlPlane();
  const ends: (() => void)[] = [];
  const stop = async () => {
    for (const end of ends) end();
    await controlPlane.stop();
  };
  const images = new Map(Object.entries({ ...standardImages, ...options.images }));
  try {
    const nodes = await startNodes(controlPlane, options, () => Object.fromEntries(images));
    ends.push(nodes.stop);
    return {
      ...controlPlane,
      kubectlPath: kubectl,
      kubectl: (args, input) => runKubectl(kubectl, controlPlane.kubeconfigPath, args, input),
      addImages: (more) => {
        for (const [name, program] of Object.entries(more)) images.set(name, program);
      },
      trouble: nodes.trouble,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startNodes(
  controlPlane: ControlPlane,
  options: ClusterOptions,
  images: () => Images,
): Promise<{ trouble: Cluster["trouble"]; stop(): void }> {
  const nodes = typeof options.nodes === "object" ? options.nodes : workers(options.nodes ?? 2);
  const certificates = join(controlPlane.folder, "certificates");
  let kubelet: SimulatedKubelet | undefined;
  const server = await startKubeletServer(
    { certificate: join(certificates, "apiserver.crt"), key: join(certificates, "apiserver.key") },
    () => kubelet,
  );
  await Promise.all(
    nodes.map((node, index) =>
      controlPlane.api.create("/api/v1/nodes", nodeManifest(node, index, server.port, new Date())),
    ),
  );
  kubelet = await startKubelet(controlPlane.connectAs("simulated-kubelet"), {
    images,
    speed: options.speed ?? 10,
    outside: options.outside ?? [],
  });
  await registerMetrics(controlPlane.api, server.port);
  await untilReady(controlPlane, nodes.length);
  const { trouble, stop } = kubelet;
  return {
    trouble,
    stop: () => {
      stop();
      server.stop();
    },
  };
}

/** The controllers have looked at every node and taken its not-ready taint away; the aggregator knows the metrics API. */
async function untilReady({ api, components }: ControlPlane, count: number): Promise<void> {
  await until("all nodes are ready", async () => {
    for (const component of components) component.check();
    const { items } = await api.get("/api/v1/nodes");
    const ready = items.filter(
      (node: any) => !node.spec.taints?.some((taint: any) => taint.key === "node.kubernetes.io/not-ready"),
    );
    return ready.length >= count;
  });
  await until("the metrics API is there", async () => {
    return (await api.send("GET", "/apis/metrics.k8s.io/v1beta1/nodes")).status === 200;
  });
}
