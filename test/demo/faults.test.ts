import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SnapshotServer, startSnapshotServer } from "../../src/adapters/snapshot/server.ts";
import { clusterFolder, described, find, type Recorded } from "./recorded-cluster.ts";

const faults: Recorded[] = described.faults;
const healthy: Recorded[] = described.healthy;
const named = (list: Recorded[]): [string, Recorded][] =>
  list.map((entry) => [entry.id ?? `${entry.namespace}/${entry.name}`, entry]);

test("there are enough faults and enough healthy workloads, each of another name", () => {
  expect(faults.length).toBeGreaterThanOrEqual(16);
  expect(healthy.length).toBeGreaterThanOrEqual(20);
  expect(new Set(faults.map(({ id }: Recorded) => id)).size).toBe(faults.length);
});

test.each(named(faults))("%s is about an object of the cluster", (_, { object }) => {
  expect(find(object.kind, object.namespace, object.name)).toBeDefined();
});

test.each(named(healthy))("%s is complete", (_, { kind, namespace, name }) => {
  const { spec, status } = find(kind, namespace, name)!;
  const [wanted, ready] =
    kind === "DaemonSet"
      ? [status.desiredNumberScheduled, status.numberReady]
      : [spec.replicas, status.readyReplicas ?? 0];
  expect(ready).toBe(wanted);
  expect(
    (status.conditions ?? []).filter(
      (c: Recorded) => ["Available", "Progressing"].includes(c.type) && c.status !== "True",
    ),
  ).toEqual([]);
});

describe("what kubectl prints", () => {
  const folder = mkdtempSync(join(tmpdir(), "demo-"));
  const kubeconfig = join(folder, "kubeconfig");
  let server: SnapshotServer;

  beforeAll(async () => {
    server = await startSnapshotServer({ path: clusterFolder });
    writeFileSync(kubeconfig, server.kubeconfig, { mode: 0o600 });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const kubectl = async (command: string): Promise<string> => {
    const run = promisify(execFile)("kubectl", ["--kubeconfig", kubeconfig, ...command.split(" ")], {
      maxBuffer: 1 << 26,
    });
    const { stdout, stderr } = await run.catch((failed: { stdout: string; stderr: string }) => failed);
    return stdout + stderr;
  };

  test.each(named(faults))("shows %s", async (_, { commands, lines }) => {
    const outputs: string[] = [];
    for (const command of commands) outputs.push(await kubectl(command));
    const printed = outputs.join("\n");
    expect(lines.filter((line: string) => !printed.includes(line))).toEqual([]);
  });

  test("usage of pods and nodes", async () => {
    expect(await kubectl("top nodes")).toContain("shop-worker-2");
    expect(await kubectl("top pods -n production")).toMatch(/web-api-\S+ +571m +214Mi/);
  });
});
