import { request } from "node:https";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SnapshotServer, startSnapshotServer } from "../../../src/adapters/snapshot/server.ts";

const small = resolve(import.meta.dirname, "small");
const recordedAt = Date.parse("2025-11-20T10:00:00Z");
const year = 365 * 24 * 3600 * 1000;

let server: SnapshotServer;
let token: string;
let ca: Buffer;

beforeAll(async () => {
  server = await startSnapshotServer({ path: small, now: () => recordedAt + year });
  token = /token: (\S+)/.exec(server.kubeconfig)![1]!;
  ca = Buffer.from(/certificate-authority-data: (\S+)/.exec(server.kubeconfig)![1]!, "base64");
});
afterAll(() => server.close());

type Asking = { method?: string; accept?: string; authorization?: string; body?: string; gzip?: boolean };
type Got = { status: number; type: string; encoding: string | undefined; text: string; warning: string | undefined };

function ask(path: string, { method = "GET", accept, authorization, body, gzip }: Asking = {}): Promise<Got> {
  const headers = {
    authorization: authorization ?? `Bearer ${token}`,
    ...(accept === undefined ? {} : { accept }),
    ...(gzip ? { "accept-encoding": "gzip" } : {}),
  };
  return new Promise((done, reject) => {
    const sent = request(`${server.url}${path}`, { method, headers, ca }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const encoding = response.headers["content-encoding"];
        const content = Buffer.concat(chunks);
        const text = (encoding === "gzip" ? gunzipSync(content) : content).toString("utf8");
        const { "content-type": type = "", warning } = response.headers as Record<string, string | undefined>;
        done({ status: response.statusCode ?? 0, type, encoding, text, warning });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const json = async (path: string, asking?: Asking): Promise<any> => JSON.parse((await ask(path, asking)).text);

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

describe("lists", () => {
  test("come in chunks that hold every object once", async () => {
    const seen: string[] = [];
    let next = "";
    do {
      const list = await json(`/api/v1/namespaces/shop/pods?limit=1&continue=${next}`);
      seen.push(...list.items.map((item: { metadata: { name: string } }) => item.metadata.name));
      next = list.metadata.continue ?? "";
      expect(list.metadata.remainingItemCount).toBe(next === "" ? undefined : 1);
    } while (next !== "");
    expect(seen).toEqual(["web-7d9c", "worker-1"]);
  });

  test.each(["garbage", "e30", Buffer.from('{"rv":1,"start":"shop/web-7d9c"}').toString("base64url")])(
    "a continue token that is not of this recording has expired: %s",
    async (token) => {
      expect(await json(`/api/v1/pods?limit=1&continue=${token}`)).toMatchObject({ code: 410, reason: "Expired" });
    },
  );

  test("of a namespace that does not exist are empty", async () => {
    expect((await json("/api/v1/namespaces/nope/pods")).items).toEqual([]);
  });

  test.each([
    ["/api/v1/pods?fieldSelector=spec.foo=1", "field label not supported: spec.foo"],
    ["/apis/batch/v1/jobs?fieldSelector=spec.foo=1", 'field label "spec.foo" not supported for Job'],
    [
      "/api/v1/configmaps?fieldSelector=spec.foo=1",
      '"spec.foo" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    ["/api/v1/pods?limit=many", 'strconv.ParseInt: parsing "many": invalid syntax'],
  ])("%s is a bad request with the server's words", async (path, message) => {
    expect(await json(path)).toMatchObject({ code: 400, reason: "BadRequest", message });
  });

  test.each([
    ["metadata.name=worker-1", ["worker-1"]],
    ["metadata.name!=worker-1", ["web-7d9c"]],
    ["status.phase==Running,spec.nodeName=node-1", ["web-7d9c"]],
    ["status.podIP=10.1.0.4", ["web-7d9c"]],
    ["spec.hostNetwork=false", ["web-7d9c", "worker-1"]],
    ["metadata.namespace=other", []],
  ])("the field selector %s selects %j", async (selector, names) => {
    const { items } = await json(`/api/v1/pods?fieldSelector=${encodeURIComponent(selector)}`);
    expect(items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(names);
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

describe("watches", () => {
  const events = async (query: string) =>
    (await ask(`/api/v1/namespaces/shop/pods?watch=true&${query}`)).text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { type: string; object: { metadata: { annotations?: object } } });

  test("that follow a list end without an event", async () => {
    expect(await events("resourceVersion=1200")).toEqual([]);
  });

  test("that begin without a list report what is there", async () => {
    expect((await events("")).map(({ type }) => type)).toEqual(["ADDED", "ADDED"]);
  });

  test("that ask for initial events get the bookmark that ends them", async () => {
    const streamed = await events("sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
    expect(streamed.map(({ type }) => type)).toEqual(["ADDED", "ADDED", "BOOKMARK"]);
    expect(streamed.at(-1)?.object.metadata.annotations).toEqual({ "k8s.io/initial-events-end": "true" });
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

test.each([
  ["x", 0],
  ["ab.d", 2],
])("a continue token that is no base64 is refused as such: %s", async (token, at) => {
  expect((await json(`/api/v1/pods?continue=${token}`)).message).toBe(
    `invalid continue token: continue key is not valid: illegal base64 data at input byte ${at}`,
  );
});

test("a list of a version that is none is refused as such", async () => {
  const { message } = await json("/api/v1/pods?resourceVersion=x");
  expect(message).toBe(
    'invalid resource version: resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax',
  );
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
