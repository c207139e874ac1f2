import { expect, test } from "vitest";
import { startVendor } from "../adapters/models/vendor.ts";
import { startService } from "./service.ts";

/** What `execute_all` may spend on one message, and what it says when that is spent. */
const ask = async (environment: Readonly<Record<string, string>>) => {
  const service = await startService(environment);
  try {
    return await service.send("POST", "/api/sendMessage", {
      body: { content: "why is checkout failing in shop?", data: { execute_all: true } },
    });
  } finally {
    await service.stop();
  }
};

test.each([
  [{ KUBETRIAGE_BUDGET_ROUNDS: "1" }, "1 round of reads"],
  [{ KUBETRIAGE_BUDGET_COMMANDS: "1" }, "1 command"],
])("%o: it stops, and says what it would do next", async (environment, words) => {
  const reply = await ask(environment);
  expect(reply.status).toBe(200);
  expect(reply.json.Content).toContain(
    `The budget of this investigation is spent (${words}). It would have gone on with:\n  kubectl`,
  );
});

test("the tokens of a model count, and the prices of the operator", async () => {
  const text = JSON.stringify({
    cause: null,
    text: "Reading on.",
    suggestions: [{ command: "kubectl get nodes", reason: "r" }],
  });
  const vendor = await startVendor("openai", () => ({ text, tokens: { input: 900, output: 100, cached: 0 } }));
  try {
    const tokens = await ask({ ...vendor.environment, KUBETRIAGE_BUDGET_TOKENS: "1000" });
    expect(tokens.json.Content).toContain("is spent (1000 tokens of the model)");
    const prices = '{"openai/gpt-4o":{"input":1000,"output":1000}}';
    const money = await ask({ ...vendor.environment, KUBETRIAGE_PRICES: prices, KUBETRIAGE_BUDGET_USD: "0.5" });
    expect(money.json.Content).toContain("is spent ($0.5 of the model)");
  } finally {
    await vendor.close();
  }
});
