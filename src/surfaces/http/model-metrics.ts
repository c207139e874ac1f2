import { Counter, Histogram, type Registry } from "prom-client";
import type { ConversationEvent } from "../../core/conversation/events.ts";

type Called = Extract<ConversationEvent, { type: "model-called" }>;
type Noted = Extract<ConversationEvent, { type: "model-noted" }>;

/** Counts calls of language models, by provider and model as the operator set them up. */
export function createModelCounters(registry: Registry): { called(event: Called): void; noted(event: Noted): void } {
  const registers = [registry];
  const counter = (name: string, help: string, ...labels: string[]) =>
    new Counter({ name: `kubetriage_model_${name}`, help, labelNames: ["provider", "model", ...labels], registers });
  const requests = counter("requests_total", "Requests to language models, retries among them.", "outcome");
  const seconds = new Histogram({
    name: "kubetriage_model_seconds",
    help: "Time of one request to a language model.",
    labelNames: ["provider", "model", "outcome"],
    buckets: [0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 90, 120, 180],
    registers,
  });
  const tokens = counter("tokens_total", "Tokens; cached ones are part of the input.", "kind");
  const cost = counter("cost_usd_total", "US dollars by the price table, of requests whose price is known.");
  const unpriced = counter("unpriced_requests_total", "Answered requests whose price is not known.");
  const notes = {
    retry: counter("retries_total", "Requests that were tried again."),
    fallback: counter("fallbacks_total", "Replies that the next model or the rules gave instead."),
    "unparsable-reply": counter("unparsable_replies_total", "Answers that could not be read."),
    "unsupported-claim": counter("unsupported_claims_total", "Objects and quotes that the evidence does not show."),
  };
  return {
    called({ provider, model, outcome, milliseconds, inputTokens, outputTokens, cachedTokens, costUsd }) {
      const labels = { provider, model };
      requests.inc({ ...labels, outcome });
      seconds.observe({ ...labels, outcome }, milliseconds / 1000);
      tokens.inc({ ...labels, kind: "input" }, inputTokens);
      tokens.inc({ ...labels, kind: "output" }, outputTokens);
      tokens.inc({ ...labels, kind: "cached" }, cachedTokens);
      if (costUsd === null) unpriced.inc(labels);
      else cost.inc(labels, costUsd);
    },
    noted({ what, provider, model, count }) {
      notes[what].inc({ provider, model }, count);
    },
  };
}
