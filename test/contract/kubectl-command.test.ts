import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningService, type SendOptions, startService } from "./service.ts";

/** POST /kubectl-command, GET /health and the documents. */
let service: RunningService;
let guarded: RunningService;
beforeAll(async () => {
  [service, guarded] = await Promise.all([
    startService(),
    startService({ API_AUTH_KEY: "the-key", HOST: "127.0.0.1" }),
  ]);
});
afterAll(async () => {
  await Promise.all([service.stop(), guarded.stop()]);
});

const ask = (body: unknown, options: SendOptions = {}, to = service) =>
  to.send("POST", "/kubectl-command", { body, ...options });
const deployments = { query: "list all deployments in default namespace", execute: false };
const keys = ["kubectl_command", "execution_result", "execution_error", "from_cache"];

describe("reply 200", () => {
  test("exactly these four keys in this order", async () => {
    const reply = await ask(deployments);
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toMatch(/^application\/json(;|$)/);
    expect(Object.keys(reply.json)).toEqual(keys);
    expect(reply.json).toMatchObject({
      kubectl_command: "kubectl get deployments -n default",
      execution_result: null,
      execution_error: null,
    });
  });

  test("`execute` missing is false", async () => {
    expect((await ask({ query: deployments.query })).json).toMatchObject({
      execution_result: null,
      execution_error: null,
    });
  });

  test("execute: true runs the command; its stdout is the result", async () => {
    const reply = await ask({ ...deployments, execute: true });
    expect(Object.keys(reply.json)).toEqual(keys);
    expect(reply.json.execution_result).toMatch(/^NAME +READY[\s\S]*\S$/);
    expect(reply.json.execution_error).toBeNull();
  });

  test.each([["true"], [1], ["yes"], ["on"]])("execute: %j counts as true, as it did", async (execute) => {
    expect((await ask({ query: deployments.query, execute })).json.execution_result).toMatch(/^NAME/);
  });

  test("unknown fields are let through", async () => {
    expect((await ask({ ...deployments, model: "x", stream: true })).status).toBe(200);
  });
});

describe("every failure of the execution itself is a 200 with `execution_error`", () => {
  test("stderr", async () => {
    const reply = await ask({ query: "describe pod no-such-pod in namespace shop", execute: true });
    expect(reply.status).toBe(200);
    expect(reply.json.execution_result).toBeNull();
    expect(reply.json.execution_error).toMatch(/no-such-pod.*not found/);
  });

  test("Command execution timed out after 30s (here: after what EXECUTION_TIMEOUT says)", async () => {
    const slow = await startService({ EXECUTION_TIMEOUT: "0.001" });
    const reply = await ask({ ...deployments, execute: true }, {}, slow);
    expect([reply.status, reply.json.execution_result, reply.json.execution_error]).toEqual([
      200,
      null,
      "Command execution timed out after 0.001s",
    ]);
    await slow.stop();
  });

  test("kubectl command not found", async () => {
    const bare = await startService({ KUBETRIAGE_KUBECTL: "/nonexistent/kubectl" });
    const reply = await ask({ ...deployments, execute: true }, {}, bare);
    expect([reply.status, reply.json.execution_result, reply.json.execution_error]).toEqual([
      200,
      null,
      "kubectl command not found",
    ]);
    await bare.stop();
  });

  test("the policy's reason: what changes the cluster does not run unseen", async () => {
    const reply = await ask({ query: "scale deployment whoami to 3 replicas in namespace default", execute: true });
    expect(reply.status).toBe(200);
    expect(reply.json.kubectl_command).toMatch(/^kubectl scale .*whoami/);
    expect(reply.json.execution_result).toBeNull();
    expect(reply.json.execution_error).toMatch(/^Not executed: \S/);
  });
});

describe("401", () => {
  test.each([
    ["no X-API-Key", {}, '{"detail":"Missing X-API-Key header"}'],
    ["an empty X-API-Key", { "x-api-key": "" }, '{"detail":"Missing X-API-Key header"}'],
    ["a wrong key", { "x-api-key": "nope" }, '{"detail":"Invalid API Key"}'],
    ["a wrong bearer", { authorization: "Bearer nope" }, '{"detail":"Invalid API Key"}'],
  ])("%s", async (_case, headers, body) => {
    const reply = await ask(deployments, { headers }, guarded);
    expect([reply.status, reply.text]).toEqual([401, body]);
  });

  test("before the body is looked at", async () => {
    expect((await ask("{", {}, guarded)).status).toBe(401);
  });

  test.each([
    ["x-api-key", "the-key"],
    ["authorization", "Bearer the-key"],
  ])("%s: %s is let in", async (name, value) => {
    expect((await ask(deployments, { headers: { [name]: value } }, guarded)).status).toBe(200);
  });
});

describe("422 with pydantic's details", () => {
  const query = '"loc":["body","query"]';
  const execute = '"loc":["body","execute"]';
  const notBoolean = '"msg":"Input should be a valid boolean, unable to interpret input"';
  const notObject = '"msg":"Input should be a valid dictionary or object to extract fields from"';
  test.each([
    ["{}", `[{"type":"missing",${query},"msg":"Field required","input":{}}]`],
    ['{"execute":true}', `[{"type":"missing",${query},"msg":"Field required","input":{"execute":true}}]`],
    [
      '{"query":"ab"}',
      `[{"type":"string_too_short",${query},"msg":"String should have at least 3 characters","input":"ab","ctx":{"min_length":3}}]`,
    ],
    ['{"query":1}', `[{"type":"string_type",${query},"msg":"Input should be a valid string","input":1}]`],
    ['{"query":null}', `[{"type":"string_type",${query},"msg":"Input should be a valid string","input":null}]`],
    ['{"query":"abc","execute":"maybe"}', `[{"type":"bool_parsing",${execute},${notBoolean},"input":"maybe"}]`],
    [
      '{"query":"abc","execute":null}',
      `[{"type":"bool_type",${execute},"msg":"Input should be a valid boolean","input":null}]`,
    ],
    ["[]", `[{"type":"model_attributes_type","loc":["body"],${notObject},"input":[]}]`],
    ["null", `[{"type":"model_attributes_type","loc":["body"],${notObject},"input":null}]`],
    [
      "{",
      `[{"type":"json_invalid","loc":["body",1],"msg":"JSON decode error","input":{},"ctx":{"error":"Expecting property name enclosed in double quotes"}}]`,
    ],
    [
      '{"query": abc}',
      `[{"type":"json_invalid","loc":["body",10],"msg":"JSON decode error","input":{},"ctx":{"error":"Expecting value"}}]`,
    ],
    ["", `[{"type":"missing","loc":["body"],"msg":"Field required","input":null}]`],
  ])("%s", async (body, detail) => {
    const reply = await ask(body);
    expect([reply.status, reply.text]).toEqual([422, `{"detail":${detail}}`]);
  });

  test("a body that is not sent as JSON", async () => {
    const body = '{"query":"abc"}';
    const reply = await ask(body, { headers: { "content-type": "text/plain" } });
    expect([reply.status, reply.json]).toEqual([
      422,
      { detail: [expect.objectContaining({ type: "model_attributes_type", loc: ["body"], input: body })] },
    ]);
  });
});

describe("wrong method, unknown path", () => {
  test.each([
    ["GET", "/kubectl-command", "POST"],
    ["PUT", "/kubectl-command", "POST"],
    ["POST", "/health", "GET"],
    ["POST", "/metrics", "GET"],
    ["DELETE", "/docs", "GET"],
  ])("405: %s %s", async (method, path, allow) => {
    const reply = await service.send(method, path);
    expect([reply.status, reply.text, reply.headers.get("allow")]).toEqual([
      405,
      '{"detail":"Method Not Allowed"}',
      allow,
    ]);
  });

  test.each(["/", "/nope", "/kubectl-command/x", "/docs/../etc/passwd", "/%00", "/%zz"])("404: %s", async (path) => {
    const reply = await service.send("GET", path);
    expect([reply.status, reply.text]).toEqual([404, '{"detail":"Not Found"}']);
  });
});

describe("cache", () => {
  test("the key is the query with its blanks collapsed", async () => {
    const first = await ask({ query: "list all services in the shop namespace" });
    const second = await ask({ query: "  list all\n services   in the shop namespace " });
    expect([first.json.from_cache, second.json.from_cache]).toEqual([false, true]);
    expect(second.json.kubectl_command).toBe(first.json.kubectl_command);
  });

  test("another query is another key", async () => {
    expect((await ask({ query: "list all jobs in the shop namespace" })).json.from_cache).toBe(false);
  });

  test("execution never is: a command from the cache is run anew", async () => {
    const query = "list all nodes";
    await ask({ query, execute: true });
    const second = await ask({ query, execute: true });
    expect(second.json).toMatchObject({ from_cache: true, execution_result: expect.stringMatching(/^NAME/) });
    expect((await ask({ query })).json).toMatchObject({ from_cache: true, execution_result: null });
  });

  test("CACHE_TTL=0: nothing is kept", async () => {
    const forgetful = await startService({ CACHE_TTL: "0" });
    for (const from_cache of [false, false]) {
      expect((await ask({ query: "list all nodes" }, {}, forgetful)).json).toMatchObject({ from_cache });
    }
    await forgetful.stop();
  });

  test("CACHE_MAXSIZE=1: the older of two is forgotten", async () => {
    const small = await startService({ CACHE_MAXSIZE: "1" });
    const fromCache = async (query: string) => (await ask({ query }, {}, small)).json.from_cache;
    expect([
      await fromCache("list all nodes"),
      await fromCache("list all pods"),
      await fromCache("list all nodes"),
    ]).toEqual([false, false, false]);
    expect(await fromCache("list all nodes")).toBe(true);
    await small.stop();
  });
});

describe("RATE_LIMIT", () => {
  test.each([
    ["2/minute", "2 per 1 minute"],
    ["2 per 2 hours", "2 per 2 hour"],
    ["100/second;2/day", "2 per 1 day"],
  ])(
    "%s: 429 with the key `error` and Retry-After; /health, /metrics and the docs are not limited",
    async (RATE_LIMIT, told) => {
      const limited = await startService({ RATE_LIMIT });
      for (const status of [200, 200]) expect((await ask(deployments, {}, limited)).status).toBe(status);
      const reply = await ask(deployments, {}, limited);
      expect([reply.status, reply.text]).toEqual([429, `{"error":"Rate limit exceeded: ${told}"}`]);
      expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
      for (const path of ["/health", "/metrics", "/docs", "/openapi.json", "/api/health"]) {
        for (let count = 0; count < 4; count += 1) expect((await limited.send("GET", path)).status).toBe(200);
      }
      await limited.stop();
    },
  );

  test("failed authentications and bad bodies count too", async () => {
    const limited = await startService({ RATE_LIMIT: "3/minute", API_AUTH_KEY: "the-key", HOST: "127.0.0.1" });
    const statuses = [];
    for (const headers of [{}, { "x-api-key": "wrong" }, { "x-api-key": "the-key" }, { "x-api-key": "the-key" }]) {
      statuses.push((await ask("{", { headers }, limited)).status);
    }
    expect(statuses).toEqual([401, 401, 422, 429]);
    await limited.stop();
  });

  test("the default is 10/minute", async () => {
    const usual = await startService({ RATE_LIMIT: undefined });
    for (let count = 0; count < 10; count += 1) expect((await ask(deployments, {}, usual)).status).toBe(200);
    expect((await ask(deployments, {}, usual)).text).toBe('{"error":"Rate limit exceeded: 10 per 1 minute"}');
    await usual.stop();
  });
});

test("GET /health: 200 and exactly this", async () => {
  for (const to of [service, guarded]) {
    const reply = await to.send("GET", "/health");
    expect([reply.status, reply.text]).toEqual([200, '{"status":"healthy"}']);
  }
});

test("the documents are open, whole and load nothing from elsewhere", async () => {
  const document = await guarded.send("GET", "/openapi.json");
  expect([document.status, document.json.openapi]).toEqual([200, "3.1.0"]);
  const page = await guarded.send("GET", "/docs");
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
  for (const path of Object.keys(document.json.paths)) expect(page.text).toContain(path);
  expect(page.text).not.toMatch(/<script|src=|https?:\/\//);
});
