import { expect, test } from "vitest";
import { createMetrics } from "../../../src/surfaces/http/metrics.ts";

const names = [
  "kubetriage_model_cost_usd_total",
  "kubetriage_model_fallbacks_total",
  "kubetriage_model_requests_total",
  "kubetriage_model_retries_total",
  "kubetriage_model_seconds",
  "kubetriage_model_tokens_total",
  "kubetriage_model_unparsable_replies_total",
  "kubetriage_model_unpriced_requests_total",
  "kubetriage_model_unsupported_claims_total",
];
const of = { provider: "anthropic", model: "claude-sonnet-5" };
const called = {
  type: "model-called",
  ...of,
  outcome: "ok",
  milliseconds: 61_000,
  inputTokens: 900,
  outputTokens: 80,
} as const;
const linesAfter = async (...events: Parameters<ReturnType<typeof createMetrics>["record"]>[0][]) => {
  const metrics = createMetrics();
  for (const event of events) metrics.record(event);
  return (await metrics.text()).body.split("\n");
};

test("the names, and no other, begin with kubetriage_model_", async () => {
  const lines = await linesAfter();
  const told = lines.flatMap((line) => /^# TYPE (kubetriage_model_\S+)/.exec(line)?.[1] ?? []);
  expect(told.sort()).toEqual(names);
});

test("a request is counted with its time, tokens and money", async () => {
  const labels = 'provider="anthropic",model="claude-sonnet-5"';
  const lines = await linesAfter(
    { ...called, cachedTokens: 600, costUsd: 0.25 },
    { ...called, cachedTokens: 0, costUsd: null },
  );
  for (const line of [
    `kubetriage_model_requests_total{${labels},outcome="ok"} 2`,
    `kubetriage_model_seconds_bucket{le="60",${labels},outcome="ok"} 0`,
    `kubetriage_model_seconds_bucket{le="90",${labels},outcome="ok"} 2`,
    `kubetriage_model_tokens_total{${labels},kind="input"} 1800`,
    `kubetriage_model_tokens_total{${labels},kind="output"} 160`,
    `kubetriage_model_tokens_total{${labels},kind="cached"} 600`,
    `kubetriage_model_cost_usd_total{${labels}} 0.25`,
    `kubetriage_model_unpriced_requests_total{${labels}} 1`,
  ])
    expect(lines).toContain(line);
});

test("a slow model's time is told up to three minutes", async () => {
  const lines = await linesAfter({ ...called, cachedTokens: 0, costUsd: 0 });
  const bounds = lines.flatMap((line) => /^kubetriage_model_seconds_bucket\{le="([^"]+)"/.exec(line)?.[1] ?? []);
  expect(bounds.slice(-2)).toEqual(["180", "+Inf"]);
});

test.each([
  ["retry", "retries"],
  ["fallback", "fallbacks"],
  ["unparsable-reply", "unparsable_replies"],
  ["unsupported-claim", "unsupported_claims"],
] as const)("%s counts as %s", async (what, name) => {
  const lines = await linesAfter({ type: "model-noted", what, ...of, count: 3 });
  expect(lines).toContain(`kubetriage_model_${name}_total{provider="anthropic",model="claude-sonnet-5"} 3`);
});
