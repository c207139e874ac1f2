import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approved, commandsOf, comparable, say, tell, waiting } from "./conversation.ts";
import { type RunningService, startService } from "./service.ts";

/** The table of request fields of POST /api/sendMessage. */
let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const question = "Show recent events in the default namespace";
const events = "kubectl get events -n default --sort-by=.lastTimestamp";
const kubeconfigFor = (server: string) =>
  Buffer.from(
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "c", cluster: { server } }],
      users: [{ name: "u", user: { token: "t" } }],
      contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
      "current-context": "x",
    }),
  ).toString("base64");

describe("`content`", () => {
  test.each([
    ["is missing", {}],
    ["is written Content", { Content: "hello" }],
    ["is missing beside everything else", { data: { Cmds: [approved("kubectl get ns")] }, thread_id: "x" }],
  ])("%s: 400 Missing 'content' field in request body", async (_case, body) => {
    const reply = await tell(service, body);
    expect(reply.status).toBe(400);
    expect(reply.text).toBe(`{"error":"Missing 'content' field in request body"}`);
  });

  test("may be empty when `Cmds` carry something", async () => {
    const reply = await say(service, { content: "", data: { Cmds: [approved("kubectl get namespaces")] } });
    expect(commandsOf(reply.data.executedCmds)).toEqual(["kubectl get namespaces"]);
  });

  test("may be empty when `executedCmds` carry something", async () => {
    const executedCmds = [{ Command: "kubectl get pods -n x", Output: "No resources found in x namespace." }];
    await say(service, { content: "", data: { executedCmds } });
  });

  test("empty with nothing else is a 400 that says so", async () => {
    const reply = await tell(service, { content: "", data: { Cmds: [], executedCmds: [] } });
    expect([reply.status, Object.keys(reply.json)]).toEqual([400, ["error"]]);
    expect(reply.json.error).toContain("'content'");
  });
});

describe("`thread_id`", () => {
  test("unknown id: a new thread with that id", async () => {
    expect((await say(service, { content: question, thread_id: "never-seen-before" })).thread_id).toBe(
      "never-seen-before",
    );
  });

  test.each([
    ["missing", {}],
    ["null", { thread_id: null }],
    ["empty", { thread_id: "" }],
  ])("%s: the server makes one, another one each time", async (_case, more) => {
    const ids = [
      (await say(service, { content: question, ...more })).thread_id,
      (await say(service, { content: question, ...more })).thread_id,
    ];
    expect(ids[0]).toMatch(/^\S{8,}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test("it is an id and never a path", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kubetriage-test-"));
    const other = await startService({ KUBETRIAGE_DATA_DIR: join(folder, "data") }, { folder });
    const before = readdirSync(folder);
    for (const thread_id of ["../../escaped", "/tmp/escaped-absolute", "a/../../b", "..", "nul\u0000x", "a\nb"]) {
      expect((await say(other, { content: question, thread_id })).thread_id).toBe(thread_id);
    }
    expect(readdirSync(folder).filter((name) => name !== ".kube")).toEqual(before);
    expect(existsSync("/tmp/escaped-absolute")).toBe(false);
    await other.stop();
  });
});

describe("`data.Cmds[]`", () => {
  test("unknown keys survive and are echoed", async () => {
    const mine = { id: 7, nested: { list: [1, "a", null] }, "": "empty key", files: { "a.yaml": "x" } };
    const reply = await say(service, {
      content: "approved",
      data: {
        Cmds: [
          { ...approved("kubectl get namespaces"), ...mine },
          { ...approved("kubectl get pods; id"), ...mine },
        ],
      },
    });
    expect(reply.data.executedCmds[0]).toMatchObject({ ...mine, Command: "kubectl get namespaces", execute: true });
    expect(reply.data.Cmds[0]).toMatchObject({ ...mine, Command: "kubectl get pods; id", execute: false });
  });

  test("`execute` missing means false", async () => {
    const reply = await say(service, { content: question, data: { Cmds: [{ Command: "kubectl get namespaces" }] } });
    expect(reply.data.executedCmds).toEqual([]);
  });

  test.each([["false"], ["true"], [1], [0], [null], [[]], [{}]])(
    "`execute`: %j is a 400, not a yes",
    async (execute) => {
      const reply = await tell(service, { content: "x", data: { Cmds: [{ Command: "kubectl get ns", execute }] } });
      expect(reply.status).toBe(400);
      expect(reply.json.error).toMatch(/^'data\.Cmds\[0\]\.execute' must be a boolean, got /);
    },
  );
});

describe("`data.execute_all`", () => {
  test.each([["false"], ["true"], [1], [0], [null], [[]], [{}]])("%j is a 400, not a yes", async (execute_all) => {
    const reply = await tell(service, { content: question, data: { execute_all } });
    expect(reply.status).toBe(400);
    expect(reply.json.error).toMatch(/^'data\.execute_all' must be a boolean, got /);
  });

  test("default false: nothing runs, and the reply echoes it", async () => {
    const reply = await say(service, { content: question });
    expect(reply.data).toMatchObject({ execute_all: false, executedCmds: [] });
  });
});

test("`data.executedCmds[]`: entries with a blank Output are skipped", async () => {
  const with_ = (Output: string) =>
    say(service, { content: question, data: { executedCmds: [{ Command: events, Output }] } });
  expect(commandsOf((await with_(" \n")).data.Cmds)).toContain(events);
  expect(commandsOf((await with_("No resources found in default namespace.")).data.Cmds)).not.toContain(events);
});

describe("`data.kubeconfig`", () => {
  const namespaces = { Cmds: [approved("kubectl get namespaces")] };
  const outputOf = (reply: any) => reply.data.executedCmds[0].Output as string;

  test("is kept for this thread; a later one replaces it; other threads are not touched", async () => {
    const thread_id = "with-kubeconfig";
    const kubeconfig = kubeconfigFor("https://127.0.0.1:1");
    const first = await say(service, { content: "go", thread_id, data: { ...namespaces, kubeconfig } });
    expect(outputOf(first)).toMatch(/^Error: .*127\.0\.0\.1:1\b/s);
    expect(outputOf(await say(service, { content: "again", thread_id, data: namespaces }))).toContain("127.0.0.1:1");
    const replaced = { ...namespaces, kubeconfig: kubeconfigFor("https://127.0.0.1:2") };
    expect(outputOf(await say(service, { content: "other", thread_id, data: replaced }))).toMatch(/127\.0\.0\.1:2\b/);
    expect(outputOf(await say(service, { content: "again", thread_id, data: namespaces }))).toMatch(/127\.0\.0\.1:2\b/);
    expect(outputOf(await say(service, { content: "elsewhere", data: namespaces }))).toMatch(/^NAME /);
  });

  test("only inside `data`: at the top level it is not looked at", async () => {
    const kubeconfig = kubeconfigFor("https://127.0.0.1:1");
    expect(outputOf(await say(service, { content: "go", kubeconfig, data: namespaces }))).toMatch(/^NAME /);
  });

  test.each([
    ["is the README's placeholder", "base64-encoded-kubeconfig-content"],
    ["is not base64", "not base64!"],
    ["is base64 of no YAML", Buffer.from(": : :\n\t- ]").toString("base64")],
    ["is base64 of something else", Buffer.from("just words").toString("base64")],
    ["is base64 of bytes", Buffer.from([0xff, 0xfe, 0]).toString("base64")],
    ["names no cluster", Buffer.from("apiVersion: v1\nkind: Config\n").toString("base64")],
    [
      "runs a program",
      Buffer.from(
        JSON.stringify({
          apiVersion: "v1",
          kind: "Config",
          clusters: [{ name: "c", cluster: { server: "https://127.0.0.1:1" } }],
          users: [{ name: "u", user: { exec: { apiVersion: "client.authentication.k8s.io/v1", command: "id" } } }],
          contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
          "current-context": "x",
        }),
      ).toString("base64"),
    ],
  ])(
    "that %s is a 400, never falls back to the server's own cluster, and changes nothing",
    async (_case, kubeconfig) => {
      const thread_id = `bad-kubeconfig-${_case}`;
      const reply = await tell(service, { content: "go", thread_id, data: { ...namespaces, kubeconfig } });
      expect([reply.status, Object.keys(reply.json)]).toEqual([400, ["error"]]);
      expect(reply.json.error).toMatch(/kubeconfig/i);
      const after = await say(service, { content: question, thread_id });
      expect(comparable(after)).toEqual(comparable(await say(service, { content: question })));
    },
  );
});

test("`data.RejectedCommands[]`: what was refused is taken into account", async () => {
  const thread_id = "rejecting";
  const first = await say(service, { content: question, thread_id });
  expect(commandsOf(first.data.Cmds)).toContain(events);
  const RejectedCommands = [{ command: events, reason: "events are switched off here" }];
  const second = await say(service, { content: question, thread_id, data: { RejectedCommands } });
  expect(commandsOf(second.data.Cmds)).not.toContain(events);
  const third = await say(service, { content: question, thread_id });
  expect(commandsOf(third.data.Cmds)).not.toContain(events);
});

test("`platform_context.k8s_namespace`: the default namespace of this message", async () => {
  const data = { Cmds: [approved("kubectl get statefulsets")] };
  const reply = await say(service, { content: "go", data, platform_context: { k8s_namespace: "data" } });
  expect(reply.data.executedCmds[0].Output).toContain("postgres");
  const without = await say(service, { content: "go", data });
  expect(without.data.executedCmds[0].Output).not.toContain("postgres");
});

describe("`pastMessages[]`", () => {
  const answered = { Command: events, Output: "No resources found in default namespace." };

  test.each([
    ["userMsg.data.executedCmds", { userMsg: { content: "q", data: { executedCmds: [answered] } } }],
    ["agentResponse.data.executedCmds", { agentResponse: { content: "a", data: { executedCmds: [answered] } } }],
    ["nextMsgContext", { nextMsgContext: [{ type: "userTerminal", command: answered }] }],
    [
      "userMsg.data.RejectedCmds",
      { userMsg: { content: "q", data: { RejectedCmds: [{ Command: events, reason: "no" }] } } },
    ],
  ])("%s counts: what it answers is not suggested again", async (_case, past) => {
    const reply = await say(service, { content: question, pastMessages: [past] });
    expect(commandsOf(reply.data.Cmds)).not.toContain(events);
  });

  test("when the key is a list it replaces the server's history of the thread", async () => {
    const thread_id = "history";
    await say(service, { content: question, thread_id, data: { executedCmds: [answered] } });
    expect(commandsOf((await say(service, { content: question, thread_id })).data.Cmds)).not.toContain(events);
    const replaced = await say(service, { content: question, thread_id, pastMessages: [] });
    expect(commandsOf(replaced.data.Cmds)).toContain(events);
    expect(commandsOf((await say(service, { content: question, thread_id })).data.Cmds)).toContain(events);
  });

  test("nothing in it is ever executed and nothing in it sets `execute_all`", async () => {
    const command = { ...approved("kubectl get namespaces"), execute: true };
    const data = { Cmds: [command], executedCmds: [command], execute_all: true };
    const past = {
      userMsg: { content: "q", data },
      agentResponse: { content: "a", data },
      nextMsgContext: [{ type: "userTerminal", command }],
    };
    const reply = await say(service, { content: question, pastMessages: [past, past] });
    expect(reply.data).toMatchObject({ execute_all: false, executedCmds: [] });
  });

  test("a part of the wrong type is a 400 that names it", async () => {
    const pastMessages = [{ userMsg: { content: "q", data: { executedCmds: [{ Command: 5, Output: "x" }] } } }];
    const reply = await tell(service, { content: question, pastMessages });
    expect(reply.status).toBe(400);
    expect(reply.json.error).toContain(
      "'pastMessages[0].userMsg.data.executedCmds[0].Command' must be a string, got 5",
    );
  });
});

test("fields that the contract does not know are let through", async () => {
  const unknown = { a: 1, b: [], c: {} };
  await say(service, {
    content: question,
    ...unknown,
    data: { ...unknown, Cmds: [{ ...waiting("kubectl get ns"), ...unknown }] },
  });
});
