import type { Tokens } from "./prices.ts";

/** Why a model gave no answer, in words of our own: what the other side said may hold a key. */
export class ModelFailure extends Error {
  readonly isTimeout: boolean;
  readonly isRetryable: boolean;
  /** The request itself was not taken (HTTP 400 or 422): it may be, without what not every model knows. */
  readonly isRefusedRequest: boolean;
  /** What Retry-After asked for; null: nothing. */
  readonly retryAfterMs: number | null;
  readonly isRateLimit: boolean;
  /** The prompt did not fit into the model. */
  readonly isTooLong: boolean;
  /** The credentials were good once. */
  readonly isExpired: boolean;
  /** The other side's words, for finding out what it refused; never shown. */
  readonly said: string;
  /** What the call cost all the same; null: not known. */
  readonly tokens: Tokens | null;

  constructor(message: string, about: Partial<Omit<ModelFailure, keyof Error>> & { cause?: unknown } = {}) {
    super(message, { cause: about.cause });
    this.name = "ModelFailure";
    this.isTimeout = about.isTimeout ?? false;
    this.isRetryable = about.isRetryable ?? false;
    this.isRefusedRequest = about.isRefusedRequest ?? false;
    this.retryAfterMs = about.retryAfterMs ?? null;
    this.isRateLimit = about.isRateLimit ?? false;
    this.isTooLong = about.isTooLong ?? false;
    this.isExpired = about.isExpired ?? false;
    this.said = about.said ?? "";
    this.tokens = about.tokens ?? null;
  }
}

/** What was thrown by the SDK, as a failure. `secrets` are taken out of the words kept as its cause, which only logs see. */
export function failureOf(thrown: unknown, secrets: readonly string[]): ModelFailure {
  if (thrown instanceof ModelFailure) return thrown;
  const { statusCode, isRetryable, responseHeaders } = (thrown ?? {}) as ApiError;
  const words = wordsOf(thrown);
  const cause = new Error(withoutSecrets(words, secrets));
  if (typeof statusCode !== "number") {
    if (isRetryable === true) return new ModelFailure("cannot be reached", { isRetryable, cause });
    if (isBroken(thrown)) return new ModelFailure("broke off in the middle", { isRetryable: true, cause });
    return new ModelFailure(isAboutCredentials(thrown) ? "no credentials were found" : "unreadable reply", { cause });
  }
  const isExpired = [400, 401, 403].includes(statusCode) && /expired/i.test(words);
  const isTooLong = statusCode === 413 || (statusCode === 400 && tooLong.test(words) && !asksTooMuch.test(words));
  const meaning = isExpired ? "the credentials have expired" : isTooLong ? meaningOf(413) : meaningOf(statusCode);
  return new ModelFailure(`${meaning} (HTTP ${statusCode})`, {
    isRetryable: isRetryable === true,
    isRefusedRequest: (statusCode === 400 || statusCode === 422) && !isTooLong && !isExpired,
    isRateLimit: statusCode === 429,
    isTooLong,
    isExpired,
    said: withoutSecrets(words, secrets),
    retryAfterMs: retryAfterOf(responseHeaders ?? {}),
    cause,
  });
}

/** How servers say that a prompt is longer than what the model takes. */
/** The answer that was asked for is what is too long, not the prompt. */
const asksTooMuch = /\b[1-9]\d* in (?:the|your) completion|max_?(?:completion_?|output_?|new_?)?tokens/i;
const tooLong =
  /context.{0,20}(?:length|window|size)|prompt is too long|input is too long|too many (?:input )?tokens|maximum context|exceeds? .{0,40}(?:tokens|context)/i;

/** A connection that ended, or a stream that is no longer well-formed, in the middle of an answer. */
function isBroken(thrown: unknown): boolean {
  const words = wordsOf(thrown);
  return (
    /terminated|aborted|socket|ECONNRESET|closed|premature|other side|checksum|truncat|incomplete|overloaded|stream/i.test(
      words,
    ) || /JSONParseError|TypeValidationError|EventStream/i.test(words)
  );
}

/** The fields of the SDK's APICallError that are used; its class is not imported, to keep the SDK lazy. */
type ApiError = {
  readonly statusCode?: unknown;
  readonly isRetryable?: unknown;
  readonly responseHeaders?: Readonly<Record<string, string>>;
};

function meaningOf(status: number): string {
  if (status === 401 || status === 403) return "credentials not accepted";
  if (status === 404) return "no such model or address";
  if (status === 408) return "the server timed out";
  if (status === 413) return "the request is too large";
  if (status === 429) return "rate limited";
  if (status >= 500) return "server error";
  return status < 400 ? "unreadable reply" : "request not accepted";
}

/** Milliseconds; both forms of Retry-After (RFC 9110, 10.2.3) and OpenAI's retry-after-ms. */
function retryAfterOf(headers: Readonly<Record<string, string>>): number | null {
  const exact = Number(headers["retry-after-ms"] ?? Number.NaN);
  if (exact >= 0) return exact;
  const given = headers["retry-after"]?.trim() ?? "";
  if (given === "") return null;
  const until = /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return Number.isNaN(until) ? null : Math.max(0, until);
}

function isAboutCredentials(thrown: unknown): boolean {
  return thrown instanceof Error && /credential/i.test(`${thrown.name} ${thrown.message}`);
}

const longestWords = 500;

function wordsOf(thrown: unknown): string {
  const body = (thrown as { readonly responseBody?: unknown } | null)?.responseBody;
  const more = typeof body === "string" ? ` ${body.slice(0, 2_000)}` : "";
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}${more}` : (JSON.stringify(thrown) ?? "");
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((rest, secret) => (secret === "" ? rest : rest.replaceAll(secret, "[redacted]")), text);
  return clean.replace(/\b(?:sk|rk|pk)-[\w*-]{4,}|\bAKIA\w{8,}|\bBearer \S+/g, "[redacted]").slice(0, longestWords);
}
