import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approved, comparable, say, tell } from "./conversation.ts";
import { type RunningService, startService } from "./service.ts";

/** Errors under /api: always JSON `{"error": "..."}`, and nothing is lost. */
let service: RunningService;
let guarded: RunningService;
beforeAll(async () => {
  [service, guarded] = await Promise.all([
    startService({ KUBETRIAGE_MAX_BODY: "2000000" }),
    startService({ API_AUTH_KEY: "the-key", HOST: "127.0.0.1" }),
  ]);
});
afterAll(async () => {
  await Promise.all([service.stop(), guarded.stop()]);
});

const question = { content: "Show recent events in the default namespace" };
const json = { "content-type": "application/json" };

describe("400", () => {
  test.each([
    ["", `{"error":"Missing 'content' field in request body"}`],
    ["[]", `{"error":"request body must be a JSON object, got a list"}`],
    ['"x"', `{"error":"request body must be a JSON object, got a string"}`],
    ["null", `{"error":"request body must be a JSON object, got null"}`],
    [
      "{",
      `{"error":"request body is not valid JSON: Expecting property name enclosed in double quotes (character 1)"}`,
    ],
    ['{"content": x}', `{"error":"request body is not valid JSON: Expecting value (character 12)"}`],
    ['{"content": 5}', `{"error":"'content' must be a string, got 5"}`],
    ['{"content": "x", "thread_id": 5}', `{"error":"'thread_id' must be a string, got 5"}`],
    ['{"content": "x", "data": "y"}', `{"error":"'data' must be an object, got \\"y\\" (a string)"}`],
    ['{"content": "x", "data": {"Cmds": "y"}}', `{"error":"'data.Cmds' must be a list, got \\"y\\" (a string)"}`],
    ['{"content": "x", "data": {"Cmds": [{}]}}', `{"error":"'data.Cmds[0].Command' is missing"}`],
    [
      '{"content": "x", "data": {"execute_all": "false"}}',
      `{"error":"'data.execute_all' must be a boolean, got \\"false\\" (a string)"}`,
    ],
    [
      '{"content": "x", "platform_context": {"k8s_namespace": "-A"}}',
      `{"error":"'platform_context.k8s_namespace' must be the name of a namespace (a DNS label), got \\"-A\\" (a string)"}`,
    ],
  ])("%s", async (body, error) => {
    const reply = await service.send("POST", "/api/sendMessage", { body, headers: json });
    expect([reply.status, reply.text]).toEqual([400, error]);
  });

  test("bytes that are not UTF-8", async () => {
    const body = Buffer.concat([Buffer.from('{"content":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    const reply = await service.send("POST", "/api/sendMessage", { body, headers: json });
    expect([reply.status, reply.json.error]).toEqual([400, expect.stringContaining("Invalid UTF-8")]);
  });

  test("the thread is as it was before", async () => {
    const bad = [{}, { content: "x", data: { execute_all: "yes" } }, { content: "x", data: { kubeconfig: "!" } }, []];
    const wrapped = bad.map((body) => (Array.isArray(body) ? body : { ...body, thread_id: "struck" }));
    const data = { Cmds: [approved("kubectl get namespaces")] };
    await say(service, { ...question, thread_id: "struck", data });
    await say(service, { ...question, thread_id: "spared", data });
    for (const body of wrapped) expect((await tell(service, body)).status).toBe(400);
    const after = await say(service, { ...question, thread_id: "struck" });
    expect(comparable(after)).toEqual(comparable(await say(service, { ...question, thread_id: "spared" })));
  });
});

describe("401", () => {
  test.each([
    ["no key", {}, "Missing X-API-Key header"],
    ["an empty key", { "x-api-key": "" }, "Missing X-API-Key header"],
    ["a wrong key", { "x-api-key": "the-kez" }, "Invalid API Key"],
    ["the beginning of the key", { "x-api-key": "the" }, "Invalid API Key"],
    ["more than the key", { "x-api-key": "the-key-and-more" }, "Invalid API Key"],
    ["a wrong bearer", { authorization: "Bearer nope" }, "Invalid API Key"],
    ["basic credentials", { authorization: "Basic dGhlLWtleQ==" }, "Missing X-API-Key header"],
  ])("%s", async (_case, headers, error) => {
    for (const [method, path] of [
      ["POST", "/api/sendMessage"],
      ["GET", "/api/health"],
      ["POST", "/api/health"],
    ] as const) {
      const reply = await guarded.send(method, path, { headers, ...(method === "POST" && { body: question }) });
      expect([reply.status, reply.text]).toEqual([401, JSON.stringify({ error })]);
    }
  });

  test.each([
    ["x-api-key", "the-key"],
    ["authorization", "Bearer the-key"],
    ["authorization", "bearer the-key"],
  ])("%s: %s is let in", async (name, value) => {
    const reply = await guarded.send("POST", "/api/sendMessage", { headers: { [name]: value }, body: question });
    expect(reply.status).toBe(200);
  });
});

test.each(["/api", "/api/", "/api/nope", "/api/sendmessage", "/api/sendMessage/x"])("404: %s", async (path) => {
  const reply = await service.send("GET", path);
  expect([reply.status, reply.text]).toEqual([404, '{"error":"Not Found"}']);
});

test.each([
  ["GET", "/api/sendMessage", "POST"],
  ["PUT", "/api/sendMessage", "POST"],
  ["DELETE", "/api/sendMessage", "POST"],
  ["OPTIONS", "/api/sendMessage", "POST"],
  ["DELETE", "/api/health", "GET, POST"],
])("405: %s %s, with Allow", async (method, path, allow) => {
  const reply = await service.send(method, path);
  expect([reply.status, reply.text, reply.headers.get("allow")]).toEqual([
    405,
    '{"error":"Method Not Allowed"}',
    allow,
  ]);
});

test("413: a body beyond the limit", async () => {
  const body = JSON.stringify({ content: "x".repeat(2_000_001) });
  const reply = await service.send("POST", "/api/sendMessage", { body, headers: json });
  expect([reply.status, reply.text]).toEqual([413, '{"error":"Request body is too large"}']);
});

test.each([
  ["text/plain", "Content-Type must be application/json, got text/plain"],
  ["application/x-www-form-urlencoded", "Content-Type must be application/json, got application/x-www-form-urlencoded"],
  ["multipart/form-data; boundary=x", "Content-Type must be application/json, got multipart/form-data; boundary=x"],
])("415: %s", async (type, error) => {
  const reply = await service.send("POST", "/api/sendMessage", {
    body: JSON.stringify(question),
    headers: { "content-type": type },
  });
  expect([reply.status, reply.json]).toEqual([415, { error }]);
});

test("415: a body without a Content-Type, which a page of another origin may send unasked", async () => {
  const reply = await service.send("POST", "/api/sendMessage", {
    body: Buffer.from(JSON.stringify(question)),
    headers: { "content-type": "" },
  });
  expect(reply.status).toBe(415);
});

test("415: a compressed body", async () => {
  const headers = { ...json, "content-encoding": "gzip" };
  const reply = await service.send("POST", "/api/sendMessage", { body: JSON.stringify(question), headers });
  expect([reply.status, reply.json]).toEqual([415, { error: "Content-Encoding is not supported, got gzip" }]);
});

test.each([
  "application/json; charset=utf-8",
  "APPLICATION/JSON",
  "application/json;charset=UTF-8",
  "application/vnd.api+json",
])("%s is JSON", async (type) => {
  const reply = await service.send("POST", "/api/sendMessage", {
    body: JSON.stringify(question),
    headers: { "content-type": type },
  });
  expect(reply.status).toBe(200);
});

test("every reply carries its request id; a harmless one is taken over, another is not", async () => {
  const given = await service.send("GET", "/api/health", { headers: { "x-request-id": "abc-123" } });
  expect(given.headers.get("x-request-id")).toBe("abc-123");
  const odd = await service.send("GET", "/api/nope", { headers: { "x-request-id": "a b{}" } });
  expect(odd.headers.get("x-request-id")).toMatch(/^[A-Za-z0-9-]{20,}$/);
});

test("replies are neither kept, sniffed nor framed", async () => {
  const { headers } = await service.send("POST", "/api/sendMessage", { body: question });
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(headers.get("access-control-allow-origin")).toBeNull();
});
