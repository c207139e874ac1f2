import type { UnfinishedTurn } from "../../../core/conversation/journal.ts";
import { lineCount } from "../../../core/conversation/line-count.ts";
import { executedIn, stoppedAs } from "../../../core/conversation/recover.ts";
import type { KnownSuggestion } from "../../../core/conversation/suggestion-states.ts";
import type { Proposal, StoredEvidence, Turn } from "../../../core/conversation/thread.ts";
import { identified } from "../../../core/conversation/threads.ts";
import { presentFinding } from "../present-finding.ts";
import { presentUsage } from "../present-usage.ts";

/** A stored turn. Without `states` its suggestions are as the turn left them. */
export function presentTurn(turn: Turn, states?: ReadonlyMap<string, KnownSuggestion>) {
  const open = turn.open ?? [];
  return {
    id: turn.id,
    at: new Date(turn.at).toISOString(),
    question: turn.question,
    namespace: turn.namespace,
    text: turn.text,
    conclusion: turn.conclusion,
    engine: turn.engine,
    findings: (turn.findings ?? []).map(presentFinding),
    commands: identified(turn).map(presentEvidence),
    suggestions: open
      .filter((proposal) => proposal.id !== null)
      .map((proposal) => ({ ...presentProposal(proposal), state: states?.get(proposal.id!)?.state ?? "open" })),
    not_run: open.filter((proposal) => proposal.id === null).map(presentBlocked),
    rejections: turn.rejections,
    usage: turn.usage === undefined ? null : presentUsage(turn.usage),
  };
}

/** A turn that was broken off, or one that goes on when `isRunning`. */
export function presentUnfinished(unfinished: UnfinishedTurn, isRunning: boolean) {
  const { id, at, content } = unfinished.turn;
  return {
    id,
    at: new Date(at).toISOString(),
    question: content,
    outcome: isRunning ? "running" : (stoppedAs(unfinished) ?? "interrupted"),
    commands: executedIn(unfinished).map((piece) => presentEvidence({ ...piece, id: piece.id ?? "" })),
  };
}

export function presentEvidence(piece: StoredEvidence & { readonly id: string }) {
  return {
    evidence: piece.id,
    command: piece.command,
    origin: piece.origin,
    namespace: piece.namespace,
    exit_code: piece.exitCode,
    lines: lineCount(piece.stdout),
    error_lines: lineCount(piece.stderr),
    ...(piece.run && {
      risk: piece.run.risk,
      duration_ms: Math.round(piece.run.durationMs),
      timed_out: piece.run.timedOut,
      truncated: piece.run.truncated,
    }),
  };
}

function presentProposal({ id, command, reason, decision }: Proposal) {
  const { risk, rule, verdict } = decision;
  return { id, command, reason, risk, rule, verdict };
}

function presentBlocked({ command, decision }: Proposal) {
  const { risk, rule, verdict, reason } = decision;
  return { command, reason, risk, rule, verdict };
}
