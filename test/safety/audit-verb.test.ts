import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { approved, say } from "../contract/conversation.ts";
import { startService } from "../contract/service.ts";

/** `kubetriage audit verify|export` as an operator runs it, beside a service that has worked. */
const entry = resolve(import.meta.dirname, "../../src/main/cli.ts");
const folder = mkdtempSync(join(tmpdir(), "kubetriage-audit-verb-"));
const data = join(folder, "data");

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function audit(...args: string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH, HOME: folder, KUBETRIAGE_DATA_DIR: data };
  return new Promise((ended) => {
    execFile(process.execPath, [entry, "audit", ...args], { env, cwd: folder }, (error, stdout, stderr) =>
      ended({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

let beside: Ended;

beforeAll(async () => {
  const service = await startService({}, { folder });
  const Cmds = ["kubectl get ns", "kubectl delete ns shop", "kubectl get pods | tee x"].map(approved);
  await say(service, { content: "", thread_id: "t", data: { Cmds } });
  beside = await audit("verify");
  await service.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("verify says that the chain is whole, also while the service runs", async () => {
  expect(beside).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^The audit is whole: 5 rows, head [0-9a-f]{64}\n$/),
  });
  expect(await audit("verify")).toEqual(beside);
});

test("export prints every row as a line of JSON from which anybody can check the chain", async () => {
  const { code, stdout } = await audit("export");
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(5);
  let previous = "0".repeat(64);
  for (const [index, line] of lines.entries()) {
    const row = JSON.parse(line);
    const body = line.slice(line.indexOf('"entry":') + '"entry":'.length, -1);
    expect(row.previous).toBe(previous);
    expect(row.hash).toBe(
      createHash("sha256")
        .update(`${previous}\n${index + 1}\n${body}`)
        .digest("hex"),
    );
    previous = row.hash;
  }
  expect(lines.map((line) => JSON.parse(line).entry.step)).toEqual(["started", "ended", "started", "ended", "decided"]);
});

test("verify with a head that was noted earlier", async () => {
  const head = /head (\S+)/.exec(beside.stdout)![1]!;
  expect((await audit("verify", "--holds", head)).code).toBe(0);
  const other = await audit("verify", "--holds", "f".repeat(64));
  expect(other).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("noted earlier") });
});

test.each([[["verfy"]], [[]], [["verify", "--now"]], [["verify", "export"]]])(
  "%j is refused with the usage",
  async (args) => {
    const { code, stderr } = await audit(...args);
    expect(code).toBe(2);
    expect(stderr).toContain("kubetriage audit verify");
  },
);

test("a changed row ends with 1 and is named", async () => {
  const database = new DatabaseSync(join(data, "threads.db"));
  database.exec(
    "drop trigger audit_is_not_changed; update audit set body = replace(body, 'delete', 'get') where seq = 3",
  );
  database.close();
  expect(await audit("verify")).toEqual({
    code: 1,
    stdout: "",
    stderr: "The audit is broken at row 3: its hash does not fit what it holds.\n",
  });
});

test("a data folder without an audit is told", async () => {
  rmSync(data, { recursive: true });
  expect(await audit("verify")).toMatchObject({ code: 1, stderr: expect.stringContaining("holds no audit") });
});
