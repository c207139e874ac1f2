import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { afterEach, describe, expect, test } from "vitest";
import type { Conversation } from "../../../src/core/conversation/message.ts";
import type { Threads } from "../../../src/core/conversation/threads.ts";
import { createTurns } from "../../../src/core/conversation/turns.ts";
import { Fault } from "../../../src/core/faults/fault.ts";
import type { HttpParts } from "../../../src/surfaces/http/http-parts.ts";
import type { HttpSettings } from "../../../src/surfaces/http/http-settings.ts";
import { createMetrics } from "../../../src/surfaces/http/metrics.ts";
import { openApi } from "../../../src/surfaces/http/openapi.ts";
import { paths } from "../../../src/surfaces/http/paths.ts";
import { parseRateLimit } from "../../../src/surfaces/http/rate-limit.ts";
import { createHttpServer } from "../../../src/surfaces/http/server.ts";

const servers: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A surface over a conversation that the test writes; what stands behind the port is not what these cases are about. */
function build(parts: Partial<HttpParts> = {}, settings: Partial<HttpSettings> = {}) {
  const logged: string[] = [];
  const sink = new Writable({ write: (chunk, _encoding, done) => done(void logged.push(String(chunk))) });
  const server = createHttpServer({
    conversation: {
      answer: async ({ threadId, content }) => answer(threadId ?? "new", content),
      resume: async (_caller, threadId) => answer(threadId, "resumed"),
    },
    translator: { translate: async () => ({ command: "kubectl get po", result: null, error: null, fromCache: false }) },
    threads: noThreads,
    turns: noTurns,
    access: async () => ({ reachable: true, message: "Connected to Kubernetes cluster successfully!" }),
    settings: { apiKey: null, rateLimit: [], about: { engine: "e", cluster: "c", version: "0" }, ...settings },
    log: pino({ level: "info" }, sink),
    metrics: createMetrics(),
    ...parts,
  });
  servers.push(server);
  return { server, logged };
}

const answer = (threadId: string, text: string) =>
  ({
    threadId,
    shape: "message",
    text,
    open: [],
    ran: [],
    findings: [],
    conclusion: { verdict: "answered", summary: "s", confidence: "likely" },
    engine: "e",
    turn: storedTurn(text),
  }) as const;

const unused = () => Promise.reject(new Error("not used here"));
const noThreads: Threads = {
  create: unused,
  list: unused,
  read: unused,
  expect: unused,
  rename: unused,
  remove: unused,
  evidence: unused,
};
const noTurns = createTurns({
  conversation: { answer: unused, resume: unused },
  journal: { begin: unused, write: unused, unfinished: unused },
  newId: () => "turn-1",
  after: () => () => {},
});

const storedTurn = (text: string) => ({
  id: "turn-1",
  at: 0,
  question: "q",
  namespace: null,
  rejections: [],
  evidence: [],
  suggestions: [],
  text,
  conclusion: { verdict: "answered", summary: "s", confidence: "likely" } as const,
  engine: "e",
});

const post = (server: FastifyInstance, url: string, payload: unknown, headers = {}) =>
  server.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/json", ...headers },
    payload: JSON.stringify(payload),
  });

test("the paths are these and no others", async () => {
  expect([...paths].map(([path, methods]) => `${methods.join()} ${path}`)).toEqual([
    "POST /api/sendMessage",
    "GET,POST /api/health",
    "POST /kubectl-command",
    "GET /health",
    "GET /metrics",
    "GET /openapi.json",
    "GET /docs",
    "GET,POST /api/v1/threads",
    "DELETE,GET,PATCH /api/v1/threads/:thread",
    "GET /api/v1/threads/:thread/export",
    "POST /api/v1/threads/:thread/messages",
    "GET /api/v1/threads/:thread/turns/:turn",
    "GET /api/v1/threads/:thread/turns/:turn/events",
    "POST /api/v1/threads/:thread/turns/:turn/cancel",
    "POST /api/v1/threads/:thread/turns/:turn/resume",
    "POST /api/v1/threads/:thread/suggestions/:suggestion/approve",
    "POST /api/v1/threads/:thread/suggestions/:suggestion/edit",
    "POST /api/v1/threads/:thread/suggestions/:suggestion/reject",
    "GET /api/v1/threads/:thread/evidence/:evidence",
  ]);
  const { server } = build();
  await server.ready();
  for (const [url, methods] of paths) {
    const served = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
      server.hasRoute({ method: method as "GET", url }),
    );
    expect([url, served.sort()]).toEqual([url, methods]);
  }
});

test("OpenAPI describes every path and method, and every reference of it resolves to a schema", () => {
  const document = openApi("1.2.3");
  expect(
    Object.entries(document.paths).map(([path, item]) => [
      path,
      Object.keys(item).map((method) => method.toUpperCase()),
    ]),
  ).toEqual([...paths].map(([path, methods]) => [path.replace(/:(\w+)/g, "{$1}"), methods]));
  expect(document.info.version).toBe("1.2.3");
  expect(JSON.stringify(document)).not.toContain('"$ref"');
  expect(document.paths["/kubectl-command"]!.post!.requestBody).toMatchObject({
    content: {
      "application/json": {
        schema: {
          required: ["query"],
          properties: { query: { type: "string", minLength: 3 }, execute: { type: "boolean" } },
        },
      },
    },
  });
});

describe("faults and errors of the core", () => {
  const failing = (error: unknown): Partial<HttpParts> => ({
    conversation: { answer: () => Promise.reject(error), resume: () => Promise.reject(error) },
    translator: { translate: () => Promise.reject(error) },
  });

  test("a fault gets its status and its message", async () => {
    const { server } = build(failing(new Fault("model-timeout", "the model did not answer within 60s")));
    const reply = await post(server, "/api/sendMessage", { content: "x" });
    expect([reply.statusCode, reply.json()]).toEqual([504, { error: "the model did not answer within 60s" }]);
  });

  test("anything else is a 500 without internals, and the log has them with the request's id", async () => {
    const { server, logged } = build(failing(new Error("no such table: turns")));
    const reply = await post(server, "/api/sendMessage", { content: "x" }, { "x-request-id": "find-me" });
    expect([reply.statusCode, reply.body]).toEqual([500, '{"error":"Internal Server Error"}']);
    expect(logged.find((line) => line.includes("no such table"))).toContain('"request":"find-me"');
  });
});

describe("a client over a real connection", () => {
  async function listen(server: FastifyInstance): Promise<number> {
    await server.listen({ port: 0, host: "127.0.0.1" });
    return (server.server.address() as AddressInfo).port;
  }
  const send = (port: number) => {
    const sent = request({
      port,
      method: "POST",
      path: "/api/sendMessage",
      headers: { "content-type": "application/json" },
    });
    sent.on("error", () => {});
    sent.end('{"content":"x"}');
    return sent;
  };
  /** A conversation that answers when told to, and tells when it was asked and when its signal was aborted. */
  function waiting() {
    const asked = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const conversation: Conversation = {
      answer: async (_message, signal) => {
        signal.addEventListener("abort", () => aborted.resolve());
        asked.resolve();
        await Promise.race([release.promise, aborted.promise]);
        signal.throwIfAborted();
        return answer("t", "late");
      },
      resume: async () => answer("t", "resumed"),
    };
    return { conversation, asked: asked.promise, aborted: aborted.promise, release: release.resolve };
  }

  test("that goes away aborts the signal, and is counted as 499", async () => {
    const { conversation, asked, aborted } = waiting();
    const { server, logged } = build({ conversation });
    const sent = send(await listen(server));
    await asked;
    sent.destroy();
    await aborted;
    await expect.poll(() => logged.join("")).toContain('"status":499');
  });

  test("under way while the server closes gets its reply", async () => {
    const { conversation, asked, release } = waiting();
    const { server } = build({ conversation });
    const sent = send(await listen(server));
    await asked;
    const closed = server.close();
    release();
    const [reply] = await once(sent, "response");
    expect(reply.statusCode).toBe(200);
    reply.resume();
    await closed;
  });

  test("that waits longer than closing may take is cut off, and its signal aborted", async () => {
    const { conversation, asked, aborted } = waiting();
    const { server } = build({ conversation }, { closeWithinMs: 20 });
    const sent = send(await listen(server));
    const cut = once(sent, "error");
    await asked;
    await server.close();
    await Promise.all([aborted, cut]);
  });
});

test("the address that counts for the rate limit is the proxy's word only when the proxy is trusted", async () => {
  const ask = async (server: FastifyInstance, from: string) =>
    (await post(server, "/kubectl-command", { query: "list nodes" }, { "x-forwarded-for": from })).statusCode;
  const limit = { rateLimit: parseRateLimit("1/minute") };
  const untrusting = build({}, limit).server;
  expect([await ask(untrusting, "192.0.2.1"), await ask(untrusting, "192.0.2.2")]).toEqual([200, 429]);
  const trusting = build({}, { ...limit, trustProxy: ["127.0.0.1"] }).server;
  expect([
    await ask(trusting, "192.0.2.1"),
    await ask(trusting, "192.0.2.2"),
    await ask(trusting, "192.0.2.1"),
  ]).toEqual([200, 200, 429]);
});

test("a log line has neither headers nor the query", async () => {
  const { server, logged } = build({}, { apiKey: "s3cret" });
  await server.inject({
    url: "/api/health?data.kubeconfig=czNjcmV0",
    headers: { "x-api-key": "s3cret", cookie: "s3cret" },
  });
  await server.inject({ url: "/nope?key=s3cret", headers: { authorization: "Bearer s3cret" } });
  await expect.poll(() => logged.length).toBe(2);
  expect(logged.join("")).not.toMatch(/s3cret|czNjcmV0/);
  expect(JSON.parse(logged[0]!)).toMatchObject({ method: "GET", handler: "/api/health", msg: "request" });
});
