import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTurn } from "../../src/adapters/snapshot/capture/in-turn.ts";
import { type RunningService, startService } from "../contract/service.ts";
import { readScenarios } from "../scenarios/scenario.ts";
import { StageError, stage } from "../scenarios/stage.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { workers } from "./nodes.ts";

/** One of most families; `KUBETRIAGE_SCENARIOS=/` takes all, any other text those whose ids hold it. */
const few = [
  "config/config-map-name-misspelt",
  "crashes/memory-limit-too-low",
  "crashes/database-refuses-the-password",
  "healthy/old-restarts-and-warnings",
  "images/tag-that-does-not-exist",
  "network/selector-that-matches-nothing",
  "scheduling/more-cpu-than-any-node",
  "storage/class-that-does-not-exist",
  "workloads/job-fails-again-and-again",
];
const wanted = process.env.KUBETRIAGE_SCENARIOS;
const scenarios = readScenarios().filter(({ id }) => (wanted === undefined ? few.includes(id) : id.includes(wanted)));

const home = mkdtempSync(join(tmpdir(), "kubetriage-capture-"));
const folder = join(home, "taken");
const staged = new Set<string>();
const fromLive = new Map<string, unknown>();
let cluster: Cluster;
let taken: RunningService;

/** All scenes are set in one cluster, each is asked about, the whole is captured once, and asked about again. */
beforeAll(async () => {
  const images = Object.assign({}, ...scenarios.map((scenario) => scenario.images ?? {}));
  const nodes = [...workers(2), ...scenarios.flatMap((scenario) => scenario.nodes ?? [])];
  cluster = await startCluster({ nodes, images });
  const kubectl = { KUBETRIAGE_CLUSTER: "kubeconfig", KUBECONFIG: cluster.kubeconfigPath };
  const environment = { PATH: process.env.PATH, HOME: home, KUBETRIAGE_KUBECTL: cluster.kubectlPath, ...kubectl };
  await inTurn(scenarios, 4, async (scenario) => {
    await stage(cluster, scenario).then(
      () => staged.add(scenario.id),
      (error) => {
        if (!(error instanceof StageError)) throw error;
      },
    );
  });
  const live = await startService({ KUBETRIAGE_KUBECTL: cluster.kubectlPath, ...kubectl });
  for (const { id, question } of scenarios) fromLive.set(id, await answerOf(live, question));
  const args = [resolve(import.meta.dirname, "../../src/main/cli.ts"), "snapshot", "capture", folder];
  await promisify(execFile)(process.execPath, args, { cwd: home, env: environment });
  await live.stop();
  taken = await startService({ KUBETRIAGE_KUBECTL: cluster.kubectlPath, KUBETRIAGE_CLUSTER: folder });
}, 1_200_000);

afterAll(async () => {
  await taken?.stop();
  await cluster?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** What is concluded; the words of an answer hold counts that go on. */
async function answerOf(service: RunningService, content: string): Promise<unknown> {
  const { json } = await service.send("POST", "/api/sendMessage", { body: { content, data: { execute_all: true } } });
  const { conclusion, findings = [] } = json.data;
  const [first] = findings;
  return { verdict: conclusion.verdict, finding: first && [first.code, first.object] };
}

test.each(scenarios.map(({ id, question }) => [id, question]))(
  "%s: the capture gives the conclusion that the cluster gave",
  async (id, question) => {
    if (wanted === undefined) expect(staged).toContain(id);
    expect(await answerOf(taken, question)).toEqual(fromLive.get(id));
  },
);
