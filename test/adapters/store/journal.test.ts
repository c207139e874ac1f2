import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../../src/adapters/store/database.ts";
import { createJournal } from "../../../src/adapters/store/journal.ts";
import { createThreadStore } from "../../../src/adapters/store/thread-store.ts";
import { createVault } from "../../../src/adapters/store/vault.ts";
import type { JournalEntry, OpenTurn } from "../../../src/core/conversation/journal.ts";
import type { Turn } from "../../../src/core/conversation/thread.ts";

let folder: string;
let now = 1_000;
const vault = createVault("a secret key of the tests");
const file = () => join(folder, "threads.db");
const open = async () => {
  const database = await openDatabase(file());
  return {
    journal: createJournal(database, vault),
    store: createThreadStore(database, vault, { now: () => now }),
  };
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kubetriage-journal-"));
  now = 1_000;
});
afterEach(() => rmSync(folder, { recursive: true }));

const begun = (id: string, at = 1): OpenTurn => ({
  id,
  at,
  content: "why?",
  executeAll: true,
  rejections: [],
  namespace: "shop",
  commands: [{ command: "kubectl get pods", execute: true }],
  decisions: [],
  server: "https://one.example:6443",
  pasted: [],
  historyOfClient: false,
});
const entry = (seq: number): JournalEntry => ({
  seq,
  step: { kind: "stopped", outcome: "failed" },
  events: [{ id: seq * 2, type: "text-delta", reply: 1, text: `step ${seq}` }],
});
const stored = (id: string): Turn => ({
  id,
  at: 1,
  question: "why\n  now?",
  namespace: null,
  rejections: [],
  evidence: [],
  suggestions: [],
  text: "text",
  conclusion: null,
  engine: "builtin",
});

test("turns that are not stored come back with their steps, oldest first, after the database was opened again", async () => {
  const first = await open();
  await first.journal.begin("a", begun("later", 2), null);
  await first.journal.begin("a", begun("earlier", 1), "apiVersion: v1");
  for (const seq of [1, 2, 10]) await first.journal.write("a", "later", entry(seq));
  await first.journal.begin("b", begun("other"), null);
  await first.store.close();
  const found = await (await open()).journal.unfinished("a");
  expect(found.map(({ turn, kubeconfig, entries }) => ({ turn, kubeconfig, entries }))).toEqual([
    { turn: begun("earlier", 1), kubeconfig: "apiVersion: v1", entries: [] },
    { turn: begun("later", 2), kubeconfig: null, entries: [entry(1), entry(2), entry(10)] },
  ]);
});

test("its kubeconfig is not readable in the file", async () => {
  const { journal, store } = await open();
  await journal.begin("a", begun("1"), "token: open-sesame-open-sesame");
  await store.close();
  expect(readFileSync(file(), "latin1")).not.toContain("open-sesame");
});

test.each<[string, (store: Awaited<ReturnType<typeof open>>["store"]) => Promise<unknown>, string[]]>([
  ["the next turn of its thread is stored", (store) => store.append("a", stored("2"), {}), ["b"]],
  ["its thread is removed", (store) => store.remove("a"), ["b"]],
  ["it is as old as threads may get", (store) => store.expire(500), []],
])("what is unfinished goes when %s", async (_, work, left) => {
  const { journal, store } = await open();
  for (const id of ["a", "b"]) {
    await journal.begin(id, begun("1"), null);
    await journal.write(id, "1", entry(1));
  }
  await work(store);
  const found = [];
  for (const id of ["a", "b"]) if ((await journal.unfinished(id)).length > 0) found.push(id);
  expect(found).toEqual(left);
  await store.close();
  const database = new DatabaseSync(file());
  expect(database.prepare("select count(*) as count from steps").get()).toEqual({ count: left.length });
  database.close();
});

test("threads are listed for their owner, last used first and behind a place", async () => {
  const { store } = await open();
  for (const id of ["plain-1", "key/team/1", "key/team/2", "key/teams/3"]) {
    now += 1;
    await store.append(id, stored("1"), {});
  }
  await store.create("key/team/4", { title: "made" });
  now = 900;
  await store.create("key/team/old", {});
  const ids = async (owner: string, limit: number, after: { id: string; usedAt: number } | null = null) =>
    (await store.list(owner, limit, after)).map(({ id }) => id);
  expect(await ids("", 9)).toEqual(["plain-1"]);
  expect(await ids("team", 9)).toEqual(["key/team/4", "key/team/2", "key/team/1", "key/team/old"]);
  expect(await ids("team", 1)).toEqual(["key/team/4"]);
  expect(await ids("team", 9, { id: "key/team/4", usedAt: 1_004 })).toEqual([
    "key/team/2",
    "key/team/1",
    "key/team/old",
  ]);
  expect(await store.summary("key/team/1")).toMatchObject({ title: "why now?", turns: 1, createdAt: 1_002 });
});

test("a store of the version before gets owners for its threads, and its turns stay", async () => {
  const old = new DatabaseSync(file());
  old.exec(`
    create table schema_version (version integer); insert into schema_version values (3);
    create table threads (id text primary key, kubeconfig blob, used_at integer not null, revision text not null default '');
    create table turns (thread_id text not null references threads(id) on delete cascade, seq integer not null,
      body text not null, primary key (thread_id, seq));
    create table audit (seq integer primary key autoincrement, previous text not null, body text not null, hash text not null);
    insert into threads values ('key/shop-team/a', null, 5, 'r'), ('plain', null, 6, 'r'), ('plain/key/x', null, 7, 'r');
  `);
  old.prepare("insert into turns values ('key/shop-team/a', 1, ?)").run(JSON.stringify(stored("1")));
  old.close();
  const { store, journal } = await open();
  expect(await store.list("shop-team", 9, null)).toEqual([
    { id: "key/shop-team/a", title: null, createdAt: 5, usedAt: 5, turns: 1 },
  ]);
  expect((await store.list("", 9, null)).map(({ id }) => id)).toEqual(["plain/key/x", "plain"]);
  expect((await store.load("key/shop-team/a"))?.turns).toEqual([stored("1")]);
  expect(await journal.unfinished("plain")).toEqual([]);
});
