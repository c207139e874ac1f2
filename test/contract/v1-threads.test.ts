import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  evidence as evidenceReply,
  threadPage,
  thread as threadReply,
} from "../../src/surfaces/http/v1/reply-schemas.ts";
import { type RunningService, startService } from "./service.ts";
import { expectStatus, newThread, openStream } from "./v1-client.ts";

const keys = { one: "key-one-3fb1", two: "key-two-91ac" };
const own = { "x-api-key": keys.one };
const other = { "x-api-key": keys.two };
const named = "key-named-77d0";
const folder = mkdtempSync(join(tmpdir(), "kubetriage-v1-threads-"));
const database = join(folder, "data", "threads.db");
let service: RunningService;
beforeAll(async () => {
  const policy = join(folder, "policy.yaml");
  const entries = Object.entries({ ...keys, named }).map(
    ([name, key]) => `  - name: ${name}\n    keySha256: ${createHash("sha256").update(key).digest("hex")}\n`,
  );
  writeFileSync(policy, `keys:\n${entries.join("")}`);
  service = await startService({ KUBETRIAGE_POLICY: policy, API_AUTH_KEY: "key-of-all" }, { folder });
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = own) =>
  service.send(method, path, { headers, ...(body !== undefined && { body }) });
const listed = async (headers: Record<string, string> = own, query = "") =>
  (await expectStatus(200, send("GET", `/api/v1/threads${query}`, undefined, headers))) as {
    threads: { id: string; title: string }[];
    next: string | null;
  };
const ask = async (thread: string, body: unknown, path = "messages") =>
  (await expectStatus(200, send("POST", `${thread}/${path}`, body))).turn;

test("a thread is made, named, listed last used first, page by page, and exported whole", async () => {
  const made: string[] = [];
  for (const title of ["first", "second", "third"])
    made.push(threadReply.parse(await expectStatus(201, send("POST", "/api/v1/threads", { title }))).id);
  await ask(`/api/v1/threads/${made[0]}`, { content: "hello" });
  const expected = [made[0], made[2], made[1]];
  const ids: string[] = [];
  for (let query = "?limit=2", page = 0; page < 5; page += 1) {
    const { threads, next } = threadPage.parse(await listed(own, query));
    ids.push(...threads.map(({ id }) => id));
    if (next === null) break;
    query = `?limit=2&after=${next}`;
  }
  expect(ids.filter((id) => made.includes(id))).toEqual(expected);
  expect(new Set(ids).size).toBe(ids.length);
  const renamed = await expectStatus(200, send("PATCH", `/api/v1/threads/${made[1]}`, { title: "renamed" }));
  expect(renamed.title).toBe("renamed");
  const whole = await expectStatus(200, send("GET", `/api/v1/threads/${made[0]}/export`));
  expect(whole).toMatchObject({ id: made[0], title: "first", turns: [{ question: "hello" }] });
});

test("a thread of the old contract is one of these, called by its first question", async () => {
  const body = { content: "why is\n checkout failing?", thread_id: "old/../one", data: {} };
  await expectStatus(200, send("POST", "/api/sendMessage", body));
  expect((await listed()).threads[0]).toMatchObject({ id: "old/../one", title: "why is checkout failing?" });
  const whole = await expectStatus(200, send("GET", `/api/v1/threads/${encodeURIComponent("old/../one")}`));
  expect(whole.turns[0].suggestions.length).toBeGreaterThan(0);
});

describe("what belongs to one key", () => {
  test("is not found by any other, on any path", async () => {
    const thread = await newThread(service, own);
    const turn = await ask(thread, { content: "why is checkout failing?", execute_all: true });
    const [suggestion, evidence] = [turn.suggestions[0].id, turn.commands[0].evidence];
    const paths: [string, string][] = [
      ["GET", ""],
      ["GET", "/export"],
      ["POST", "/messages"],
      ["GET", `/turns/${turn.id}`],
      ["GET", `/turns/${turn.id}/events`],
      ["POST", `/turns/${turn.id}/cancel`],
      ["POST", `/turns/${turn.id}/resume`],
      ["POST", `/suggestions/${suggestion}/approve`],
      ["POST", `/suggestions/${suggestion}/edit`],
      ["POST", `/suggestions/${suggestion}/reject`],
      ["GET", `/evidence/${evidence}`],
      ["PATCH", ""],
      ["DELETE", ""],
    ];
    const body = { content: "x", command: "kubectl get pods", title: "mine" };
    for (const [method, path] of paths)
      for (const headers of [other, { "x-api-key": "key-of-all" }]) {
        const reply = await send(method, thread + path, method === "GET" ? undefined : body, headers);
        expect([method, path, reply.status]).toEqual([method, path, 404]);
      }
    for (const [method, path] of paths)
      expect((await send(method, thread + path, undefined, {})).status, `${method} ${path}`).toBe(401);
    expect((await listed(other)).threads).toEqual([]);
    await expectStatus(200, send("GET", thread));
  });

  test("may have the same id as that of another one, and says nothing of it", async () => {
    for (const [headers, content] of [
      [own, "mine"],
      [other, "yours"],
    ] as const)
      await expectStatus(200, send("POST", "/api/sendMessage", { content, thread_id: "same" }, headers));
    const read = async (headers: Record<string, string>) =>
      (await expectStatus(200, send("GET", "/api/v1/threads/same", undefined, headers))).turns[0].question;
    expect([await read(own), await read(other)]).toEqual(["mine", "yours"]);
    await expectStatus(404, send("GET", `/api/v1/threads/${encodeURIComponent("key/two/same")}`));
  });
});

describe("a suggestion", () => {
  const suggested = async () => {
    const thread = await newThread(service, own);
    const turn = await ask(thread, { content: "Show me the pods in namespace shop" });
    return { thread, suggestion: turn.suggestions[0] };
  };
  const stateOf = async (thread: string, id: string) =>
    (await expectStatus(200, send("GET", thread))).turns
      .flatMap((turn: any) => turn.suggestions)
      .find((one: any) => one.id === id).state;

  test("runs when it is approved, once", async () => {
    const { thread, suggestion } = await suggested();
    const turn = await ask(thread, { command: suggestion.command }, `suggestions/${suggestion.id}/approve`);
    expect(turn.commands).toMatchObject([{ command: suggestion.command, exit_code: 0 }]);
    expect(await stateOf(thread, suggestion.id)).toBe("ran");
    await expectStatus(409, send("POST", `${thread}/suggestions/${suggestion.id}/approve`));
  });

  test("does not lend its approval to another command", async () => {
    const { thread, suggestion } = await suggested();
    const body = { command: "kubectl delete namespace shop" };
    await expectStatus(409, send("POST", `${thread}/suggestions/${suggestion.id}/approve`, body));
    expect(await stateOf(thread, suggestion.id)).toBe("open");
  });

  test("that is edited runs as it was edited, if the policy lets it", async () => {
    const { thread, suggestion } = await suggested();
    const path = `suggestions/${suggestion.id}/edit`;
    const refused = await ask(thread, { command: "kubectl get pods --server=https://example.org" }, path);
    expect(refused.commands).toEqual([]);
    expect(refused.not_run).toMatchObject([{ verdict: "refuse" }]);
    const turn = await ask(thread, { command: "kubectl get nodes" }, path);
    expect(turn.commands).toMatchObject([{ command: "kubectl get nodes", exit_code: 0 }]);
    expect(await stateOf(thread, suggestion.id)).toBe("edited");
  });

  test("that is rejected is not suggested again", async () => {
    const { thread, suggestion } = await suggested();
    const turn = await ask(thread, { reason: "too slow" }, `suggestions/${suggestion.id}/reject`);
    expect(turn.rejections).toEqual([{ command: suggestion.command, reason: "too slow" }]);
    expect(turn.suggestions.map(({ command }: any) => command)).not.toContain(suggestion.command);
    expect(await stateOf(thread, suggestion.id)).toBe("rejected");
  });

  test("is approved, edited or rejected together with others in one message", async () => {
    const thread = await newThread(service, own);
    const { suggestions } = await ask(thread, { content: "why is checkout failing?" });
    const [first, second, third] = suggestions.map(({ id }: any) => id);
    const turn = await ask(thread, {
      approve: [{ suggestion: first }],
      edit: [{ suggestion: second, command: "kubectl get nodes" }],
      reject: [{ suggestion: third, reason: "no" }],
    });
    expect(turn.commands.map(({ command }: any) => command)).toEqual([suggestions[0].command, "kubectl get nodes"]);
    expect(turn.rejections).toHaveLength(1);
  });
});

describe("evidence", () => {
  let path: string;
  beforeAll(async () => {
    const thread = await newThread(service, own);
    const turn = await ask(thread, { commands: [{ command: "kubectl get pods -n shop" }] });
    path = `${thread}/evidence/${turn.commands[0].evidence}`;
  });
  const lines = async (query: string) => {
    const reply = evidenceReply.parse(await expectStatus(200, send("GET", path + query)));
    return reply.content.map(({ line }) => line);
  };

  test("is read by lines that keep their numbers", async () => {
    expect(await lines("?from=2&to=4")).toEqual([2, 3, 4]);
    expect(await lines("?from=999999")).toEqual([]);
    const found = await expectStatus(200, send("GET", `${path}?search=${encodeURIComponent("^checkout-.*Crash")}`));
    expect(found.content.length).toBeGreaterThan(1);
    for (const { line, text } of found.content)
      expect((await lines(`?from=${line}&to=${line}`)) && text).toMatch(/^checkout-/);
  });

  test.each([
    "?from=0",
    "?to=x",
    "?from=5&to=4",
    "?search=(",
    "?stream=both",
    "?from=1&from=2",
    `?search=${"x".repeat(501)}`,
  ])("asked for with %s is a 400 that says why", async (query) => {
    const { error } = await expectStatus(400, send("GET", path + query));
    expect(error).toMatch(/^'(from|to|search|stream)'/);
  });

  test("is searched in linear time, whatever the pattern", async () => {
    expect(await lines(`?search=${encodeURIComponent("^(([a-z])+.)+[A-Z]([a-z])+$")}`)).toBeDefined();
  });
});

test("a deleted thread leaves nothing behind: no turn, no output, no kubeconfig, no journal, no events", async () => {
  const kubeconfig = Buffer.from(
    "apiVersion: v1\nkind: Config\ncurrent-context: c\ncontexts: [{name: c, context: {cluster: c, user: u}}]\nclusters: [{name: c, cluster: {server: 'https://192.0.2.1:6443'}}]\nusers: [{name: u, user: {token: deleted-with-the-thread}}]\n",
  ).toString("base64");
  const { id } = await expectStatus(201, send("POST", "/api/v1/threads", { kubeconfig, title: "to-be-deleted" }));
  const thread = `/api/v1/threads/${id}`;
  const stream = await openStream(service, `${thread}/messages`, { content: "hello, remember me" }, own);
  const events = await stream.rest();
  const { turn } = events[0]!.data;
  await expectStatus(200, send("GET", thread));
  expect((await send("DELETE", thread)).status).toBe(204);
  await expectStatus(404, send("DELETE", thread));
  for (const path of ["", `/turns/${turn}`, `/turns/${turn}/events`, "/export"])
    expect((await send("GET", thread + path)).status, path).toBe(404);
  const file = new DatabaseSync(database, { readOnly: true });
  for (const table of ["threads", "turns", "open_turns", "steps"]) {
    const column = table === "threads" ? "id" : "thread_id";
    expect(file.prepare(`select count(*) as count from ${table} where ${column} like ?`).get(`%${id}`)).toEqual({
      count: 0,
    });
  }
  file.close();
  for (const name of readdirSync(join(folder, "data")))
    expect(readFileSync(join(folder, "data", name)).includes("deleted-with-the-thread"), name).toBe(false);
});
