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
  const underWay = new Map<string, Promise<string>>();

  const commandFor = async (query: string, key: string): Promise<{ command: string; fromCache: boolean }> => {
    const kept = cache.get(key);
    if (kept !== undefined) return { command: kept, fromCache: true };
    const call = underWay.get(key) ?? ask(parts, query).finally(() => underWay.delete(key));
    underWay.set(key, call);
    const command = await call;
    if (parts.cache.maxEntries > 0 && parts.cache.ttlMs > 0) cache.set(key, command);
    return { command, fromCache: false };
  };

  return {
    async translate(query, execute, caller, signal) {
      const words = query.trim().replace(/\s+/g, " ");
      const { command, fromCache } = await commandFor(
        words,
        JSON.stringify([words, parts.engine.name, parts.cluster().identity, caller]),
      );
      parts.record({ type: "query-translated", fromCache, engine: parts.engine.name });
      if (!execute) return { command, result: null, error: null, fromCache };
      return { command, ...(await run(parts, command, caller, signal)), fromCache };
    },
  };
}

async function ask(parts: TranslatorParts, query: string): Promise<string> {
  const command = (await parts.engine.translate(query, new AbortController().signal)).trim();
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
