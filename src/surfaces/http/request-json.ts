import type { FastifyRequest } from "fastify";
import { Fault } from "../../core/faults/fault.ts";
import { InvalidQuery } from "./error-reply.ts";
import { parseJsonBody } from "./json-body.ts";
import { notAnObject } from "./kubectl-command-body.ts";

/**
 * The JSON body of a request to /api; no body at all counts as `{}`. Throws `unsupported-media-type` and `bad-request`.
 * Only application/json is read: a page of another origin can send any other type without asking the browser first.
 */
export function jsonOf(request: FastifyRequest): unknown {
  const bytes = bytesOf(request);
  if (bytes === null) return {};
  if (!isJson(request)) {
    const given = request.headers["content-type"]?.slice(0, 60) ?? "none";
    throw new Fault("unsupported-media-type", `Content-Type must be application/json, got ${given}`);
  }
  const parsed = parseJsonBody(bytes);
  if (parsed.ok) return parsed.value;
  const { reason, position } = parsed.problem;
  throw new Fault("bad-request", `request body is not valid JSON: ${reason} (character ${position})`);
}

/** The JSON body of /kubectl-command, undefined when there is none. Throws the 422 that the original answers with. */
export function queryJsonOf(request: FastifyRequest): unknown {
  const bytes = bytesOf(request);
  if (bytes === null) return undefined;
  if (!isJson(request)) throw new InvalidQuery([notAnObject(new TextDecoder().decode(bytes))]);
  const parsed = parseJsonBody(bytes);
  if (parsed.ok) return parsed.value;
  const { reason, position } = parsed.problem;
  const loc = ["body", position];
  throw new InvalidQuery([{ type: "json_invalid", loc, msg: "JSON decode error", input: {}, ctx: { error: reason } }]);
}

function bytesOf(request: FastifyRequest): Buffer | null {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw new Fault("unsupported-media-type", `Content-Encoding is not supported, got ${encoding.slice(0, 60)}`);
  }
  return request.body instanceof Buffer && request.body.length > 0 ? request.body : null;
}

const isJson = (request: FastifyRequest) =>
  /^application\/(?:[a-z0-9.-]+\+)?json *(?:;|$)/i.test(request.headers["content-type"] ?? "");
