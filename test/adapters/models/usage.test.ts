import { expect, test } from "vitest";
import { readPrices } from "../../../src/adapters/models/prices.ts";
import { createMeter } from "../../../src/adapters/models/usage.ts";
import type { ConversationEvent } from "../../../src/core/conversation/events.ts";

const metered = () => {
  const events: ConversationEvent[] = [];
  return { meter: createMeter(readPrices(), (event) => events.push(event)), events };
};
const tokens = { input: 1000, output: 100, cached: 400, cacheWrites: 0 };

test("calls are added up and recorded one by one", () => {
  const { meter, events } = metered();
  meter.called("openai/gpt-4o", { outcome: "rate-limited", milliseconds: 30, tokens: null });
  meter.noted("openai/gpt-4o", "retry");
  meter.called("openai/gpt-4o", { outcome: "ok", milliseconds: 70, tokens });
  meter.noted("openai/gpt-4o", "unsupported-claim", 2);
  meter.noted("openai/gpt-4o", "unparsable-reply", 0);
  expect(meter.usage()).toEqual({
    requests: 2,
    retries: 1,
    fallbacks: 0,
    unparsable: 0,
    unsupportedClaims: 2,
    inputTokens: 1000,
    outputTokens: 100,
    cachedTokens: 400,
    costUsd: expect.closeTo(0.003, 10),
    milliseconds: 100,
  });
  expect(events.map(({ type }) => type)).toEqual(["model-called", "model-noted", "model-called", "model-noted"]);
  expect(events[2]).toMatchObject({ provider: "openai", model: "gpt-4o", outcome: "ok", cachedTokens: 400 });
});

test("a model whose name has slashes keeps them; one without a price makes the sum unknown for good", () => {
  const { meter, events } = metered();
  meter.called("openai-compatible/qwen/qwen3-8b", { outcome: "ok", milliseconds: 1, tokens });
  meter.called("openai/gpt-4o", { outcome: "ok", milliseconds: 1, tokens });
  expect(events[0]).toMatchObject({ provider: "openai-compatible", model: "qwen/qwen3-8b", costUsd: null });
  expect(meter.usage()!.costUsd).toBeNull();
});

test("an answer without a count of tokens is not free, a call that failed without one is", () => {
  const answered = metered().meter;
  answered.called("openai/gpt-4o", { outcome: "ok", milliseconds: 1, tokens: null });
  expect(answered.usage()!.costUsd).toBeNull();
  const failed = metered().meter;
  failed.called("openai/gpt-4o", { outcome: "failed", milliseconds: 1, tokens: null });
  expect(failed.usage()!.costUsd).toBe(0);
});

test("without a call there is no usage", () => {
  expect(metered().meter.usage()).toBeNull();
});
