import { LRUCache } from "lru-cache";
import type { RateLimit } from "./rate-limit.ts";

/** What a client is told that asked too often. */
export type Excess = { readonly limit: RateLimit; readonly retryAfterSeconds: number };

export type RateLimiter = {
  /** Counts one request of `client`; null when it is within every limit. `nowMs` may come from any clock that does not run backwards. */
  count(client: string, nowMs: number): Excess | null;
};

type Window = { endsAtMs: number; seen: number };

/** So many clients are remembered; beyond that the longest idle one is forgotten, so that memory stays bounded. */
const clientsRemembered = 50_000;

/**
 * Fixed windows, one for each limit and client, that begin with the client's first request. The limits are tried in
 * order and the first one exceeded answers, as the Python library `limits` does.
 */
export function createRateLimiter(limits: readonly RateLimit[]): RateLimiter {
  const clients = new LRUCache<string, Window[]>({ max: clientsRemembered });
  return {
    count(client, nowMs) {
      if (limits.length === 0) return null;
      let windows = clients.get(client);
      if (windows === undefined) {
        windows = limits.map(() => ({ endsAtMs: 0, seen: 0 }));
        clients.set(client, windows);
      }
      return firstExceeded(limits, windows, nowMs);
    },
  };
}

function firstExceeded(limits: readonly RateLimit[], windows: readonly Window[], nowMs: number): Excess | null {
  for (const [index, limit] of limits.entries()) {
    const window = windows[index]!;
    if (nowMs >= window.endsAtMs) {
      window.endsAtMs = nowMs + limit.windowSeconds * 1000;
      window.seen = 0;
    }
    window.seen += 1;
    if (window.seen > limit.amount) {
      return { limit, retryAfterSeconds: Math.max(1, Math.ceil((window.endsAtMs - nowMs) / 1000)) };
    }
  }
  return null;
}
