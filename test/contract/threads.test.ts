import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { approved, commandsOf, say } from "./conversation.ts";
import { type RunningService, startService } from "./service.ts";

/**
 * Order and patience of threads. kubectl is stood in for by a program that notes its arguments and, when asked for
 * `configmaps`, waits until the test opens a gate: how long a cluster takes is what these cases are about.
 */
const folder = mkdtempSync(join(tmpdir(), "kubetriage-test-"));
const notes = join(folder, "notes");
const gate = join(folder, "gate");
const kubectl = join(folder, "kubectl");
let service: RunningService;
beforeAll(async () => {
  writeFileSync(notes, "");
  const script = [
    "#!/bin/sh",
    `case "$*" in *configmaps*) echo begin configmaps >> ${notes}; while [ ! -e ${gate} ]; do sleep 0.05; done ;; esac`,
    `echo "$*" | tr ' ' '\\n' | grep -E '^(configmaps|secrets|services|nodes)$' >> ${notes}`,
    "echo NAME",
  ];
  writeFileSync(kubectl, script.join("\n"), { mode: 0o755 });
  service = await startService({ KUBETRIAGE_KUBECTL: kubectl });
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (thread_id: string, ...commands: string[]) =>
  say(service, { content: "approved", thread_id, data: { Cmds: commands.map(approved) } });
const noted = () => readFileSync(notes, "utf8").trim().split("\n");

test("one thread answers one message at a time, in order of arrival; different threads never wait for each other", async () => {
  const finished: string[] = [];
  const slow = run("busy", "kubectl get configmaps").then(() => finished.push("slow"));
  await expect.poll(noted).toContain("begin configmaps");
  const second = run("busy", "kubectl get services").then(() => finished.push("second"));
  const third = run("busy", "kubectl get nodes").then(() => finished.push("third"));
  await run("free", "kubectl get nodes");
  await run("free", "kubectl get nodes");
  expect(finished).toEqual([]);
  expect(noted()).not.toContain("services");
  writeFileSync(gate, "");
  await Promise.all([slow, second, third]);
  expect(finished).toEqual(["slow", "second", "third"]);
});

test("a command in a message is run once, and the results come in the order asked, whichever ends first", async () => {
  const wanted = ["kubectl get services", "kubectl get nodes", "kubectl get configmaps"];
  const before = noted().length;
  const reply = await run("ordered", ...wanted);
  expect(commandsOf(reply.data.executedCmds)).toEqual(wanted);
  expect(
    noted()
      .slice(before)
      .filter((line) => !line.startsWith("begin"))
      .sort(),
  ).toEqual(["configmaps", "nodes", "services"]);
});

test("a client that goes away while its message is answered leaves the thread as it was, and the service serves on", async () => {
  rmSync(gate);
  const before = noted().length;
  const controller = new AbortController();
  const body = { content: "approved", thread_id: "left", data: { Cmds: [approved("kubectl get configmaps")] } };
  const left = service
    .send("POST", "/api/sendMessage", { body, signal: controller.signal })
    .catch((error) => error.name);
  await expect.poll(() => noted().length).toBeGreaterThan(before);
  controller.abort();
  expect(await left).toBe("AbortError");
  const next = await run("left", "kubectl get services");
  expect(commandsOf(next.data.executedCmds)).toEqual(["kubectl get services"]);
  writeFileSync(gate, "");
});

test("SIGTERM lets a message under way finish; its reply arrives and the process ends with 0", async () => {
  rmSync(gate, { force: true });
  const ending = await startService({ KUBETRIAGE_KUBECTL: kubectl });
  const before = noted().length;
  const body = { content: "approved", data: { Cmds: [approved("kubectl get configmaps")] } };
  const reply = ending.send("POST", "/api/sendMessage", { body });
  await expect.poll(() => noted().length).toBeGreaterThan(before);
  const ended = ending.stop("SIGTERM");
  await expect.poll(() => ending.printed()).toContain("ending");
  writeFileSync(gate, "");
  expect((await reply).json.data.executedCmds[0]).toMatchObject({ Output: "NAME", execute: true });
  expect(await ended).toBe(0);
});

test("threads and what was answered in them are there after a restart", async () => {
  const data = join(folder, "data");
  const content = "List my pods in the shop namespace";
  const first = await startService({ KUBETRIAGE_DATA_DIR: data });
  await say(first, { content: "approved", thread_id: "kept", data: { Cmds: [approved("kubectl get pods -n shop")] } });
  await first.stop();
  const second = await startService({ KUBETRIAGE_DATA_DIR: data });
  const reply = await say(second, { content, thread_id: "kept" });
  expect(commandsOf(reply.data.Cmds)).not.toContain("kubectl get pods -n shop");
  expect(commandsOf((await say(second, { content, thread_id: "new" })).data.Cmds)).toContain(
    "kubectl get pods -n shop",
  );
  await second.stop();
});

test("kubectl missing: suggestions still work and every run says `kubectl command not found`", async () => {
  const bare = await startService({ KUBETRIAGE_KUBECTL: "/nonexistent/kubectl" });
  const suggested = await say(bare, { content: "List my pods in the shop namespace" });
  expect(commandsOf(suggested.data.Cmds)).toContain("kubectl get pods -n shop");
  const Cmds = [approved("kubectl get pods -n shop"), approved("kubectl get ns")];
  const ran = await say(bare, { content: "approved", data: { Cmds } });
  for (const command of ran.data.executedCmds) {
    expect(command).toMatchObject({ Output: "Error: kubectl command not found", execute: true, exit_code: null });
  }
  expect(ran.data.executedCmds).toHaveLength(2);
  const all = await say(bare, { content: "why is checkout failing?", data: { execute_all: true } });
  expect(all.thread_id).toEqual(expect.any(String));
  await bare.stop();
});
