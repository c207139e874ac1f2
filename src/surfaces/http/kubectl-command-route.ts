import type { FastifyInstance, onRequestHookHandler } from "fastify";
import { clientSignal } from "./client-signal.ts";
import { InvalidQuery, RateExceeded } from "./error-reply.ts";
import { callerOf, type HttpParts } from "./http-parts.ts";
import { defaultBodyLimitBytes } from "./http-settings.ts";
import { readQuery } from "./kubectl-command-body.ts";
import { createRateLimiter } from "./rate-limiter.ts";
import { queryJsonOf } from "./request-json.ts";

/** A query is a sentence; nothing near the limit of a conversation is one. */
const largestQueryBytes = 1024 * 1024;

/**
 * POST /kubectl-command: one query, one command, perhaps run. The only route that is limited, as in the original: a
 * conversation sends more messages a minute than anybody would allow for queries. Failed authentications count too.
 */
export function addKubectlCommand(server: FastifyInstance, parts: HttpParts, requireKey: onRequestHookHandler): void {
  const { translator, settings } = parts;
  const options = {
    bodyLimit: Math.min(largestQueryBytes, settings.bodyLimitBytes ?? defaultBodyLimitBytes),
    onRequest: [limitRate(parts), requireKey],
  };
  server.post("/kubectl-command", options, async (request, reply) => {
    const asked = readQuery(queryJsonOf(request));
    if (!asked.ok) throw new InvalidQuery(asked.details);
    const signal = clientSignal(reply.raw);
    const translation = await translator.translate(asked.query, asked.execute, callerOf(request.raw), signal);
    return {
      kubectl_command: translation.command,
      execution_result: translation.result,
      execution_error: translation.error,
      from_cache: translation.fromCache,
    };
  });
}

function limitRate({ settings }: HttpParts): onRequestHookHandler {
  const limiter = createRateLimiter(settings.rateLimit);
  return (request, _reply, done) => {
    const excess = limiter.count(request.ip, performance.now());
    done(excess === null ? undefined : new RateExceeded(excess.limit.text, excess.retryAfterSeconds));
  };
}
