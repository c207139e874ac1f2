import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { say, tell } from "../contract/conversation.ts";
import { type RunningService, startService } from "../contract/service.ts";

/** Names that come from clients and must be nothing but names: ids of threads, file names beside a command, keys of objects. */
const folder = mkdtempSync(join(tmpdir(), "kubetriage-names-"));
const mark = join(folder, "made-by-a-name");
let service: RunningService;
beforeAll(async () => {
  service = await startService({}, { folder });
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const names = [
  "../../../../etc/passwd",
  mark,
  `$(touch ${mark})`,
  `; touch ${mark};`,
  "'; drop table threads; --",
  '"; delete from audit; --',
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "thread\u0000id",
  "\u202egnp.exe",
  "a\r\nX-Injected: yes",
  "%2e%2e%2fetc",
  "{{.Values}}",
  "${process.exit(1)}",
  "ＡＢＣ",
  "\ud800",
  "-",
  "--server=http://evil.example.com",
  "/kubectl-command",
  "x".repeat(256),
];

describe.each(names)("the name %j", (name) => {
  test("is the id of a thread of its own, and of no other", async () => {
    const executedCmds = [{ Command: "kubectl get pods -n shop", Output: "No resources found in shop namespace." }];
    const first = await tell(service, { content: "x", thread_id: name, data: { executedCmds } });
    expect([200, 400]).toContain(first.status);
    expect(first.headers.get("x-injected")).toBeNull();
    if (first.status === 200) expect(first.json.thread_id).toBe(name.toWellFormed());
    expect((await say(service, { content: "x", thread_id: "another" })).thread_id).toBe("another");
  });

  test("names a text beside a command and never a file of this machine", async () => {
    const quoted = `'${name.replaceAll("'", "'\\''")}'`;
    const files = { [name]: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: shop}\n" };
    const Cmds = [{ Command: `kubectl apply -f ${quoted} -n shop`, Output: "", execute: true, files }];
    const reply = await tell(service, { content: "", thread_id: "files", data: { Cmds } });
    expect([200, 400]).toContain(reply.status);
    expect(reply.text).not.toContain("root:x:0");
  });

  test("is a key that changes nothing", async () => {
    const body = `{"content":"x","thread_id":"keys",${JSON.stringify(name)}:{"polluted":true},"data":{${JSON.stringify(name)}:{"polluted":true}}}`;
    const reply = await service.send("POST", "/api/sendMessage", { body });
    expect([200, 400]).toContain(reply.status);
    expect(reply.text).not.toContain("polluted");
  });
});

test("nothing was made, and the service still answers", async () => {
  expect(existsSync(mark)).toBe(false);
  expect(readdirSync(folder).filter((name) => !["data", ".cache"].includes(name))).toEqual([]);
  expect((await service.send("GET", "/health")).json).toEqual({ status: "healthy" });
});
