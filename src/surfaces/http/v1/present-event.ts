import type { NumberedTurnEvent } from "../../../core/conversation/turn-event.ts";
import { presentFinding } from "../present-finding.ts";
import { presentTurn } from "./present-turn.ts";

/** One event as it stands in a stream: its number, its name, and its data as JSON on one line. */
export function eventLines(event: NumberedTurnEvent): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(presentEvent(event))}\n\n`;
}

/** The data of an event; `type` is in it too, so that a client can switch on it. */
export function presentEvent(event: NumberedTurnEvent): Readonly<Record<string, unknown>> & { readonly type: string } {
  switch (event.type) {
    case "turn-started": {
      const { type, turn, thread, at, question, isResumed } = event;
      return { type, turn, thread, at: new Date(at).toISOString(), question, resumed: isResumed };
    }
    case "text-delta":
      return { type: event.type, reply: event.reply, text: event.text };
    case "command-proposed": {
      const { type, suggestion, command, reason, decision } = event;
      return { type, suggestion, command, reason, decision };
    }
    case "command-started": {
      const { type, evidence, command, decision } = event;
      return { type, evidence, command, decision };
    }
    case "output-chunk":
      return { type: event.type, evidence: event.evidence, text: event.text };
    case "command-finished":
      return {
        type: event.type,
        evidence: event.evidence,
        command: event.command,
        exit_code: event.exitCode,
        timed_out: event.timedOut,
        truncated: event.truncated,
        duration_ms: Math.round(event.durationMs),
        lines: event.lines,
        error_lines: event.errorLines,
        streamed: event.streamed,
      };
    case "finding-reported":
      return { type: event.type, finding: presentFinding(event.finding) };
    case "budget":
      return { type: event.type, spent: event.spent, limits: event.limits, exhausted: event.exhausted };
    case "turn-ended":
      return {
        type: event.type,
        outcome: event.outcome,
        turn: event.stored === null ? null : presentTurn(event.stored),
        error: event.error?.message ?? null,
      };
  }
}
