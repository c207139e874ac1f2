import type { FastifyInstance, onRequestHookHandler } from "fastify";
import { Fault } from "../../core/faults/fault.ts";
import { clientSignal } from "./client-signal.ts";
import { callerOf, type HttpParts } from "./http-parts.ts";
import { presentAnswer } from "./present-answer.ts";
import { readMessage } from "./read-message.ts";
import { jsonOf } from "./request-json.ts";

/** POST /api/sendMessage: one message of a conversation comes in, the answer goes out. */
export function addSendMessage(server: FastifyInstance, parts: HttpParts, requireKey: onRequestHookHandler): void {
  server.post("/api/sendMessage", { onRequest: requireKey }, async (request, reply) => {
    const message = readMessage(jsonOf(request), callerOf(request.raw));
    try {
      const answer = await parts.conversation.answer(message, clientSignal(reply.raw));
      return presentAnswer(answer, message.executeAll);
    } catch (error) {
      parts.metrics.record({ type: "turn-failed", code: error instanceof Fault ? error.code : "internal" });
      throw error;
    }
  });
}
