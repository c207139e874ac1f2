import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { HttpParts } from "./http-parts.ts";
import { servedPath } from "./paths.ts";

/**
 * Puts request id and security headers on every reply, counts it, and logs one line. The line holds no header and no
 * query: a kubeconfig may stand in either.
 */
export function observeExchanges(server: FastifyInstance, { log, metrics }: HttpParts): void {
  server.addHook("onRequest", (request, reply, done) => {
    reply.headers(everyReply);
    reply.header("x-request-id", request.id);
    reply.raw.once("close", () => {
      const exchange = measure(request, reply);
      metrics.exchange(exchange);
      const { handler, method, status } = exchange;
      const ms = Math.round(exchange.seconds * 1e5) / 100;
      log.info({ request: request.id, method, handler, status, ms }, "request");
    });
    done();
  });
}

/** For JSON that no page may frame, run, sniff or keep. */
const everyReply = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** A client that went away before its reply counts as 499, the number nginx gave this case. */
function measure(request: FastifyRequest, reply: FastifyReply) {
  return {
    method: request.method,
    handler: request.routeOptions.url ?? servedPath(request.url) ?? "none",
    status: reply.raw.writableEnded ? reply.statusCode : 499,
    seconds: reply.elapsedTime / 1000,
    requestBytes: Number(request.headers["content-length"]) || 0,
    responseBytes: Number(reply.getHeader("content-length")) || 0,
  };
}
