import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { NumberedTurnEvent } from "../../../core/conversation/turn-event.ts";
import { eventLines } from "./present-event.ts";

/** Proxies and browsers end connections on which nothing is heard. */
const quietMs = 15_000;

/** Whether the client asks for server-sent events. */
export function wantsEvents({ headers }: FastifyRequest): boolean {
  return /(?:^|[,\s])text\/event-stream(?:[;,\s]|$)/i.test(headers.accept ?? "");
}

/** Sends events as they come; a comment now and then keeps the connection. `signal` is that of the client. */
export function sendEvents(reply: FastifyReply, events: AsyncIterable<NumberedTurnEvent>): FastifyReply {
  return reply
    .type("text/event-stream; charset=utf-8")
    .header("x-accel-buffering", "no")
    .send(Readable.from(withComments(events), { objectMode: false }));
}

async function* withComments(events: AsyncIterable<NumberedTurnEvent>): AsyncGenerator<string, void> {
  const iterator = events[Symbol.asyncIterator]();
  yield "retry: 2000\n\n";
  try {
    let next = iterator.next();
    for (;;) {
      const quiet = afterQuiet();
      const result = await Promise.race([next, quiet.promise]).finally(quiet.callOff);
      if (result === "quiet") {
        yield ": still here\n\n";
        continue;
      }
      if (result.done === true) return;
      yield eventLines(result.value);
      next = iterator.next();
    }
  } finally {
    void iterator.return?.();
  }
}

function afterQuiet() {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<"quiet">((resolve) => {
    timer = setTimeout(() => resolve("quiet"), quietMs);
    timer.unref();
  });
  return { promise, callOff: () => clearTimeout(timer) };
}
