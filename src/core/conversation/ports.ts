import type { KubectlCommand } from "../kubectl/command.ts";
import type { Reply, Situation } from "../planner/situation.ts";
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
};

/** One cluster as reached with one identity. Takes parsed commands only. */
export type Cluster = {
  /** Stable for the same server and credentials; no secret in it. */
  readonly identity: string;
  /** The namespace of the kubeconfig's current context, `default` when it names none. */
  readonly namespace: string;
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

/** Threads and their turns. Every call is atomic: a turn is stored whole or not at all. */
export type ThreadStore = {
  load(id: string): Promise<Thread | null>;
  /** Appends a turn and makes the thread when it is new; `history`, when given, replaces all earlier turns, `kubeconfig` the kept one. */
  append(id: string, turn: Turn, change: ThreadChange): Promise<void>;
  /** Removes threads idle for longer, with everything they hold; answers how many. */
  expire(idleMs: number): Promise<number>;
  close(): Promise<void>;
};

export type ThreadChange = { readonly kubeconfig?: string; readonly history?: readonly Turn[] };

/** Turns a situation into a reply. Throws `model-failed` or `model-timeout` when a model does not answer. */
export type Engine = {
  readonly name: string;
  reply(situation: Situation, signal: AbortSignal): Promise<Reply>;
  /** One kubectl command line for a plain query, as text that still has to be parsed and decided. */
  translate(query: string, signal: AbortSignal): Promise<string>;
};

export type Clock = { now(): number };
