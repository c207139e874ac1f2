import type { RateLimit } from "./rate-limit.ts";

/** What the HTTP surface has to be told; everything else it decides itself. */
export type HttpSettings = {
  /** The key without a name of its own; null: there is none, and without `keys` authentication is off. */
  readonly apiKey: string | null;
  /** Keys with a name: the SHA-256 of each in hexadecimal digits. None when not given. */
  readonly keys?: readonly { readonly name: string; readonly keySha256: string }[];
  /** The name or address that the server listens on; `localhost` when not given. */
  readonly host?: string;
  /** Limits of /kubectl-command, each counted for one client address. Empty: no limit. */
  readonly rateLimit: readonly RateLimit[];
  /** What this server runs on, for the documents and the metrics. */
  readonly about: { readonly engine: string; readonly cluster: string; readonly version: string };
  /** Largest request body in bytes; `defaultBodyLimitBytes` when not given. */
  readonly bodyLimitBytes?: number;
  /** Whose `X-Forwarded-For` to believe (addresses or CIDR ranges); nobody's when not given. */
  readonly trustProxy?: boolean | string | string[];
  /** How long closing waits for requests under way, in milliseconds; `defaultCloseWithinMs` when not given. */
  readonly closeWithinMs?: number;
};

export const defaultBodyLimitBytes = 32 * 1024 * 1024;

export const defaultCloseWithinMs = 8000;

/** Whether a request has to show a key. */
export const needsKey = ({ apiKey, keys = [] }: Pick<HttpSettings, "apiKey" | "keys">): boolean =>
  apiKey !== null || keys.length > 0;
