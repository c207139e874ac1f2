/** Why a model gave no answer, in words of our own: what the other side said may hold a key. */
export class ModelFailure extends Error {
  readonly isTimeout: boolean;
  readonly isRetryable: boolean;
  /** The request itself was not taken (HTTP 400 or 422): it may be, without what not every model knows. */
  readonly isRefusedRequest: boolean;
  /** What Retry-After asked for; null: nothing. */
  readonly retryAfterMs: number | null;

  constructor(message: string, about: Partial<Omit<ModelFailure, keyof Error>> & { cause?: unknown } = {}) {
    super(message, { cause: about.cause });
    this.name = "ModelFailure";
    this.isTimeout = about.isTimeout ?? false;
    this.isRetryable = about.isRetryable ?? false;
    this.isRefusedRequest = about.isRefusedRequest ?? false;
    this.retryAfterMs = about.retryAfterMs ?? null;
  }
}

/** What was thrown by the SDK, as a failure. `secrets` are taken out of the words kept as its cause, which only logs see. */
export function failureOf(thrown: unknown, secrets: readonly string[]): ModelFailure {
  if (thrown instanceof ModelFailure) return thrown;
  const { statusCode, isRetryable, responseHeaders } = (thrown ?? {}) as ApiError;
  const cause = new Error(withoutSecrets(wordsOf(thrown), secrets));
  if (typeof statusCode !== "number") {
    if (isRetryable === true) return new ModelFailure("cannot be reached", { isRetryable, cause });
    return new ModelFailure(isAboutCredentials(thrown) ? "no credentials were found" : "unreadable reply", { cause });
  }
  return new ModelFailure(`${meaningOf(statusCode)} (HTTP ${statusCode})`, {
    isRetryable: isRetryable === true,
    isRefusedRequest: statusCode === 400 || statusCode === 422,
    retryAfterMs: retryAfterOf(responseHeaders ?? {}),
    cause,
  });
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
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((rest, secret) => (secret === "" ? rest : rest.replaceAll(secret, "[redacted]")), text);
  return clean.replace(/\b(?:sk|rk|pk)-[\w*-]{4,}|\bAKIA\w{8,}|\bBearer \S+/g, "[redacted]").slice(0, longestWords);
}
