import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { type Cluster, startCluster } from "./cluster.ts";
import { until } from "./until.ts";

describe("one cluster", () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ nodes: 2 });
  });
  afterAll(() => cluster?.stop());

  test("its API server and kubectl are of the pinned version", async () => {
    const { clientVersion, serverVersion } = JSON.parse((await cluster.kubectl(["version", "-o", "json"])).stdout);
    expect([clientVersion.gitVersion, serverVersion.gitVersion]).toEqual(["v1.36.3", "v1.36.3"]);
  });

  test("its nodes are Ready", async () => {
    const { stdout } = await cluster.kubectl(["get", "nodes", "--no-headers"]);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split(/\s+/).slice(0, 2)),
    ).toEqual([
      ["worker-1", "Ready"],
      ["worker-2", "Ready"],
    ]);
  });

  test("what nobody may do is Forbidden, and a service account may do nothing by itself", async () => {
    const answer = await cluster.kubectl([
      "auth",
      "can-i",
      "list",
      "pods",
      "--as=system:serviceaccount:default:default",
    ]);
    expect([answer.code, answer.stdout.trim()]).toEqual([1, "no"]);
  });

  test("the audit log holds what people asked for", async () => {
    await cluster.kubectl(["get", "configmaps", "-n", "kube-public"]);
    const events = readFileSync(cluster.auditLogPath, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.map((event) => event.requestURI)).toContain("/api/v1/namespaces/kube-public/configmaps?limit=500");
    expect(new Set(events.map((event) => event.user.username))).not.toContain("system:kube-controller-manager");
  });
});

test("two clusters run at once, each with objects of its own, and nothing stays behind of either", async () => {
  const clusters = await Promise.all([startCluster({ nodes: 1 }), startCluster({ nodes: 1 })]);
  const [first, second] = clusters;
  await first!.kubectl(["create", "namespace", "only-here"]);
  expect((await first!.kubectl(["get", "namespace", "only-here"])).code).toBe(0);
  expect((await second!.kubectl(["get", "namespace", "only-here"])).code).toBe(1);
  await Promise.all(clusters.map((cluster) => cluster.stop()));
  expect(clusters.map((cluster) => existsSync(cluster.folder))).toEqual([false, false]);
  const pids = clusters.flatMap((cluster) => cluster.components.map((component) => component.pid));
  await until("all processes are gone", () => !pids.some(isAlive));
});

test("when the process that started a cluster is killed, the cluster goes with it", async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "run.ts"), "--nodes", "1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let folder = "";
  for await (const line of createInterface({ input: child.stdout })) {
    folder = /KUBECONFIG=(.*)\/kubeconfig\.yaml/.exec(line)?.[1] ?? "";
    if (folder !== "") break;
  }
  const { clusters } = parse(readFileSync(join(folder, "kubeconfig.yaml"), "utf8"));
  child.kill("SIGKILL");
  await until("its folder is gone", () => !existsSync(folder));
  await until("its API server is gone", async () => {
    const error: any = await fetch(clusters[0].cluster.server).catch((reason) => reason);
    return error.cause?.code === "ECONNREFUSED";
  });
});

test("a cluster that was there before is used as it is, and goes on after stop", async () => {
  const own = await startCluster({ nodes: 1 });
  vi.stubEnv("KUBETRIAGE_TEST_KUBECONFIG", own.kubeconfigPath);
  const existing = await startCluster();
  vi.unstubAllEnvs();
  expect((await existing.api.get("/api/v1/nodes")).items).toHaveLength(1);
  expect(() => existing.addImages({})).toThrow("existing cluster");
  await existing.stop();
  expect((await own.api.get("/api/v1/nodes")).items).toHaveLength(1);
  await own.stop();
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
