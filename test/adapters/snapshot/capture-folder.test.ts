import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CaptureProgress } from "../../../src/adapters/snapshot/capture/capture-cluster.ts";
import { loadSnapshot } from "../../../src/adapters/snapshot/load.ts";
import { type Answers, kinds, list, object, resources, running, shop } from "./small-api.ts";
import { smallCaptures } from "./small-captures.ts";

const { home, folder, serve, capture, taken, written } = smallCaptures();

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
