import type { FastifyBaseLogger } from "fastify";
import type { Conversation, Translator } from "../../core/conversation/message.ts";
import type { Access } from "../../core/conversation/ports.ts";
import type { HttpSettings } from "./http-settings.ts";
import type { Metrics } from "./metrics.ts";

/** What the HTTP surface is joined from. */
export type HttpParts = {
  readonly conversation: Conversation;
  readonly translator: Translator;
  /** Whether the cluster of a kubeconfig (null: the server's own) can be reached. Throws `bad-kubeconfig`. */
  readonly access: (kubeconfig: string | null, signal: AbortSignal) => Promise<Access>;
  readonly settings: HttpSettings;
  readonly log: FastifyBaseLogger;
  readonly metrics: Metrics;
};

/** A name of who asks, for policy, cache and audit: one key means one caller. */
export const callerOf = (settings: HttpSettings): string => (settings.apiKey === null ? "anonymous" : "api-key");
