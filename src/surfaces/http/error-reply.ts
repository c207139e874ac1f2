import { Fault, type FaultCode, faults } from "../../core/faults/fault.ts";
import type { Detail } from "./kubectl-command-body.ts";
import { paths, servedPath } from "./paths.ts";

/** What is sent when a request does not get what it asked for. */
export type ErrorReply = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
};

/** A 422 of /kubectl-command with pydantic's details. */
export class InvalidQuery extends Error {
  readonly details: readonly Detail[];

  constructor(details: readonly Detail[]) {
    super("invalid query");
    this.details = details;
  }
}

/** Too many requests; the key of its body is `error` on every path, as slowapi sends it. */
export class RateExceeded extends Error {
  readonly retryAfterSeconds: number;

  constructor(limit: string, retryAfterSeconds: number) {
    super(`Rate limit exceeded: ${limit}`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Chooses status and body for whatever was thrown while `path` was served: `{"error"}` under /api, `{"detail"}` elsewhere.
 * Nothing of an unexpected error goes out. After a body that is too large the connection stays open, so that what the client is still
 * sending is taken and dropped: cut off at once, it would see a broken connection and never the reply.
 */
export function errorReply(thrown: unknown, path: string): ErrorReply {
  if (thrown instanceof InvalidQuery) return { status: 422, body: { detail: thrown.details }, headers: {} };
  if (thrown instanceof RateExceeded) {
    const headers = { "retry-after": String(thrown.retryAfterSeconds) };
    return { status: 429, body: { error: thrown.message }, headers };
  }
  const fault = thrown instanceof Fault ? thrown : faultOf(thrown, path);
  const headers: Record<string, string> = {};
  if (fault.code === "method-not-allowed") headers.allow = paths.get(servedPath(path) ?? "")?.join(", ") ?? "";
  if (fault.code === "body-too-large") headers.connection = "keep-alive";
  if (fault.code === "unauthorized") headers["www-authenticate"] = "Bearer";
  if (faults[fault.code].retryable && fault.status === 503) headers["retry-after"] = "1";
  if (path === "/api" || path.startsWith("/api/")) {
    return { status: fault.status, body: { error: fault.message }, headers };
  }
  return { ...detailOf(fault), headers };
}

/** The original answers a failing model with 500 and words of its own. */
function detailOf(fault: Fault): { status: number; body: { detail: string } } {
  const told = translationFaults.get(fault.code);
  return told === undefined
    ? { status: fault.status, body: { detail: fault.message } }
    : { status: told.status, body: { detail: told.detail(fault.message) } };
}

type Told = { readonly status: number; readonly detail: (message: string) => string };

const withPrefix = (prefix: string) => (message: string) => (message.startsWith(prefix) ? message : prefix + message);

const translationFaults: ReadonlyMap<FaultCode, Told> = new Map<FaultCode, Told>([
  ["unsafe-command", { status: 422, detail: withPrefix("LLM generated unsafe command: ") }],
  ["model-timeout", { status: 504, detail: () => "LLM request timed out" }],
  ["model-failed", { status: 500, detail: withPrefix("Error processing query with LLM: ") }],
  ["model-not-configured", { status: 503, detail: () => "LLM Chain not initialized" }],
]);

/** Errors of the HTTP framework by its code; everything else is ours to mend. */
function faultOf(thrown: unknown, path: string): Fault {
  const { code, statusCode } = (thrown ?? {}) as { code?: unknown; statusCode?: unknown };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new Fault("body-too-large", "Request body is too large");
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new Fault("unsupported-media-type", "Unsupported Media Type");
  if (code === "FST_ERR_ROUTE_MISSING_CONTENT_TYPE") return noSuchMethod(path);
  if (code === "FST_ERR_BAD_URL") return new Fault("not-found", "Not Found");
  if (typeof statusCode === "number" && statusCode >= 400 && statusCode < 500) {
    return new Fault("bad-request", thrown instanceof Error ? thrown.message : "Bad Request");
  }
  return new Fault("internal", "Internal Server Error", { cause: thrown });
}

/** The framework knows methods that no route of ours has (QUERY), and would have them come with a media type. */
function noSuchMethod(path: string): Fault {
  return servedPath(path) === null
    ? new Fault("not-found", "Not Found")
    : new Fault("method-not-allowed", "Method Not Allowed");
}
