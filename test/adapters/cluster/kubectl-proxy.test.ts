import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ReadProxy, startReadProxy } from "../../../src/adapters/cluster/kubectl-proxy.ts";
import { type SnapshotServer, startSnapshotServer } from "../../../src/adapters/snapshot/server.ts";

let server: SnapshotServer;
beforeAll(async () => {
  server = await startSnapshotServer({ path: resolve(import.meta.dirname, "../../../demo/cluster") });
});
afterAll(() => server.close());

const start = (changed: Partial<Parameters<typeof startReadProxy>[0]> = {}) =>
  startReadProxy({
    kubectl: process.env.KUBETRIAGE_KUBECTL ?? "kubectl",
    own: { kind: "text", text: server.kubeconfig },
    context: undefined,
    environment: process.env,
    ...changed,
  });

describe("a proxy for reading", () => {
  let proxy: ReadProxy;
  beforeAll(async () => {
    proxy = await start();
  });
  afterAll(() => proxy?.close());

  function status(method: string, path: string): Promise<number> {
    return new Promise((answer, reject) => {
      const options = { socketPath: proxy.socketPath, method, path, headers: { host: "localhost" } };
      const asked = request(options, (response) => answer(response.resume().statusCode ?? 0));
      asked.once("error", reject).end();
    });
  }

  test.each([
    ["GET", "/version", 200],
    ["GET", "/api/v1/pods?limit=1", 200],
    ["GET", "/apis/apps/v1/deployments", 200],
    ["GET", "/api/v1/namespaces/shop/pods/no-such-pod", 404],
    ["POST", "/api/v1/namespaces/shop/pods", 403],
    ["PUT", "/api/v1/namespaces/shop/pods/x", 403],
    ["PATCH", "/api/v1/namespaces/shop/pods/x", 403],
    ["DELETE", "/api/v1/namespaces/shop/pods/x", 403],
    ["OPTIONS", "/api/v1/pods", 403],
    ["GET", "/", 403],
    ["GET", "/metrics", 403],
    ["GET", "/debug/pprof/", 403],
    ["GET", "/api/v1/namespaces/shop/pods/x/exec?command=id", 403],
    ["GET", "/api/v1/namespaces/shop/pods/x/attach", 403],
    ["GET", "/api/v1/namespaces/shop/pods/x/portforward", 403],
    ["GET", "/api/v1/nodes/x/proxy/metrics", 403],
  ])("answers %s %s with %i", async (method, path, expected) => {
    expect(await status(method, path)).toBe(expected);
  });

  test("listens where nobody else can come", () => {
    expect(statSync(dirname(proxy.socketPath)).mode & 0o777).toBe(0o700);
    expect(statSync(dirname(dirname(proxy.socketPath))).mode & 0o777).toBe(0o700);
  });

  test("knows the namespace of the context", () => {
    expect(proxy.namespace).toBe("default");
  });
});

test("a closed proxy leaves neither socket nor kubeconfig", async () => {
  const proxy = await start();
  const folder = dirname(proxy.socketPath);
  expect(existsSync(join(folder, "config"))).toBe(true);
  proxy.close();
  expect(existsSync(folder)).toBe(false);
});

describe("a proxy that cannot start says why", () => {
  const home = mkdtempSync(join(tmpdir(), "kubetriage-proxy-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test.each([
    ["no kubectl", { kubectl: "no-such-kubectl" }, /kubectl command not found/],
    ["a context that is not there", { context: "elsewhere" }, /context .*elsewhere.* does not exist/],
  ])("%s", async (_name, changed, said) => {
    await expect(start(changed)).rejects.toThrow(said);
  });

  test("a kubeconfig that is none", async () => {
    const path = join(home, "config");
    writeFileSync(path, "users: [");
    await expect(start({ own: { kind: "files", paths: path } })).rejects.toThrow(/kubectl proxy did not start/);
  });
});
