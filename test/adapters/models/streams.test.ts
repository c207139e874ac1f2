import { generateText, jsonSchema, stepCountIs, streamText, type ToolSet } from "ai";
import { afterEach, describe, expect, test } from "vitest";
import { chooseModels } from "../../../src/adapters/models/choose-models.ts";
import { readConfig } from "../../../src/main/config.ts";
import { encodeMessage } from "./event-stream.ts";
import { type Act, startVendor, type Vendor, type VendorName, vendorNames } from "./vendor.ts";

/** The SDK of each provider, as the service opens it, against a server that speaks the vendor's wire format: streams, tools, usage. */
const vendors: Vendor[] = [];
afterEach(async () => {
  await Promise.all(vendors.splice(0).map((vendor) => vendor.close()));
});

const open = async (name: VendorName, ...acts: readonly Act[]) => {
  const vendor = await startVendor(name, (_call, number) => acts[Math.min(number, acts.length) - 1]!);
  vendors.push(vendor);
  const config = readConfig(vendor.environment);
  const [chosen] = chooseModels(config);
  return { vendor, model: await chosen!.provider.open(chosen!.model, config) };
};
const readOutput = {
  description: "Reads lines of an output.",
  inputSchema: jsonSchema({
    type: "object",
    properties: { output: { type: "number" }, lines: { type: "string" } },
    required: ["output", "lines"],
  }),
};
const offered: ToolSet = { read_output: readOutput };
const executed: ToolSet = { read_output: { ...readOutput, execute: async () => "12| queue is full" } };
const asking = { prompt: "why?", maxRetries: 0, onError: () => {} } as const;

/** All parts of a stream, and what ended it; what the SDK throws counts with the errors that it tells. */
const partsOf = async (stream: AsyncIterable<any>) => {
  const parts: any[] = [];
  try {
    for await (const part of stream) parts.push(part);
  } catch (error) {
    parts.push({ type: "error", error });
  }
  const calls = parts.filter(({ type }) => type === "tool-call");
  return {
    text: parts.flatMap((part) => (part.type === "text-delta" ? [part.text] : [])),
    calls: calls.filter(({ invalid }) => invalid !== true).map(({ toolName, input }) => ({ name: toolName, input })),
    errors: parts.filter(({ type }) => type === "error").map(({ error }) => error),
    finish: parts.find(({ type }) => type === "finish"),
  };
};

const text = "Die Warteschlange läuft über: 待ち行列 🐝 is full.";
const call = { name: "read_output", input: { output: 2, lines: "10-20, ärger" } };
const tokens = { input: 1200, output: 34, cached: 1000 };

describe.each(vendorNames)("%s", (name) => {
  test.each([
    ["in pieces", undefined],
    ["a byte at a time", 1],
  ])("a text arrives %s, with what it cost", async (_case, bytesAtOnce) => {
    const { vendor, model } = await open(name, { text, tokens, ...(bytesAtOnce && { bytesAtOnce }) });
    const parts = await partsOf(streamText({ ...asking, model }).fullStream);
    expect(parts.errors).toEqual([]);
    expect(parts.text.length).toBeGreaterThan(3);
    expect(parts.text.join("")).toBe(text);
    expect(parts.finish).toMatchObject({
      finishReason: "stop",
      totalUsage: { inputTokens: 1200, outputTokens: 34, inputTokenDetails: { cacheReadTokens: 1000 } },
    });
    expect(vendor.calls[0]).toMatchObject({ isStreamed: true, tools: [] });
  });

  test("the first words are there before the last are sent", async () => {
    const release = Promise.withResolvers<void>();
    const { model } = await open(name, { text, holds: release.promise });
    const seen: string[] = [];
    for await (const piece of streamText({ ...asking, model }).textStream) {
      if (seen.push(piece) === 1) release.resolve();
    }
    expect(seen.join("")).toBe(text);
  });

  test.each([true, false])("words and calls of tools arrive (streamed: %s)", async (streamed) => {
    const { model } = await open(name, { text, calls: [call, call], bytesAtOnce: 3 });
    const first = { ...asking, model, tools: offered };
    const made = streamed
      ? await partsOf(streamText(first).fullStream)
      : await generateText(first).then((result) => ({
          text: [result.text],
          calls: result.toolCalls.map(({ toolName, input }) => ({ name: toolName, input })),
        }));
    expect(made.text.join("")).toBe(text);
    expect(made.calls).toEqual([call, call]);
  });

  test("a tool's answer is in the next request, right behind the call", async () => {
    const { vendor, model } = await open(name, { calls: [call] }, { text: "Now I know." });
    const result = await generateText({
      model,
      tools: executed,
      stopWhen: stepCountIs(3),
      prompt: "why?",
      maxRetries: 0,
    });
    expect(result.text).toBe("Now I know.");
    expect(vendor.calls.map(({ results }) => results)).toEqual([[], ["12| queue is full"]]);
  });

  test("a refusal says that it is one", async () => {
    const { model } = await open(name, { text: "I can", stop: "refusal" });
    const parts = await partsOf(streamText({ ...asking, model }).fullStream);
    expect(parts.finish.finishReason).toBe("content-filter");
  });

  describe("a stream that breaks off does not pass for a whole one", () => {
    const places = ["at-once", "in-text", "in-call", "in-character"] as const;
    const manners = ["reset", "end", "error"] as const;
    const cases = places.flatMap((place) => manners.map((manner) => [place, manner] as const));
    test.each(cases)("%s, by %s", async (breaks, by) => {
      const { model } = await open(name, { text, calls: [call], breaks, by });
      const parts = await partsOf(streamText({ ...asking, model, tools: offered }).fullStream);
      expect(parts.calls).toEqual([]);
      if (parts.errors.length === 0)
        expect(["stop", "tool-calls", "length", "content-filter"]).not.toContain(parts.finish?.finishReason);
      expect(text.startsWith(parts.text.join("").replace(/\ufffd$/, ""))).toBe(true);
    });

    test("by falling silent: it waits until it is told to stop", async () => {
      const { model } = await open(name, { text, breaks: "in-text", by: "silence" });
      const client = new AbortController();
      const stream = streamText({ ...asking, model, abortSignal: client.signal });
      const seen: string[] = [];
      for await (const part of stream.fullStream) {
        if (part.type === "text-delta" && seen.push(part.text) === 1) client.abort();
      }
      expect(text.startsWith(seen.join(""))).toBe(true);
    });
  });
});

describe("the binary event stream of Bedrock", () => {
  test("a message is encoded as the specification says", () => {
    const message = encodeMessage({ ":event-type": "x" }, Buffer.from("{}"));
    const parts = [
      "00000022",
      "00000010",
      "c394b369",
      "0b",
      "3a6576656e742d74797065",
      "07",
      "0001",
      "78",
      "7b7d",
      "f09f1afd",
    ];
    expect(message.toString("hex")).toBe(parts.join(""));
    expect(Buffer.from("3a6576656e742d74797065", "hex").toString()).toBe(":event-type");
  });

  test.each([
    ["the length of the headers", 6],
    ["the sum of the prelude", 9],
    ["a header", 20],
    ["the payload", -6],
    ["the sum of the message", -1],
  ])("the SDK checks it: a stream with one bit changed in %s breaks off", async (_case, place) => {
    const { model } = await open("bedrock", { text }, { text, flips: place });
    expect((await partsOf(streamText({ ...asking, model }).fullStream)).errors).toEqual([]);
    expect((await partsOf(streamText({ ...asking, model }).fullStream)).errors).not.toEqual([]);
  });
});
