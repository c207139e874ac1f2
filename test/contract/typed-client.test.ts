import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { typesOf } from "../../scripts/openapi-types.ts";
import { openApi } from "../../src/surfaces/http/openapi.ts";
import { type RunningService, startService } from "./service.ts";
import { converse } from "./typed-client.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(import.meta.dirname, "typed-"));
let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the compiler says to a client's source text; "" when nothing. */
function complaints(source: string): string {
  const file = join(folder, "client.ts");
  writeFileSync(file, source);
  const flags =
    "--ignoreConfig --noEmit --strict --target es2024 --module nodenext --allowImportingTsExtensions --skipLibCheck --types node";
  try {
    return execFileSync(join(root, "node_modules/.bin/tsc"), [...flags.split(" "), file], {
      encoding: "utf8",
      cwd: root,
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

const client = readFileSync(join(import.meta.dirname, "typed-client.ts"), "utf8").replace(
  "../../docs",
  "../../../docs",
);

test("the committed types are those of the document that is served", async () => {
  const { json } = await service.send("GET", "/openapi.json");
  const committed = readFileSync(join(root, "docs/api-types.ts"), "utf8");
  expect(committed, "run npm run docs:types").toBe(typesOf(json));
  expect(typesOf(openApi(json.info.version))).toBe(committed);
});

test("a client that is written against the types type-checks", () => {
  expect(complaints(client)).toBe("");
});

test.each([
  ["another field", client.replace("insist(made.data).id", "insist(made.data).identity")],
  ["another path", client.replace("/api/v1/threads/{thread}/messages", "/api/v1/threads/{thread}/letters")],
  ["another event", client.replace('event.type === "command-proposed"', 'event.type === "command-imagined"')],
  ["a body of another shape", client.replace('{ title: "typed" }', "{ title: 1 }")],
])("a client that expects %s does not", (_, source) => {
  expect(source).not.toBe(client);
  expect(complaints(source)).toMatch(/error TS/);
});

test("the client talks to the service", async () => {
  const { turn, events, firstLine } = await converse(service.url);
  expect(turn.commands[0]?.exit_code).toBe(0);
  expect(events.at(-1)?.type).toBe("turn-ended");
  expect(firstLine).toMatch(/^NAME/);
});
