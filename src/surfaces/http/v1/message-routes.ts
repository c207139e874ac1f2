import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from "fastify";
import { callerOf, type HttpParts } from "../http-parts.ts";
import { answerTurn } from "./answer-turn.ts";
import { approveBody, editBody, type MessageBody, messageBody, rejectBody } from "./message-body.ts";
import { readBody } from "./read-body.ts";
import { toV1Message } from "./read-v1-message.ts";

type ThreadPath = { Params: { thread: string } };
type SuggestionPath = { Params: { thread: string; suggestion: string } };

/** Messages, and what a person says to one suggestion: each is a turn. */
export function addMessages(
  server: FastifyInstance,
  { threads, turns }: HttpParts,
  requireKey: onRequestHookHandler,
): void {
  const onRequest = requireKey;
  const send = async (request: FastifyRequest, reply: FastifyReply, threadId: string, body: MessageBody) => {
    const caller = callerOf(request.raw);
    const message = toV1Message(body, threadId, caller);
    await threads.expect(caller, threadId);
    return answerTurn(request, reply, turns.start(message));
  };
  const path = "/api/v1/threads/:thread/suggestions/:suggestion";
  server.post<ThreadPath>("/api/v1/threads/:thread/messages", { onRequest }, (request, reply) =>
    send(request, reply, request.params.thread, readBody(request, messageBody)),
  );
  server.post<SuggestionPath>(`${path}/approve`, { onRequest }, async (request, reply) => {
    const { thread, suggestion } = request.params;
    const { command, files, content, execute_all } = readBody(request, approveBody);
    return send(request, reply, thread, { content, execute_all, approve: [{ suggestion, command, files }] });
  });
  server.post<SuggestionPath>(`${path}/edit`, { onRequest }, async (request, reply) => {
    const { thread, suggestion } = request.params;
    const { command, files, content, execute_all } = readBody(request, editBody);
    return send(request, reply, thread, { content, execute_all, edit: [{ suggestion, command, files }] });
  });
  server.post<SuggestionPath>(`${path}/reject`, { onRequest }, async (request, reply) => {
    const { thread, suggestion } = request.params;
    const { reason, content, execute_all } = readBody(request, rejectBody);
    return send(request, reply, thread, { content, execute_all, reject: [{ suggestion, reason }] });
  });
}
