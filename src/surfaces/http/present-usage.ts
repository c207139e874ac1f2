import type { ModelUsage } from "../../core/planner/situation.ts";

/** What a turn took of models, as clients get it; a price of null is not known. */
export function presentUsage(usage: ModelUsage) {
  return {
    requests: usage.requests,
    retries: usage.retries,
    fallbacks: usage.fallbacks,
    unparsable: usage.unparsable,
    unsupported_claims: usage.unsupportedClaims,
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cached_tokens: usage.cachedTokens,
    cost_usd: usage.costUsd,
    milliseconds: Math.round(usage.milliseconds),
  };
}
