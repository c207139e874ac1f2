import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openThreadStore } from "../../../src/adapters/store/thread-store.ts";
import { createVault } from "../../../src/adapters/store/vault.ts";
import type { Turn } from "../../../src/core/conversation/thread.ts";

let folder: string;
let now = 1_000;
const clock = { now: () => now };
const vault = createVault("a secret key of the tests");
const open = (name = "threads.db", withVault = vault) => openThreadStore(join(folder, name), withVault, clock);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kubetriage-store-"));
  now = 1_000;
});
afterEach(() => rmSync(folder, { recursive: true }));

const turn = (id: string): Turn => ({
  id,
  at: 1,
  question: `question ${id}`,
  namespace: null,
  rejections: [{ command: "kubectl get pods", reason: "no" }],
  evidence: [
    {
      command: "kubectl get pods",
      stdout: "NAME\u0000\n",
      stderr: "",
      exitCode: 0,
      origin: "executed",
      namespace: "default",
    },
  ],
  suggestions: [],
  text: "text",
  conclusion: null,
  engine: "builtin",
});

test("a thread that nobody wrote to is not there", async () => {
  expect(await (await open()).load("nobody")).toBeNull();
});

test("turns come back whole and in order, also after the store was opened again", async () => {
  const first = await open();
  await first.append("a", turn("1"), {});
  await first.append("a", turn("2"), { kubeconfig: "apiVersion: v1" });
  await first.close();
  const thread = await (await open()).load("a");
  expect(thread).toEqual({ id: "a", kubeconfig: "apiVersion: v1", turns: [turn("1"), turn("2")] });
});

test("a history that comes with a turn replaces the turns before it", async () => {
  const store = await open();
  await store.append("a", turn("1"), {});
  await store.append("a", turn("3"), { history: [turn("2")] });
  expect((await store.load("a"))?.turns.map(({ id }) => id)).toEqual(["2", "3"]);
});

test("a later kubeconfig replaces the earlier one, a turn without one keeps it", async () => {
  const store = await open();
  await store.append("a", turn("1"), { kubeconfig: "one" });
  await store.append("a", turn("2"), { kubeconfig: "two" });
  await store.append("a", turn("3"), {});
  expect((await store.load("a"))?.kubeconfig).toBe("two");
});

test.each(["../../etc/passwd", "'; drop table turns; --", "", "\u0000", "ünï✓", "x".repeat(10_000)])(
  "any text is a thread's id: %j",
  async (id) => {
    const store = await open();
    await store.append(id, turn("1"), {});
    expect((await store.load(id))?.turns).toHaveLength(1);
    expect(await store.load(`${id}x`)).toBeNull();
  },
);

test("threads idle for too long go with their turns and kubeconfig, others stay", async () => {
  const store = await open();
  await store.append("old", turn("1"), { kubeconfig: "one" });
  now = 5_000;
  await store.append("new", turn("2"), {});
  now = 6_000;
  expect(await store.expire(2_000)).toBe(1);
  expect(await store.load("old")).toBeNull();
  await store.append("old", turn("3"), {});
  expect(await store.load("old")).toEqual({ id: "old", kubeconfig: null, turns: [turn("3")] });
  expect((await store.load("new"))?.turns).toHaveLength(1);
});

test("a kubeconfig is not readable in the file, and not with another key", async () => {
  const store = await open();
  await store.append("a", turn("1"), { kubeconfig: "token: open-sesame-open-sesame" });
  await store.close();
  const bytes = readFileSync(join(folder, "threads.db"), "latin1");
  expect(bytes).toContain("question 1");
  expect(bytes).not.toContain("open-sesame");
  const other = await open("threads.db", createVault("another secret key"));
  const thread = await other.load("a");
  expect(() => thread?.kubeconfig).toThrow(expect.objectContaining({ code: "store-failed" }));
  expect(thread?.turns).toHaveLength(1);
});

test("a file that is no database is a fault without its path", async () => {
  await expect(openThreadStore(folder, vault, clock)).rejects.toMatchObject({
    code: "store-failed",
    message: expect.not.stringContaining(folder),
  });
});

test("what another process wrote to a remembered thread is seen", async () => {
  const [one, other] = [await open(), await open()];
  await one.append("a", turn("1"), {});
  await one.load("a");
  await other.append("a", turn("2"), {});
  expect((await one.load("a"))?.turns.map(({ id }) => id)).toEqual(["1", "2"]);
  await other.append("a", turn("4"), { history: [turn("3")] });
  await one.append("a", turn("5"), {});
  expect((await one.load("a"))?.turns.map(({ id }) => id)).toEqual(["3", "4", "5"]);
  expect((await other.load("a"))?.turns.map(({ id }) => id)).toEqual(["3", "4", "5"]);
});

test("a thread that is gone and begins anew does not remember", async () => {
  const store = await open();
  await store.append("a", turn("1"), { kubeconfig: "one" });
  now = 90_000;
  await store.expire(1_000);
  await store.append("a", turn("2"), {});
  expect(await store.load("a")).toEqual({ id: "a", kubeconfig: null, turns: [turn("2")] });
});

test("the same turns are the same objects as long as nothing changed, so that readers may remember them", async () => {
  const store = await open();
  await store.append("a", turn("1"), {});
  const before = (await store.load("a"))?.turns[0];
  await store.append("a", turn("2"), {});
  expect((await store.load("a"))?.turns[0]).toBe(before);
});
