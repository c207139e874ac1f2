import { z } from "zod";
import { listPrices } from "./price-list.ts";

/** US dollars for a million tokens. */
export type Price = {
  readonly input: number;
  readonly output: number;
  /** Input read from the provider's prompt cache, and input written into it. */
  readonly cached: number;
  readonly cacheWrites: number;
};

/** Tokens of one call, as the provider counted them. `input` holds those of the cache too. */
export type Tokens = {
  readonly input: number;
  readonly output: number;
  readonly cached: number;
  readonly cacheWrites: number;
};

/** The price of a model by its name, `provider/model`; null: none is known. */
export type Prices = (model: string) => Price | null;

/**
 * The prices of KUBETRIAGE_PRICES and, behind them, the listed ones. The variable is a JSON object of prices by `provider/model`, or
 * `provider/*` for all models of a provider that are not named. Throws an error that says what was expected.
 */
export function readPrices(text?: string): Prices {
  const own = new Map(Object.entries(text === undefined ? {} : ownPrices(text)));
  return (model) =>
    own.get(model) ?? own.get(`${model.split("/", 1)[0]}/*`) ?? listed.get(model) ?? regionalPrice(model) ?? null;
}

/** US dollars of one call; null where the price is not known. */
export function costOf(tokens: Tokens, price: Price | null): number | null {
  if (price === null) return null;
  const plain = Math.max(0, tokens.input - tokens.cached - tokens.cacheWrites);
  const dollars =
    plain * price.input +
    tokens.cached * price.cached +
    tokens.cacheWrites * price.cacheWrites +
    tokens.output * price.output;
  return dollars / 1_000_000;
}

const listed: ReadonlyMap<string, Price> = new Map(
  listPrices.map(([model, input, output, cached, cacheWrites]) => [
    model,
    { input, output, cached: cached ?? input, cacheWrites: cacheWrites ?? input },
  ]),
);

const dollars = z.number("US dollars for a million tokens were expected").nonnegative();
const price = z
  .strictObject({ input: dollars, output: dollars, cached: dollars.optional(), cacheWrites: dollars.optional() })
  .transform(({ input, output, cached, cacheWrites }) => ({
    input,
    output,
    cached: cached ?? input,
    cacheWrites: cacheWrites ?? input,
  }));
const named = z.string().regex(/^[a-z-]+\/./, "provider/model was expected as the name");

function ownPrices(text: string): Record<string, Price> {
  const form = 'such as {"openai-compatible/*":{"input":0,"output":0}}';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`a JSON object ${form} was expected`);
  }
  const parsed = z.record(named, price).safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const problem = issue.code === "invalid_key" ? issue.issues[0]!.message : issue.message;
  throw new Error(`a JSON object ${form} was expected; ${issue.path.join(".") || "it"}: ${problem}`);
}

const worldwide = /^bedrock\/global\.(?=anthropic\.)/;
const ofOneRegion = /^bedrock\/(?:us|eu|apac|jp|au)\.(?=anthropic\.)/;

/** Claude on Bedrock: worldwide inference profiles cost what the model costs, those bound to a region a tenth more (same source as the list). */
function regionalPrice(model: string): Price | null {
  const base = listed.get(model.replace(worldwide, "bedrock/")) ?? null;
  if (base !== null) return base;
  const regional = listed.get(model.replace(ofOneRegion, "bedrock/"));
  if (regional === undefined) return null;
  const { input, output, cached, cacheWrites } = regional;
  return { input: input * 1.1, output: output * 1.1, cached: cached * 1.1, cacheWrites: cacheWrites * 1.1 };
}
