import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { kinds, list, resources, running } from "./small-api.ts";
import { smallCaptures } from "./small-captures.ts";

const { home, serve, capture, taken, written, everything } = smallCaptures();

describe("a hostile server", () => {
  const evil = [
    "../../evil",
    "/etc/evil",
    "..",
    ".",
    "a/../../evil",
    "a\u0000b",
    "evil\n",
    "C:\\evil",
    "e".repeat(300),
    "",
  ];

  test("has no say in where files lie", async () => {
    const before = readdirSync(home);
    const groups = evil.map((name) => ({ name, versions: [{ version: "v1" }], preferredVersion: { version: "v1" } }));
    const pods = evil.flatMap((name) => [
      running(name),
      running("web", name),
      { ...running(`p${evil.indexOf(name)}`), status: { containerStatuses: [{ name, state: { running: {} } }] } },
    ]);
    await taken({
      "/apis": { groups: [...groups, { name: "x.example", versions: evil.map((version) => ({ version })) }] },
      "/api/v1": resources(kinds.namespaces, kinds.pods, ...evil.map((name) => ({ name, kind: "Evil" }))),
      "/api/v1/namespaces": list(
        "Namespace",
        evil.map((name) => ({ metadata: { name } })),
      ),
      "/api/v1/pods": list("Pod", pods),
    });
    expect(readdirSync(home).filter((name) => !before.includes(name) && !name.endsWith(".sock"))).toEqual(["taken"]);
    expect(written()).toEqual([
      "discovery.json",
      "objects/namespaces/00001.json",
      "objects/pods/00001.json",
      "snapshot.yaml",
    ]);
  });

  test("is asked for no path but those of its lists and logs", async () => {
    const api = await serve({
      "/api/v1": resources(kinds.pods),
      "/api/v1/pods": list(
        "Pod",
        evil.map((name) => running(name)),
      ),
    });
    await capture();
    expect(
      api.asked.filter(
        (path) => !/^\/(version|apis?(\/v1(\/pods\?limit=500|\/namespaces\/kube-system)?)?)$/.test(path),
      ),
    ).toEqual([]);
  });

  test("can send keys that every object has", async () => {
    const item = JSON.parse(
      '{"metadata":{"name":"a","namespace":"shop","labels":{"__proto__":"x"}},"__proto__":{"polluted":"y"},"data":{"constructor":"z"}}',
    );
    await taken({ "/api/v1": resources(kinds.configMaps), "/api/v1/configmaps": list("ConfigMap", [item]) });
    expect(({} as any).polluted).toBeUndefined();
    expect(everything()).toContain('"__proto__":{"polluted":"y"}');
  });
});
