import { describe, expect, test } from "vitest";
import { costOf, readPrices, type Tokens } from "../../../src/adapters/models/prices.ts";

const tokens = (more: Partial<Tokens> = {}): Tokens => ({ input: 0, output: 0, cached: 0, cacheWrites: 0, ...more });
const cost = (model: string, more: Partial<Tokens>, own?: string) => costOf(tokens(more), readPrices(own)(model));
const million = 1_000_000;

describe("what a call costs", () => {
  test.each<[string, string, Partial<Tokens>, number]>([
    ["input", "openai/gpt-4o", { input: million }, 2.5],
    ["output", "openai/gpt-4o", { output: million }, 10],
    ["input from the cache is cheaper", "openai/gpt-4o", { input: million, cached: million }, 1.25],
    ["input into the cache is dearer", "anthropic/claude-sonnet-4-5", { input: million, cacheWrites: million }, 3.75],
    ["all of it", "anthropic/claude-sonnet-4-5", { input: 1000, cached: 600, cacheWrites: 300, output: 10 }, 0.001755],
    ["a model of its own region", "bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0", { input: million }, 3],
    ["a worldwide profile", "bedrock/global.anthropic.claude-sonnet-4-5-20250929-v1:0", { input: million }, 3],
    ["a profile of a region", "bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0", { input: million }, 3.3],
  ])("%s: %s", (_case, model, spent, dollars) => {
    expect(cost(model, spent)).toBeCloseTo(dollars, 10);
  });

  test.each(["openai/gpt-unheard-of", "openai-compatible/gpt-4o", "bedrock/eu.anthropic.claude-9", "openai/", ""])(
    "nobody knows what %j costs, and it is not nothing",
    (model) => {
      expect(cost(model, { input: million })).toBeNull();
    },
  );

  test("a provider that counts its cache wrongly does not make a call pay for itself", () => {
    expect(cost("openai/gpt-4o", { input: 10, cached: million })).toBeCloseTo(1.25, 10);
  });
});

describe("KUBETRIAGE_PRICES", () => {
  const own = '{"openai/gpt-4o":{"input":1,"output":2},"openai-compatible/*":{"input":0,"output":0}}';

  test("comes before the list, and a name before all of a provider", () => {
    expect(cost("openai/gpt-4o", { input: million, cached: million, output: million }, own)).toBe(3);
    expect(cost("openai-compatible/qwen3", { input: million, output: million }, own)).toBe(0);
    expect(cost("openai/gpt-4.1", { input: million }, own)).toBe(2);
  });

  test.each([
    ["no JSON", "gpt-4o=3", /a JSON object such as .* was expected/],
    ["a list", "[1]", /a JSON object/],
    ["no provider", '{"gpt-4o":{"input":1,"output":2}}', /gpt-4o: .*provider\/model was expected/],
    ["a price below nothing", '{"openai/x":{"input":-1,"output":2}}', /openai\/x\.input/],
    ["half a price", '{"openai/x":{"input":1}}', /openai\/x\.output/],
    ["a field that is none", '{"openai/x":{"input":1,"output":1,"per":"k"}}', /openai\/x/],
  ])("%s is refused with what was expected", (_case, text, told) => {
    expect(() => readPrices(text)).toThrow(told);
  });

  test("keys of the prototype are names like others", () => {
    expect(() => readPrices('{"__proto__":{"input":1,"output":1}}')).not.toThrow(/Cannot/);
    expect(({} as Record<string, unknown>).input).toBeUndefined();
    expect(readPrices()("constructor")).toBeNull();
  });
});
