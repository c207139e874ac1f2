import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadSnapshot } from "../../../src/adapters/snapshot/load.ts";
import { Fault } from "../../../src/core/faults/fault.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files; the keys are paths in it. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "kubetriage-load-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const pod = (name: string, extra = "") =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: a\n  creationTimestamp: "2026-01-01T00:00:00Z"\n${extra}`;

const namesIn = async (path: string) =>
  (await loadSnapshot(path)).objects.map(({ kind, metadata }) => `${kind}/${(metadata as { name: string }).name}`);

async function problemOf(path: string): Promise<string> {
  const fault: unknown = await loadSnapshot(path).then(
    () => "it was read",
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(Fault);
  expect((fault as Fault).code).toBe("bad-snapshot");
  return (fault as Fault).message.replaceAll(path, "DIR");
}

test("objects are read from documents, Lists and JSON anywhere below the folder", async () => {
  const path = folderOf({
    "one.yaml": `${pod("x")}---\n${pod("y")}`,
    "deep/er/list.yml": `apiVersion: v1\nkind: List\nitems:\n- ${pod("z").trimEnd().replaceAll("\n", "\n  ")}\n`,
    "four.json": JSON.stringify({ apiVersion: "v1", kind: "Node", metadata: { name: "n" } }),
    "README.md": "not read",
    ".hidden/bad.yaml": "[",
  });
  expect((await namesIn(path)).sort()).toEqual(["Namespace/a", "Node/n", "Pod/x", "Pod/y", "Pod/z"]);
});

test("a dump of kubectl cluster-info is read with the kinds that its lists leave out, and with its logs", async () => {
  const path = folderOf({
    "nodes.json": JSON.stringify({ kind: "NodeList", apiVersion: "v1", items: [{ metadata: { name: "n" } }] }),
    "a/pods.json": JSON.stringify({
      kind: "PodList",
      apiVersion: "v1",
      items: [{ metadata: { name: "p", namespace: "a" } }],
    }),
    "a/events.json": JSON.stringify({ kind: "EventList", apiVersion: "v1", items: null }),
    "a/p/logs.txt":
      "==== START logs for container c1 of pod a/p ====\none\ntwo\n==== END logs for container c1 of pod a/p ====\n" +
      "==== START logs for container c2 of pod a/p ====\n==== END logs for container c2 of pod a/p ====\n",
  });
  const { logs } = await loadSnapshot(path);
  expect((await namesIn(path)).sort()).toEqual(["Namespace/a", "Node/n", "Pod/p"]);
  expect(await logs.read("a", "p", "c1", false)).toBe("one\ntwo\n");
  expect(await logs.read("a", "p", "c2", false)).toBe("");
  expect(await logs.read("a", "p", "c3", false)).toBeUndefined();
  expect(await logs.read("a", "p", "c1", true)).toBeUndefined();
});

test("one file of kubectl get is a snapshot", async () => {
  const path = folderOf({ "cluster.yaml": pod("only") });
  expect(await namesIn(join(path, "cluster.yaml"))).toEqual(["Pod/only", "Namespace/a"]);
});

test("snapshot.yaml tells the moment and the version", async () => {
  const path = folderOf({
    "snapshot.yaml": "recordedAt: 2026-02-03T04:05:06Z\nkubernetesVersion: v1.33.7\n",
    "a.yaml": pod("x"),
  });
  const { recordedAt, kubernetesVersion } = await loadSnapshot(path);
  expect(new Date(recordedAt).toISOString()).toBe("2026-02-03T04:05:06.000Z");
  expect(kubernetesVersion).toBe("v1.33.7");
});

test("without snapshot.yaml the newest time of the objects counts, but no time at which something will expire", async () => {
  const path = folderOf({
    "a.yaml": pod("x", 'status: {startTime: "2026-01-05T00:00:00Z", notAfter: "2027-01-01T00:00:00Z"}\n'),
  });
  const { recordedAt, kubernetesVersion } = await loadSnapshot(path);
  expect(new Date(recordedAt).toISOString()).toBe("2026-01-05T00:00:00.000Z");
  expect(kubernetesVersion).toBe("v1.34.0");
});

test("the file whose name sorts last wins when an object appears twice", async () => {
  const path = folderOf({
    "a.yaml": pod("x", "spec: {nodeName: old}\n"),
    "b.yaml": pod("x", "spec: {nodeName: new}\n"),
  });
  const [object] = (await loadSnapshot(path)).objects;
  expect(object?.spec).toEqual({ nodeName: "new" });
});

test("an event points at the uid of the object it is about", async () => {
  const path = folderOf({
    "a.yaml": `${pod("x").replace("name: x", "name: x\n  uid: u-1")}---
apiVersion: events.k8s.io/v1
kind: Event
metadata: {name: e, namespace: a}
regarding: {kind: Pod, namespace: a, name: x}
note: it failed
`,
  });
  const event = (await loadSnapshot(path)).objects.find(({ kind }) => kind === "Event");
  expect(event).toMatchObject({ apiVersion: "v1", involvedObject: { uid: "u-1" }, message: "it failed" });
});

test("a link that leads out of the folder is not followed", async () => {
  const outside = folderOf({ "secret.yaml": pod("outside") });
  const path = folderOf({ "a.yaml": pod("inside") });
  symlinkSync(join(outside, "secret.yaml"), join(path, "link.yaml"));
  symlinkSync(join(path, "a.yaml"), join(path, "own.yaml"));
  expect(await namesIn(path)).toEqual(["Pod/inside", "Namespace/a"]);
});

test.each([
  ["no such path", {}, "/nope", "DIR/nope: no such file or folder"],
  ["an empty folder", {}, "", "DIR: no .yaml, .yml or .json file in it"],
  ["only comments", { "a.yaml": "# nothing\n" }, "", "DIR: no Kubernetes object in it"],
  ["broken YAML", { "a.yaml": "apiVersion: v1\nkind: [\n" }, "", /^DIR\/a\.yaml:3:1: /],
  ["broken JSON", { "a.json": '{"kind": "Pod",\n "metadata": {"name" ]}' }, "", /^DIR\/a\.json:2:\d+: /],
  ["a scalar", { "a.yaml": "hello\n" }, "", /^DIR\/a\.yaml: expected a Kubernetes object/],
  ["no kind", { "a.yaml": "apiVersion: v1\nmetadata: {name: x}\n" }, "", "DIR/a.yaml: x has no kind"],
  ["no name", { "a.yaml": "apiVersion: v1\nkind: Pod\n" }, "", "DIR/a.yaml: Pod has no metadata.name"],
  [
    "an odd moment",
    { "a.yaml": pod("x"), "snapshot.yaml": "recordedAt: yesterday\n" },
    "",
    'DIR/snapshot.yaml: recordedAt is "yesterday", expected a time such as 2026-03-01T10:00:00Z',
  ],
  [
    "an odd version",
    { "a.yaml": pod("x"), "snapshot.yaml": "kubernetesVersion: latest\n" },
    "",
    'DIR/snapshot.yaml: kubernetesVersion is "latest", expected a version such as v1.34.2',
  ],
  ["nesting without end", { "a.json": `${'{"a":'.repeat(9000)}1${"}".repeat(9000)}` }, "", /DIR\/a\.json/],
] as const)("%s is a fault that names the file and the problem", async (_name, files, below, message) => {
  const path = folderOf(files);
  const problem = (await problemOf(path + below)).replaceAll(path, "DIR");
  if (typeof message === "string")
    expect(problem.replaceAll("DIR/nope/nope", "DIR/nope")).toBe(
      below === "" ? message : message.replace("DIR/nope", "DIR"),
    );
  else expect(problem).toMatch(message);
});

test("aliases that expand without end are refused", async () => {
  const lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"];
  for (let level = 1; level < 9; level++)
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(",")}]`,
    );
  const path = folderOf({ "bomb.yaml": `${pod("x")}data:\n${lines.map((line) => `  ${line}`).join("\n")}\n` });
  expect(await problemOf(path)).toMatch(/DIR\/bomb\.yaml: .* more than \d+ values/);
});

test("the demo cluster is read", async () => {
  const { objects } = await loadSnapshot(resolve(import.meta.dirname, "../../../demo/cluster"));
  expect(objects.length).toBeGreaterThan(200);
});
