import type { Redactor } from "../evidence/redaction/redactor.ts";
import type { Policy } from "../policy/decide.ts";
import { canonical } from "./answered.ts";
import type { ConversationParts } from "./conversation.ts";
import { Exchange, namespaceOf } from "./exchange.ts";
import { redactMessage, turnsFromPast } from "./history.ts";
import type { UnfinishedTurn } from "./journal.ts";
import type { Message } from "./message.ts";
import type { Cluster } from "./ports.ts";
import { createRecall, recover } from "./recover.ts";
import type { RunContext } from "./run-commands.ts";
import { storedIdOf } from "./stored-id.ts";
import type { Thread, Turn } from "./thread.ts";
import type { TurnProgress } from "./turn-progress.ts";

/** What stands before a message is worked on. */
export type Before = {
  readonly threadId: string;
  readonly thread: Thread | null;
  readonly unfinished: readonly UnfinishedTurn[];
  readonly isResumed: boolean;
};

/** Opens the cluster, reads the history and takes up what turns that were broken off have left. Throws `bad-kubeconfig`. */
export function beginExchange(
  parts: ConversationParts,
  before: Before,
  message: Message,
  progress: TurnProgress,
  signal: AbortSignal,
): Exchange {
  const { thread, threadId } = before;
  const at = parts.clock.now();
  const redactor: Redactor = parts.redactorFor(storedIdOf(message.caller, threadId));
  const policy = parts.policyFor(message.caller);
  const kubeconfig = message.kubeconfig ?? thread?.kubeconfig ?? null;
  const cluster: Cluster = kubeconfig === null ? parts.clusters.own() : parts.clusters.open(kubeconfig);
  const kept = thread?.turns ?? [];
  const given = message.namespace ?? (namespaceOf(kept) === null ? homeOf(policy, cluster.namespace) : null);
  const namespace = given ?? namespaceOf(kept) ?? cluster.namespace;
  const earlier = message.past === null ? kept : turnsFromPast(message.past, namespace, at, redactor);
  const recovered = recover(before.unfinished, cluster.server);
  const context: RunContext = {
    cluster,
    namespace,
    policy,
    signal,
    redactor,
    record: parts.record,
    audit: parts.audit,
    clock: parts.clock,
    threadId,
    caller: message.caller,
    suggested: suggestedIn(kept),
    approvedServer: kept.at(-1)?.server ?? null,
    progress,
    recall: createRecall(recovered, at),
  };
  const seen = redactMessage({ ...message, namespace: given }, redactor);
  return new Exchange(seen, earlier, context, at, { recovered, isResumed: before.isResumed });
}

/** Where a caller stands who may see some namespaces only and names none: the cluster's own if it is among them, else the first; null for all others. */
function homeOf({ visibleNamespaces }: Policy, own: string): string | null {
  if (visibleNamespaces === null) return null;
  return visibleNamespaces.includes(own) ? own : (visibleNamespaces[0] ?? null);
}

function suggestedIn(turns: readonly Turn[]): Set<string> {
  return new Set(turns.flatMap((turn) => turn.suggestions.map((suggestion) => canonical(suggestion.command))));
}
