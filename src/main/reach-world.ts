import { resolve } from "node:path";
import { createClusters } from "../adapters/cluster/clusters.ts";
import { startSnapshotServer } from "../adapters/snapshot/server.ts";
import { createAudit } from "../adapters/store/audit.ts";
import { openDatabase } from "../adapters/store/database.ts";
import { createJournal } from "../adapters/store/journal.ts";
import { createThreadStore } from "../adapters/store/thread-store.ts";
import { createVault } from "../adapters/store/vault.ts";
import type { Journal } from "../core/conversation/journal.ts";
import type { Audit, Clock, Clusters, ThreadStore } from "../core/conversation/ports.ts";
import { Fault } from "../core/faults/fault.ts";
import type { ClusterChoice } from "./choose-cluster.ts";
import type { Config } from "./config.ts";
import { openDataFolder } from "./data-folder.ts";
import type { Environment } from "./environment.ts";
import { createRedactors, type Redactors } from "./redactors.ts";

/** Everything of the service that touches the world, opened; `close` gives it back in the order in which it may go. */
export type World = Redactors & {
  readonly clusters: Clusters;
  readonly store: ThreadStore;
  readonly journal: Journal;
  readonly audit: Audit;
  close(): Promise<void>;
};

const kubectlAtOnce = { all: 16, perCluster: 8, perThread: 4, reservedForOwn: 4 };

export async function reachWorld(
  config: Config,
  environment: Environment,
  choice: ClusterChoice,
  clock: Clock,
): Promise<World> {
  const data = openDataFolder(config, environment);
  const { own, stopSnapshot } = await ownCluster(choice);
  const clusters = createClusters({
    kubectl: config.KUBETRIAGE_KUBECTL.includes("/") ? resolve(config.KUBETRIAGE_KUBECTL) : config.KUBETRIAGE_KUBECTL,
    own,
    executionTimeoutMs: config.EXECUTION_TIMEOUT * 1000,
    outputLimitBytes: config.KUBETRIAGE_OUTPUT_LIMIT,
    atOnce: kubectlAtOnce,
    allowedPlugins: config.KUBETRIAGE_ALLOWED_EXEC_PLUGINS,
    allowedFields: config.KUBETRIAGE_ALLOWED_KUBECONFIG_FIELDS,
    environment,
  });
  const database = await openedDatabase(data.database).catch(async (fault) => {
    clusters.close();
    await stopSnapshot();
    throw fault;
  });
  const vault = createVault(data.secret);
  const store = createThreadStore(database, vault, clock);
  return {
    clusters,
    store,
    journal: createJournal(database, vault),
    audit: createAudit(database),
    ...createRedactors(data.secret),
    async close() {
      await store.close();
      clusters.close();
      await stopSnapshot();
    },
  };
}

/** While starting, the person who starts it is told which file it is. */
async function openedDatabase(path: string): Promise<Awaited<ReturnType<typeof openDatabase>>> {
  try {
    return await openDatabase(path);
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : "unknown reason";
    throw new Fault("bad-configuration", `KUBETRIAGE_DATA_DIR: the database ${path} cannot be opened (${reason}).`, {
      cause,
    });
  }
}

async function ownCluster(choice: ClusterChoice) {
  if (choice.kind === "own") return { own: choice.own, stopSnapshot: async () => {} };
  const server = await startSnapshotServer({ path: choice.path });
  return { own: { kind: "text", text: server.kubeconfig } as const, stopSnapshot: () => server.close() };
}
