import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { openThreadStore } from "../../src/adapters/store/thread-store.ts";
import { createVault } from "../../src/adapters/store/vault.ts";
import { type RunningService, startService } from "../contract/service.ts";

const kills = Number(process.env.KUBETRIAGE_KILLS ?? 10);
const threads = ["a", "b", "c", "d"];
const folder = mkdtempSync(join(tmpdir(), "kubetriage-kill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Questions that got their 200, by thread, in order; and those on their way when the process died. */
const acknowledged = new Map<string, string[]>(threads.map((id) => [id, []]));

test(`after ${kills} kills in the middle of messages every acknowledged turn is there, whole, and no other`, {
  timeout: 600_000,
}, async () => {
  for (let round = 0; round < kills; round += 1) {
    const service = await startService({}, { folder });
    const answered = threads.map(() => Promise.withResolvers<void>());
    const talking = threads.map((id, index) => talk(service, id, round, answered[index]!.resolve));
    // every other time after each thread had an answer, however slow the machine; else perhaps within the first
    if (round % 2 === 0) await Promise.all(answered.map(({ promise }) => promise));
    await after(Math.random() * 1000);
    await service.stop("SIGKILL");
    const underWay = new Map((await Promise.all(talking)).map((question, index) => [threads[index]!, question]));
    await expectStored(underWay);
  }
  expect([...acknowledged.values()].flat().length).toBeGreaterThan(kills);
});

/** Sends one message after another until the service dies; answers the question that was on its way then. */
async function talk(service: RunningService, id: string, round: number, answered: () => void): Promise<string> {
  for (let count = 0; ; count += 1) {
    const question = `${id}-${round}-${count}`;
    const runs = count % 3 === 2;
    const data = runs
      ? { Cmds: [{ Command: "kubectl get pods -n shop", Output: "", execute: true }] }
      : {
          executedCmds: [
            {
              Command: "kubectl get nodes",
              Output: "NAME   STATUS   ROLES   AGE   VERSION\nn1     Ready    <none>  3d    v1.34.2",
            },
          ],
        };
    const reply = await service
      .send("POST", "/api/sendMessage", { body: { content: question, thread_id: id, data } })
      .catch(() => null);
    if (reply === null) return question;
    expect(reply.status).toBe(200);
    acknowledged.get(id)!.push(question);
    answered();
  }
}

/** Evidence is called after the turn that brought it. */
const turnOf = (evidence: string | undefined): string => evidence?.split(".")[0] ?? "";

/**
 * The store holds what was acknowledged; the message on its way may be there whole or not at all, and counts from then on. A turn has one
 * piece of evidence of its own here; what turns that were broken off had run stands before it.
 */
async function expectStored(underWay: ReadonlyMap<string, string>): Promise<void> {
  const vault = createVault(readFileSync(join(folder, "data", "secret.key"), "utf8").trim());
  const store = await openThreadStore(join(folder, "data", "threads.db"), vault, { now: () => Date.now() });
  for (const id of threads) {
    const turns = (await store.load(id))?.turns ?? [];
    const expected = acknowledged.get(id)!;
    const questions = turns.map((turn) => turn.question);
    expect(questions.slice(0, expected.length)).toEqual(expected);
    const more = questions.slice(expected.length);
    expect([[], [underWay.get(id)]]).toContainEqual(more);
    expected.push(...more);
    const stored = new Set(turns.map((turn) => turn.id));
    for (const turn of turns) {
      expect(turn.text).toMatch(/\S/);
      expect(turn.evidence.at(-1)?.stdout).toContain("NAME");
      expect(turn.evidence.slice(0, -1).filter((piece) => stored.has(turnOf(piece.id)))).toEqual([]);
    }
  }
  await store.close();
}
