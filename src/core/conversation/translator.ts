import { LRUCache } from "lru-cache";
import type { Redactor } from "../evidence/redaction/redactor.ts";
import { Fault } from "../faults/fault.ts";
import { parseCommand } from "../kubectl/parse.ts";
import type { Policy } from "../policy/decide.ts";
import { riskOf } from "../policy/risk.ts";
import type { RecordEvent } from "./events.ts";
import type { Translation, Translator } from "./message.ts";
import type { Audit, Clock, Cluster, Engine } from "./ports.ts";
import { judge, type RunContext, runCommands } from "./run-commands.ts";

/** Stands where a thread's id stands, in the audit and for the redactor: no thread's id can be mistaken for it by accident. */
export const translatorThread = "/kubectl-command";

export type TranslatorParts = {
  readonly engine: Engine;
  /** The cluster as it is now: the operator may have switched the context. */
  readonly cluster: () => Cluster;
  /** What the operator lets this caller do. */
  readonly policyFor: (caller: string) => Policy;
  readonly cache: { readonly maxEntries: number; readonly ttlMs: number };
  readonly redactor: Redactor;
  readonly record: RecordEvent;
  readonly audit: Audit;
  readonly clock: Clock;
};

/** Plain query to one command. Equal queries at the same time cost one call of the engine; only understood, allowed commands are kept. */
export function createTranslator(parts: TranslatorParts): Translator {
  const cache = new LRUCache<string, string>({ max: Math.max(1, parts.cache.maxEntries), ttl: parts.cache.ttlMs });
  const underWay = new Map<string, Flight>();

  const begin = (query: string, key: string): Flight => {
    const end = new AbortController();
    const answer = ask(parts, query, end.signal).finally(() => {
      if (underWay.get(key)?.end === end) underWay.delete(key);
    });
    const flight = { answer, end, waiting: 0 };
    underWay.set(key, flight);
    return flight;
  };

  const commandFor = async (
    query: string,
    key: string,
    signal: AbortSignal,
  ): Promise<{ command: string; fromCache: boolean }> => {
    const kept = cache.get(key);
    if (kept !== undefined) return { command: kept, fromCache: true };
    const flight = underWay.get(key) ?? begin(query, key);
    const command = await join(flight, signal, () => {
      if (underWay.get(key) === flight) underWay.delete(key);
    });
    if (parts.cache.maxEntries > 0 && parts.cache.ttlMs > 0) cache.set(key, command);
    return { command, fromCache: false };
  };

  return {
    async translate(query, execute, caller, signal) {
      const words = query.trim().replace(/\s+/g, " ");
      const { command, fromCache } = await commandFor(
        words,
        JSON.stringify([words, parts.engine.name, parts.cluster().identity, caller]),
        signal,
      );
      parts.record({ type: "query-translated", fromCache, engine: parts.engine.name });
      if (!execute) return { command, result: null, error: null, fromCache };
      return { command, ...(await run(parts, command, caller, signal)), fromCache };
    },
  };
}

/** One call of the engine, for all who wait for it. */
type Flight = { readonly answer: Promise<string>; readonly end: AbortController; waiting: number };

/** Waits for a call; when the last who waits goes away the call is ended. */
async function join(flight: Flight, signal: AbortSignal, onLast: () => void): Promise<string> {
  signal.throwIfAborted();
  flight.waiting += 1;
  const gone = Promise.withResolvers<never>();
  const leave = () => gone.reject(signal.reason);
  signal.addEventListener("abort", leave, { once: true });
  try {
    return await Promise.race([flight.answer, gone.promise]);
  } finally {
    signal.removeEventListener("abort", leave);
    flight.waiting -= 1;
    if (flight.waiting === 0 && signal.aborted) {
      onLast();
      flight.end.abort(signal.reason);
      flight.answer.catch(() => {});
    }
  }
}

async function ask(parts: TranslatorParts, query: string, signal: AbortSignal): Promise<string> {
  const command = (await parts.engine.translate(query, signal)).trim();
  if (command === "") throw new Fault("unsafe-command", `no kubectl command answers "${query.slice(0, 200)}"`);
  const parsed = parseCommand(command);
  if (!parsed.ok) throw new Fault("unsafe-command", `${command.slice(0, 500)} (${parsed.refusal.reason})`);
  const { risk, reason } = riskOf(parsed.command);
  if (risk === "forbidden") throw new Fault("unsafe-command", `${command} (${reason})`);
  return command;
}

/** The caller has not seen the command, so only what may run unattended runs. */
async function run(
  parts: TranslatorParts,
  command: string,
  caller: string,
  signal: AbortSignal,
): Promise<Pick<Translation, "result" | "error">> {
  const wanted = { command, asker: "unattended", files: {}, raw: null } as const;
  const cluster = parts.cluster();
  const context: RunContext = {
    ...parts,
    cluster,
    policy: parts.policyFor(caller),
    namespace: cluster.namespace,
    signal,
    caller,
    threadId: translatorThread,
    suggested: new Set(),
    approvedServer: null,
    progress: null,
    recall: null,
  };
  const { ran, blocked } = await runCommands([wanted], context);
  const refused = blocked[0];
  if (refused !== undefined) {
    const approvable = judge({ ...wanted, asker: "person" }, context).decision.verdict === "run";
    return {
      result: null,
      error: `Not executed: ${refused.decision.reason}${approvable ? "; run it through a conversation, where a person approves it" : ""} (rule: ${refused.decision.rule})`,
    };
  }
  const execution = ran[0]!.execution;
  if (execution.exitCode === 0) return { result: execution.stdout.trimEnd(), error: null };
  const [first = ""] = execution.stderr.split("\n");
  return { result: null, error: execution.timedOut ? first : execution.stderr.trimEnd() || ran[0]!.output };
}
