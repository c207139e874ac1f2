import { createHash } from "node:crypto";
import type { Access, Cluster, Clusters, Execution, RunOptions } from "../../core/conversation/ports.ts";
import { processArguments } from "../../core/conversation/process-arguments.ts";
import type { KubectlCommand } from "../../core/kubectl/command.ts";
import { applyFilters } from "../../core/kubectl/filters/apply-filters.ts";
import { parseCommand } from "../../core/kubectl/parse.ts";
import { rebuildKubeconfig, withProxy } from "./client-kubeconfig.ts";
import { createEgressGuard, type EgressGuard, type Resolve } from "./egress-guard.ts";
import { createFilteredOutput } from "./filtered-output.ts";
import { findKubectl, findOnPath } from "./find-kubectl.ts";
import type { GuardedField } from "./kubeconfig-fields.ts";
import { cancelled, notStarted, runKubectl } from "./kubectl-process.ts";
import { kubectlEnvironment, type OwnCluster, type OwnFacts, watchOwnCluster } from "./own-cluster.ts";
import { createPrivateFolder, type PrivateFolder } from "./private-folder.ts";
import { createProcessSlots, type ProcessLimits } from "./process-slots.ts";
import { runJq } from "./run-jq.ts";

export type ClusterSettings = {
  /** Path of kubectl, or the bare name to be found on PATH. */
  readonly kubectl: string;
  readonly own: OwnCluster;
  readonly executionTimeoutMs: number;
  readonly outputLimitBytes: number;
  readonly atOnce: ProcessLimits;
  /** Names of the credential plugins that a kubeconfig sent by a client may start; each is looked for on the service's PATH. */
  readonly allowedPlugins: readonly string[];
  /** Fields of a kubeconfig sent by a client that are refused unless they are named here. */
  readonly allowedFields?: readonly GuardedField[];
  /** The environment of the service; only what kubectl needs is passed on. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How names of servers in clients' kubeconfigs are resolved; unset: as the machine does. */
  readonly resolve?: Resolve;
};

type Reach = Pick<Cluster, "identity" | "server" | "namespace" | "note"> & {
  readonly isOwn: boolean;
  readonly env: Readonly<Record<string, string>>;
  /** The text of a kubeconfig that is a file only while a command runs; undefined: kubectl finds its own. */
  readonly kubeconfig?: () => Promise<string> | string;
  /** Why a command must not run now, although the cluster was opened; null when it may. */
  readonly changed?: () => string | null;
};

/** Reaches clusters with the real kubectl. `close` removes the private folder with its kubeconfigs and caches. */
export function createClusters(settings: ClusterSettings): Clusters & { close(): void } {
  const folder = createPrivateFolder();
  const look = watchOwnCluster(settings.own);
  const guard = createEgressGuard(settings.resolve);
  const program = findKubectl(settings.kubectl, settings.environment.PATH, folder.enter("no programs").home);
  const slots = createProcessSlots(settings.atOnce);

  const start = async (reach: Reach, command: KubectlCommand, options: RunOptions): Promise<Execution> => {
    const reason = reach.changed?.() ?? null;
    if (reason !== null) return notStarted(reason, false);
    const { executable, path } = program(reach.env.PATH);
    const streamed = isFilteredWhileItComes(command, options)
      ? createFilteredOutput(command.filters, settings.outputLimitBytes)
      : null;
    const stay = folder.enter(reach.identity, await reach.kubeconfig?.());
    const execution = await runKubectl({
      executable,
      args: processArguments(command, options.namespace),
      env: { ...reach.env, PATH: path, ...(stay.kubeconfig === null ? {} : { KUBECONFIG: stay.kubeconfig }) },
      cwd: stay.home,
      stdin: command.stdin,
      timeoutMs: settings.executionTimeoutMs,
      outputLimitBytes: settings.outputLimitBytes,
      signal: options.signal,
      onOutput: options.onOutput,
      onStdout: streamed?.add,
    }).finally(() => stay.release());
    return streamed === null ? filtered(command, hidden(execution, options.hide)) : streamed.finish(execution);
  };
  const cluster = (reach: Reach): Cluster => ({
    identity: reach.identity,
    server: reach.server,
    namespace: reach.namespace,
    note: reach.note,
    run: async (command, options = {}) => {
      const user = {
        identity: reach.identity,
        isOwn: reach.isOwn,
        thread: options.thread,
        signal: options.signal,
      };
      return (await slots.run(user, () => start(reach, command, options))) ?? notStarted(cancelled, false);
    },
  });

  return {
    own: () => cluster(ownReach(settings, folder, look)),
    open: (kubeconfig) => cluster(clientReach(kubeconfig, settings, folder, guard)),
    check: (target, signal) => check(target, signal),
    close() {
      guard.close();
      folder.remove();
    },
  };
}

/** Looked at anew each time: the operator may switch the context of a kubeconfig file while the service runs. */
function ownReach({ own, environment }: ClusterSettings, folder: PrivateFolder, look: () => OwnFacts): Reach {
  const facts = look();
  const env = kubectlEnvironment(environment, folder.home(facts.identity), facts.usesPlugin);
  const reach = { ...facts, note: null, isOwn: true };
  if (own.kind === "text") return { ...reach, env, kubeconfig: () => own.text };
  if (own.kind === "in-cluster")
    return { ...reach, env: { ...env, KUBERNETES_SERVICE_HOST: own.host, KUBERNETES_SERVICE_PORT: own.port } };
  const changed = () =>
    look().server === facts.server
      ? null
      : "The server's kubeconfig names another cluster than when this was asked; nothing was run. Ask again.";
  return { ...reach, env: { ...env, KUBECONFIG: own.paths }, changed };
}

/** A server that is named rather than numbered is reached through the guard, unless the operator's own proxy stands in between. */
function clientReach(text: string, settings: ClusterSettings, folder: PrivateFolder, guard: EgressGuard): Reach {
  const { environment, allowedPlugins, allowedFields: fields = [] } = settings;
  const findPlugin = (name: string) =>
    allowedPlugins.includes(name) ? findOnPath(name, environment.PATH ?? "") : undefined;
  const rebuilt = rebuildKubeconfig(text, { findPlugin, fields });
  const identity = `client:${createHash("sha256").update(rebuilt.text).digest("hex").slice(0, 16)}`;
  const env = kubectlEnvironment(environment, folder.home(identity), rebuilt.usesPlugin);
  const { byName } = rebuilt;
  const isProxied = environment.HTTPS_PROXY !== undefined || environment.https_proxy !== undefined;
  const kubeconfig =
    byName === null || isProxied
      ? () => rebuilt.text
      : async () => withProxy(rebuilt.text, await guard.wayTo(byName.host, byName.port));
  return { ...rebuilt, isOwn: false, identity, env, kubeconfig };
}

/** Where a secret was put back it may stand over several lines: it is taken out of the whole text before any filter sees it. */
function isFilteredWhileItComes({ filters }: KubectlCommand, { hide }: RunOptions): boolean {
  return filters.length > 0 && hide === undefined;
}

function hidden(execution: Execution, hide: ((text: string) => string) | undefined): Execution {
  if (hide === undefined) return execution;
  return { ...execution, stdout: hide(execution.stdout), stderr: hide(execution.stderr) };
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
