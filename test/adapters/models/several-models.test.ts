import { afterEach, describe, expect, test } from "vitest";
import { noSignal, openEngine } from "./open-engine.ts";
import { badImage, situationOf } from "./situation.ts";
import { type Act, startVendor, type Vendor, type VendorName } from "./vendor.ts";

/** Several models in one list, and models that keep failing. */
const vendors: Vendor[] = [];
afterEach(async () => {
  await Promise.all(vendors.splice(0).map((vendor) => vendor.close()));
});

const start = async (name: VendorName, act: () => Act) => {
  const vendor = await startVendor(name, act);
  vendors.push(vendor);
  return vendor;
};
const inTurn = (one: Vendor, other: Vendor) => ({
  ...one.environment,
  ...other.environment,
  KUBETRIAGE_MODEL: `${one.environment.KUBETRIAGE_MODEL}, ${other.environment.KUBETRIAGE_MODEL}`,
  LLM_TIMEOUT: "1",
});
const situation = () => situationOf("why is cart failing?", badImage);
const fine = () => ({ text: JSON.stringify({ text: "It is the image.", suggestions: [], cause: null }) });
const refused = (): Act => ({ status: 401 });

describe("two models", () => {
  test.each<[string, () => Act, string]>([
    ["refuses the key", refused, "credentials not accepted (HTTP 401)"],
    ["is late", () => "hang", "timed out after 1s"],
    ["talks nonsense", () => ({ text: "well..." }), "unreadable reply"],
  ])("the first %s: the second answers, and the reply says who did", async (_case, act, words) => {
    const [first, second] = [await start("openai", act), await start("anthropic", fine)];
    const reply = await openEngine(inTurn(first, second)).reply(situation(), noSignal);
    expect(reply.engine).toBe(`anthropic/claude-sonnet-5 (openai/gpt-4o failed: ${words})`);
    expect(reply.text).toContain("anthropic/claude-sonnet-5 says: It is the image.");
  });

  test("the first answers: the second is not asked", async () => {
    const [first, second] = [await start("openai", fine), await start("anthropic", fine)];
    const engine = openEngine(inTurn(first, second));
    expect(engine.name).toBe("openai/gpt-4o, anthropic/claude-sonnet-5");
    expect((await engine.reply(situation(), noSignal)).engine).toBe("openai/gpt-4o");
    expect(second.calls).toEqual([]);
  });

  test("both fail: the rules answer and both are named", async () => {
    const [first, second] = [await start("openai", refused), await start("anthropic", () => "hang")];
    const reply = await openEngine(inTurn(first, second)).reply(situation(), noSignal);
    const why =
      "openai/gpt-4o failed: credentials not accepted (HTTP 401); anthropic/claude-sonnet-5 failed: timed out after 1s";
    expect(reply.engine).toBe(`builtin (${why})`);
    expect(reply.text).toContain(`No model answered (${why}); this answer is that of the built-in rules.`);
    expect(reply.conclusion.verdict).toBe("cause-found");
  });

  test("a query goes to the second too; it is late only when both are", async () => {
    const [first, second] = [
      await start("openai", () => "hang"),
      await start("anthropic", () => ({ text: "kubectl get pods" })),
    ];
    expect(await openEngine(inTurn(first, second)).translate("pods", noSignal)).toBe("kubectl get pods");
    const third = await start("anthropic", refused);
    await expect(openEngine(inTurn(first, third)).translate("pods", noSignal)).rejects.toMatchObject({
      code: "model-failed",
    });
    const fourth = await start("anthropic", () => "hang");
    await expect(openEngine(inTurn(first, fourth)).translate("pods", noSignal)).rejects.toMatchObject({
      code: "model-timeout",
    });
  });
});

describe("a model that keeps failing rests for half a minute", () => {
  test.each<[string, number, () => Act, string]>([
    ["once late", 1, () => "hang", "0.2"],
    ["three times failing", 3, refused, "60"],
  ])("%s", async (_case, times, act, LLM_TIMEOUT) => {
    let clock = 0;
    const vendor = await start("openai", act);
    const engine = openEngine({ ...vendor.environment, LLM_TIMEOUT }, () => clock);
    for (let count = 0; count < times; count += 1) await engine.reply(situation(), noSignal);
    expect(vendor.calls).toHaveLength(times);
    expect((await engine.reply(situation(), noSignal)).engine).toMatch(
      /^builtin \(openai\/gpt-4o failed: .* a moment ago\)$/,
    );
    expect(vendor.calls).toHaveLength(times);
    const failed = { name: "openai/gpt-4o", lastError: expect.stringMatching(/timed out|not accepted/) };
    expect(engine.models?.()).toEqual([{ ...failed, resting: true }]);
    clock = 30_001;
    expect(engine.models?.()).toEqual([{ ...failed, resting: false }]);
    await engine.reply(situation(), noSignal);
    expect(vendor.calls).toHaveLength(times + 1);
  });

  test("an answer in between begins the count anew", async () => {
    const acts: (() => Act)[] = [refused, refused, fine, refused, refused, fine];
    const vendor = await start("openai", () => acts.shift()!());
    const engine = openEngine(vendor.environment);
    for (let count = 0; count < 6; count += 1) await engine.reply(situation(), noSignal);
    expect(vendor.calls).toHaveLength(6);
  });
});
