import { createHash } from "node:crypto";
import pLimit from "p-limit";
import type { Access, Cluster, Clusters, Execution } from "../../core/conversation/ports.ts";
import { processArguments } from "../../core/conversation/process-arguments.ts";
import type { KubectlCommand } from "../../core/kubectl/command.ts";
import { applyFilters } from "../../core/kubectl/filters/apply-filters.ts";
import { parseCommand } from "../../core/kubectl/parse.ts";
import { rebuildKubeconfig } from "./client-kubeconfig.ts";
import { runKubectl } from "./kubectl-process.ts";
import { describeOwnCluster, kubectlEnvironment, type OwnCluster } from "./own-cluster.ts";
import { createPrivateFolder } from "./private-folder.ts";
import { runJq } from "./run-jq.ts";

export type ClusterSettings = {
  /** Path of kubectl, or the bare name to be found on PATH. */
  readonly kubectl: string;
  readonly own: OwnCluster;
  readonly executionTimeoutMs: number;
  readonly outputLimitBytes: number;
  /** How many kubectl processes run at once: in all, and for one cluster identity. */
  readonly atOnce: { readonly all: number; readonly perCluster: number };
  /** The environment of the service; only what kubectl needs is passed on. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

type Reach = Pick<Cluster, "identity" | "server" | "namespace">;

/** Reaches clusters with the real kubectl. `close` removes the private folder with its kubeconfigs and caches. */
export function createClusters(settings: ClusterSettings): Clusters & { close(): void } {
  const folder = createPrivateFolder();
  const all = pLimit(settings.atOnce.all);
  const perCluster = new Map<string, ReturnType<typeof pLimit>>();
  const facts = describeOwnCluster(settings.own);

  const cluster = (
    { identity, server, namespace }: Reach,
    env: Record<string, string>,
    kubeconfig?: string,
  ): Cluster => {
    if (!perCluster.has(identity)) perCluster.set(identity, pLimit(settings.atOnce.perCluster));
    const limit = perCluster.get(identity)!;
    return {
      identity,
      server,
      namespace,
      run: (command, options = {}) =>
        limit(() =>
          all(async () => {
            const lease = kubeconfig === undefined ? null : folder.lease(identity, kubeconfig);
            const execution = await runKubectl({
              executable: settings.kubectl,
              args: processArguments(command, options.namespace),
              env: lease === null ? env : { ...env, KUBECONFIG: lease.path },
              cwd: folder.home(identity),
              stdin: command.stdin,
              timeoutMs: settings.executionTimeoutMs,
              outputLimitBytes: settings.outputLimitBytes,
              signal: options.signal,
            }).finally(() => lease?.release());
            return filtered(command, execution);
          }),
        ),
    };
  };

  const ownCluster = () => {
    const home = folder.home(facts.identity);
    const env = kubectlEnvironment(settings.environment, home, facts.usesPlugin);
    if (settings.own.kind === "in-cluster")
      return cluster(facts, {
        ...env,
        KUBERNETES_SERVICE_HOST: settings.own.host,
        KUBERNETES_SERVICE_PORT: settings.own.port,
      });
    if (settings.own.kind === "text") return cluster(facts, env, settings.own.text);
    return cluster(facts, { ...env, KUBECONFIG: settings.own.paths });
  };
  const own = ownCluster();

  return {
    own: () => own,
    open(kubeconfig) {
      const rebuilt = rebuildKubeconfig(kubeconfig);
      const identity = `client:${createHash("sha256").update(rebuilt.text).digest("hex").slice(0, 16)}`;
      const env = kubectlEnvironment(settings.environment, folder.home(identity), false);
      return cluster({ ...rebuilt, identity }, env, rebuilt.text);
    },
    check: (target, signal) => check(target, signal),
    close: () => folder.remove(),
  };
}

async function filtered(command: KubectlCommand, execution: Execution): Promise<Execution> {
  if (command.filters.length === 0 || execution.exitCode !== 0) return execution;
  const result = await applyFilters(command.filters, execution.stdout, { jq: runJq });
  if (result.ok) return { ...execution, stdout: result.text };
  return {
    ...execution,
    exitCode: 1,
    stderr: [execution.stderr, result.reason].filter((part) => part !== "").join("\n"),
  };
}

const messages = {
  reachable: "Connected to Kubernetes cluster successfully!",
  unreachable: "kubectl is installed, but cannot connect to the cluster.",
  missing: "kubectl is not installed or not in PATH.",
};

/** The server's version needs an accepted identity but no permission, so it tells a dead or refusing cluster from a restricted one. */
async function check(cluster: Cluster, signal?: AbortSignal): Promise<Access> {
  const parsed = parseCommand("kubectl version --request-timeout=10s");
  if (!parsed.ok) throw new Error(parsed.refusal.reason);
  const execution = await cluster.run(parsed.command, signal === undefined ? {} : { signal });
  if (execution.kubectlMissing) return { reachable: false, message: messages.missing };
  if (execution.exitCode === 0) return { reachable: true, message: messages.reachable };
  return { reachable: false, message: `${messages.unreachable} ${lastLine(execution.stderr)}`.trim() };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
