import type { ModelUsage } from "../planner/situation.ts";

/** What several replies took of models together; null when no model was asked. The price is known when all of them are. */
export function addUsage(one: ModelUsage | null, other: ModelUsage | undefined): ModelUsage | null {
  if (one === null || other === undefined) return one ?? other ?? null;
  return {
    requests: one.requests + other.requests,
    retries: one.retries + other.retries,
    fallbacks: one.fallbacks + other.fallbacks,
    unparsable: one.unparsable + other.unparsable,
    unsupportedClaims: one.unsupportedClaims + other.unsupportedClaims,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cachedTokens: one.cachedTokens + other.cachedTokens,
    costUsd: one.costUsd === null || other.costUsd === null ? null : one.costUsd + other.costUsd,
    milliseconds: one.milliseconds + other.milliseconds,
  };
}
