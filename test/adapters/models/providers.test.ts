import { createServer } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { replyInstructions } from "../../../src/adapters/models/prompts/reply.ts";
import { translateInstructions } from "../../../src/adapters/models/prompts/translate.ts";
import { Fault } from "../../../src/core/faults/fault.ts";
import { noSignal, openEngine } from "./open-engine.ts";
import { badImage, situationOf } from "./situation.ts";
import { type Act, startVendor, type Vendor, type VendorCall, type VendorName, vendorNames } from "./vendor.ts";

let vendors: Vendor[] = [];
afterEach(async () => {
  await Promise.all(vendors.map((vendor) => vendor.close()));
  vendors = [];
});

const start = async (name: VendorName, act: (call: VendorCall, number: number) => Act) => {
  const vendor = await startVendor(name, act);
  vendors.push(vendor);
  return vendor;
};
/** Does these one after the other; the last again and again. */
const script =
  (...acts: readonly Act[]) =>
  (_call: VendorCall, number: number): Act =>
    acts[Math.min(number, acts.length) - 1]!;

const faultOf = async (work: Promise<unknown>): Promise<{ code: string; message: string; cause: string }> => {
  const thrown = await work.then(
    () => expect.fail("it answered"),
    (error) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return { code: thrown.code, message: thrown.message, cause: String(thrown.cause) };
};

const query = "list the pods of shop";
const replyText = JSON.stringify({
  text: "The cart pod cannot pull its image.",
  suggestions: [{ command: "kubectl get deploy cart -n shop -o yaml", reason: "Shows the image." }],
  cause: null,
});

describe.each(vendorNames)("%s", (name) => {
  test("a query goes out with the instructions and comes back as a command", async () => {
    const vendor = await start(name, script({ text: "kubectl get pods -n shop" }));
    expect(await openEngine(vendor.environment).translate(query, noSignal)).toBe("kubectl get pods -n shop");
    expect(vendor.calls).toHaveLength(1);
    expect(vendor.calls[0]).toMatchObject({
      instructions: translateInstructions,
      messages: [{ role: "user", text: query }],
      hasForm: false,
    });
  });

  test("a reply is asked for with its form, and the engine is named after the model", async () => {
    const vendor = await start(name, script({ text: replyText }));
    const engine = openEngine(vendor.environment);
    expect(engine.name).toBe(vendor.model);
    const reply = await engine.reply(situationOf("why is cart failing?", badImage), noSignal);
    expect(reply.engine).toBe(vendor.model);
    expect(reply.text).toContain("The cart pod cannot pull its image.");
    expect(reply.suggestions.map((one) => one.command)).toContain("kubectl get deploy cart -n shop -o yaml");
    expect(vendor.calls[0]).toMatchObject({ instructions: replyInstructions, hasForm: true });
    expect(vendor.calls[0]!.messages[0]!.text).toContain("why is cart failing?");
  });

  test("a model that takes no form is asked without, and from then on always", async () => {
    const vendor = await start(name, (call) =>
      call.hasForm
        ? { status: 400, message: "response_format is not supported" }
        : { text: `\`\`\`json\n${replyText}\n\`\`\`` },
    );
    const engine = openEngine(vendor.environment);
    const situation = situationOf("why is cart failing?", badImage);
    expect((await engine.reply(situation, noSignal)).engine).toBe(vendor.model);
    await engine.reply(situation, noSignal);
    expect(vendor.calls.map((call) => call.hasForm)).toEqual([true, false, false]);
  });

  test("a model that writes no more than so much is asked without a limit, and from then on always", async () => {
    const message = "max_tokens is too large: 16000. This model supports at most 4096 completion tokens";
    const vendor = await start(name, (call) =>
      call.mostTokens === 16_000 ? { status: 400, message } : { text: replyText },
    );
    const engine = openEngine(vendor.environment);
    const situation = situationOf("why is cart failing?", badImage);
    expect((await engine.reply(situation, noSignal)).engine).toBe(vendor.model);
    await engine.reply(situation, noSignal);
    expect(vendor.calls.map((call) => call.mostTokens === 16_000)).toEqual([true, false, false]);
  });

  test.each([
    ["429 with Retry-After", { status: 429, headers: { "retry-after": "0" } }],
    ["500", { status: 500 }],
    ["503", { status: 503 }],
  ])("%s: tried again", async (_case, failure) => {
    const vendor = await start(name, script(failure, failure, { text: "kubectl get pods" }));
    expect(await openEngine(vendor.environment).translate(query, noSignal)).toBe("kubectl get pods");
    expect(vendor.calls).toHaveLength(3);
  });

  test.each([
    [401, "credentials not accepted (HTTP 401)", 1],
    [403, "credentials not accepted (HTTP 403)", 1],
    [404, "no such model or address (HTTP 404)", 1],
    [429, "rate limited (HTTP 429)", 3],
    [500, "server error (HTTP 500)", 3],
    [529, "server error (HTTP 529)", 3],
  ])("%i: the fault says what it was, and no key that the server told", async (status, words, calls) => {
    const vendor = await start(name, () => ({
      status,
      message: `Incorrect API key: ${vendor.secrets.join(" ")}, sk-other-1234567890`,
    }));
    const fault = await faultOf(openEngine(vendor.environment).translate(query, noSignal));
    expect(fault).toMatchObject({ code: "model-failed", message: `${vendor.model} failed: ${words}` });
    expect(vendor.calls).toHaveLength(calls);
    for (const secret of [...vendor.secrets, "sk-other-1234567890"])
      expect(JSON.stringify(fault)).not.toContain(secret);
    expect(fault.cause).toContain("[redacted]");
  });

  test("a Retry-After beyond the time limit is not waited for", async () => {
    const vendor = await start(name, script({ status: 429, headers: { "retry-after": "3600" } }));
    const fault = await faultOf(openEngine(vendor.environment).translate(query, noSignal));
    expect(fault.message).toBe(`${vendor.model} failed: rate limited (HTTP 429)`);
    expect(vendor.calls).toHaveLength(1);
  });

  test("a server that never answers: model-timeout after LLM_TIMEOUT", async () => {
    const vendor = await start(name, script("hang"));
    const engine = openEngine({ ...vendor.environment, LLM_TIMEOUT: "0.2" });
    expect(await faultOf(engine.translate(query, noSignal))).toMatchObject({
      code: "model-timeout",
      message: `${vendor.model} failed: timed out after 0.2s`,
    });
  });

  test("nobody listens: the fault says so", async () => {
    const vendor = await startVendor(name, script("hang"));
    await vendor.close();
    const fault = await faultOf(openEngine(vendor.environment).translate(query, noSignal));
    expect(fault).toMatchObject({ code: "model-failed", message: `${vendor.model} failed: cannot be reached` });
  });

  test.each([
    ["an empty reply", { text: "" }, "empty reply"],
    ["blanks", { text: " \n " }, "empty reply"],
    ["no JSON", { raw: "<html>login</html>" }, "unreadable reply (HTTP 200)"],
    ["other JSON", { raw: '{"ok":true}' }, "unreadable reply (HTTP 200)"],
  ])("%s: the fault says so", async (_case, act, words) => {
    const vendor = await start(name, script(act));
    const fault = await faultOf(openEngine(vendor.environment).translate(query, noSignal));
    expect(fault).toMatchObject({ code: "model-failed", message: `${vendor.model} failed: ${words}` });
  });

  test("the client goes away: the call ends, nothing is tried again", async () => {
    const client = new AbortController();
    const vendor = await start(name, () => {
      client.abort(new Error("gone"));
      return "hang";
    });
    await expect(openEngine(vendor.environment).reply(situationOf("why?", badImage), client.signal)).rejects.toThrow(
      "gone",
    );
    expect(vendor.calls).toHaveLength(1);
  });
});

test("an OpenAI-compatible server needs no key", async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    request.resume();
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        choices: [{ index: 0, message: { role: "assistant", content: "kubectl get pods" }, finish_reason: "stop" }],
      }),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  const engine = openEngine({ OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_MODEL: "llama3.2" });
  expect(engine.name).toBe("openai-compatible/llama3.2");
  expect(await engine.translate(query, noSignal)).toBe("kubectl get pods");
  expect(seen).toEqual([undefined]);
  server.closeAllConnections();
  server.close();
});
