import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { smallServer } from "./small-server.ts";

const { ask, json } = smallServer();

describe("times", () => {
  test("are as long ago as they were at the recording, a year later", async () => {
    const pod = await json("/api/v1/namespaces/shop/pods/worker-1");
    expect(pod.metadata.creationTimestamp).toBe("2026-11-20T09:50:00Z");
    expect(pod.status.startTime).toBe("2026-11-20T09:50:00Z");
  });

  test("ages in tables too", async () => {
    const table = await json("/api/v1/namespaces/shop/pods", {
      accept: "application/json;as=Table;v=v1;g=meta.k8s.io",
    });
    expect(table.rows.map((row: { cells: unknown[] }) => row.cells.slice(0, 5))).toEqual([
      ["web-7d9c", "2/2", "Running", "2 (61m ago)", "3d"],
      ["worker-1", "0/1", "ContainerCreating", 0, "10m"].map((cell) => (cell === 0 ? "0" : cell)),
    ]);
  });

  test("annotations stay as they were written", async () => {
    const { metadata } = await json("/apis/apps/v1/namespaces/shop/deployments/web");
    expect(metadata.annotations).toEqual({ "deployment.kubernetes.io/revision": "1" });
  });
});

describe("shapes", () => {
  const partial = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

  test("metadata alone, when asked for", async () => {
    const list = await json("/api/v1/pods", { accept: partial });
    expect(list).toMatchObject({ kind: "PartialObjectMetadataList", apiVersion: "meta.k8s.io/v1" });
    expect(Object.keys(list.items[0]).sort()).toEqual(["apiVersion", "kind", "metadata"]);
  });

  test.each([
    ["None", "object"],
    ["Metadata", "PartialObjectMetadata"],
    ["Object", "Pod"],
  ])("a table includes with includeObject=%s what the parameter says", async (include, kind) => {
    const accept = "application/json;as=Table;v=v1;g=meta.k8s.io";
    const table = await json(`/api/v1/pods?includeObject=${include}`, { accept });
    expect(table.rows[0].object?.kind ?? typeof table.rows[0].object).toBe(kind);
  });

  test("YAML, when asked for", async () => {
    const { type, text } = await ask("/api/v1/namespaces/shop", { accept: "application/yaml" });
    expect(type).toBe("application/yaml");
    expect(load(text)).toMatchObject({ kind: "Namespace", metadata: { name: "shop" } });
  });

  test("JSON, when protobuf is preferred and JSON taken", async () => {
    const { type } = await ask("/api/v1/namespaces", {
      accept: "application/vnd.kubernetes.protobuf,application/json",
    });
    expect(type).toBe("application/json");
  });

  test("nothing but protobuf cannot be served", async () => {
    expect((await ask("/api/v1/namespaces", { accept: "application/vnd.kubernetes.protobuf" })).status).toBe(406);
  });

  test("large answers are compressed for clients that take it", async () => {
    expect((await ask("/openapi/v3/api/v1", { gzip: true })).encoding).toBe("gzip");
    expect((await ask("/version", { gzip: true })).encoding).toBeUndefined();
  });

  test("items of built-in lists go without kind and apiVersion", async () => {
    const list = await json("/api/v1/pods");
    expect(list).toMatchObject({ kind: "PodList", apiVersion: "v1" });
    expect(list.items[0].kind).toBeUndefined();
  });
});

describe("discovery", () => {
  test("is aggregated for clients that take it and plain for others", async () => {
    const aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    const { type, text } = await ask("/apis", { accept: `${aggregated},application/json` });
    expect(type).toBe(aggregated);
    expect(JSON.parse(text).kind).toBe("APIGroupDiscoveryList");
    expect((await json("/apis")).kind).toBe("APIGroupList");
    expect(await json("/api")).toMatchObject({ kind: "APIVersions", versions: ["v1"] });
  });

  test("names groups, versions and resources", async () => {
    expect(await json("/apis/autoscaling")).toMatchObject({ preferredVersion: { version: "v2" } });
    const names = (await json("/apis/apps/v1")).resources.map((resource: { name: string }) => resource.name);
    expect(names).toContain("deployments/scale");
    expect((await json("/api/v1")).groupVersion).toBe("v1");
  });

  test.each(["/apis/nope", "/apis/apps/v9", "/api/v2", "/nope", "/api/v1/nope", "/openapi/v3/apis/nope/v1"])(
    "%s is not found",
    async (path) => {
      expect(await json(path)).toMatchObject({ code: 404, reason: "NotFound" });
    },
  );

  test("metrics are served only when the recording has some", async () => {
    const { groups } = await json("/apis");
    expect(groups.map((group: { name: string }) => group.name)).not.toContain("metrics.k8s.io");
  });
});

test("a deprecated resource comes with the server's warning", async () => {
  expect((await ask("/api/v1/componentstatuses")).warning).toBe('299 - "v1 ComponentStatus is deprecated in v1.19+"');
});

test.each([
  ["/version", '{\n  "major": "1",\n'],
  ["/api/v1/namespaces/shop/pods/web-7d9c", '{"kind":"Pod","apiVersion":"v1","metadata":{'],
])("%s begins as on a real server", async (path, beginning) => {
  expect((await ask(path)).text.slice(0, beginning.length)).toBe(beginning);
});
