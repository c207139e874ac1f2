import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approved, commandsOf, readmePods, say, waiting } from "./conversation.ts";
import { type RunningService, startService } from "./service.ts";

/** The three shapes of a reply of POST /api/sendMessage and the rules that go with them. */
let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const question = "Show recent events in the default namespace";
const events = "kubectl get events -n default --sort-by=.lastTimestamp";
const pasted = { Command: "kubectl get pods -n duploservices-andy", Output: readmePods };
const keysOf = (reply: any) => Object.keys(reply.data).filter((key) => !["findings", "conclusion"].includes(key));

test("200, application/json, `thread_id` is always there", async () => {
  const reply = await service.send("POST", "/api/sendMessage", { body: { content: question } });
  expect(reply.status).toBe(200);
  expect(reply.headers.get("content-type")).toMatch(/^application\/json(;|$)/);
  expect(reply.json.thread_id).toEqual(expect.any(String));
});

describe("R1: a message", () => {
  test("Content is the answer itself; data has Cmds, execute_all (echo), executedCmds: []", async () => {
    const reply = await say(service, { content: question });
    expect(reply.Content).not.toMatch(/^Analysis/);
    expect(keysOf(reply)).toEqual(["Cmds", "execute_all", "executedCmds"]);
    expect(reply.data).toMatchObject({ execute_all: false, executedCmds: [] });
  });

  test("`executedCmds` with `Cmds: []` and a question is R1", async () => {
    const reply = await say(service, { content: "What is the issue?", data: { Cmds: [], executedCmds: [pasted] } });
    expect(reply.Content).not.toMatch(/^Analysis/);
    expect(keysOf(reply)).toEqual(["Cmds", "execute_all", "executedCmds"]);
    expect(reply.data.executedCmds).toEqual([]);
  });

  test("`Cmds` of which nothing runs, and no results, is R1", async () => {
    const reply = await say(service, { content: question, data: { Cmds: [waiting("kubectl get ns")] } });
    expect(keysOf(reply)).toEqual(["Cmds", "execute_all", "executedCmds"]);
  });
});

describe("R2: `Cmds` was not empty and something ran, or `executedCmds` came with it", () => {
  test.each([
    ["something ran", { Cmds: [approved("kubectl get ns")] }, ["kubectl get ns"]],
    ["executedCmds came with it", { Cmds: [waiting("kubectl get ns")], executedCmds: [pasted] }, []],
  ])("%s: Content begins `Analysis of command(s):`, no execute_all in data", async (_case, data, ran) => {
    const reply = await say(service, { content: "approved", data });
    expect(reply.Content.startsWith("Analysis of command(s):\n\n")).toBe(true);
    expect(keysOf(reply)).toEqual(["Cmds", "executedCmds"]);
    expect(commandsOf(reply.data.executedCmds)).toEqual(ran);
  });

  test("`executedCmds` lists what ran in this request only", async () => {
    const thread_id = "this-request-only";
    await say(service, { content: "approved", thread_id, data: { Cmds: [approved("kubectl get ns")] } });
    const reply = await say(service, {
      content: "approved",
      thread_id,
      data: { Cmds: [approved("kubectl get nodes")] },
    });
    expect(commandsOf(reply.data.executedCmds)).toEqual(["kubectl get nodes"]);
  });
});

describe("R3: `execute_all`, and suggestions were run", () => {
  test("Content begins `Analysis:`, data has Cmds, executedCmds, execute_all: true", async () => {
    const reply = await say(service, {
      content: "why is the payments service failing in shop?",
      data: { execute_all: true },
    });
    expect(reply.Content).toMatch(/^Analysis:\n(?!\n)/);
    expect(keysOf(reply)).toEqual(["Cmds", "executedCmds", "execute_all"]);
    expect(reply.data.execute_all).toBe(true);
    expect(reply.data.executedCmds.length).toBeGreaterThan(0);
  });

  test("only what the policy lets run unattended runs; no change of the cluster is among it", async () => {
    const reply = await say(service, {
      content: "List all pods with high restart counts",
      data: { execute_all: true },
    });
    for (const command of reply.data.executedCmds) expect(command.risk).toBe("read");
  });

  test("commands that came in `Cmds` with `execute: false` are included", async () => {
    const reply = await say(service, {
      content: question,
      data: { Cmds: [waiting("kubectl get ns")], execute_all: true },
    });
    expect(commandsOf(reply.data.executedCmds)).toContain("kubectl get ns");
  });

  test("what changes the cluster stays in `Cmds` with `execute: false` and waits for a person", async () => {
    const change = "kubectl delete pod kafka-2 -n data";
    const reply = await say(service, { content: question, data: { Cmds: [waiting(change)], execute_all: true } });
    expect(commandsOf(reply.data.executedCmds)).not.toContain(change);
    expect(reply.data.Cmds.find((command: any) => command.Command === change)).toMatchObject({
      Output: "",
      execute: false,
    });
  });

  test("when both apply, the shape is R2 and `executedCmds` lists everything that ran", async () => {
    const data = { Cmds: [approved("kubectl get ns")], execute_all: true };
    const reply = await say(service, { content: "why is the payments service failing in shop?", data });
    expect(reply.Content.startsWith("Analysis of command(s):\n\n")).toBe(true);
    expect(keysOf(reply)).toEqual(["Cmds", "executedCmds"]);
    expect(commandsOf(reply.data.executedCmds)[0]).toBe("kubectl get ns");
    expect(reply.data.executedCmds.length).toBeGreaterThan(1);
  });
});

describe("suggested commands", () => {
  test("have Command, an empty Output and execute: false", async () => {
    const { data } = await say(service, { content: question });
    expect(data.Cmds.length).toBeGreaterThan(0);
    for (const command of data.Cmds) {
      expect(command).toMatchObject({ Command: expect.stringMatching(/^kubectl /), Output: "", execute: false });
    }
  });

  test("no two of one reply are the same, and their order is the same every time", async () => {
    const ask = async () =>
      commandsOf((await say(service, { content: "Diagnose why my StatefulSet is stuck" })).data.Cmds);
    const [first, second, third] = [await ask(), await ask(), await ask()];
    expect(new Set(first).size).toBe(first.length);
    expect([second, third]).toEqual([first, first]);
  });

  test("a command already answered in the thread is not suggested again", async () => {
    const thread_id = "answered";
    const first = await say(service, { content: question, thread_id });
    expect(commandsOf(first.data.Cmds)).toContain(events);
    await say(service, { content: "approved", thread_id, data: { Cmds: [approved(events)] } });
    const again = await say(service, { content: question, thread_id });
    expect(commandsOf(again.data.Cmds)).not.toContain(events);
  });
});

describe("executed commands", () => {
  test("are the objects that came in, in their order, with Output filled and execute: true", async () => {
    const wanted = [
      "kubectl get ns",
      "kubectl get nodes",
      "kubectl version",
      "kubectl get storageclasses",
      "kubectl get pv",
    ];
    const Cmds = wanted.map((Command, index) => ({ ...approved(Command), index }));
    const reply = await say(service, { content: "approved", data: { Cmds } });
    expect(commandsOf(reply.data.executedCmds)).toEqual(wanted);
    for (const [index, command] of reply.data.executedCmds.entries()) {
      expect(command).toMatchObject({ index, execute: true, Output: expect.stringMatching(/\S$/) });
    }
  });

  test("Output is stdout, trimmed at the end, when kubectl exits 0", async () => {
    const { data } = await say(service, { content: "approved", data: { Cmds: [approved("kubectl get ns")] } });
    expect(data.executedCmds[0].Output).toMatch(/^NAME +STATUS +AGE\n[\s\S]*\S$/);
    expect(data.executedCmds[0]).toMatchObject({ exit_code: 0, truncated: false, duration_ms: expect.any(Number) });
  });

  test("otherwise it is `Error: ` and stderr", async () => {
    const { data } = await say(service, {
      content: "approved",
      data: { Cmds: [approved("kubectl get pod nope -n shop")] },
    });
    const stderr = 'Error from server (NotFound): pods "nope" not found';
    expect(data.executedCmds[0]).toMatchObject({ Output: `Error: ${stderr}`, exit_code: 1, execute: true });
    expect(data.executedCmds[0].stderr.trimEnd()).toBe(stderr);
  });

  test("stderr of a successful command and stdout of a failing one are not lost", async () => {
    const Cmds = [approved("kubectl get pods -n nowhere"), approved("kubectl get namespace shop nope")];
    const { data } = await say(service, { content: "approved", data: { Cmds } });
    expect(data.executedCmds[0]).toMatchObject({ Output: "", exit_code: 0 });
    expect(data.executedCmds[0].stderr).toContain("No resources found in nowhere namespace.");
    expect(data.executedCmds[1]).toMatchObject({
      Output: expect.stringMatching(/^Error: .*"nope" not found$/),
      exit_code: 1,
    });
    expect(data.executedCmds[1].stdout).toMatch(/^NAME.*\nshop /);
  });

  test("a command whose `Output` is already filled is not run again; it counts as an executed result", async () => {
    const thread_id = "filled";
    const filled = { Command: events, Output: "No resources found in default namespace.", execute: true };
    const reply = await say(service, { content: "done", thread_id, data: { Cmds: [filled] } });
    expect(reply.data.executedCmds).toEqual([]);
    const again = await say(service, { content: question, thread_id });
    expect(commandsOf(again.data.Cmds)).not.toContain(events);
  });

  test("secrets do not come out with them", async () => {
    const { data } = await say(service, {
      content: "approved",
      data: { Cmds: [approved("kubectl get secret checkout-database -n shop -o yaml")] },
    });
    expect(data.executedCmds[0].Output).toMatch(/password: .*redacted/i);
  });
});

describe("the user's `content` and rejections count on every path, also when commands are approved in the same message", () => {
  test("content", async () => {
    const reply = await say(service, { content: question, data: { Cmds: [approved("kubectl get nodes")] } });
    expect(commandsOf(reply.data.Cmds).some((command) => /get events.* -n default/.test(command))).toBe(true);
  });

  test("rejections", async () => {
    const RejectedCommands = [{ command: events, reason: "not here" }];
    const reply = await say(service, {
      content: question,
      data: { Cmds: [approved("kubectl get nodes")], RejectedCommands },
    });
    expect(commandsOf(reply.data.Cmds)).not.toContain(events);
  });
});

describe("additive fields", () => {
  test("on a suggested command: reason and risk", async () => {
    const { data } = await say(service, { content: question });
    expect(data.Cmds[0]).toMatchObject({ reason: expect.stringMatching(/\S/), risk: "read" });
  });

  test("on a command that ran: exit_code, stderr, duration_ms, truncated, risk", async () => {
    const { data } = await say(service, { content: "approved", data: { Cmds: [approved("kubectl get ns")] } });
    expect(data.executedCmds[0]).toMatchObject({ risk: "read", exit_code: 0, stderr: "", truncated: false });
    expect(Number.isInteger(data.executedCmds[0].duration_ms)).toBe(true);
  });

  test.each([
    ["kubectl get pods -A; rm -rf /tmp/x"],
    ["kubectl get pods $(touch /tmp/kubetriage-escaped)"],
    ["kubectl get pods && id"],
    ["ls -l"],
    ["kubectl get pods --kubeconfig=/etc/passwd"],
    [""],
  ])(
    "%j approved: blocked with rule and reason, not in executedCmds, back in Cmds, and Content says so",
    async (Command) => {
      const reply = await say(service, { content: "approved", data: { Cmds: [approved(Command)] } });
      expect(reply.data.executedCmds).toEqual([]);
      expect(reply.data.Cmds[0]).toMatchObject({
        Command,
        Output: "",
        execute: false,
        risk: "forbidden",
        blocked: { rule: expect.stringMatching(/\S/), reason: expect.stringMatching(/\S/) },
      });
      expect(reply.Content).toContain(Command);
      expect(reply.Content).toContain(reply.data.Cmds[0].blocked.reason);
    },
  );

  test("data.findings: the failing states with the lines that show them", async () => {
    const reply = await say(service, { content: "What is the issue with my pods?", data: { executedCmds: [pasted] } });
    expect(reply.data.findings.length).toBeGreaterThan(0);
    for (const finding of reply.data.findings) {
      expect(finding).toMatchObject({
        code: expect.stringMatching(/^[a-z0-9-]+$/),
        severity: expect.stringMatching(/^(critical|warning|info)$/),
        object: { kind: expect.any(String), name: expect.any(String) },
        summary: expect.stringMatching(/\S/),
        explains: expect.any(Array),
      });
      expect(finding.evidence.length).toBeGreaterThan(0);
      for (const { command, line, text } of finding.evidence) {
        expect(command).toBe(pasted.Command);
        expect(readmePods.split("\n")[line - 1]).toBe(text);
      }
    }
  });

  test("data.conclusion: verdict, summary, confidence", async () => {
    const { data } = await say(service, { content: question });
    expect(data.conclusion).toMatchObject({
      verdict: expect.stringMatching(/^(cause-found|healthy|undecided|answered)$/),
      summary: expect.stringMatching(/\S/),
      confidence: expect.stringMatching(/^(confirmed|likely|possible)$/),
    });
  });

  test("`undecided` says what would decide it, and that command is in `Cmds`", async () => {
    const reply = await say(service, { content: "Why is my deployment not scaling in the production namespace?" });
    expect(reply.data.conclusion.verdict).toBe("undecided");
    expect(reply.data.Cmds.length).toBeGreaterThan(0);
    expect(reply.Content).toContain(reply.data.Cmds[0].Command);
  });
});

test("`Content`: the first two sentences are the conclusion, with cause and object by name, then the lines that prove it", async () => {
  const reply = await say(service, { content: "What is the issue with my pods?", data: { executedCmds: [pasted] } });
  const [root] = reply.data.findings;
  const opening = reply.Content.split("\n\n")[0];
  expect(opening).toContain(root.object.name);
  expect(reply.Content).toContain(root.evidence[0].text.trim().split(/\s+/)[2]);
  expect(reply.Content).not.toMatch(/^(Sure|Certainly|Of course|Here|Based on|Let me|I )/);
});

test("an output pasted into the message itself is read like one that came as a result, and the reply is a message", async () => {
  const content = `What is the issue?\n\n${readmePods}`;
  const reply = await say(service, { content });
  expect(Object.keys(reply.data)).toContain("execute_all");
  expect(reply.data.executedCmds).toEqual([]);
  expect(reply.data.findings.length).toBeGreaterThan(0);
  expect(reply.data.findings[0].evidence[0].command).toBe("");
  const next = await say(service, { content: "and now?", thread_id: reply.thread_id });
  expect(next.data.findings).toEqual(reply.data.findings);
});
