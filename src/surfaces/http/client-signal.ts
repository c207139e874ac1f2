import type { ServerResponse } from "node:http";

/** A signal that is aborted when the connection goes away before the reply was sent: nobody waits for the answer any more. */
export function clientSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => {
    if (!response.writableEnded) controller.abort(new DOMException("the client went away", "AbortError"));
  });
  return controller.signal;
}
