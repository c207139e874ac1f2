import { dump } from "js-yaml";
import type { Shape } from "./accept.ts";
import { ApiStatus } from "./api-status.ts";
import { goJson } from "./go-json.ts";

/** What goes back to a client. */
export type Answer = {
  readonly code: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection stays open for so long after the body: the end of a watch. */
  readonly holdMs?: number;
};

/** A request as far as answers depend on it. */
export type Asked = {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly accept: string | undefined;
  /** `Impersonate-User` and its groups, from `kubectl --as`. */
  readonly impersonated: Identity | undefined;
  readonly body: Buffer;
};

export type Identity = { readonly user: string; readonly groups: readonly string[] };

/** With a line break at the end, as the real server writes it. */
export function json(value: unknown, code = 200, contentType = "application/json"): Answer {
  return { code, contentType, body: `${goJson(value)}\n` };
}

export function text(body: string, contentType = "text/plain; charset=utf-8"): Answer {
  return { code: 200, contentType, body };
}

/** A value in the encoding that the client asked for. */
export function encoded(value: unknown, { encoding }: Shape, code = 200): Answer {
  return encoding === "json"
    ? json(value, code)
    : { code, contentType: "application/yaml", body: dump(value, { noRefs: true, lineWidth: -1 }) };
}

/** The reply to a request that was refused; anything that is no Status is a defect and is not swallowed. */
export function refused(error: unknown): Answer {
  if (error instanceof ApiStatus) return json(error.body, error.code);
  throw error;
}
