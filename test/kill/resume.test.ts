import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { approved, commandsOf } from "../contract/conversation.ts";
import { type RunningService, startService } from "../contract/service.ts";
import { expectStatus, type GatedKubectl, gatedKubectl, newThread, openStream } from "../contract/v1-client.ts";

/** The service is killed while a command is held at a gate, and started again on the same data. */
let folder: string;
let kubectl: GatedKubectl;
let service: RunningService;
const start = async () => {
  service = await startService({ KUBETRIAGE_KUBECTL: kubectl.path }, { folder });
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kubetriage-resume-"));
  kubectl = gatedKubectl(folder);
  await start();
});
afterEach(async () => {
  kubectl.open();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const patience = { timeout: 120_000 };
const question = { content: "why is checkout failing?", execute_all: true };
const restart = "kubectl rollout restart deployment/checkout -n shop";

/** Kills the service when a run whose arguments hold this text has begun; answers what had been run until then. */
async function killAt(text: string): Promise<readonly string[]> {
  await expect.poll(() => kubectl.runs().join("\n"), { timeout: 60_000 }).toContain(text);
  await service.stop("SIGKILL");
  kubectl.open();
  await start();
  return kubectl.runs();
}

/** Sends the question and kills the service where the first log is being read. */
async function killedAtLogs() {
  const thread = await newThread(service);
  kubectl.close("logs");
  const stream = await openStream(service, `${thread}/messages`, question);
  const first = (await stream.next())!;
  const rest = stream.rest().catch(() => []);
  const before = await killAt("logs");
  await rest;
  return { thread, first, turn: first.data.turn as string, before };
}

const again = (before: readonly string[]) =>
  kubectl
    .runs()
    .slice(before.length)
    .filter((run) => before.includes(run));
const isLogs = (run: string) => run.includes("logs");
/** The reads of the round with the log at the gate, of which any may have been cut off; the round before it had ended. */
const cutOff = (before: readonly string[]) => before.slice(3);

test(
  "the next message goes on with what was seen; no read is run again but those that were cut off",
  patience,
  async () => {
    const { thread, before } = await killedAtLogs();
    expect(before.findIndex(isLogs)).toBeGreaterThan(2);
    expect((await expectStatus(200, service.send("GET", thread))).turns).toEqual([]);
    const id = thread.split("/").at(-1);
    const message = { content: "go on", thread_id: id, data: { execute_all: true } };
    const { data } = await expectStatus(200, service.send("POST", "/api/sendMessage", { body: message }));
    expect(data.conclusion.verdict).toBe("cause-found");
    expect(cutOff(before)).toEqual(expect.arrayContaining(again(before)));
    const whole = await expectStatus(200, service.send("GET", thread));
    expect(whole).toMatchObject({ unfinished: [], turns: [{ question: "go on" }] });
  },
);

test(
  "an explicit resume completes the turn under its own id, behind the events that were heard of it",
  patience,
  async () => {
    const { thread, turn, before } = await killedAtLogs();
    const path = `${thread}/turns/${turn}`;
    const journaled = await (await openStream(service, `${path}/events`)).rest();
    expect(journaled.at(-1)).toMatchObject({ event: "turn-ended", data: { outcome: "interrupted", turn: null } });
    const resumed = await (await openStream(service, `${path}/resume`, {})).rest();
    expect(resumed[0]!.id).toBeGreaterThan(journaled.at(-1)!.id);
    expect(resumed.at(-1)!.data).toMatchObject({
      outcome: "completed",
      turn: { id: turn, question: question.content },
    });
    const { commands, conclusion } = resumed.at(-1)!.data.turn;
    expect(conclusion.verdict).toBe("cause-found");
    expect(commands.map(({ command }: { command: string }) => command)).toContain("kubectl get pods -A");
    expect(cutOff(before)).toEqual(expect.arrayContaining(again(before)));
  },
);

test(
  "a change that was under way is not run again: its outcome is said to be unknown, and the look at it is suggested",
  patience,
  async () => {
    kubectl.close("rollout restart");
    const message = {
      content: "approved",
      thread_id: "w",
      data: { Cmds: [approved("kubectl get nodes"), approved(restart)] },
    };
    const cut = service.send("POST", "/api/sendMessage", { body: message }).catch(() => null);
    const before = await killAt("rollout restart");
    expect(await cut).toBeNull();

    const { Content, data } = await expectStatus(200, service.send("POST", "/api/sendMessage", { body: message }));
    expect(again(before), "read anew, it may look different now").toEqual(["--namespace=default get nodes"]);
    expect(commandsOf(data.executedCmds)).toEqual(["kubectl get nodes"]);
    expect(Content).toMatch(/whether it took effect is not known/);
    expect(data.Cmds[0]).toMatchObject({ Command: restart, execute: false, blocked: { rule: "outcome-unknown" } });
    expect(commandsOf(data.Cmds)).toContain("kubectl describe deployment checkout -n shop");

    const after = kubectl.runs();
    await expectStatus(
      200,
      service.send("POST", "/api/sendMessage", { body: { ...message, data: { Cmds: [approved(restart)] } } }),
    );
    expect(kubectl.runs().length).toBe(after.length + 1);
  },
);

test(
  "a change that had ended is not run again either; the message that is sent again gets its outcome",
  patience,
  async () => {
    kubectl.close("get nodes");
    const message = {
      content: "approved",
      thread_id: "e",
      data: { Cmds: [approved(restart), approved("kubectl get nodes")] },
    };
    const cut = service.send("POST", "/api/sendMessage", { body: message }).catch(() => null);
    const before = await killAt("get nodes");
    await cut;
    const { data } = await expectStatus(200, service.send("POST", "/api/sendMessage", { body: message }));
    expect(commandsOf(data.executedCmds)).toEqual([restart, "kubectl get nodes"]);
    expect(data.executedCmds[0].Output).toMatch(/\S/);
    expect(kubectl.runs().slice(before.length).join("\n")).not.toContain("rollout");
  },
);

test("what was approved and had not begun needs a new approval when the turn is gone on with", patience, async () => {
  const thread = await newThread(service);
  kubectl.close("get nodes");
  const stream = await openStream(service, `${thread}/messages`, {
    commands: [{ command: "kubectl get nodes" }, { command: restart }],
  });
  const turn = (await stream.next())!.data.turn;
  const rest = stream.rest().catch(() => []);
  await killAt("get nodes");
  await rest;
  const resumed = await expectStatus(200, service.send("POST", `${thread}/turns/${turn}/resume`, { body: {} }));
  expect(kubectl.runs().join("\n")).not.toContain("rollout");
  expect(resumed.turn.not_run).toMatchObject([{ command: restart, verdict: "ask" }]);
  expect(resumed.turn.commands).toMatchObject([{ command: "kubectl get nodes", exit_code: 0 }]);
});
