import type { Finding } from "../diagnosis/finding.ts";
import type { FaultCode } from "../faults/fault.ts";
import type { Decision } from "../policy/decision.ts";
import type { Turn } from "./thread.ts";

/**
 * What is heard of a turn while it goes on. `suggestion` and `evidence` are ids that hold for as long as the thread does. Texts are free
 * of secrets.
 */
export type TurnEvent =
  | {
      readonly type: "turn-started";
      readonly turn: string;
      readonly thread: string;
      /** Milliseconds since the epoch. */
      readonly at: number;
      readonly question: string;
      /** It goes on where the end of the service, a fault or a cancellation broke it off. */
      readonly isResumed: boolean;
    }
  /** A piece of the engine's reply number `reply` of this turn; a later reply takes the place of an earlier one. */
  | { readonly type: "text-delta"; readonly reply: number; readonly text: string }
  /** `suggestion` is null for a command that came with the message and does not run; `decision` says why, or whether it waits for a person. */
  | {
      readonly type: "command-proposed";
      readonly suggestion: string | null;
      readonly command: string;
      readonly reason: string;
      readonly decision: Decision;
    }
  | {
      readonly type: "command-started";
      readonly evidence: string;
      readonly command: string;
      readonly decision: Decision;
    }
  | { readonly type: "output-chunk"; readonly evidence: string; readonly text: string }
  | {
      readonly type: "command-finished";
      readonly evidence: string;
      readonly command: string;
      readonly exitCode: number | null;
      readonly timedOut: boolean;
      readonly truncated: boolean;
      readonly durationMs: number;
      /** Lines of its stdout, and of its stderr. */
      readonly lines: number;
      readonly errorLines: number;
      /** The chunks heard were the whole of its stdout. */
      readonly streamed: boolean;
    }
  | { readonly type: "finding-reported"; readonly finding: Finding }
  | BudgetEvent
  | {
      readonly type: "turn-ended";
      readonly outcome: TurnOutcome;
      /** The turn with its answer, when it was completed. */
      readonly stored: Turn | null;
      readonly error: { readonly code: FaultCode; readonly message: string } | null;
    };

/** What an investigation has spent and may spend, by measure (`rounds`, `commands`, `seconds`, `tokens`, `usd`); a limit of null is none. */
export type BudgetEvent = {
  readonly type: "budget";
  readonly spent: Readonly<Record<string, number>>;
  readonly limits: Readonly<Record<string, number | null>>;
  /** The measure that is used up, and with it the investigation; null while there is room. */
  readonly exhausted: string | null;
};

/** `interrupted`: the service ended in the middle; the turn can be resumed, as one can that was cancelled or failed. */
export type TurnOutcome = "completed" | "cancelled" | "failed" | "interrupted";

/** Ids of one turn's events increase, not always by one. */
export type NumberedTurnEvent = { readonly id: number } & TurnEvent;
