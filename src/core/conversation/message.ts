import type { Finding } from "../diagnosis/finding.ts";
import type { Conclusion, Rejection } from "../planner/situation.ts";
import type { Risk } from "../policy/decision.ts";
import type { Execution } from "./ports.ts";
import type { StoredEvidence, SuggestionDecision, Turn } from "./thread.ts";
import type { NumberedTurnEvent } from "./turn-event.ts";

/** A command as the client sent it. `raw` is the object that came in: unknown keys survive and are echoed. */
export type SentCommand = {
  readonly command: string;
  readonly output: string;
  readonly execute: boolean;
  /** Text for `-f -` and the like, by file name. */
  readonly files: Readonly<Record<string, string>>;
  readonly raw: Readonly<Record<string, unknown>>;
};

export type PastedResult = { readonly command: string; readonly output: string };

/** One exchange of a history that the client holds. Nothing in it is ever executed. */
export type PastExchange = {
  readonly question: string;
  readonly rejections: readonly Rejection[];
  readonly results: readonly PastedResult[];
  readonly answer: string;
};

/** One message to a thread, after the surface has checked it. */
export type Message = {
  readonly threadId: string | null;
  readonly content: string;
  readonly commands: readonly SentCommand[];
  readonly executeAll: boolean;
  readonly executed: readonly PastedResult[];
  /** Decoded text of the kubeconfig. */
  readonly kubeconfig: string | null;
  readonly rejections: readonly Rejection[];
  readonly namespace: string | null;
  /** null: the client holds no history; the thread's own counts. */
  readonly past: readonly PastExchange[] | null;
  /** Who asks, for policy, cache and audit: a name of the key, never the key. */
  readonly caller: string;
  /** What is said to suggestions of earlier turns, by id; they are looked up, and refused or run, when the message's turn comes. */
  readonly decisions?: readonly SentDecision[];
};

/** `expected` is the command as the person saw it; `files` are texts for `-f -` and the like. */
export type SentDecision = SuggestionDecision & {
  readonly expected?: string;
  readonly files?: Readonly<Record<string, string>>;
};

/** A command that ran in this message, with the object it came from (null when the engine suggested it). */
export type RanCommand = {
  readonly command: string;
  readonly raw: Readonly<Record<string, unknown>> | null;
  readonly risk: Risk;
  /** The contract's Output: stdout trimmed at the end, or `Error: ` and stderr. */
  readonly output: string;
  readonly execution: Execution;
  /** What it printed, as it is stored. */
  readonly evidence: StoredEvidence;
  /** It ran in a turn of this thread that was broken off, and not again. */
  readonly recalled?: boolean;
};

/** A command that waits for a person, or that was refused. */
export type OpenCommand = {
  readonly command: string;
  readonly raw: Readonly<Record<string, unknown>> | null;
  readonly reason: string;
  readonly risk: Risk;
  /** It was asked to run and was not: the rule and its reason. */
  readonly blocked?: { readonly rule: string; readonly reason: string };
};

/** The answer to one message, before a surface gives it a shape. `shape` is R1, R2 or R3 of the wire contract. */
export type Answer = {
  readonly threadId: string;
  readonly shape: "message" | "commands-analysed" | "all-executed";
  readonly text: string;
  readonly open: readonly OpenCommand[];
  readonly ran: readonly RanCommand[];
  readonly findings: readonly Finding[];
  readonly conclusion: Conclusion;
  /** Which engine answered. */
  readonly engine: string;
  /** The turn as it was stored. */
  readonly turn: Turn;
};

/** Follows one turn. */
export type TurnWatch = {
  /** The id that the turn gets. */
  readonly turn: string;
  /** Hears the events in order; must not throw. */
  hear(event: NumberedTurnEvent): void;
};

/** The one way into a conversation. One message at a time a thread, in order of arrival; threads never wait for each other. */
export type Conversation = {
  answer(message: Message, signal: AbortSignal, watch?: TurnWatch): Promise<Answer>;
  /**
   * Goes on with a turn that was broken off: what ran counts and is not run again, what changes the cluster and had not begun needs a new
   * approval. Throws `not-found` when there is no such turn to go on with.
   */
  resume(caller: string, threadId: string, turn: string, signal: AbortSignal, watch?: TurnWatch): Promise<Answer>;
};

/** /kubectl-command: one query, one command, perhaps run. `error` is any failure of the execution itself. */
export type Translation = {
  readonly command: string;
  readonly result: string | null;
  readonly error: string | null;
  readonly fromCache: boolean;
};

export type Translator = {
  translate(query: string, execute: boolean, caller: string, signal: AbortSignal): Promise<Translation>;
};
