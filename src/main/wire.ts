import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import type { FastifyInstance } from "fastify";
import pino, { type Logger } from "pino";
import { createClusters } from "../adapters/cluster/clusters.ts";
import { removeLeftFolders } from "../adapters/cluster/left-folders.ts";
import { startSnapshotServer } from "../adapters/snapshot/server.ts";
import { createAudit } from "../adapters/store/audit.ts";
import { openDatabase } from "../adapters/store/database.ts";
import { createThreadStore } from "../adapters/store/thread-store.ts";
import { createVault } from "../adapters/store/vault.ts";
import { createConversation } from "../core/conversation/conversation.ts";
import type { RecordEvent } from "../core/conversation/events.ts";
import { createTranslator, translatorThread } from "../core/conversation/translator.ts";
import { createMetrics } from "../surfaces/http/metrics.ts";
import { createHttpServer } from "../surfaces/http/server.ts";
import { type ClusterChoice, chooseCluster } from "./choose-cluster.ts";
import { chooseEngine } from "./choose-engine.ts";
import type { Config } from "./config.ts";
import { openDataFolder } from "./data-folder.ts";
import type { Environment } from "./environment.ts";
import { readPolicy } from "./read-policy.ts";
import { createRedactors } from "./redactors.ts";
import { version } from "./version.ts";

/** The whole service, ready to listen. `close` ends it in good order: requests first, then what they stand on. */
export type Service = {
  readonly http: FastifyInstance;
  readonly log: Logger;
  readonly about: { readonly cluster: string; readonly engine: string };
  close(): Promise<void>;
};

const clock = { now: () => Date.now() };
const kubectlAtOnce = { all: 16, perCluster: 8 };
const loopLimits = { rounds: 8, commands: 40, milliseconds: 120_000 };
const expiryIntervalMs = 60 * 60_000;

/** The only place that joins parts. */
export async function wire(config: Config, environment: Environment): Promise<Service> {
  const log = pino(
    { level: config.LOG_LEVEL, base: { service: "kubetriage" } },
    pino.destination({ dest: 2, sync: false }),
  );
  const choice = chooseCluster(config, environment);
  const engine = chooseEngine(config);
  const policy = readPolicy(config.KUBETRIAGE_POLICY);
  const data = openDataFolder(config, environment);
  const { own, stopSnapshot } = await reach(choice);
  const clusters = createClusters({
    kubectl: config.KUBETRIAGE_KUBECTL.includes("/") ? resolve(config.KUBETRIAGE_KUBECTL) : config.KUBETRIAGE_KUBECTL,
    own,
    executionTimeoutMs: config.EXECUTION_TIMEOUT * 1000,
    outputLimitBytes: config.KUBETRIAGE_OUTPUT_LIMIT,
    atOnce: kubectlAtOnce,
    environment,
  });
  const database = await openDatabase(data.database);
  const store = createThreadStore(database, createVault(data.secret), clock);
  const audit = createAudit(database);
  const redactorFor = createRedactors(data.secret);
  const metrics = createMetrics();
  const record: RecordEvent = (event) => metrics.record(event);
  const conversation = createConversation({
    store,
    clusters,
    engine,
    policy,
    clock,
    newId: randomUUID,
    redactorFor,
    limits: loopLimits,
    record,
    audit,
  });
  const translator = createTranslator({
    engine,
    cluster: clusters.own,
    policy,
    cache: { maxEntries: config.CACHE_MAXSIZE, ttlMs: config.CACHE_TTL * 1000 },
    redactor: redactorFor(translatorThread),
    record,
    audit,
    clock,
  });
  const about = { engine: engine.name, cluster: choice.label, version };
  const http = createHttpServer({
    conversation,
    translator,
    access: (kubeconfig, signal) =>
      clusters.check(kubeconfig === null ? clusters.own() : clusters.open(kubeconfig), signal),
    settings: {
      apiKey: config.API_AUTH_KEY ?? null,
      host: config.HOST,
      rateLimit: config.RATE_LIMIT,
      about,
      bodyLimitBytes: config.KUBETRIAGE_MAX_BODY,
    },
    log,
    metrics,
  });
  const expire = async () => {
    const count = await store.expire(config.KUBETRIAGE_THREAD_TTL * 1000);
    if (count > 0) record({ type: "threads-expired", count });
  };
  await expire();
  void removeLeftFolders(clock.now()).catch((error) => log.error({ error }, "left folders could not be removed"));
  const expiry = setInterval(
    () => void expire().catch((error) => log.error({ error }, "threads could not be expired")),
    expiryIntervalMs,
  ).unref();
  return {
    http,
    log,
    about,
    async close() {
      clearInterval(expiry);
      await http.close();
      await store.close();
      clusters.close();
      await stopSnapshot();
    },
  };
}

async function reach(choice: ClusterChoice) {
  if (choice.kind === "own") return { own: choice.own, stopSnapshot: async () => {} };
  const server = await startSnapshotServer({ path: choice.path });
  return { own: { kind: "text", text: server.kubeconfig } as const, stopSnapshot: () => server.close() };
}
