import type { FastifyReply, FastifyRequest } from "fastify";
import type { LiveTurn } from "../../../core/conversation/live-turn.ts";
import { clientSignal } from "../client-signal.ts";
import { sendEvents, wantsEvents } from "./event-stream.ts";
import { presentTurn } from "./present-turn.ts";

/** Answers with the turn: its events as they come when the client asks for them, else the whole when it has ended. */
export async function answerTurn(request: FastifyRequest, reply: FastifyReply, turn: LiveTurn): Promise<unknown> {
  const signal = clientSignal(reply.raw);
  if (!wantsEvents(request)) {
    const { threadId, turn: stored } = await turn.answer(signal);
    return { thread: threadId, turn: presentTurn(stored) };
  }
  await isUnderWay(turn, signal);
  return sendEvents(reply, turn.follow(turn.startsBehind, signal));
}

/** A message that is refused before its turn begins is answered with a status, not with a stream. */
async function isUnderWay(turn: LiveTurn, signal: AbortSignal): Promise<void> {
  const events = turn.follow(turn.startsBehind, signal);
  const first = await events.next();
  await events.return();
  if (first.done === true) await turn.answer(signal);
}
