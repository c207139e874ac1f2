import type { KubectlCommand } from "../kubectl/command.ts";
import type { Reply, Situation } from "../planner/situation.ts";
import type { Asker, Decision } from "../policy/decision.ts";
import type { Thread, Turn } from "./thread.ts";

/** What one run of kubectl gave; the same fields whether it worked or not. */
export type Execution = {
  readonly stdout: string;
  readonly stderr: string;
  /** null when the process was ended by a signal or never started. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  /** Output went past the limit; head and tail were kept. */
  readonly truncated: boolean;
  readonly durationMs: number;
  /** There is no kubectl to start; nothing ran. */
  readonly kubectlMissing: boolean;
};

export type RunOptions = {
  /** Applies when the command names no namespace and does not ask for all of them. */
  readonly namespace?: string;
  readonly signal?: AbortSignal;
  /** For whom it runs; what one thread may run at once is limited. */
  readonly thread?: string;
  /** Applied to what kubectl prints before anything else sees it. */
  readonly hide?: (text: string) => string;
  /** Hears stdout as it arrives, as kubectl prints it: before filters, before `hide`, secrets and all. Whole characters, no more than the output limit. */
  readonly onOutput?: (text: string) => void;
};

/** One cluster as reached with one identity. Takes parsed commands only. */
export type Cluster = {
  /** Stable for the same server and credentials; no secret in it. */
  readonly identity: string;
  /** Which API server it is, by address and authority, whatever the credentials; what a person approved holds for this one. */
  readonly server: string;
  /** The namespace of the kubeconfig's current context, `default` when it names none. */
  readonly namespace: string;
  /** What a person should know about the choice of this cluster, as a sentence; null when there is nothing to say. */
  readonly note: string | null;
  run(command: KubectlCommand, options?: RunOptions): Promise<Execution>;
};

/** `message` is the sentence of the wire contract for /api/health. */
export type Access = { readonly reachable: boolean; readonly message: string };

export type Clusters = {
  /** The server's own cluster. */
  own(): Cluster;
  /** The cluster of a kubeconfig that a client sent, as text. Throws `bad-kubeconfig`; never falls back to `own`. */
  open(kubeconfig: string): Cluster;
  check(cluster: Cluster, signal?: AbortSignal): Promise<Access>;
};

/** Threads and their turns, by stored id. Every call is atomic: a turn is stored whole or not at all. */
export type ThreadStore = {
  load(id: string): Promise<Thread | null>;
  /**
   * Appends a turn and makes the thread when it is new; `history`, when given, replaces all earlier turns, `kubeconfig` the kept one. What
   * the journal holds of the thread goes with it.
   */
  append(id: string, turn: Turn, change: ThreadChange): Promise<void>;
  /** Makes a thread without turns. */
  create(id: string, given: { readonly title?: string; readonly kubeconfig?: string }): Promise<ThreadSummary>;
  summary(id: string): Promise<ThreadSummary | null>;
  /** Threads of one owner (`ownerOf`), last used first, those behind `after`. */
  list(owner: string, limit: number, after: ThreadPlace | null): Promise<readonly ThreadSummary[]>;
  /** false: there is no such thread. */
  rename(id: string, title: string): Promise<boolean>;
  /** Removes a thread with everything it holds, what the journal has of it too. false: there was nothing. */
  remove(id: string): Promise<boolean>;
  /** Removes threads idle for longer, with everything they hold; answers how many. */
  expire(idleMs: number): Promise<number>;
  close(): Promise<void>;
};

/** A thread as it stands in a list; `title` is its first question until somebody names it, null before the first turn. */
export type ThreadSummary = {
  readonly id: string;
  readonly title: string | null;
  /** Milliseconds since the epoch, as `usedAt`. */
  readonly createdAt: number;
  readonly usedAt: number;
  readonly turns: number;
};

/** Where a page of a list ended. */
export type ThreadPlace = Pick<ThreadSummary, "id" | "usedAt">;

/** Where a command came from: the thread suggested it, a person changed a suggestion, wrote it themselves, or the engine went on alone. */
export type Origin = "suggested" | "edited" | "own" | "engine";

/**
 * One step of a command on its way. `decided`: it does not run. `started`: it runs next; written before kubectl starts, so that a
 * change whose outcome is missing is seen. `ended`: how the run of entry `of` ended. No text in it holds a secret.
 */
export type AuditEntry =
  | {
      readonly step: "decided" | "started";
      /** Milliseconds since the epoch. */
      readonly at: number;
      readonly thread: string;
      readonly caller: string;
      readonly origin: Origin;
      readonly asker: Asker;
      /** The command line as it came. */
      readonly command: string;
      /** What the kubectl process gets; null when the command line was not understood. */
      readonly argv: readonly string[] | null;
      /** The stages behind `|`, which run in the service. */
      readonly filters: readonly (readonly string[])[];
      /** The manifest of `-f -`; only its hash is kept. */
      readonly stdin: string | null;
      readonly verdict: Decision["verdict"];
      readonly rule: string;
      readonly risk: Decision["risk"];
      readonly cluster: string;
      readonly server: string;
      /** `*` for all of them. */
      readonly namespace: string;
    }
  | {
      readonly step: "ended";
      readonly at: number;
      readonly thread: string;
      readonly caller: string;
      readonly of: number;
      /** Only hashes of its outputs are kept. */
      readonly execution: Execution;
    };

/** The record of what was decided and run; it only grows. */
export type Audit = {
  /** Answers the entry's number once it is kept. Throws `store-failed`; what cannot be recorded does not run. */
  append(entry: AuditEntry): Promise<number>;
};

export type ThreadChange = { readonly kubeconfig?: string; readonly history?: readonly Turn[] };

/** One model that may be asked. `resting`: it failed so often that it is left alone for a while. */
export type ModelState = { readonly name: string; readonly resting: boolean; readonly lastError: string | null };

/**
 * Hears a reply while it is written. Joined, the pieces are the text of the reply; where a model breaks off they may differ, and the
 * text of the reply is what counts.
 */
export type ReplyWatch = { text(delta: string): void };

/** Turns a situation into a reply. Throws `model-failed` or `model-timeout` when a model does not answer. */
export type Engine = {
  readonly name: string;
  reply(situation: Situation, signal: AbortSignal, watch?: ReplyWatch): Promise<Reply>;
  /** How its models do; not there for an engine without any. */
  models?(): readonly ModelState[];
  /** One kubectl command line for a plain query, as text that still has to be parsed and decided. */
  translate(query: string, signal: AbortSignal): Promise<string>;
};

export type Clock = { now(): number };
