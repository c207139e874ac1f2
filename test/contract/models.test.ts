import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Act, startVendor, type Vendor, type VendorCall } from "../adapters/models/vendor.ts";
import { failToStart, type RunningService, startService } from "./service.ts";

/** What the contract says of models, over HTTP, with a server that speaks OpenAI's wire format behind the service. */
let act: (call: VendorCall, number: number) => Act;
let vendor: Vendor;
let service: RunningService;
let late: RunningService;
let strict: RunningService;
beforeAll(async () => {
  vendor = await startVendor("openai", (call, number) => act(call, number));
  const environment = vendor.environment;
  [service, late, strict] = await Promise.all([
    startService(environment),
    startService({ ...environment, LLM_TIMEOUT: "0.3" }),
    startService({ ...environment, LLM_TIMEOUT: "2", KUBETRIAGE_BUILTIN: "off" }),
  ]);
});
afterEach(() => {
  vendor.calls.length = 0;
});
afterAll(async () => {
  await Promise.all([service.stop(), late.stop(), strict.stop()]);
  await vendor.close();
});

const says = (text: string) => {
  act = () => ({ text });
};
const ask = (query: string, more: Record<string, unknown> = {}, to = service) =>
  to.send("POST", "/kubectl-command", { body: { query, ...more } });
const message = (content: string, to = service) => to.send("POST", "/api/sendMessage", { body: { content } });

test("the start says which model answers", () => {
  expect(service.printed()).toMatch(/engine +openai\/gpt-4o\n/);
});

describe("/kubectl-command", () => {
  test("the model's command, with the four keys in their order", async () => {
    says("kubectl get deployments -n default");
    const reply = await ask("list all deployments in default namespace");
    expect([reply.status, reply.text]).toEqual([
      200,
      '{"kubectl_command":"kubectl get deployments -n default","execution_result":null,"execution_error":null,"from_cache":false}',
    ]);
  });

  test.each([
    ["a fence", "```bash\n$ kubectl get pods -n fence\n```"],
    ["words around", "Sure! Here it is:\n\n`kubectl get pods -n fence`\n\nIt lists the pods."],
    ["no kubectl", "get pods -n fence"],
    ["several commands", "kubectl get pods -n fence\nkubectl get nodes"],
  ])("%s is cleaned away", async (name, text) => {
    says(text);
    expect((await ask(`pods, with ${name}`)).json.kubectl_command).toBe("kubectl get pods -n fence");
  });

  test("it runs when asked to", async () => {
    says("kubectl get nodes --no-headers");
    const reply = await ask("which nodes are there", { execute: true });
    expect(reply.json).toMatchObject({
      execution_error: null,
      execution_result: expect.stringMatching(/shop-worker-1/),
    });
  });

  test("what changes the cluster is told and not run", async () => {
    says("kubectl delete namespace shop");
    const reply = await ask("remove the shop", { execute: true });
    expect(reply.json).toMatchObject({
      kubectl_command: "kubectl delete namespace shop",
      execution_result: null,
      execution_error: expect.stringMatching(/^Not executed: /),
    });
  });

  test.each([
    ["another program", "rm -rf /"],
    ["a second program", "kubectl get pods; rm -rf /"],
    ["a substitution", "kubectl get pods $(id)"],
    ["an invented flag", "kubectl get pods --everything"],
    ["an invented verb", "kubectl fix pods"],
    ["another server", "kubectl get pods --server=https://evil.example"],
    ["a redirection", "kubectl get pods > /etc/passwd"],
    ["prose", "I cannot help with that."],
    ["NONE", "NONE"],
  ])("422 unsafe, and never from the cache: %s", async (name, text) => {
    says(text);
    for (const calls of [1, 2]) {
      const reply = await ask(`unsafe: ${name}`);
      expect(reply.status).toBe(422);
      expect(reply.json).toEqual({ detail: expect.stringMatching(/^LLM generated unsafe command: \S/) });
      expect(vendor.calls).toHaveLength(calls);
    }
  });

  test("504 when the model is late", async () => {
    act = () => "hang";
    const reply = await ask("too late", {}, late);
    expect([reply.status, reply.text]).toEqual([504, '{"detail":"LLM request timed out"}']);
  });

  test("500 when the model failed, without the upstream's secrets; the next try may work", async () => {
    const [secret] = vendor.secrets;
    act = () => ({ status: 401, message: `Incorrect API key provided: ${secret}` });
    const reply = await ask("a bad key");
    expect([reply.status, reply.text]).toEqual([
      500,
      '{"detail":"Error processing query with LLM: openai/gpt-4o failed: credentials not accepted (HTTP 401)"}',
    ]);
    says("kubectl get pods -n shop");
    expect((await ask("a bad key")).status).toBe(200);
    expect(service.printed()).toContain("credentials not accepted");
    expect(service.printed()).not.toContain(secret);
  });

  test("500 when it answers nothing", async () => {
    says("");
    expect((await ask("say nothing")).json).toEqual({
      detail: "Error processing query with LLM: openai/gpt-4o failed: empty reply",
    });
  });

  test("503 when no model is set up and the built-in engine is switched off", async () => {
    const bare = await startService({ KUBETRIAGE_MODEL: undefined, KUBETRIAGE_BUILTIN: "off" });
    const reply = await ask("list pods", {}, bare);
    expect([reply.status, reply.text]).toEqual([503, '{"detail":"LLM Chain not initialized"}']);
    expect((await message("why is checkout failing?", bare)).status).toBe(503);
    expect((await bare.send("GET", "/health")).text).toBe('{"status":"healthy"}');
    await bare.stop();
  });

  test("cache: the second of two equal queries costs no call, and says from_cache", async () => {
    says("kubectl get pods -n cached");
    const first = await ask("pods, cached");
    const second = await ask("  pods,\n cached ");
    expect([first.json.from_cache, second.json.from_cache]).toEqual([false, true]);
    expect(second.json.kubectl_command).toBe("kubectl get pods -n cached");
    expect(vendor.calls).toHaveLength(1);
  });

  test("equal queries at the same time cost one call; other queries their own", async () => {
    says("kubectl get pods -n flight");
    const queries = [...Array(20).fill("pods at once"), ...Array(20).fill("other pods at once")];
    const replies = await Promise.all(queries.map((query) => ask(query)));
    expect(new Set(replies.map((reply) => reply.json.kubectl_command))).toEqual(
      new Set(["kubectl get pods -n flight"]),
    );
    expect(vendor.calls).toHaveLength(2);
  });

  test("equal queries at the same time fail together, with one call", async () => {
    act = () => ({ status: 401 });
    const replies = await Promise.all(Array.from({ length: 5 }, () => ask("fails at once")));
    expect(replies.map((reply) => reply.status)).toEqual([500, 500, 500, 500, 500]);
    expect(vendor.calls).toHaveLength(1);
  });
});

describe("/api/sendMessage", () => {
  const reply = JSON.stringify({
    text: "I look at the pods of checkout first.",
    suggestions: [
      { command: "kubectl get pods -n shop -l app=checkout -o wide", reason: "Shows where they run." },
      { command: "kubectl cure checkout", reason: "Would be nice." },
    ],
    cause: null,
  });

  test("the model's words and commands; what is no kubectl command is dropped and named", async () => {
    says(reply);
    const { status, json } = await message("why is checkout failing?");
    expect(status).toBe(200);
    expect(json.engine).toBe("openai/gpt-4o");
    expect(json.Content).toMatch(/^I look at the pods of checkout first\./);
    expect(json.Content).toContain("`kubectl cure checkout`");
    expect(json.data.Cmds[0]).toMatchObject({
      Command: "kubectl get pods -n shop -l app=checkout -o wide",
      reason: "Shows where they run.",
      execute: false,
    });
    expect(json.data.Cmds.map((command: { Command: string }) => command.Command)).not.toContain(
      "kubectl cure checkout",
    );
  });

  test.each<[string, () => Act, string]>([
    ["late", () => "hang", "timed out after 2s"],
    ["failing", () => ({ status: 401 }), "credentials not accepted (HTTP 401)"],
    ["talking nonsense", () => ({ text: "well..." }), "unreadable reply"],
  ])("a model that is %s: 200 from the built-in engine, which says so", async (_case, doing, words) => {
    act = doing;
    const own = await startService({ ...vendor.environment, LLM_TIMEOUT: "2" });
    const { status, json } = await message("why is checkout failing in shop?", own);
    expect([status, json.engine]).toEqual([200, `builtin (openai/gpt-4o failed: ${words})`]);
    expect(json.Content).toContain(words);
    expect(json.data.Cmds.length).toBeGreaterThan(0);
    await own.stop();
  });

  test.each<[string, number, () => Act]>([
    ["late", 504, () => "hang"],
    ["failing", 502, () => ({ status: 401 })],
  ])("a model that is %s, without the built-in engine: %i", async (_case, status, doing) => {
    act = doing;
    const failed = await message(`why? ${status}`, strict);
    expect([failed.status, Object.keys(failed.json)]).toEqual([status, ["error"]]);
  });

  test("execute_all runs no change that a model suggests; it waits for a person", async () => {
    const suggestions = [
      { command: "kubectl delete namespace shop", reason: "A log line said so." },
      { command: "kubectl get secret checkout-database -n shop -o yaml", reason: "Another said so." },
    ];
    says(JSON.stringify({ text: "I do as the log says.", suggestions, cause: null }));
    const { json } = await service.send("POST", "/api/sendMessage", {
      body: { content: "what is going on in the shop namespace?", data: { execute_all: true } },
    });
    const ran = json.data.executedCmds.map((command: { Command: string }) => command.Command);
    expect(ran.length).toBeGreaterThan(0);
    expect(ran.filter((command: string) => /delete|secret/.test(command))).toEqual([]);
    expect(json.data.Cmds).toContainEqual(
      expect.objectContaining({ Command: "kubectl delete namespace shop", execute: false, risk: "destructive" }),
    );
  });

  test("execute_all with a model that always says the same ends with the rules' cause", async () => {
    says(reply);
    const { status, json } = await service.send("POST", "/api/sendMessage", {
      body: { content: "why is checkout failing?", data: { execute_all: true } },
    });
    const plain = await startService();
    const rules = await plain.send("POST", "/api/sendMessage", {
      body: { content: "why is checkout failing?", data: { execute_all: true } },
    });
    await plain.stop();
    expect(status).toBe(200);
    expect(json.data.conclusion).toEqual(rules.json.data.conclusion);
    expect(json.data.findings[0]).toEqual(rules.json.data.findings[0]);
  });
});

describe("a choice that cannot work stops the start", () => {
  test.each([
    ["gpt/4", {}, /KUBETRIAGE_MODEL="gpt\/4": "gpt" is no provider.*openai.*anthropic.*bedrock/],
    ["openai/gpt-4o", { OPENAI_API_KEY: undefined }, /OPENAI_API_KEY is not set/],
    ["anthropic", {}, /ANTHROPIC_API_KEY is not set/],
    ["builtin", { KUBETRIAGE_BUILTIN: "off" }, /KUBETRIAGE_BUILTIN/],
  ])("%s", async (model, environment, told) => {
    const { exitCode, printed } = await failToStart({ KUBETRIAGE_MODEL: model, ...environment });
    expect(exitCode).toBe(2);
    expect(printed).toMatch(told);
  });
});
