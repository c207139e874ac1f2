import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningService, startService } from "./service.ts";
import { expectStatus, newThread, openStream } from "./v1-client.ts";

/** A kubectl that prints secrets in pieces, each cut in the middle of one, and fails with another on stderr. */
const secrets = ["ghp_x7Kq2mVw9LrT4bNcY8sHd3FgJ6pZa1QeUo5R", "hunter2-battery-staple", "AKIAIOSFODNN7EXAMPLE"];
const folder = mkdtempSync(join(tmpdir(), "kubetriage-v1-secrets-"));
let service: RunningService;
beforeAll(async () => {
  const [token, password, key] = secrets as [string, string, string];
  const pieces = [
    `level=info token=${token.slice(0, 9)}`,
    `${token.slice(9)}\\nDB_PASSWORD=${password.slice(0, 4)}`,
    `${password.slice(4)}\\nend`,
  ];
  const script = [
    "#!/bin/sh",
    ...pieces.map((piece) => `printf '${piece}'; sleep 0.1`),
    `echo "key ${key}" >&2`,
    "exit 1",
  ];
  const kubectl = join(folder, "kubectl");
  writeFileSync(kubectl, script.join("\n"), { mode: 0o755 });
  service = await startService({ KUBETRIAGE_KUBECTL: kubectl }, { folder });
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("no secret leaves in a stream, in a thread, in its export, in evidence, or into the database, however output is cut", async () => {
  const thread = await newThread(service);
  const body = {
    content: `my password=${secrets[1]} does not work`,
    commands: [{ command: "kubectl logs web-0 -n shop" }, { command: `kubectl get pods -l token=${secrets[0]}` }],
  };
  const events = await (await openStream(service, `${thread}/messages`, body)).rest();
  const chunks = events.filter(({ event }) => event === "output-chunk");
  expect(chunks.map(({ data }) => data.text).join("")).toContain("[redacted:");
  expect(events.at(-1)).toMatchObject({ event: "turn-ended", data: { outcome: "completed" } });
  const texts = [JSON.stringify(events)];
  for (const path of [
    "",
    "/export",
    `/evidence/${chunks[0]!.data.evidence}`,
    `/evidence/${chunks[0]!.data.evidence}?stream=stderr`,
  ])
    texts.push(JSON.stringify(await expectStatus(200, service.send("GET", thread + path))));
  for (const name of readdirSync(join(folder, "data"))) texts.push(readFileSync(join(folder, "data", name), "latin1"));
  texts.push(service.printed());
  for (const secret of secrets)
    expect(
      texts.findIndex((text) => text.includes(secret)),
      secret,
    ).toBe(-1);
});
