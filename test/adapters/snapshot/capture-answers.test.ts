import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { type RunningService, startService } from "../../contract/service.ts";

const root = resolve(import.meta.dirname, "../../..");
const home = mkdtempSync(join(tmpdir(), "kubetriage-capture-"));
const folder = join(home, "taken");
const { faults }: { faults: { id: string; question: string }[] } = parse(
  readFileSync(join(root, "demo/faults.yaml"), "utf8"),
);

let live: RunningService;
let taken: RunningService;

/** The verb as an operator runs it: the demo is the live cluster. */
beforeAll(async () => {
  const environment = { PATH: process.env.PATH, HOME: home, KUBETRIAGE_CLUSTER: "demo" };
  const args = [join(root, "src/main/cli.ts"), "snapshot", "capture", "--log-lines", "2000", folder];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: home, env: environment });
  expect(stdout).toContain(`Look into it: kubetriage serve --snapshot ${folder}`);
  [live, taken] = await Promise.all([startService(), startService({ KUBETRIAGE_CLUSTER: folder })]);
});

afterAll(async () => {
  await Promise.all([live?.stop(), taken?.stop()]);
  rmSync(home, { recursive: true, force: true });
});

async function answerOf(service: RunningService, content: string) {
  const { json } = await service.send("POST", "/api/sendMessage", {
    body: { content, data: { execute_all: true } },
  });
  const { conclusion, findings } = json.data;
  return { conclusion, findings: findings?.map(({ code, object }: any) => [code, object]) };
}

test.each(faults.map(({ id, question }) => [id, question]))(
  "the answer about %s is the same from the capture as from the cluster",
  async (_id, question) => {
    const [fromLive, fromTaken] = await Promise.all([answerOf(live, question), answerOf(taken, question)]);
    expect(fromLive.conclusion.summary).not.toBe("");
    expect(fromTaken).toEqual(fromLive);
  },
);
