import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { answeredTurn, turnEvent, wholeThread } from "../../src/surfaces/http/v1/reply-schemas.ts";
import { type RunningService, startService } from "./service.ts";
import { expectStatus, gatedKubectl, newThread, openStream, type StreamedEvent } from "./v1-client.ts";

const folder = mkdtempSync(join(tmpdir(), "kubetriage-v1-"));
const kubectl = gatedKubectl(folder);
let service: RunningService;
beforeAll(async () => {
  service = await startService({ KUBETRIAGE_KUBECTL: kubectl.path });
});
afterEach(() => kubectl.open());
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const post = (path: string, body: unknown = {}) => service.send("POST", path, { body });
const get = (path: string) => service.send("GET", path);
const names = (events: readonly StreamedEvent[]) => events.map(({ event }) => event);
const question = { content: "why is checkout failing?", execute_all: true };

/** Sends the question and stops where its first log is about to be read. */
async function heldAtLogs(thread: string) {
  kubectl.close("logs");
  const mark = kubectl.runs().length;
  const stream = await openStream(service, `${thread}/messages`, question);
  const begun = await stream.until("turn-started");
  await expect.poll(() => kubectl.runs().slice(mark).join(), { timeout: 25_000 }).toContain("logs");
  return { stream, begun, turn: begun[0]!.data.turn as string };
}

test("a turn is heard from its start to its end, each event as it is described and numbered upwards", async () => {
  const thread = await newThread(service);
  const events = await (await openStream(service, `${thread}/messages`, question)).rest();
  for (const { event, data } of events) expect(turnEvent.parse(data).type).toBe(event);
  const ids = events.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  expect(names(events)[0]).toBe("turn-started");
  expect(names(events).at(-1)).toBe("turn-ended");
  expect(new Set(names(events))).toEqual(
    new Set([
      ...["turn-started", "text-delta", "command-proposed", "command-started", "output-chunk"],
      ...["command-finished", "finding-reported", "budget", "turn-ended"],
    ]),
  );
  const { turn } = events.at(-1)!.data;
  expect(turn.conclusion.verdict).toBe("cause-found");
  expect(await expectStatus(200, get(`${thread}/turns/${turn.id}`))).toEqual(turn);
});

test("a command is proposed before it starts, starts before it is heard, and what is heard is what is kept", async () => {
  const thread = await newThread(service);
  const events = await (await openStream(service, `${thread}/messages`, question)).rest();
  const finished = events.filter(({ event }) => event === "command-finished");
  expect(finished.length).toBeGreaterThan(3);
  for (const { id, data } of finished) {
    const of = (event: string, key: string) =>
      events.filter((one) => one.event === event && one.data[key] === data[key]).map((one) => one.id);
    const chunks = events.filter(
      ({ event, data: chunk }) => event === "output-chunk" && chunk.evidence === data.evidence,
    );
    const order = [of("command-proposed", "command")[0]!, of("command-started", "evidence")[0]!, chunks[0]!.id, id];
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const kept = await expectStatus(200, get(`${thread}/evidence/${data.evidence}`));
    const heard = chunks.map(({ data: chunk }) => chunk.text).join("");
    expect(data.streamed).toBe(true);
    expect(kept.content.map(({ text }: { text: string }) => `${text}\n`).join("")).toBe(heard);
  }
});

test("output is heard while the turn still goes on", async () => {
  const thread = await newThread(service);
  const { stream } = await heldAtLogs(thread);
  const chunk = await stream.until("output-chunk");
  expect(chunk.at(-1)!.data.text).toContain("NAME");
  kubectl.open();
  expect(names(await stream.rest()).at(-1)).toBe("turn-ended");
});

test("the same without streaming is one JSON answer, and the thread holds it", async () => {
  const thread = await newThread(service);
  const reply = await expectStatus(200, post(`${thread}/messages`, question));
  expect(answeredTurn.parse(reply)).toEqual(reply);
  const whole = await expectStatus(200, get(thread));
  expect(wholeThread.parse(whole)).toEqual(whole);
  expect(whole.turns).toEqual([reply.turn]);
  expect(whole.unfinished).toEqual([]);
});

test("a lost connection is taken up where it was lost: nothing is missing and nothing comes twice", async () => {
  const thread = await newThread(service);
  const { stream, begun, turn } = await heldAtLogs(thread);
  const first = [...begun, ...(await stream.until("command-finished"))];
  stream.drop();
  kubectl.open();
  const path = `${thread}/turns/${turn}/events`;
  const more = await openStream(service, path, undefined, { "last-event-id": String(first.at(-1)!.id) });
  const second = await more.rest();
  const whole = await (await openStream(service, path)).rest();
  expect([...first, ...second]).toEqual(whole);
  expect(names(whole).at(-1)).toBe("turn-ended");
  const behind = await openStream(service, `${path}?after=${whole.at(-1)!.id}`);
  expect(await behind.rest()).toEqual([]);
});

test("a cancelled turn ends, is not part of the thread, and is gone on with without running anything twice", async () => {
  const thread = await newThread(service);
  const { stream, turn } = await heldAtLogs(thread);
  expect(await expectStatus(202, post(`${thread}/turns/${turn}/cancel`))).toEqual({ turn, state: "cancelling" });
  const end = (await stream.rest()).at(-1)!;
  expect(end).toMatchObject({ event: "turn-ended", data: { outcome: "cancelled", turn: null, error: null } });
  await expectStatus(409, post(`${thread}/turns/${turn}/cancel`));
  expect(await expectStatus(200, get(thread))).toMatchObject({
    turns: [],
    unfinished: [{ id: turn, outcome: "cancelled", question: question.content }],
  });

  kubectl.open();
  const mark = kubectl.runs().length;
  const resumed = await (await openStream(service, `${thread}/turns/${turn}/resume`, {})).rest();
  expect(resumed[0]).toMatchObject({ event: "turn-started", data: { turn, resumed: true } });
  expect(resumed[0]!.id).toBeGreaterThan(end.id);
  expect(resumed.at(-1)!.data).toMatchObject({
    outcome: "completed",
    turn: { conclusion: { verdict: "cause-found" } },
  });
  const commands = resumed.at(-1)!.data.turn.commands.map(({ command }: { command: string }) => command);
  expect(commands).toEqual([...new Set(commands)]);
  expect(commands).toContain("kubectl get pods -A");
  expect(kubectl.runs().slice(mark).join("\n")).not.toContain("get pods -A");
  await expectStatus(409, post(`${thread}/turns/${turn}/resume`));
});

test("what a cancelled turn has seen counts in the next message, whoever sends it", async () => {
  const thread = await newThread(service);
  const { stream, turn } = await heldAtLogs(thread);
  await expectStatus(202, post(`${thread}/turns/${turn}/cancel`));
  await stream.rest();
  kubectl.open();
  const mark = kubectl.runs().length;
  const reply = await service.send("POST", "/api/sendMessage", {
    body: { content: "go on", thread_id: thread.split("/").at(-1), data: { execute_all: true } },
  });
  expect(reply.json.data.conclusion.verdict).toBe("cause-found");
  expect(kubectl.runs().slice(mark).join("\n")).not.toContain("get pods -A");
  expect((await expectStatus(200, get(thread))).unfinished).toEqual([]);
});

test("a message that is refused before its turn begins gets a status, streamed or not", async () => {
  const thread = await newThread(service);
  const headers = { accept: "text/event-stream" };
  for (const [status, body] of [
    [400, {}],
    [400, { content: "x", kubeconfig: "bm90IGEga3ViZWNvbmZpZw==" }],
    [404, { approve: [{ suggestion: "none" }] }],
  ] as const)
    for (const more of [{}, headers]) {
      const reply = await service.send("POST", `${thread}/messages`, { body, headers: more });
      expect([reply.status, Object.keys(reply.json)]).toEqual([status, ["error"]]);
    }
});
