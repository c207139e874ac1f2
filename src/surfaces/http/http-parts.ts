import type { IncomingMessage } from "node:http";
import type { FastifyBaseLogger } from "fastify";
import type { Conversation, Translator } from "../../core/conversation/message.ts";
import type { Access, ModelState } from "../../core/conversation/ports.ts";
import type { Threads } from "../../core/conversation/threads.ts";
import type { Turns } from "../../core/conversation/turns.ts";
import type { HttpSettings } from "./http-settings.ts";
import type { Metrics } from "./metrics.ts";

/** What the HTTP surface is joined from. */
export type HttpParts = {
  readonly conversation: Conversation;
  readonly translator: Translator;
  readonly threads: Threads;
  readonly turns: Turns;
  /** Whether the cluster of a kubeconfig (null: the server's own) can be reached. Throws `bad-kubeconfig`. */
  readonly access: (kubeconfig: string | null, signal: AbortSignal) => Promise<Access>;
  /** How the models of the engine do; none for the built-in engine. */
  readonly models?: () => readonly ModelState[];
  readonly settings: HttpSettings;
  readonly log: FastifyBaseLogger;
  readonly metrics: Metrics;
};

const callers = new WeakMap<IncomingMessage, string>();

/** Keeps who asks, as the check of the key found it, for as long as the request lives. */
export function setCaller(request: IncomingMessage, caller: string): void {
  callers.set(request, caller);
}

/** A name of who asks, for policy, threads, cache and audit. Throws when no check of the key has run: nobody is let in by mistake. */
export function callerOf(request: IncomingMessage): string {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error("the request's key was not checked");
  return caller;
}
