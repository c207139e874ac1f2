import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import pino, { type Logger } from "pino";
import { removeLeftFolders } from "../adapters/cluster/left-folders.ts";
import type { Tracing } from "../adapters/models/spans.ts";
import { createConversation } from "../core/conversation/conversation.ts";
import type { RecordEvent } from "../core/conversation/events.ts";
import type { LoopLimits } from "../core/conversation/investigate.ts";
import type { Engine } from "../core/conversation/ports.ts";
import { createThreadLock } from "../core/conversation/thread-lock.ts";
import { createThreads } from "../core/conversation/threads.ts";
import { createTranslator, translatorThread } from "../core/conversation/translator.ts";
import { createTurns } from "../core/conversation/turns.ts";
import type { HttpParts } from "../surfaces/http/http-parts.ts";
import { createMetrics } from "../surfaces/http/metrics.ts";
import { createHttpServer } from "../surfaces/http/server.ts";
import { chooseCluster } from "./choose-cluster.ts";
import { chooseEngine } from "./choose-engine.ts";
import type { Config } from "./config.ts";
import type { Environment } from "./environment.ts";
import { openTracing, recordTo, traceConversation, traceTranslator } from "./open-tracing.ts";
import { reachWorld, type World } from "./reach-world.ts";
import { createPolicyFor } from "./read-policy.ts";
import { version } from "./version.ts";

/** The whole service, ready to listen. `close` ends it in good order: requests first, then what they stand on. */
export type Service = {
  readonly http: FastifyInstance;
  readonly log: Logger;
  readonly about: { readonly cluster: string; readonly engine: string };
  close(): Promise<void>;
};

const clock = { now: () => Date.now() };
const expiryIntervalMs = 60 * 60_000;

/** The only place that joins parts. What the operator set is read first: a wrong value stops the start before anything is opened. */
export async function wire(config: Config, environment: Environment): Promise<Service> {
  const log = createLog(config);
  const choice = chooseCluster(config, environment);
  const metrics = createMetrics();
  const tracing = await openTracing(config);
  const record = recordTo(metrics.record, tracing);
  const engine = chooseEngine(config, record);
  const world = await reachWorld(config, environment, choice, clock);
  const about = { engine: engine.name, cluster: choice.label, version };
  const core = createCore(config, world, engine, record, tracing);
  const http = createHttpServer({
    ...core,
    models: () => engine.models?.() ?? [],
    access: (kubeconfig, signal) => {
      const { clusters } = world;
      return clusters.check(kubeconfig === null ? clusters.own() : clusters.open(kubeconfig), signal);
    },
    settings: {
      apiKey: config.API_AUTH_KEY ?? null,
      keys: config.policies.keys,
      host: config.HOST,
      rateLimit: config.RATE_LIMIT,
      about,
      bodyLimitBytes: config.KUBETRIAGE_MAX_BODY,
      trustProxy: config.KUBETRIAGE_TRUSTED_PROXIES,
    },
    log,
    metrics,
  });
  const stopExpiring = await expireThreads(config, world, metrics.record, log);
  void removeLeftFolders(clock.now()).catch((error) => log.error({ error }, "left folders could not be removed"));
  return {
    http,
    log,
    about,
    async close() {
      stopExpiring();
      await http.close();
      await core.turns.close();
      await world.close();
      await tracing?.close();
    },
  };
}

function createLog(config: Config): Logger {
  return pino({ level: config.LOG_LEVEL, base: { service: "kubetriage" } }, pino.destination({ dest: 2, sync: false }));
}

function createCore(
  config: Config,
  world: World,
  engine: Engine,
  record: RecordEvent,
  tracing: Tracing | null,
): Pick<HttpParts, "conversation" | "translator" | "threads" | "turns"> {
  const { store, journal, clusters, audit, redactorFor } = world;
  const shared = { engine, policyFor: createPolicyFor(config.policies), clock, record, audit };
  const kept = { store, journal, lock: createThreadLock(), clusters, redactorFor, newId: randomUUID };
  const conversation = traceConversation(
    createConversation({ ...shared, ...kept, limits: loopLimitsOf(config) }),
    tracing,
  );
  const turns = createTurns({ conversation, journal, newId: randomUUID, after });
  return {
    conversation,
    turns,
    threads: createThreads({ ...kept, turns, forgetRedactor: world.forgetRedactor }),
    translator: traceTranslator(
      createTranslator({
        ...shared,
        cluster: clusters.own,
        redactor: redactorFor(translatorThread),
        cache: { maxEntries: config.CACHE_MAXSIZE, ttlMs: config.CACHE_TTL * 1000 },
      }),
      tracing,
    ),
  };
}

function after(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds).unref();
  return () => clearTimeout(timer);
}

function loopLimitsOf(config: Config): LoopLimits {
  return {
    rounds: config.KUBETRIAGE_BUDGET_ROUNDS,
    commands: config.KUBETRIAGE_BUDGET_COMMANDS,
    milliseconds: config.KUBETRIAGE_BUDGET_SECONDS * 1000,
    tokens: config.KUBETRIAGE_BUDGET_TOKENS,
    usd: config.KUBETRIAGE_BUDGET_USD,
  };
}

/** Once at the start, then every hour. Answers how to stop. */
async function expireThreads(config: Config, world: World, record: RecordEvent, log: Logger): Promise<() => void> {
  const expire = async () => {
    const count = await world.store.expire(config.KUBETRIAGE_THREAD_TTL * 1000);
    if (count > 0) record({ type: "threads-expired", count });
  };
  await expire();
  const again = () => void expire().catch((error) => log.error({ error }, "threads could not be expired"));
  const timer = setInterval(again, expiryIntervalMs).unref();
  return () => clearInterval(timer);
}
