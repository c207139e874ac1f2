import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAudit } from "../../../src/adapters/store/audit.ts";
import { hashRow, verifyAudit } from "../../../src/adapters/store/audit-chain.ts";
import { openAuditFile } from "../../../src/adapters/store/audit-file.ts";
import { type Database, openDatabase } from "../../../src/adapters/store/database.ts";
import type { AuditEntry, Execution } from "../../../src/core/conversation/ports.ts";

let folder: string;
let path: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kubetriage-audit-"));
  path = join(folder, "threads.db");
  database = await openDatabase(path);
});
afterEach(async () => {
  await database.destroy();
  rmSync(folder, { recursive: true });
});

const decision = (more: Partial<Extract<AuditEntry, { step: "decided" | "started" }>> = {}): AuditEntry => ({
  step: "started",
  at: 1_700_000_000_000,
  thread: "t",
  caller: "key",
  origin: "suggested",
  asker: "person",
  command: "kubectl delete pod web-0",
  argv: ["--namespace=shop", "delete", "pod", "web-0"],
  filters: [],
  stdin: null,
  verdict: "run",
  rule: "approved-by-person",
  risk: "destructive",
  cluster: "own:1",
  server: "https://api.example.com",
  namespace: "shop",
  ...more,
});
const execution: Execution = {
  stdout: "done\n",
  stderr: "",
  exitCode: 0,
  signal: null,
  timedOut: false,
  truncated: false,
  durationMs: 1.6,
  kubectlMissing: false,
};
const outcome = (of: number): AuditEntry => ({
  step: "ended",
  at: 1_700_000_001_000,
  thread: "t",
  caller: "key",
  of,
  execution,
});

const verdict = (expected?: string) => {
  const file = openAuditFile(path);
  try {
    return verifyAudit(file.rows(), file.lastSeq(), expected);
  } finally {
    file.close();
  }
};
/** The file as somebody with write access and a shell reaches it. */
const tamper = (...statements: string[]) => {
  const direct = new DatabaseSync(path);
  for (const statement of statements) direct.exec(statement);
  direct.close();
};
const withoutGuards = [
  "drop trigger audit_is_not_changed",
  "drop trigger audit_is_not_deleted",
  "drop trigger audit_grows_at_its_end",
];
const fill = async (count: number) => {
  for (let index = 0; index < count; index += 1) await createAudit(database).append(decision({ thread: `t${index}` }));
};

test("entries are numbered, chained from the first, and hold what was decided and how it ended", async () => {
  const audit = createAudit(database);
  expect(await audit.append(decision())).toBe(1);
  expect(await audit.append(outcome(1))).toBe(2);
  const file = openAuditFile(path);
  const rows = [...file.rows()];
  file.close();
  expect(rows.map((row) => row.previous)).toEqual(["0".repeat(64), rows[0]!.hash]);
  expect(rows.map((row) => row.hash)).toEqual(rows.map((row) => hashRow(row.seq, row.previous, row.body)));
  expect(JSON.parse(rows[0]!.body)).toMatchObject({
    step: "started",
    at: "2023-11-14T22:13:20.000Z",
    argv: ["--namespace=shop", "delete", "pod", "web-0"],
    origin: "suggested",
    rule: "approved-by-person",
  });
  expect(JSON.parse(rows[1]!.body)).toMatchObject({
    step: "ended",
    of: 1,
    exit_code: 0,
    duration_ms: 2,
    stdout_sha256: "d117fa006ba9208500b2930ce69cbde436c647afa917cb7396a9bc9111a46dd2",
  });
});

test("an empty audit is whole, and so is one that several writers grew at once", async () => {
  expect(verdict()).toMatchObject({ ok: true, rows: 0 });
  const other = await openDatabase(path);
  const audits = [createAudit(database), createAudit(other)];
  for (let round = 0; round < 10; round += 1)
    for (const audit of audits) await audit.append(decision({ thread: String(round) }));
  await Promise.all(Array.from({ length: 30 }, () => audits[0]!.append(decision())));
  await other.destroy();
  expect(verdict()).toMatchObject({ ok: true, rows: 50 });
});

test("a run without its outcome is told", async () => {
  const audit = createAudit(database);
  await audit.append(decision());
  await audit.append(decision());
  await audit.append(outcome(2));
  await audit.append(decision({ step: "decided", verdict: "refuse" }));
  expect(verdict()).toMatchObject({ ok: true, unfinished: [1] });
});

test.each([
  ["a row changed", "update audit set body = '{}' where seq = 2"],
  ["a row deleted", "delete from audit where seq = 2"],
  ["a row replaced", "insert or replace into audit select seq, previous, '{}', hash from audit where seq = 2"],
  ["the last row replaced", "insert or replace into audit select seq, previous, '{}', hash from audit where seq = 3"],
  ["a row that does not name the last", "insert into audit values (4, 'x', '{}', 'y')"],
  ["a row in front", "insert into audit values (0, 'x', '{}', 'y')"],
])("the file itself refuses %s", async (_, statement) => {
  await fill(3);
  expect(() => tamper(statement)).toThrow(/append-only|grows at its end/);
  expect(verdict()).toMatchObject({ ok: true, rows: 3 });
});

test.each([
  ["a changed row", "update audit set body = replace(body, 't1', 't9') where seq = 2", 2, /hash does not fit/],
  [
    "a changed row with a hash of its own",
    `update audit set body = '{}', hash = '${"a".repeat(64)}' where seq = 2`,
    2,
    /does not fit/,
  ],
  [
    "a forged row at the end",
    "insert into audit select 6, hash, '{}', hash from audit where seq = 5",
    6,
    /does not fit/,
  ],
  ["a removed row", "delete from audit where seq = 3", 3, /row is missing, row 4 follows/],
  ["a removed first row", "delete from audit where seq = 1", 1, /row is missing, row 2 follows/],
  ["removed last rows", "delete from audit where seq > 3", 4, /rows 4 to 5 are missing/],
  ["all rows removed", "delete from audit", 1, /rows 1 to 5 are missing/],
  [
    "rows in another order",
    "update audit set seq = case seq when 2 then -3 when 3 then -2 end where seq in (2, 3); update audit set seq = -seq where seq < 0",
    2,
    /does not name/,
  ],
])("with the guards taken away, %s is found", async (_, statement, seq, problem) => {
  await fill(5);
  tamper(...withoutGuards, statement);
  expect(verdict()).toEqual({ ok: false, seq, problem: expect.stringMatching(problem) });
});

test("a row made anew with a fitting hash breaks the row behind it", async () => {
  await fill(3);
  const file = openAuditFile(path);
  const [first, second] = [...file.rows()];
  file.close();
  tamper(...withoutGuards, `update audit set body = '{}', hash = '${hashRow(2, first!.hash, "{}")}' where seq = 2`);
  expect(second!.previous).toBe(first!.hash);
  expect(verdict()).toMatchObject({ ok: false, seq: 3, problem: expect.stringContaining("does not name") });
});

test("a chain made anew as a whole lacks the head that was noted", async () => {
  await fill(2);
  const before = verdict();
  const head = before.ok ? before.head : "";
  await fill(2);
  expect(verdict(head)).toMatchObject({ ok: true });
  tamper(...withoutGuards, "delete from audit", "delete from sqlite_sequence");
  await database.destroy();
  database = await openDatabase(path);
  await createAudit(database).append(decision({ thread: "forged" }));
  expect(verdict()).toMatchObject({ ok: true });
  expect(verdict(head)).toMatchObject({ ok: false, problem: expect.stringContaining("noted earlier") });
});

test("a file without an audit is a fault", () => {
  tamper("drop table audit");
  expect(() => openAuditFile(path)).toThrow(/holds no audit/);
  expect(() => openAuditFile(join(folder, "none.db"))).toThrow(/holds no audit/);
});
