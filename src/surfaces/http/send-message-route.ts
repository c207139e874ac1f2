import type { FastifyInstance, onRequestHookHandler } from "fastify";
import { Fault } from "../../core/faults/fault.ts";
import { clientSignal } from "./client-signal.ts";
import { callerOf, type HttpParts } from "./http-parts.ts";
import { presentAnswer } from "./present-answer.ts";
import { readMessage } from "./read-message.ts";
import { recordAnswer } from "./record-answer.ts";
import { jsonOf } from "./request-json.ts";

/** POST /api/sendMessage: one message of a conversation comes in, the answer goes out. */
export function addSendMessage(server: FastifyInstance, parts: HttpParts, requireKey: onRequestHookHandler): void {
  const { conversation, metrics, settings } = parts;
  server.post("/api/sendMessage", { onRequest: requireKey }, async (request, reply) => {
    const message = readMessage(jsonOf(request), callerOf(settings));
    const started = performance.now();
    try {
      const answer = await conversation.answer(message, clientSignal(reply.raw));
      recordAnswer(metrics, answer, (performance.now() - started) / 1000);
      return presentAnswer(answer, message.executeAll);
    } catch (error) {
      metrics.record({ type: "turn-failed", fault: error instanceof Fault ? error.code : "internal" });
      throw error;
    }
  });
}
