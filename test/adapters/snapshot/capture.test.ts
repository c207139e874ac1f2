import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  type CaptureProgress,
  type CaptureSettings,
  captureCluster,
} from "../../../src/adapters/snapshot/capture/capture-cluster.ts";
import { loadSnapshot } from "../../../src/adapters/snapshot/load.ts";
import { createRedactor } from "../../../src/core/evidence/redaction/redactor.ts";
import { openBench } from "./run-kubectl.ts";
import { type Answers, list, noGroups, refusal, resources, type SmallApi, smallApi, version } from "./small-api.ts";

let home: string;
let folder: string;
const opened: SmallApi[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "kubetriage-capture-"));
  folder = join(home, "taken");
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((api) => api.close()));
  rmSync(home, { recursive: true, force: true });
});

type Changed = Partial<CaptureSettings>;

async function serve(answers: Answers): Promise<SmallApi> {
  const api = await smallApi(join(home, `${opened.length}.sock`), {
    "/version": version,
    "/apis": noGroups,
    ...answers,
  });
  opened.push(api);
  return api;
}

function capture(changed: Changed = {}) {
  return captureCluster({
    path: folder,
    socketPath: join(home, `${opened.length - 1}.sock`),
    server: "small",
    namespaces: null,
    ownNamespace: "shop",
    logLines: 100,
    redactorOf: (key) => createRedactor((secret) => `${key.length}${secret.length}`),
    progress: () => {},
    signal: new AbortController().signal,
    now: Date.now,
    pace: { atOnce: 4, perSecond: 10_000 },
    ...changed,
  });
}

async function taken(answers: Answers, changed: Changed = {}) {
  await serve(answers);
  return await capture(changed);
}

const written = (path = folder): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
const index = () => parse(readFileSync(join(folder, "snapshot.yaml"), "utf8"));
const everything = () =>
  written()
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");

const object = (name: string, more: object = {}, namespace = "shop") => ({ metadata: { name, namespace }, ...more });
const running = (name: string, namespace = "shop") =>
  object(
    name,
    {
      spec: { nodeName: "n", containers: [{ name: "app" }] },
      status: { containerStatuses: [{ name: "app", state: { running: {} }, lastState: {} }] },
    },
    namespace,
  );
const shop = { metadata: { name: "shop" } };
const data = { metadata: { name: "data" } };
const kinds = {
  namespaces: { name: "namespaces", kind: "Namespace", namespaced: false },
  pods: { name: "pods", kind: "Pod" },
  secrets: { name: "secrets", kind: "Secret" },
  configMaps: { name: "configmaps", kind: "ConfigMap" },
};

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

describe("what may not be read", () => {
  const noSecrets = refusal(
    403,
    "Forbidden",
    'secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" at the cluster scope',
  );
  const noSecretsIn = (namespace: string) =>
    refusal(
      403,
      "Forbidden",
      `secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "${namespace}"`,
    );
  const answers: Answers = {
    "/api/v1": resources(kinds.namespaces, kinds.pods, kinds.secrets, {
      name: "nodes",
      kind: "Node",
      namespaced: false,
    }),
    "/api/v1/namespaces": list("Namespace", [shop, data]),
    "/api/v1/pods": list("Pod", [running("web"), running("db", "data"), running("db-2", "data")]),
    "/api/v1/nodes": refusal(
      403,
      "Forbidden",
      'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope',
    ),
    "/api/v1/secrets": noSecrets,
    "/api/v1/namespaces/shop/secrets": list("Secret", [object("login", { data: { user: "amFuZQ==" } })]),
    "/api/v1/namespaces/data/secrets": noSecretsIn("data"),
    "/api/v1/namespaces/shop/pods/web/log": "ready\n",
    "/api/v1/namespaces/data/pods/db/log": refusal(
      403,
      "Forbidden",
      'pods "db" is forbidden: User "jane" cannot get resource "pods/log"',
    ),
    "/api/v1/namespaces/data/pods/db-2/log": refusal(
      403,
      "Forbidden",
      'pods "db-2" is forbidden: User "jane" cannot get resource "pods/log"',
    ),
  };

  test("stands in the index, and lists of one namespace are tried when one of all is forbidden", async () => {
    await serve(answers);
    await capture();
    const { notRead, namespacesTried } = index().capture;
    expect(notRead.map((one: any) => [one.resource, one.namespace, one.code])).toEqual([
      ["secrets", undefined, 403],
      ["secrets", "data", 403],
      ["nodes", undefined, 403],
      ["pods/log", "data", 403],
    ]);
    expect(namespacesTried).toEqual(["shop", "data"]);
  });

  test.each([
    ["get secrets -n shop", "login", ""],
    [
      "get secrets -n data",
      "",
      'Error from server (Forbidden): secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "data"',
    ],
    ["get secrets -A", "", "at the cluster scope"],
    ["get secret other -n data", "", "(Forbidden)"],
    ["get secrets -n elsewhere", "", "(Forbidden)"],
    ["get nodes", "", 'nodes is forbidden: User "jane"'],
    ["get node n", "", 'nodes is forbidden: User "jane"'],
    ["get pods -n data", "db", ""],
    ["logs web -n shop", "ready", ""],
    ["logs db -n data", "", 'cannot get resource "pods/log"'],
  ])("kubectl %s", async (line, stdout, stderr) => {
    await taken(answers);
    const bench = await openBench(folder);
    const printed = await bench.run(line.split(" "));
    await bench.close();
    expect(printed.stdout).toContain(stdout);
    expect(printed.stderr).toContain(stderr);
    expect(printed.exitCode).toBe(stderr === "" ? 0 : 1);
  });

  test("an API that does not answer is told by its group", async () => {
    const group = {
      name: "metrics.k8s.io",
      versions: [{ version: "v1beta1" }],
      preferredVersion: { version: "v1beta1" },
    };
    const { notRead } = await taken({
      ...answers,
      "/apis": { groups: [group] },
      "/apis/metrics.k8s.io/v1beta1": refusal(500, "", "the metrics server is away"),
    });
    const bench = await openBench(folder);
    const printed = await bench.run(["get", "--raw", "/apis/metrics.k8s.io/v1beta1/pods"]);
    await bench.close();
    expect(notRead[0]).toEqual({
      what: "*.metrics.k8s.io",
      namespace: undefined,
      message: "the metrics server is away",
    });
    expect(printed.stderr).toContain("the metrics server is away");
  });

  test("a log that the node does not give has the server's words", async () => {
    await taken({
      ...answers,
      "/api/v1/namespaces/shop/pods/web/log": refusal(
        500,
        "",
        'Get "https://10.0.0.9:10250/containerLogs": dial tcp 10.0.0.9:10250: connect: no route to host',
      ),
    });
    const bench = await openBench(folder);
    const printed = await bench.run(["logs", "web", "-n", "shop"]);
    await bench.close();
    expect(printed.stderr).toContain("no route to host");
  });

  test("namespaces that were not asked for are refused, and lists over all of them warn", async () => {
    const api = await serve({ ...answers, "/api/v1/namespaces/shop/pods": list("Pod", [running("web")]) });
    await capture({ namespaces: ["shop"] });
    const bench = await openBench(folder);
    const [all, other, gone] = await Promise.all(
      ["get pods -A", "get pods -n data", "get namespace data"].map((line) => bench.run(line.split(" "))),
    );
    await bench.close();
    expect(api.asked.filter((path) => path.includes("data"))).toEqual([]);
    expect([all!.stdout.includes("web"), all!.stderr]).toEqual([
      true,
      "Warning: this recording holds only the namespaces shop\n",
    ]);
    expect(other!.stderr).toContain('this recording holds only the namespaces shop, not "data"');
    expect(gone!.stderr).toContain("(Forbidden)");
  });
});

describe("secrets", () => {
  const password = "Zx81-hunter2-Kz";
  const encoded = Buffer.from(password).toString("base64");
  const applied = JSON.stringify({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "login" },
    data: { password: encoded },
  });
  const answers: Answers = {
    "/api/v1": resources(kinds.configMaps, kinds.pods, kinds.secrets),
    "/api/v1/secrets": list("Secret", [
      {
        metadata: {
          name: "login",
          namespace: "shop",
          annotations: { "kubectl.kubernetes.io/last-applied-configuration": applied },
        },
        type: "Opaque",
        data: { password: encoded, empty: "" },
      },
    ]),
    "/api/v1/configmaps": list("ConfigMap", [
      object("settings", {
        data: {
          "app.yaml": "host: db\npassword: Qq7-other-Pw\n",
          nested: `apiVersion: v1\nkind: Secret\ndata:\n  token: ${Buffer.from("third-Secret-9").toString("base64")}\n`,
          note: `the word is ${password}`,
        },
      }),
    ]),
    "/api/v1/pods": list("Pod", [
      {
        ...running("web"),
        spec: {
          containers: [
            {
              name: "app",
              env: [
                { name: "DB_PASSWORD", value: "Ww5-fourth-Xx" },
                { name: "MODE", value: "plain" },
              ],
              args: ["--token=Ee6-fifth-Yy", "--verbose"],
            },
          ],
        },
      },
    ]),
    "/api/v1/namespaces/shop/pods/web/log": `2026-03-17T14:32:05.123456789Z connecting with ${password}\n2026-03-17T14:32:06.123456789Z password: Uu8-sixth-Zz\n2026-03-17T14:32:07.123456789Z done\n`,
  };

  test.each([
    ["the value of a Secret", password],
    ["its base64", encoded],
    ["a password in the text of a ConfigMap", "Qq7-other-Pw"],
    ["a Secret in the text of a ConfigMap", Buffer.from("third-Secret-9").toString("base64")],
    ["an environment variable called a password", "Ww5-fourth-Xx"],
    ["an argument called a token", "Ee6-fifth-Yy"],
    ["a password in a log", "Uu8-sixth-Zz"],
  ])("%s is in no file", async (_name, secret) => {
    await taken(answers);
    expect(everything()).toContain("redacted:");
    expect(everything()).not.toContain(secret);
  });

  test("keep their keys, as base64 that clients decode, and what was empty stays empty", async () => {
    await taken(answers);
    const secret = (await loadSnapshot(folder)).objects.find(({ kind }) => kind === "Secret") as any;
    expect(Object.keys(secret.data)).toEqual(["password", "empty"]);
    expect(Buffer.from(secret.data.password, "base64").toString()).toMatch(/^\[redacted:secret-\w+\]$/);
    expect(secret.data.empty).toBe("");
  });

  test("are taken out of logs without taking the times of the lines", async () => {
    await taken(answers);
    const lines = readFileSync(join(folder, "logs/shop/web/app.log"), "utf8").split("\n");
    expect(lines[0]).toMatch(/^2026-03-17T14:32:05\.123456789Z connecting with \[redacted:/);
    expect(lines[2]).toBe("2026-03-17T14:32:07.123456789Z done");
  });

  test("leave everything else as it is", async () => {
    await taken(answers);
    const { objects } = await loadSnapshot(folder);
    const pod = objects.find(({ kind }) => kind === "Pod") as any;
    expect(pod.spec.containers[0].env[1]).toEqual({ name: "MODE", value: "plain" });
    expect(pod.spec.containers[0].args[1]).toBe("--verbose");
    expect((objects.find(({ kind }) => kind === "ConfigMap") as any).data["app.yaml"]).toMatch(
      /^host: db\npassword: \[redacted:[^\n]+\n$/,
    );
  });
});

describe("the folder", () => {
  const answers: Answers = {
    "/api/v1": resources(kinds.namespaces, kinds.configMaps, kinds.pods),
    "/api/v1/namespaces": list("Namespace", [shop]),
    "/api/v1/configmaps": list("ConfigMap", [object("a")]),
    "/api/v1/pods": list("Pod", [running("one"), running("two"), running("three")]),
    ...Object.fromEntries(
      ["one", "two", "three"].map((name) => [`/api/v1/namespaces/shop/pods/${name}/log`, `${name}\n`]),
    ),
  };

  /** Captures until a step is reached, and is ended there. */
  async function interrupted(until: (progress: CaptureProgress) => boolean): Promise<void> {
    const ending = new AbortController();
    await serve(answers);
    const progress = (step: CaptureProgress) => void (until(step) && ending.abort());
    await expect(capture({ progress, signal: ending.signal })).rejects.toThrow(/abort/i);
  }

  test.each([
    ["another file", () => writeFileSync(join(folder, "notes.txt"), "mine")],
    ["a finished capture", () => writeFileSync(join(folder, "snapshot.yaml"), "capture: {}")],
  ])("that holds %s is not touched", async (_name, put) => {
    mkdirSync(folder);
    put();
    const before = written();
    await expect(taken(answers)).rejects.toThrow(/not empty/);
    expect(written()).toEqual(before);
  });

  test("with a link in it is not taken", async () => {
    mkdirSync(join(folder, ".capture"), { recursive: true });
    symlinkSync(home, join(folder, "objects"));
    await expect(taken(answers)).rejects.toThrow(/link/);
    expect(existsSync(join(home, "configmaps"))).toBe(false);
  });

  test("of an interrupted capture is not served", async () => {
    await interrupted(({ step }) => step === "logs");
    await expect(loadSnapshot(folder)).rejects.toThrow(/was interrupted/);
  });

  test.each([
    ["while objects are listed", ({ step, at }: CaptureProgress) => step === "objects" && at === "pods"],
    ["while logs are read", ({ step, done }: CaptureProgress) => step === "logs" && done === 1],
  ])("of a capture that was interrupted %s becomes whole by the same command", async (_name, until) => {
    await interrupted(until);
    const api = await serve(answers);
    const { resumed, objects, logs } = await capture();
    expect([resumed, objects, logs]).toEqual([true, 5, 3]);
    expect(written()).toEqual([
      "discovery.json",
      "logs/shop/one/app.log",
      "logs/shop/three/app.log",
      "logs/shop/two/app.log",
      "objects/configmaps/00001.json",
      "objects/namespaces/00001.json",
      "objects/pods/00001.json",
      "snapshot.yaml",
    ]);
    expect(api.asked.filter((path) => path.includes("configmaps"))).toEqual([]);
  });

  test("of a capture that was interrupted long ago gets its objects anew", async () => {
    await interrupted(({ step, at }) => step === "objects" && at === "pods");
    const api = await serve(answers);
    await capture({ now: () => Date.now() + 11 * 60_000 });
    expect(api.asked.filter((path) => path.includes("configmaps"))).toHaveLength(1);
  });

  test("of an interrupted capture with other options is not mixed with this one", async () => {
    await interrupted(({ step }) => step === "logs");
    await serve(answers);
    await expect(capture({ logLines: 7 })).rejects.toThrow(/other options or another cluster/);
  });

  test("of a capture whose last note was cut off goes on all the same", async () => {
    await interrupted(({ step }) => step === "logs");
    writeFileSync(
      join(folder, ".capture/progress.jsonl"),
      `${readFileSync(join(folder, ".capture/progress.jsonl"), "utf8").trimEnd().slice(0, -5)}`,
    );
    await serve(answers);
    expect((await capture()).logs).toBe(3);
  });
});

describe("an API server is not pressed", () => {
  test("more requests than allowed are never under way", async () => {
    let [under, most] = [0, 0];
    const names = Array.from({ length: 40 }, (_, at) => `p${at}`);
    const slowly = (to: any) => {
      under += 1;
      most = Math.max(most, under);
      setImmediate(() => {
        under -= 1;
        to.end("line\n");
      });
    };
    const { logs } = await taken({
      "/api/v1": resources(kinds.pods),
      "/api/v1/pods": list(
        "Pod",
        names.map((name) => running(name)),
      ),
      ...Object.fromEntries(names.map((name) => [`/api/v1/namespaces/shop/pods/${name}/log`, slowly])),
    });
    expect([logs, most <= 4]).toEqual([40, true]);
  });

  test("a busy one is asked again when it said to", async () => {
    let asked = 0;
    const busyOnce = (to: any) => {
      asked += 1;
      to.statusCode = asked === 1 ? 429 : 200;
      to.setHeader("retry-after", "0");
      to.end(
        JSON.stringify(asked === 1 ? refusal(429, "TooManyRequests", "slow down") : list("ConfigMap", [object("a")])),
      );
    };
    const { objects } = await taken({ "/api/v1": resources(kinds.configMaps), "/api/v1/configmaps": busyOnce });
    expect([asked, objects]).toEqual([2, 1]);
  });

  test("one that went away ends the capture with a sentence", async () => {
    await serve({});
    await expect(capture({ socketPath: join(home, "none.sock") })).rejects.toThrow(/The cluster cannot be reached/);
  });

  test("of a log that never ends the last part is kept", async () => {
    const endless = (to: any) => {
      const piece = `${"x".repeat(99)}\n`.repeat(1_000);
      for (let at = 0; at < 30; at += 1) to.write(piece);
      to.end("the end\n");
    };
    await taken({
      "/api/v1": resources(kinds.pods),
      "/api/v1/pods": list("Pod", [running("web")]),
      "/api/v1/namespaces/shop/pods/web/log": endless,
    });
    const text = readFileSync(join(folder, "logs/shop/web/app.log"), "utf8");
    expect([text.length <= 1024 * 1024, text.startsWith("xxx"), text.endsWith("\nthe end\n")]).toEqual([
      true,
      true,
      true,
    ]);
  });
});
