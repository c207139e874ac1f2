import { describe, expect, test } from "vitest";
import { loadSnapshot } from "../../../src/adapters/snapshot/load.ts";
import { type Answers, kinds, list, object, refusal, resources, shop } from "./small-api.ts";
import { smallCaptures } from "./small-captures.ts";

const { folder, taken, written, index } = smallCaptures();

describe("a list", () => {
  const pages: Answers = {
    "/api/v1": resources(kinds.namespaces, kinds.configMaps),
    "/api/v1/namespaces": list("Namespace", [shop]),
    "/api/v1/configmaps?limit=500": list("ConfigMap", [object("a")], "2"),
    "/api/v1/configmaps?limit=500&continue=2": list("ConfigMap", [object("b")]),
  };

  test("is read page by page", async () => {
    const { objects } = await taken(pages);
    const names = (await loadSnapshot(folder)).objects.map(({ metadata }) => (metadata as any).name);
    expect([objects, names]).toEqual([3, ["a", "b", "shop"]]);
  });

  test("that took too long goes on where the server says", async () => {
    const expired = { ...refusal(410, "Expired", "too old"), metadata: { continue: "3" } };
    const { objects, notRead } = await taken({
      ...pages,
      "/api/v1/configmaps?limit=500&continue=2": expired,
      "/api/v1/configmaps?limit=500&continue=3": list("ConfigMap", [object("b"), object("c")]),
    });
    expect([objects, notRead]).toEqual([4, []]);
  });

  test("with pages that are too large is asked for in smaller ones", async () => {
    const large = list("ConfigMap", [object("a", { data: { text: "x".repeat(2_000) } })]);
    const { objects } = await taken(
      {
        ...pages,
        "/api/v1/configmaps?limit=500": large,
        "/api/v1/configmaps?limit=50": list("ConfigMap", [object("a")]),
      },
      { bounds: { pageSize: 500, pageBytes: 1_000, mostPages: 10 } },
    );
    expect(objects).toBe(2);
  });

  test.each([
    [
      "that has always more",
      (to: any, url: URL) =>
        to.end(JSON.stringify(list("ConfigMap", [object("a")], `${Number(url.searchParams.get("continue")) + 1}`))),
      /goes on after 10 pages/,
    ],
    [
      "that always expires",
      (to: any) => {
        to.statusCode = 410;
        to.end(JSON.stringify({ ...refusal(410, "Expired", "old"), metadata: { continue: "x" } }));
      },
      /goes on after 10 pages/,
    ],
    ["that goes in a circle", list("ConfigMap", [object("a")], "1"), /same continue token/],
    ["with an object larger than a page", "x".repeat(2_000), /one object is larger/],
    ["that is no JSON", "<html>", /no JSON/],
    ["that is no list", { kind: "Pod", metadata: { name: "x" } }, /a list was expected, and the answer is Pod/],
    ["whose entries are no list", { kind: "ConfigMapList", items: { a: 1 } }, /a list was expected/],
    ["that is nothing", "null", /a list was expected/],
    ["that the server fails at", refusal(500, "InternalError", "etcd is gone"), /etcd is gone/],
  ])("%s is recorded as not read, without half of it", async (_name, answer, said) => {
    const { notRead, objects } = await taken(
      {
        ...pages,
        "/api/v1/configmaps": answer,
        "/api/v1/configmaps?limit=500": answer,
        "/api/v1/configmaps?limit=500&continue=2": answer,
      },
      { bounds: { pageSize: 500, pageBytes: 1_000, mostPages: 10 } },
    );
    expect(notRead.map(({ what, message }) => [what, said.test(message)])).toEqual([["configmaps", true]]);
    expect(objects).toBe(1);
    expect(written().filter((file) => file.includes("configmaps"))).toEqual([]);
  });

  test("keeps entries that are objects and counts the others", async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(300)}1${"}".repeat(300)}`);
    const items = [object("a"), null, 7, [], {}, { metadata: { name: 5 } }, object("deep", { data: deep })];
    const { objects } = await taken({ ...pages, "/api/v1/configmaps?limit=500": list("ConfigMap", items) });
    expect([objects, index().capture.oddEntries]).toEqual([2, 6]);
  });
});
