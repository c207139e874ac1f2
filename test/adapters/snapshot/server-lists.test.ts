import { describe, expect, test } from "vitest";
import { smallServer } from "./small-server.ts";

const { ask, json } = smallServer();

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
