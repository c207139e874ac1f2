import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startReadProxy } from "../../../src/adapters/cluster/kubectl-proxy.ts";
import { captureCluster } from "../../../src/adapters/snapshot/capture/capture-cluster.ts";
import { loadSnapshot } from "../../../src/adapters/snapshot/load.ts";
import { startSnapshotServer } from "../../../src/adapters/snapshot/server.ts";
import type { Snapshot } from "../../../src/adapters/snapshot/snapshot.ts";
import { createRedactor } from "../../../src/core/evidence/redaction/redactor.ts";
import { agesByServer } from "./command-lines.ts";
import { expectedOf, printedBy } from "./expectation.ts";
import { type Bench, openBench } from "./run-kubectl.ts";

/** The demo served as a live cluster, captured through the real kubectl, and served again from what was captured. */
const demo = resolve(import.meta.dirname, "../../../demo/cluster");
const home = mkdtempSync(join(tmpdir(), "kubetriage-capture-"));
const folder = join(home, "taken");

let bench: Bench;
let snapshot: Snapshot;
let original: Snapshot;

beforeAll(async () => {
  original = await loadSnapshot(demo);
  const live = await startSnapshotServer({ path: demo, now: () => original.recordedAt });
  const proxy = await startReadProxy({
    kubectl: process.env.KUBETRIAGE_KUBECTL ?? "kubectl",
    own: { kind: "text", text: live.kubeconfig },
    context: undefined,
    environment: process.env,
  });
  await captureCluster({
    path: folder,
    socketPath: proxy.socketPath,
    server: "demo",
    namespaces: null,
    ownNamespace: "default",
    logLines: 100_000,
    redactorOf: () => createRedactor((secret) => String(secret.length).padStart(6, "0")),
    progress: () => {},
    signal: new AbortController().signal,
    now: Date.now,
  });
  proxy.close();
  await live.close();
  const index = join(folder, "snapshot.yaml");
  const then = new Date(original.recordedAt).toISOString();
  writeFileSync(index, readFileSync(index, "utf8").replace(/^recordedAt: .*$/m, `recordedAt: ${then}`));
  [bench, snapshot] = await Promise.all([openBench(folder), loadSnapshot(folder)]);
  await bench.run(["api-resources"]);
});

afterAll(async () => {
  await bench?.close();
  rmSync(home, { recursive: true, force: true });
});

test("every object and every log of the cluster is there, but for the second copy of events", () => {
  const placed = ({ objects }: Snapshot) =>
    objects
      .map(({ kind, metadata }) => [kind, (metadata as any).namespace ?? "", (metadata as any).name].join("/"))
      .sort();
  expect(placed(snapshot)).toEqual(placed(original));
});

test("nobody but the owner can look into the folder", () => {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const modes = entries.map((entry) => [
    entry.isDirectory(),
    statSync(join(entry.parentPath, entry.name)).mode & 0o777,
  ]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(new Set(modes.map(String))).toEqual(new Set(["true,448", "false,384"]));
});

describe("kubectl prints over the capture what it prints over the cluster", () => {
  test.concurrent.each(agesByServer)("%s", async (line) => {
    const printed = await printedBy(bench, line, snapshot);
    const outputs = expectedOf(line);
    expect(printed).toBe(outputs.includes(printed) ? printed : outputs[0]);
  });
});
