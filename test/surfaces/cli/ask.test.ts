import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../../../src/surfaces/cli/ask.ts";
import { createMessageClient, type MessageClient, type WireRequest } from "../../../src/surfaces/cli/message-client.ts";
import type { Terminal } from "../../../src/surfaces/cli/terminal.ts";
import { type RunningService, startService } from "../../contract/service.ts";

const entry = join(import.meta.dirname, "../../../src/main/cli.ts");
let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** A person who types these answers, then closes the terminal; everything shown is kept. */
function person(...answers: string[]): Terminal & { shown(): string } {
  const shown: string[] = [];
  return {
    interactive: true,
    columns: 120,
    write: (text) => void shown.push(text),
    paint: (_, text) => text,
    ask: async (prompt) => {
      shown.push(prompt);
      return answers.shift() ?? null;
    },
    close: () => {},
    shown: () => shown.join("\n"),
  };
}

/** The real client, with what it sent kept. */
function client(namespace: string | null = null): MessageClient & { sent: WireRequest[] } {
  const real = createMessageClient({ server: service.url, apiKey: null, namespace, kubeconfig: null, threadId: null });
  const sent: WireRequest[] = [];
  return {
    sent,
    send: (request) => {
      sent.push(request);
      return real.send(request);
    },
  };
}

const question = "Check for failed pods in kube-system";

test("a command that the person runs is approved, shown folded, and analysed", async () => {
  const [terminal, speaking] = [person("r", "q"), client()];
  await ask(speaking, terminal, { question, unattended: false });
  expect(speaking.sent[1]).toMatchObject({ Cmds: [{ Command: "kubectl get pods -n kube-system", execute: true }] });
  expect(terminal.shown()).toMatch(/✓ kubectl get pods -n kube-system \d+ ms\n {2}│ NAME/);
  expect(terminal.shown()).toMatch(/└ \d+ more lines \(o shows them\)/);
  expect(terminal.shown()).toContain("CrashLoopBackOff");
});

test("an edited command runs as edited", async () => {
  const [terminal, speaking] = [person("e", "kubectl get pods -n shop", "q"), client()];
  await ask(speaking, terminal, { question, unattended: false });
  expect(speaking.sent[1]?.Cmds).toMatchObject([{ Command: "kubectl get pods -n shop", execute: true }]);
  expect(terminal.shown()).toContain("✓ kubectl get pods -n shop");
});

test("a rejection goes with its reason, and the command is not suggested again", async () => {
  const [terminal, speaking] = [person("j", "that namespace is off limits", "q"), client()];
  await ask(speaking, terminal, { question, unattended: false });
  expect(speaking.sent[1]).toMatchObject({
    RejectedCommands: [{ command: "kubectl get pods -n kube-system", reason: "that namespace is off limits" }],
  });
  expect(terminal.shown().split(" kubectl get pods -n kube-system  [").length - 1).toBe(1);
});

test("all reads approves the reads that are left and no change", async () => {
  const [terminal, speaking] = [person("a", "q"), client()];
  await ask(speaking, terminal, { question: "why is checkout failing?", unattended: false });
  const approved = speaking.sent[1]?.Cmds ?? [];
  expect(approved.length).toBeGreaterThan(1);
  expect(approved.every((command) => command.execute)).toBe(true);
});

test("all reads leaves a change to be asked for", async () => {
  const [terminal, speaking] = [person("a", "q"), client("shop")];
  await ask(speaking, terminal, { question: "scale cart to 5", unattended: false });
  expect(terminal.shown()).toMatch(/\[write\]/);
  expect((speaking.sent[1]?.Cmds ?? []).map((command) => command.Command).join()).not.toContain("scale");
});

test("the end of the input ends the conversation and runs nothing", async () => {
  const [terminal, speaking] = [person(), client()];
  await ask(speaking, terminal, { question, unattended: false });
  expect(speaking.sent).toHaveLength(1);
});

test("a running server can be asked with --yes, and what a terminal would obey is shown instead", async () => {
  const run = promisify(execFile)(process.execPath, [entry, "ask", "--yes", "--server", service.url, question], {
    env: { PATH: process.env.PATH },
  });
  const { stdout } = await run;
  expect(stdout).toContain("✓ kubectl get pods -n kube-system");
  expect(stdout).not.toContain("\u001b");
});

test.each<[string, string[], RegExp]>([
  ["no question", [], /A question was expected/],
  ["an unknown option", ["--colour", "x"], /--colour/],
  ["a server that is no URL", ["--server", "nowhere", "x"], /--server "nowhere"/],
  ["a server that does not answer", ["--server", "http://127.0.0.1:1", "x"], /No kubetriage server answers/],
  [
    "a kubeconfig that is not there",
    ["--server", "http://127.0.0.1:1", "--kubeconfig", "/none", "x"],
    /--kubeconfig "\/none"/,
  ],
])("%s is told in a sentence, without a stack", async (_, args, message) => {
  const failure = await promisify(execFile)(process.execPath, [entry, "ask", ...args], {
    env: { PATH: process.env.PATH },
  }).catch((error) => error);
  expect(failure.code).toBe(2);
  expect(failure.stderr).toMatch(message);
  expect(failure.stderr).not.toMatch(/\n\s+at /);
});

test("it starts what it needs when no server is named, and leaves nothing running", async () => {
  const home = mkdtempSync(join(tmpdir(), "kubetriage-ask-"));
  const env = { PATH: process.env.PATH, HOME: home, KUBETRIAGE_CLUSTER: "demo", KUBETRIAGE_MODEL: "builtin" };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [entry, "ask", "-y", question], { env });
  expect(stderr).toContain("demo cluster");
  expect(stdout).toContain("CrashLoopBackOff");
  rmSync(home, { recursive: true });
});
