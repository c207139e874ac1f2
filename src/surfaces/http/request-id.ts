import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Gives the caller's `X-Request-Id` back when it is harmless in a log line and a header, else a new one. */
export type RequestId = (request: Pick<IncomingMessage, "headers">) => string;

/** Ids of one server share a random beginning and count on: unique without asking for randomness each time. */
export function createRequestId(): RequestId {
  const beginning = randomUUID();
  let count = 0;
  return ({ headers }) => {
    const given = headers["x-request-id"];
    if (typeof given === "string" && /^[A-Za-z0-9._:+/=-]{1,128}$/.test(given)) return given;
    count += 1;
    return `${beginning}-${count.toString(36)}`;
  };
}
