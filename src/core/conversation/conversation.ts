import type { Redactor } from "../evidence/redaction/redactor.ts";
import { Fault } from "../faults/fault.ts";
import type { Policy } from "../policy/decide.ts";
import { beginExchange } from "./begin-exchange.ts";
import { carryOut } from "./carry-out.ts";
import { composeAnswer } from "./compose-answer.ts";
import type { RecordEvent } from "./events.ts";
import type { Exchange } from "./exchange.ts";
import type { LoopLimits } from "./investigate.ts";
import type { Journal, UnfinishedTurn } from "./journal.ts";
import type { Answer, Conversation } from "./message.ts";
import { openTurnOf } from "./open-turn.ts";
import type { Audit, Clock, Clusters, Engine, ThreadStore } from "./ports.ts";
import { markOf, stoppedAs } from "./recover.ts";
import { resolveDecisions } from "./resolve-decisions.ts";
import { resumedMessage, takeUp } from "./resume-turn.ts";
import { storedIdOf } from "./stored-id.ts";
import type { ThreadLock } from "./thread-lock.ts";
import { TurnProgress } from "./turn-progress.ts";

export type ConversationParts = {
  readonly store: ThreadStore;
  readonly journal: Journal;
  readonly lock: ThreadLock;
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
  return {
    answer(message, signal, watch) {
      const threadId = message.threadId ?? parts.newId();
      const storedId = storedIdOf(message.caller, threadId);
      return parts.lock.hold(storedId, async () => {
        signal.throwIfAborted();
        const [thread, unfinished] = await Promise.all([
          parts.store.load(storedId),
          parts.journal.unfinished(storedId),
        ]);
        const resolved = resolveDecisions(message, thread?.turns ?? []);
        const progress = new TurnProgress(watch?.turn ?? parts.newId(), storedId, parts.journal, watch);
        const killed = unfinished.findLast((turn) => stoppedAs(turn) === null);
        const whole = { ...resolved, kubeconfig: resolved.kubeconfig ?? killed?.kubeconfig ?? null };
        const before = { threadId, thread, unfinished, isResumed: false };
        const exchange = beginExchange(parts, before, whole, progress, signal);
        await parts.journal.begin(storedId, openTurnOf(exchange), whole.kubeconfig);
        return completed(parts, threadId, exchange, null);
      });
    },
    resume(caller, threadId, turn, signal, watch) {
      const storedId = storedIdOf(caller, threadId);
      return parts.lock.hold(storedId, async () => {
        signal.throwIfAborted();
        const [thread, unfinished] = await Promise.all([
          parts.store.load(storedId),
          parts.journal.unfinished(storedId),
        ]);
        const broken = brokenOff(unfinished, turn);
        const progress = new TurnProgress(turn, storedId, parts.journal, watch, markOf(broken));
        const before = { threadId, thread, unfinished, isResumed: true };
        const exchange = beginExchange(parts, before, resumedMessage(broken, caller, threadId), progress, signal);
        takeUp(broken, exchange);
        return completed(parts, threadId, exchange, broken);
      });
    },
  };
}

function brokenOff(unfinished: readonly UnfinishedTurn[], turn: string): UnfinishedTurn {
  const broken = unfinished.find((one) => one.turn.id === turn);
  if (broken === undefined)
    throw new Fault("not-found", `This thread has no unfinished turn ${JSON.stringify(turn.slice(0, 100))}.`);
  if (broken.turn.historyOfClient)
    throw new Fault("conflict", "The history of this message is held by the client: send the message again instead.");
  return broken;
}

/** Works the message out and stores the turn whole; whatever stops it is written down, so that it can be gone on with. */
async function completed(
  parts: ConversationParts,
  threadId: string,
  exchange: Exchange,
  resumed: UnfinishedTurn | null,
): Promise<Answer> {
  const { message, context } = exchange;
  const progress = context.progress as TurnProgress;
  const { turn } = progress;
  const isResumed = resumed !== null;
  try {
    const question = message.content;
    await progress.keep(null, {
      type: "turn-started",
      turn,
      thread: threadId,
      at: exchange.startedAt,
      question,
      isResumed,
    });
    const outcome = await carryOut(parts, exchange, resumed);
    const answer = composeAnswer(threadId, exchange, outcome, parts.engine.name);
    if (!exchange.changedCluster) context.signal.throwIfAborted();
    await keep(parts, exchange, answer);
    progress.tell({ type: "turn-ended", outcome: "completed", stored: answer.turn, error: null });
    return answer;
  } catch (error) {
    await stopped(progress, error, context.signal);
    throw error;
  }
}

/** Where the store itself fails there is nowhere to write that down; the error that stopped the turn is the one that is told. */
async function stopped(progress: TurnProgress, error: unknown, signal: AbortSignal): Promise<void> {
  const outcome = signal.aborted ? "cancelled" : "failed";
  const fault = error instanceof Fault ? error : new Fault("internal", "Internal Server Error");
  const told = outcome === "cancelled" ? null : { code: fault.code, message: fault.message };
  await progress.keep({ kind: "stopped", outcome }).catch(() => {});
  progress.tell({ type: "turn-ended", outcome, stored: null, error: told });
}

async function keep(
  parts: ConversationParts,
  { message, earlier, startedAt }: Exchange,
  answer: Answer,
): Promise<void> {
  await parts.store.append(storedIdOf(message.caller, answer.threadId), answer.turn, {
    ...(message.kubeconfig === null ? {} : { kubeconfig: message.kubeconfig }),
    ...(message.past === null ? {} : { history: earlier }),
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
