import type { ConversationEvent, RecordEvent } from "../../core/conversation/events.ts";
import type { ModelUsage } from "../../core/planner/situation.ts";
import { costOf, type Prices, type Tokens } from "./prices.ts";

type Called = Extract<ConversationEvent, { type: "model-called" }>;
type Noted = Extract<ConversationEvent, { type: "model-noted" }>;

/** One call of a model as it ended; `tokens` is null where the provider told none. */
export type ModelCall = {
  readonly outcome: Called["outcome"];
  readonly milliseconds: number;
  readonly tokens: Tokens | null;
};

/** Adds up what one reply takes of models, and records each step as it happens. Models go by their names, `provider/model`. */
export type Meter = {
  called(model: string, call: ModelCall): void;
  noted(model: string, what: Noted["what"], count?: number): void;
  /** All of it so far; null when no model was called. Its milliseconds are those in which some call was out. */
  usage(): ModelUsage | null;
};

const nothing: Tokens = { input: 0, output: 0, cached: 0, cacheWrites: 0 };

export function createMeter(prices: Prices, record: RecordEvent): Meter {
  const notes = new Map<Noted["what"], number>();
  const total = { requests: 0, inputTokens: 0, outputTokens: 0, cachedTokens: 0, milliseconds: 0 };
  let costUsd: number | null = 0;
  return {
    called(name, { outcome, milliseconds, tokens }) {
      const { input, output, cached } = tokens ?? nothing;
      const cost = tokens === null && outcome !== "ok" ? 0 : costOf(tokens ?? nothing, tokens && prices(name));
      total.requests += 1;
      total.inputTokens += input;
      total.outputTokens += output;
      total.cachedTokens += cached;
      total.milliseconds += milliseconds;
      costUsd = costUsd === null || cost === null ? null : costUsd + cost;
      record({
        type: "model-called",
        ...partsOf(name),
        outcome,
        milliseconds,
        inputTokens: input,
        outputTokens: output,
        cachedTokens: cached,
        costUsd: cost,
      });
    },
    noted(name, what, count = 1) {
      if (count === 0) return;
      notes.set(what, (notes.get(what) ?? 0) + count);
      record({ type: "model-noted", what, ...partsOf(name), count });
    },
    usage() {
      if (total.requests === 0) return null;
      return {
        ...total,
        costUsd,
        retries: notes.get("retry") ?? 0,
        fallbacks: notes.get("fallback") ?? 0,
        unparsable: notes.get("unparsable-reply") ?? 0,
        unsupportedClaims: notes.get("unsupported-claim") ?? 0,
      };
    },
  };
}

function partsOf(name: string): { provider: string; model: string } {
  const slash = name.indexOf("/");
  return { provider: name.slice(0, slash), model: name.slice(slash + 1) };
}
