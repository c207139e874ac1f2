import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smallServer } from "./small-server.ts";

const { ask } = smallServer();

describe("credentials", () => {
  test.each([
    ["no token", ""],
    ["another token", "Bearer abc"],
    ["another scheme", "Basic abc"],
  ])("%s gets a 401 Status, whatever is asked for", async (_name, authorization) => {
    for (const path of ["/healthz", "/api/v1/pods", "/version"]) {
      const { status, text } = await ask(path, { authorization });
      expect(status).toBe(401);
      expect(JSON.parse(text)).toMatchObject({ kind: "Status", reason: "Unauthorized", code: 401 });
    }
  });
});

describe("writes", () => {
  test.each([
    ["POST", "/api/v1/namespaces/shop/pods", "pods is forbidden: cannot create"],
    ["POST", "/api/v1/namespaces/shop/pods?dryRun=All", "pods is forbidden: cannot create"],
    ["PUT", "/apis/apps/v1/namespaces/shop/deployments/web", 'deployments.apps "web" is forbidden: cannot update'],
    [
      "PATCH",
      "/apis/apps/v1/namespaces/shop/deployments/web/scale",
      'deployments.apps "web" is forbidden: cannot patch',
    ],
    ["DELETE", "/api/v1/namespaces/shop/pods/worker-1", 'pods "worker-1" is forbidden: cannot delete'],
    ["DELETE", "/api/v1/namespaces/shop/pods", "pods is forbidden: cannot delete"],
    ["POST", "/api/v1/namespaces/shop/pods/worker-1/eviction", 'pods "worker-1" is forbidden: cannot evict'],
    ["POST", "/api/v1/namespaces/shop/pods/worker-1/exec?command=ls", 'pods "worker-1" is forbidden: cannot exec'],
    ["GET", "/api/v1/namespaces/shop/pods/worker-1/exec?command=ls", 'pods "worker-1" is forbidden: cannot exec'],
    ["GET", "/api/v1/namespaces/shop/pods/worker-1/portforward", 'pods "worker-1" is forbidden: cannot forward ports'],
    ["GET", "/api/v1/namespaces/shop/services/web/proxy/metrics", 'services "web" is forbidden: cannot proxy'],
    [
      "POST",
      "/api/v1/namespaces/shop/serviceaccounts/default/token",
      'serviceaccounts "default" is forbidden: cannot create a token',
    ],
    [
      "POST",
      "/apis/authentication.k8s.io/v1/tokenreviews",
      "tokenreviews.authentication.k8s.io is forbidden: cannot create",
    ],
  ])("%s %s is refused with the moment of recording", async (method, path, message) => {
    const { status, text } = await ask(
      path,
      method === "GET" || method === "DELETE" ? { method } : { method, body: "{}" },
    );
    expect(status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({
      kind: "Status",
      status: "Failure",
      reason: "Forbidden",
      message: `${message}: this cluster is a recording made at 2025-11-20T10:00:00Z and cannot be changed`,
    });
  });
});

test("a body beyond what an API server takes is refused", async () => {
  expect((await ask("/api/v1/pods", { method: "POST", body: "x".repeat(4 * 1024 * 1024) })).status).toBe(413);
});

test("no request, however odd, is answered with a fault of the server", async () => {
  const piece = fc.constantFrom(
    "api",
    "apis",
    "v1",
    "namespaces",
    "shop",
    "pods",
    "web-7d9c",
    "log",
    "status",
    "apps",
    "..",
    "%zz",
    "__proto__",
    "%00",
    "openapi",
    "v3",
    "scale",
    "constructor",
  );
  const query = fc.constantFrom(
    "watch=1",
    "limit=-1",
    "limit=1e9",
    "labelSelector=((",
    "labelSelector=a in (",
    "fieldSelector=,=,",
    "continue=%ff",
    "tailLines=x",
    "sinceTime=x",
    "container=__proto__",
    "includeObject=x",
    "fieldSelector=metadata.name%3D%5C",
  );
  const accept = fc.constantFrom(
    "",
    "*/*",
    ";;;,",
    "application/json;as=Table",
    "application/json;as=Table;g=meta.k8s.io;v=v1",
    "application/yaml",
  );
  const method = fc.constantFrom("GET", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS");
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 8 }),
      fc.array(query, { maxLength: 3 }),
      accept,
      method,
      async (path, queries, wanted, verb) => {
        const { status } = await ask(`/${path.join("/")}?${queries.join("&")}`, { accept: wanted, method: verb });
        expect(status).toBeLessThan(500);
      },
    ),
    { numRuns: 300 },
  );
});
