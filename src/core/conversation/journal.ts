import type { Reply } from "../planner/situation.ts";
import type { Risk } from "../policy/decision.ts";
import type { Message } from "./message.ts";
import type { StoredEvidence, SuggestionDecision } from "./thread.ts";
import type { NumberedTurnEvent } from "./turn-event.ts";

/**
 * Turns that are not stored yet, step by step, each step written before the next begins. What a turn has run is known from here after the
 * service was killed in the middle of it. Nothing in it holds a secret. `ThreadStore.append` removes what it holds of the thread.
 */
export type Journal = {
  /** Throws `store-failed`, as all of these do. The kubeconfig is the one that came with the message. */
  begin(thread: string, turn: OpenTurn, kubeconfig: string | null): Promise<void>;
  write(thread: string, turn: string, entry: JournalEntry): Promise<void>;
  /** Oldest first. */
  unfinished(thread: string): Promise<readonly UnfinishedTurn[]>;
};

/** A message as it is needed to go on with it. */
export type OpenTurn = Pick<Message, "content" | "executeAll" | "rejections" | "namespace"> & {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Commands that came for running: `execute` is a person's approval. */
  readonly commands: readonly { readonly command: string; readonly execute: boolean }[];
  readonly decisions: readonly SuggestionDecision[];
  /** The API server that the turn looks at; what it saw counts for this one alone. */
  readonly server: string;
  /** Results that came with the message. */
  readonly pasted: readonly StoredEvidence[];
  /** The client holds the history, so that the message can only be sent again. */
  readonly historyOfClient: boolean;
};

export type JournalEntry = {
  /** Counts from 1 within the turn. */
  readonly seq: number;
  readonly step: JournalStep | null;
  /** What was told of the turn with this step. */
  readonly events: readonly NumberedTurnEvent[];
};

/** `stopped`: the turn ended in good order without being stored, cancelled or by a fault. */
export type JournalStep =
  | {
      readonly kind: "command-started";
      readonly evidence: string;
      readonly command: string;
      readonly risk: Risk;
      readonly namespace: string;
      readonly input: string | null;
    }
  | { readonly kind: "command-ended"; readonly evidence: StoredEvidence }
  | { readonly kind: "replied"; readonly reply: Reply }
  | { readonly kind: "stopped"; readonly outcome: "cancelled" | "failed" };

/** `kubeconfig` is unsealed when it is asked for; that may throw `store-failed`. */
export type UnfinishedTurn = {
  readonly turn: OpenTurn;
  readonly kubeconfig: string | null;
  readonly entries: readonly JournalEntry[];
};
