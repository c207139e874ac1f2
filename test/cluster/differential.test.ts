import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { startReadProxy } from "../../src/adapters/cluster/kubectl-proxy.ts";
import { captureCluster } from "../../src/adapters/snapshot/capture/capture-cluster.ts";
import { inTurn } from "../../src/adapters/snapshot/capture/in-turn.ts";
import { type SnapshotServer, startSnapshotServer } from "../../src/adapters/snapshot/server.ts";
import { createRedactor } from "../../src/core/evidence/redaction/redactor.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { argumentsOf, commandLines } from "./differential-commands.ts";
import { firstDifference, isSame, written } from "./differential-compare.ts";
import { type Difference, differences } from "./differential-differences.ts";
import { freeze } from "./frozen-cluster.ts";
import { runKubectl } from "./run-kubectl.ts";
import { until } from "./until.ts";

/**
 * The same objects in a real API server and in the snapshot server, by way of a capture, and the same kubectl over both. With
 * KUBETRIAGE_DIFFERENTIAL_KEEP, a folder, the capture and all outputs are left there.
 */
const keep = process.env.KUBETRIAGE_DIFFERENTIAL_KEEP;
const atOnce = 4;

type Outputs = { readonly line: string; readonly live: string; readonly recorded: string };

let cluster: Cluster;
let server: SnapshotServer;
let home: string;
let outputs: readonly Outputs[];

beforeAll(async () => {
  home = keep ?? mkdtempSync(join(tmpdir(), "kubetriage-differential-"));
  mkdirSync(home, { recursive: true });
  rmSync(join(home, "capture"), { recursive: true, force: true });
  process.env.KUBECACHEDIR = join(home, "cache");
  cluster = await startCluster({ nodes: 2 });
  await createObjects();
  await freeze(cluster);
  server = await serveCapture(join(home, "capture"));
  const kubeconfig = join(home, "recorded.config");
  writeFileSync(kubeconfig, server.kubeconfig, { mode: 0o600 });
  const collected: Outputs[] = [];
  await inTurn(commandLines, atOnce, async (line) => {
    const run = (path: string) => runKubectl(cluster.kubectlPath, path, argumentsOf(line));
    const [live, recorded] = await Promise.all([run(cluster.kubeconfigPath), run(kubeconfig)]);
    collected.push({ line, live: written(live), recorded: written(recorded) });
  });
  outputs = collected;
  if (keep !== undefined) writeFileSync(join(keep, "outputs.json"), JSON.stringify(outputs, null, 1));
}, 1_800_000);

afterAll(async () => {
  await server?.close();
  await cluster?.stop();
  if (keep === undefined) rmSync(home, { recursive: true, force: true });
});

async function createObjects(): Promise<void> {
  const objects = readFileSync(join(import.meta.dirname, "differential-objects.yaml"), "utf8");
  let said = "";
  await until("all objects are there", async () => {
    const applied = await cluster.kubectl(["apply", "-f", "-"], objects);
    if (applied.stderr !== said) process.stderr.write(applied.stderr);
    said = applied.stderr;
    return applied.code === 0;
  });
  await until("the workloads are as far as they come", async () => {
    const { items } = await cluster.api.get("/api/v1/pods");
    const jobs = (await cluster.api.get("/apis/batch/v1/jobs")).items;
    const autoscaler = await cluster.api.get("/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/web");
    const isReady = (pod: any) => pod.status.conditions?.some((is: any) => is.type === "Ready" && is.status === "True");
    const waiting = items.filter((pod: any) => !isReady(pod) && !/^(Succeeded|Failed)$/.test(pod.status.phase));
    return (
      waiting.every((pod: any) => /^(gated|stuck-.*)$/.test(pod.metadata.name)) &&
      items.length >= 12 &&
      jobs.every((job: any) => job.status.conditions?.some((is: any) => /^(Complete|Failed)$/.test(is.type))) &&
      autoscaler.status.currentMetrics?.[0]?.resource?.current?.averageValue !== undefined
    );
  });
}

/** Served as of the moment of recording, so that no time is moved. */
async function serveCapture(folder: string): Promise<SnapshotServer> {
  const proxy = await startReadProxy({
    kubectl: cluster.kubectlPath,
    own: { kind: "files", paths: cluster.kubeconfigPath },
    context: undefined,
    environment: process.env,
  });
  try {
    await captureCluster({
      path: folder,
      socketPath: proxy.socketPath,
      server: "test",
      namespaces: null,
      ownNamespace: "default",
      logLines: 100,
      redactorOf: () => createRedactor((secret) => String(secret.length)),
      progress: () => {},
      signal: new AbortController().signal,
      now: Date.now,
    });
  } finally {
    proxy.close();
  }
  const { recordedAt } = parse(readFileSync(join(folder, "snapshot.yaml"), "utf8"));
  return await startSnapshotServer({ path: folder, now: () => Date.parse(recordedAt) });
}

const knownFor = (line: string): readonly Difference[] => differences.filter(({ lines }) => lines.includes(line));

/** Whether the outputs differ in nothing but what is known of this line. */
function isKnown({ line, live, recorded }: Outputs): boolean {
  const known = knownFor(line);
  if (known.length === 0) return false;
  if (known.some(({ without }) => without === undefined)) return true;
  const left = (text: string) => known.reduce((rest, { without }) => without!(rest), text);
  return isSame(left(live), left(recorded));
}

const verdictOf = (each: Outputs): "same" | "explained" | "open" | "new" => {
  if (isSame(each.live, each.recorded)) return "same";
  if (!isKnown(each)) return "new";
  return knownFor(each.line).some(({ verdict }) => verdict === "open") ? "open" : "explained";
};

test("kubectl prints over the snapshot server what it prints over the real API server, but for what is listed", () => {
  const verdicts = outputs.map((each) => ({ ...each, verdict: verdictOf(each) }));
  const count = (wanted: string) => verdicts.filter(({ verdict }) => verdict === wanted).length;
  const counts = `${count("same")} same, ${count("explained")} explained, ${count("open")} open`;
  process.stdout.write(`differential test of the snapshot server: ${outputs.length} command lines: ${counts}\n`);
  const unknown = verdicts.filter(({ verdict }) => verdict === "new");
  expect(unknown.map(({ line, live, recorded }) => `${line}\n${firstDifference(live, recorded)}`)).toEqual([]);
  expect(outputs.length).toBeGreaterThanOrEqual(200);
});

test("what is listed as a difference is one", () => {
  const gone = outputs.filter((each) => isSame(each.live, each.recorded)).map(({ line }) => line);
  const listed = differences.flatMap(({ lines }) => lines);
  const lasting = differences.filter(({ isRandom }) => !isRandom).flatMap(({ lines }) => lines);
  expect(lasting.filter((line) => gone.includes(line))).toEqual([]);
  expect(listed.filter((line) => !commandLines.includes(line))).toEqual([]);
});
