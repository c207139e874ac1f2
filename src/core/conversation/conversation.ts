import type { Redactor } from "../evidence/redaction/redactor.ts";
import type { Reply } from "../planner/situation.ts";
import type { Policy } from "../policy/decide.ts";
import { canonical } from "./answered.ts";
import type { RecordEvent } from "./events.ts";
import { Exchange, isFilled, namespaceOf } from "./exchange.ts";
import { redactMessage, turnsFromPast } from "./history.ts";
import { investigate, type LoopLimits } from "./investigate.ts";
import type { Answer, Conversation, Message, OpenCommand } from "./message.ts";
import type { Audit, Clock, Clusters, Engine, ThreadStore } from "./ports.ts";
import { type BlockedCommand, judge, type RunContext, runCommands, type WantedCommand } from "./run-commands.ts";
import { storedIdOf } from "./stored-id.ts";
import { think } from "./think.ts";
import type { Thread, Turn } from "./thread.ts";
import { createThreadLock } from "./thread-lock.ts";

export type ConversationParts = {
  readonly store: ThreadStore;
  readonly clusters: Clusters;
  readonly engine: Engine;
  /** What the operator lets this caller do. */
  readonly policyFor: (caller: string) => Policy;
  readonly clock: Clock;
  /** A new, unguessable id. */
  readonly newId: () => string;
  readonly redactorFor: (storedId: string) => Redactor;
  readonly limits: LoopLimits;
  readonly record: RecordEvent;
  readonly audit: Audit;
};

export function createConversation(parts: ConversationParts): Conversation {
  const lock = createThreadLock();
  return {
    answer(message, signal) {
      const threadId = message.threadId ?? parts.newId();
      const storedId = storedIdOf(message.caller, threadId);
      return lock.hold(storedId, async () => {
        signal.throwIfAborted();
        const thread = await parts.store.load(storedId);
        const exchange = begin(parts, threadId, thread, message, signal);
        const { reply, investigated } = await work(parts, exchange);
        const answer = answerOf(parts, threadId, exchange, reply, investigated);
        if (!exchange.changedCluster) signal.throwIfAborted();
        await keep(parts, exchange, answer, reply);
        return answer;
      });
    },
  };
}

function begin(
  parts: ConversationParts,
  threadId: string,
  thread: Thread | null,
  message: Message,
  signal: AbortSignal,
): Exchange {
  const at = parts.clock.now();
  const redactor = parts.redactorFor(storedIdOf(message.caller, threadId));
  const policy = parts.policyFor(message.caller);
  const kubeconfig = message.kubeconfig ?? thread?.kubeconfig ?? null;
  const cluster = kubeconfig === null ? parts.clusters.own() : parts.clusters.open(kubeconfig);
  const kept = thread?.turns ?? [];
  const given = message.namespace ?? (namespaceOf(kept) === null ? homeOf(policy, cluster.namespace) : null);
  const namespace = given ?? namespaceOf(kept) ?? cluster.namespace;
  const earlier = message.past === null ? kept : turnsFromPast(message.past, namespace, at, redactor);
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
  };
  return new Exchange(redactMessage({ ...message, namespace: given }, redactor), earlier, context, at);
}

/** Where a caller stands who may see some namespaces only and names none: the cluster's own if it is among them, else the first; null for all others. */
function homeOf({ visibleNamespaces }: Policy, own: string): string | null {
  if (visibleNamespaces === null) return null;
  return visibleNamespaces.includes(own) ? own : (visibleNamespaces[0] ?? null);
}

function suggestedIn(turns: readonly Turn[]): Set<string> {
  return new Set(turns.flatMap((turn) => turn.suggestions.map((suggestion) => canonical(suggestion.command))));
}

/** Runs what came for running, thinks, and with `execute_all` goes on by itself. */
async function work(parts: ConversationParts, exchange: Exchange): Promise<{ reply: Reply; investigated: number }> {
  exchange.add(await runCommands(wantedCommands(exchange.message), exchange.context));
  const reply = await think(parts.engine, exchange, parts.clock.now());
  if (!exchange.message.executeAll) return { reply, investigated: 0 };
  const investigation = await investigate(parts.engine, exchange, reply, parts.limits, parts.clock);
  return { reply: investigation.reply, investigated: investigation.ran };
}

/** `execute: true` is a person's approval of exactly that command; `execute_all` lets the rest run as far as it may unattended. */
function wantedCommands(message: Message): WantedCommand[] {
  return message.commands
    .filter((command) => !isFilled(command) && (command.execute || message.executeAll))
    .map((command) => ({
      command: command.command,
      asker: command.execute ? "person" : "unattended",
      files: command.files,
      raw: command.raw,
    }));
}

/** Findings of one answer, the most likely first; a thousand failing pods are not told one by one. */
const mostFindings = 100;

function answerOf(
  parts: ConversationParts,
  threadId: string,
  exchange: Exchange,
  reply: Reply,
  investigated: number,
): Answer {
  return {
    threadId,
    shape: shapeOf(exchange, investigated),
    text: [reply.text, ...notRun(exchange.blocked).map(exchange.context.redactor.redact), noteOf(exchange)]
      .filter((part) => part !== "")
      .join("\n\n"),
    open: openCommands(exchange, reply),
    ran: exchange.ran,
    findings: reply.findings.slice(0, mostFindings),
    conclusion: reply.conclusion,
    engine: reply.engine ?? parts.engine.name,
  };
}

/** Said once, in the answer to the message that brought the kubeconfig. */
function noteOf({ message, context }: Exchange): string {
  return message.kubeconfig === null ? "" : (context.cluster.note ?? "");
}

function shapeOf(exchange: Exchange, investigated: number): Answer["shape"] {
  const sent = exchange.message.commands.length > 0;
  if (sent && (exchange.ran.length > investigated || exchange.pastedAnything)) return "commands-analysed";
  if (exchange.message.executeAll && investigated > 0) return sent ? "commands-analysed" : "all-executed";
  return "message";
}

/** What was asked to run and did not comes back first, then what the engine suggests. */
function openCommands(exchange: Exchange, reply: Reply): OpenCommand[] {
  const blocked = exchange.blocked.map(
    ({ wanted, decision }): OpenCommand => ({
      command: wanted.command,
      raw: wanted.raw,
      reason: decision.reason,
      risk: decision.risk,
      blocked: { rule: decision.rule, reason: decision.reason },
    }),
  );
  const taken = new Set(blocked.map((command) => canonical(command.command)));
  const suggested = reply.suggestions
    .filter((suggestion) => !taken.has(canonical(suggestion.command)))
    .map((suggestion) => ({ suggestion, ...judge({ ...suggestion, asker: "person", files: {} }, exchange.context) }))
    .filter(({ decision }) => decision.verdict !== "refuse")
    .map(({ suggestion, decision }): OpenCommand => ({ ...suggestion, raw: null, risk: decision.risk }));
  return [...blocked, ...suggested];
}

function notRun(blocked: readonly BlockedCommand[]): string[] {
  return blocked.map(
    ({ wanted, decision }) => `Not run: ${wanted.command}\n  ${decision.reason} (rule: ${decision.rule})`,
  );
}

async function keep(parts: ConversationParts, exchange: Exchange, answer: Answer, reply: Reply): Promise<void> {
  const { message, startedAt } = exchange;
  const turn: Turn = {
    id: parts.newId(),
    at: startedAt,
    question: message.content,
    namespace: message.namespace,
    rejections: message.rejections,
    evidence: exchange.evidence,
    suggestions: reply.suggestions,
    text: answer.text,
    conclusion: answer.conclusion,
    engine: answer.engine,
    server: exchange.context.cluster.server,
  };
  await parts.store.append(storedIdOf(message.caller, answer.threadId), turn, {
    ...(message.kubeconfig === null ? {} : { kubeconfig: message.kubeconfig }),
    ...(message.past === null ? {} : { history: exchange.earlier }),
  });
  parts.record({
    type: "turn-ended",
    shape: answer.shape,
    verdict: answer.conclusion.verdict,
    engine: answer.engine,
    milliseconds: parts.clock.now() - startedAt,
    findings: answer.findings.map((finding) => finding.code),
  });
}
