import { findBinaries } from "./binaries.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { type NodeSpec, nodeManifest, workers } from "./nodes.ts";
import { type KubectlResult, runKubectl } from "./run-kubectl.ts";
import { until } from "./until.ts";

export type ClusterOptions = {
  /** How many nodes of the default size, or which; default 2. */
  readonly nodes?: number | readonly NodeSpec[];
};

/** A running cluster: a control plane with nodes. */
export type Cluster = ControlPlane & {
  readonly kubectlPath: string;
  /** Runs kubectl as administrator; the text is its standard input. Never throws for an exit code. */
  kubectl(args: readonly string[], input?: string): Promise<KubectlResult>;
};

/** Starts a control plane with nodes and resolves once all nodes are ready for pods. `await using` or `stop()` ends it. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { kubectl } = await findBinaries();
  const controlPlane = await startControlPlane();
  try {
    const nodes = typeof options.nodes === "object" ? options.nodes : workers(options.nodes ?? 2);
    await Promise.all(
      nodes.map((node, index) =>
        controlPlane.api.create("/api/v1/nodes", nodeManifest(node, index, 10250, new Date())),
      ),
    );
    await untilReady(controlPlane, nodes.length);
    return {
      ...controlPlane,
      kubectlPath: kubectl,
      kubectl: (args, input) => runKubectl(kubectl, controlPlane.kubeconfigPath, args, input),
    };
  } catch (error) {
    await controlPlane.stop();
    throw error;
  }
}

/** The controllers have looked at every node and taken its not-ready taint away. */
async function untilReady({ api }: ControlPlane, count: number): Promise<void> {
  await until("all nodes are ready", async () => {
    const { items } = await api.get("/api/v1/nodes");
    const ready = items.filter(
      (node: any) => !node.spec.taints?.some((taint: any) => taint.key === "node.kubernetes.io/not-ready"),
    );
    return ready.length >= count;
  });
}
