import { redactCommandText } from "../evidence/redaction/redact-command.ts";
import type { Redactor } from "../evidence/redaction/redactor.ts";
import { type Exchange, isFilled } from "./exchange.ts";
import type { OpenTurn } from "./journal.ts";
import type { SentDecision } from "./message.ts";
import type { SuggestionDecision } from "./thread.ts";
import type { TurnProgress } from "./turn-progress.ts";

/** A message as the journal holds it: without secrets, manifests and what only the client knows. */
export function openTurnOf({ message, startedAt, context, pasted }: Exchange): OpenTurn {
  const { redactor, cluster } = context;
  return {
    id: (context.progress as TurnProgress).turn,
    at: startedAt,
    content: message.content,
    executeAll: message.executeAll,
    rejections: message.rejections,
    namespace: message.namespace,
    commands: message.commands
      .filter((command) => !isFilled(command))
      .map(({ command, execute }) => ({ command: redactCommandText(command, redactor), execute })),
    decisions: (message.decisions ?? []).map((decision) => plain(decision, redactor)),
    server: cluster.server,
    pasted,
    historyOfClient: message.past !== null,
  };
}

function plain(decision: SentDecision, redactor: Redactor): SuggestionDecision {
  const { kind, suggestion } = decision;
  if (kind === "approve") return { kind, suggestion };
  if (kind === "reject") return { kind, suggestion, reason: redactor.redact(decision.reason) };
  return { kind, suggestion, command: redactCommandText(decision.command, redactor) };
}
