import { afterEach, beforeEach, expect, test } from "vitest";
import { startTracing } from "../../../src/adapters/models/spans.ts";
import { Fault } from "../../../src/core/faults/fault.ts";
import { type RunningService, startService } from "../../contract/service.ts";
import { type OtlpServer, startOtlpServer } from "./otlp-server.ts";
import { startVendor } from "./vendor.ts";

let server: OtlpServer;
beforeEach(async () => {
  server = await startOtlpServer();
});
afterEach(() => server.close());

const tracing = () =>
  startTracing({ url: `${server.url}/v1/traces`, headers: { "x-tenant": "shop" }, version: "1.2.3" });
const called = {
  type: "model-called",
  provider: "bedrock",
  model: "amazon.nova-pro-v1:0",
  outcome: "ok",
  milliseconds: 1500,
  inputTokens: 900,
  outputTokens: 40,
  cachedTokens: 600,
  costUsd: null,
} as const;
const run = { type: "command-run", risk: "read", outcome: "ok", milliseconds: 70 } as const;
const span = (name: string) => server.spans.find((one) => one.name === name)!;

test("a turn is a span, and what happens in it are its children, under the conventions' names", async () => {
  const traced = tracing();
  await traced.turn(async () => {
    traced.record(called);
    await Promise.resolve();
    traced.record(run);
    traced.record({ type: "model-noted", what: "retry", provider: "bedrock", model: "amazon.nova-pro-v1:0", count: 1 });
    traced.record({
      type: "turn-ended",
      shape: "message",
      verdict: "cause-found",
      engine: "builtin",
      milliseconds: 9,
      findings: ["crash-loop"],
    });
  });
  await traced.close();
  const turn = span("invoke_agent kubetriage");
  expect(turn).toMatchObject({
    events: ["kubetriage.model.retry"],
    attributes: {
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.agent.name": "kubetriage",
      "kubetriage.verdict": "cause-found",
      "kubetriage.findings": ["crash-loop"],
    },
  });
  expect(turn.parentSpanId).toBeUndefined();
  expect(span("chat amazon.nova-pro-v1:0")).toMatchObject({
    traceId: turn.traceId,
    parentSpanId: turn.spanId,
    kind: 3,
    milliseconds: 1500,
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "aws.bedrock",
      "gen_ai.request.model": "amazon.nova-pro-v1:0",
      "gen_ai.usage.input_tokens": 900,
      "gen_ai.usage.output_tokens": 40,
      "gen_ai.usage.cache_read.input_tokens": 600,
    },
  });
  expect(span("execute_tool kubectl")).toMatchObject({ parentSpanId: turn.spanId, kind: 1, milliseconds: 70 });
  expect(server.requests).toEqual([["/v1/traces", "application/json", "shop"]]);
  expect(server.text()).toContain('"service.version","value":{"stringValue":"1.2.3"}');
});

test("turns at the same time do not mix", async () => {
  const traced = tracing();
  const gate = Promise.withResolvers<void>();
  const one = traced.turn(async () => {
    await gate.promise;
    traced.record({ ...called, model: "one" });
  });
  const other = traced.turn(async () => {
    traced.record({ ...called, model: "other" });
    gate.resolve();
  });
  await Promise.all([one, other]);
  await traced.close();
  expect(new Set(server.spans.map(({ traceId }) => traceId)).size).toBe(2);
  expect(span("chat one").traceId).not.toBe(span("chat other").traceId);
});

test("what failed says how; what belongs to no turn is no span", async () => {
  const traced = tracing();
  traced.record(run);
  const failing = traced.turn(async () => {
    traced.record({ ...called, outcome: "rate-limited" });
    throw new Fault("model-failed", "it said no");
  });
  await expect(failing).rejects.toThrow("it said no");
  await traced.close();
  expect(server.spans.map(({ name, status, attributes }) => [name, status.code, attributes["error.type"]])).toEqual([
    ["chat amazon.nova-pro-v1:0", 2, "rate-limited"],
    ["invoke_agent kubetriage", 2, "model-failed"],
  ]);
});

test("a collector that is down costs nothing but its spans", async () => {
  await server.close();
  const traced = tracing();
  expect(await traced.turn(async () => "answered")).toBe("answered");
  await traced.close();
  server = await startOtlpServer();
});

test("the service sends its turns where OTEL_EXPORTER_OTLP_ENDPOINT says, without a word of question, output or key", async () => {
  const text = JSON.stringify({ cause: null, text: "I look at the pods.", suggestions: [] });
  const vendor = await startVendor("anthropic", () => ({ text }));
  const service: RunningService = await startService({
    ...vendor.environment,
    OTEL_EXPORTER_OTLP_ENDPOINT: server.url,
    OTEL_EXPORTER_OTLP_HEADERS: "x-tenant=shop",
  });
  const body = {
    content: "why does the wombat queue of checkout grow?",
    data: { Cmds: [{ Command: "kubectl get pods -n shop", Output: "", execute: true }] },
  };
  expect((await service.send("POST", "/api/sendMessage", { body })).status).toBe(200);
  await service.stop();
  await vendor.close();
  const names = new Set(server.spans.map(({ name }) => name));
  expect(names).toEqual(new Set(["invoke_agent kubetriage", "chat claude-sonnet-5", "execute_tool kubectl"]));
  expect(new Set(server.spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(server.text()).not.toMatch(/wombat|checkout-|get pods/);
  for (const secret of vendor.secrets) expect(server.text()).not.toContain(secret);
});
