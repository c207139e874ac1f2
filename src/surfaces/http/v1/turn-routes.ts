import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from "fastify";
import type { UnfinishedTurn } from "../../../core/conversation/journal.ts";
import { stoppedAs } from "../../../core/conversation/recover.ts";
import { storedIdOf } from "../../../core/conversation/stored-id.ts";
import { suggestionStates } from "../../../core/conversation/suggestion-states.ts";
import type { Turn } from "../../../core/conversation/thread.ts";
import type { NumberedTurnEvent } from "../../../core/conversation/turn-event.ts";
import { Fault } from "../../../core/faults/fault.ts";
import { clientSignal } from "../client-signal.ts";
import { callerOf, type HttpParts } from "../http-parts.ts";
import { answerTurn } from "./answer-turn.ts";
import { sendEvents } from "./event-stream.ts";
import { presentTurn, presentUnfinished } from "./present-turn.ts";

type TurnPath = { Params: { thread: string; turn: string } };

/** One turn: read it, follow its events, cancel it, go on with it. */
export function addTurns(
  server: FastifyInstance,
  { threads, turns }: HttpParts,
  requireKey: onRequestHookHandler,
): void {
  const onRequest = requireKey;
  const path = "/api/v1/threads/:thread/turns/:turn";
  const liveOf = (request: FastifyRequest<TurnPath>) =>
    turns.find(storedIdOf(callerOf(request.raw), request.params.thread), request.params.turn);
  const keptOf = async (request: FastifyRequest<TurnPath>) => {
    const whole = await threads.read(callerOf(request.raw), request.params.thread);
    const isIt = ({ id }: { readonly id: string }) => id === request.params.turn;
    return { ...whole, stored: whole.turns.find(isIt), broken: whole.unfinished.find(({ turn }) => isIt(turn)) };
  };

  server.get<TurnPath>(path, { onRequest }, async (request) => {
    const { stored, broken, turns: all } = await keptOf(request);
    if (stored !== undefined) return presentTurn(stored, suggestionStates(all));
    if (broken !== undefined) return presentUnfinished(broken, liveOf(request)?.hasEnded() === false);
    throw noTurn();
  });

  server.get<TurnPath>(`${path}/events`, { onRequest }, async (request, reply) => {
    const after = lastHeard(request);
    const signal = clientSignal(reply.raw);
    const live = liveOf(request);
    if (live !== null) return sendEvents(reply, live.follow(after, signal));
    const { stored, broken } = await keptOf(request);
    if (stored !== undefined) return sendEvents(reply, given([endOf(stored)], after));
    if (broken !== undefined) return sendEvents(reply, given(eventsOf(broken), after));
    throw noTurn();
  });

  server.post<TurnPath>(`${path}/cancel`, { onRequest }, async (request, reply) => {
    const live = liveOf(request);
    if (live !== null && !live.hasEnded()) {
      live.cancel();
      return reply.code(202).send({ turn: live.id, state: "cancelling" });
    }
    const { stored, broken } = await keptOf(request);
    if (stored === undefined && broken === undefined) throw noTurn();
    throw new Fault("conflict", "This turn has ended.");
  });

  server.post<TurnPath>(`${path}/resume`, { onRequest }, async (request, reply) => {
    const { thread, turn } = request.params;
    const { stored } = await keptOf(request);
    if (stored !== undefined) throw new Fault("conflict", "This turn was completed.");
    return answerTurn(request, reply, await turns.resume(callerOf(request.raw), thread, turn));
  });
}

const noTurn = () => new Fault("not-found", "This thread has no such turn.");

/** The number of the last event that the client has: the header of browsers, or `after` for everybody else. */
function lastHeard(request: FastifyRequest): number {
  const { after } = request.query as Record<string, unknown>;
  const given = request.headers["last-event-id"] ?? after ?? "0";
  if (typeof given === "string" && /^[0-9]{1,15}$/.test(given)) return Number(given);
  throw new Fault("bad-request", `Last-Event-ID must be the id of an event, got ${JSON.stringify(given).slice(0, 60)}`);
}

/** Of a stored turn its end is told, with everything in it: its single events are not kept for ever. */
function endOf(turn: Turn): NumberedTurnEvent {
  return { id: turn.lastEvent ?? 1, type: "turn-ended", outcome: "completed", stored: turn, error: null };
}

/** What the journal has of a turn that was broken off, and that it was. */
function eventsOf(broken: UnfinishedTurn): NumberedTurnEvent[] {
  const events = broken.entries.flatMap((entry) => entry.events);
  const id = (events.at(-1)?.id ?? 0) + 1;
  const outcome = stoppedAs(broken) ?? "interrupted";
  return [...events, { id, type: "turn-ended", outcome, stored: null, error: null }];
}

async function* given(events: readonly NumberedTurnEvent[], after: number): AsyncGenerator<NumberedTurnEvent, void> {
  for (const event of events) if (event.id > after) yield event;
}
