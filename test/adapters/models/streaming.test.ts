import { afterEach, describe, expect, test } from "vitest";
import type { ConversationEvent } from "../../../src/core/conversation/events.ts";
import { builtinEngine } from "../../../src/core/planner/builtin.ts";
import { noSignal, openEngine } from "./open-engine.ts";
import { badImage, oddLog, situationOf } from "./situation.ts";
import { type Act, startVendor, type Vendor, type VendorCall, type VendorName, vendorNames } from "./vendor.ts";

/** A reply while it is written, through the SDK of each provider. */
const vendors: Vendor[] = [];
afterEach(async () => {
  await Promise.all(vendors.splice(0).map((vendor) => vendor.close()));
});
const start = async (name: VendorName, act: (call: VendorCall, number: number) => Act) => {
  const vendor = await startVendor(name, act);
  vendors.push(vendor);
  return vendor;
};
const script =
  (...acts: readonly Act[]) =>
  (_call: VendorCall, number: number): Act =>
    acts[Math.min(number, acts.length) - 1]!;

const cart = () => situationOf("why is cart failing?", badImage);
const ledger = () => situationOf("why is the ledger deployment wrong?", oddLog);
const words = 'Das Abbild fehlt: 待ち行列 🐝 "v9"\nwas never pushed.';
const json = (more: Record<string, unknown> = {}) =>
  JSON.stringify({ cause: null, text: words, suggestions: [], ...more });

/** Answers a situation and keeps what was heard on the way. */
const hear = async (environment: Readonly<Record<string, string>>, situation = cart()) => {
  const pieces: string[] = [];
  const events: ConversationEvent[] = [];
  const engine = openEngine(
    environment,
    () => 0,
    (event) => events.push(event),
  );
  const reply = await engine.reply(situation, noSignal, { text: (piece) => pieces.push(piece) });
  return { reply, pieces, events, engine };
};

describe.each(vendorNames)("%s", (name) => {
  test.each([
    ["the rules conclude", cart],
    ["the model answers on its own", ledger],
  ])("the pieces are the text of the reply: %s", async (_case, situation) => {
    const vendor = await start(name, script({ text: json(), bytesAtOnce: 5 }));
    const { reply, pieces } = await hear(vendor.environment, situation());
    expect(vendor.calls[0]!.isStreamed).toBe(true);
    expect(pieces.join("")).toBe(reply.text);
    expect(pieces.length).toBeGreaterThan(4);
    expect(reply.text).toContain(words);
  });

  test("what the rules know is told before the model says anything", async () => {
    const release = Promise.withResolvers<void>();
    const vendor = await start(name, script({ text: json(), holds: release.promise }));
    const rules = await builtinEngine.reply(cart(), noSignal);
    const heard: string[] = [];
    const reply = await openEngine(vendor.environment).reply(cart(), noSignal, {
      text(piece) {
        heard.push(piece);
        if (heard.length === 1) release.resolve();
      },
    });
    expect(heard[0]).toBe(rules.text);
    expect(heard.join("")).toBe(reply.text);
  });

  const places = ["at-once", "in-text", "in-character"] as const;
  const manners = ["reset", "end", "error"] as const;
  test.each(places.flatMap((place) => manners.map((manner) => [place, manner] as const)))(
    "a stream that breaks off %s, by %s, is asked for again; the reply is whole",
    async (breaks, by) => {
      const vendor = await start(name, script({ text: json(), breaks, by }, { text: json() }));
      const { reply, pieces, events } = await hear(vendor.environment, ledger());
      expect(reply).toMatchObject({ engine: vendor.model, usage: { requests: 2, retries: 1, fallbacks: 0 } });
      expect(reply.text).toContain(words);
      expect(pieces.join("")).toBe(reply.text);
      expect(events.map((event) => (event.type === "model-called" ? event.outcome : event.type))).toEqual([
        "failed",
        "model-noted",
        "ok",
      ]);
    },
  );

  test("one that always breaks off leaves the answer to the rules", async () => {
    const vendor = await start(name, script({ text: json(), breaks: "in-text", by: "end" }));
    const { reply } = await hear(vendor.environment);
    expect(vendor.calls).toHaveLength(3);
    expect(reply.engine).toBe(`builtin (${vendor.model} failed: broke off in the middle)`);
    expect(reply.usage).toMatchObject({ requests: 3, retries: 2, fallbacks: 1 });
  });

  test("one that goes silent is given up before the whole time is over", async () => {
    const vendor = await start(name, script({ text: json(), breaks: "in-text", by: "silence" }, { text: json() }));
    const { reply } = await hear({ ...vendor.environment, LLM_TIMEOUT: "3" });
    expect(reply).toMatchObject({ engine: vendor.model, usage: { retries: 1 } });
  });

  test("a call of a tool that breaks off is no call", async () => {
    const calls = [{ name: "search_output", input: { pattern: "queue is full", output: null } }];
    const vendor = await start(name, script({ calls, breaks: "in-call", by: "end" }, { text: json() }));
    const { reply } = await hear(vendor.environment);
    expect(reply).toMatchObject({ engine: vendor.model, usage: { requests: 2, retries: 1 } });
    expect(vendor.calls[1]!.results).toEqual([]);
  });

  test("a model that declines is not asked again, and the rules answer", async () => {
    const vendor = await start(name, script({ text: "I can't", stop: "refusal" }));
    const { reply } = await hear(vendor.environment);
    expect(reply.engine).toBe(`builtin (${vendor.model} failed: declined to answer)`);
    expect(vendor.calls).toHaveLength(1);
  });

  test("what it took is told: tokens, cached ones among them, and money", async () => {
    const vendor = await start(name, script({ text: json(), tokens: { input: 1000, output: 50, cached: 800 } }));
    const { reply } = await hear(vendor.environment);
    expect(reply.usage).toMatchObject({ requests: 1, inputTokens: 1000, outputTokens: 50, cachedTokens: 800 });
  });
});

describe("a server that does not stream", () => {
  test("refuses: asked again without, and from then on always", async () => {
    const vendor = await start("openai-compatible", (call) =>
      call.isStreamed ? { status: 400, message: "stream=true is not supported" } : { text: json() },
    );
    const { reply, pieces, engine } = await hear(vendor.environment);
    expect(pieces.join("")).toBe(reply.text);
    await engine.reply(cart(), noSignal, { text: () => {} });
    expect(vendor.calls.map((call) => call.isStreamed)).toEqual([true, false, false]);
  });

  test("answers whole all the same: that is no stream either", async () => {
    const vendor = await start("openai-compatible", (call) =>
      call.isStreamed
        ? { raw: JSON.stringify({ choices: [{ index: 0, message: { role: "assistant", content: json() } }] }) }
        : { text: json() },
    );
    const { reply, engine } = await hear(vendor.environment);
    expect(reply.text).toContain(words);
    await engine.reply(cart(), noSignal, { text: () => {} });
    expect(vendor.calls.map((call) => call.isStreamed)).toEqual([true, false, false]);
  });
});

test("a second try that says something else is not told on top of the first", async () => {
  const first = JSON.stringify({ cause: null, text: `Something else entirely. ${"x".repeat(50)}`, suggestions: [] });
  const vendor = await start("openai", script({ text: first, breaks: "in-text", by: "end" }, { text: json() }));
  const { reply, pieces } = await hear(vendor.environment, ledger());
  expect(reply.text).toContain(words);
  expect(pieces.join("")).not.toContain(words);
});

test("the client goes: the call is ended, and nothing more is asked", async () => {
  const gone = new AbortController();
  const vendor = await start("openai", () => ({ text: json(), breaks: "in-text", by: "silence" }));
  const replying = openEngine(vendor.environment).reply(ledger(), gone.signal, { text: () => gone.abort() });
  await expect(replying).rejects.toThrow(/abort/i);
  expect(vendor.calls).toHaveLength(1);
});
