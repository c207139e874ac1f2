import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kubectlEnvironment } from "../../src/adapters/cluster/own-cluster.ts";
import { processArguments } from "../../src/core/conversation/process-arguments.ts";
import type { KubectlCommand } from "../../src/core/kubectl/command.ts";
import { parseCommand } from "../../src/core/kubectl/parse.ts";
import { generate, seeded } from "../safety/command-grammar.ts";
import { spread, unattended } from "../safety/unattended-reads.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { until } from "./until.ts";

/**
 * The proof of the command check once more, with nobody of ours between kubectl and the judge: the audit log of a real API server. The
 * commands run as administrator, so that nothing but the commands themselves keeps them from changing something.
 */
const wanted = Number(process.env.KUBETRIAGE_PROOF ?? 300);
const seed = Number(process.env.KUBETRIAGE_PROOF_SEED ?? 20_261_122);
const traps = { url: "https://127.0.0.1:9", host: "127.0.0.1:9", file: "/etc/hostname", folder: "/etc" };

let cluster: Cluster;
let home: string;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
  home = mkdtempSync(join(tmpdir(), "kubetriage-check-"));
});
afterAll(async () => {
  await cluster?.stop();
  rmSync(home, { recursive: true, force: true });
});

type Audited = {
  readonly verb: string;
  readonly requestURI: string;
  readonly stage: string;
  readonly user: { username: string };
};

const isReview = ({ requestURI }: Audited) =>
  /^\/apis\/(?:authorization|authentication)\.k8s\.io\/v\w+\/selfsubject\w*reviews/.test(requestURI);
const isReading = (entry: Audited) =>
  (["get", "list", "watch"].includes(entry.verb) &&
    !/\/(?:exec|attach|portforward|proxy)(?:[/?]|$)/.test(entry.requestURI)) ||
  (entry.verb === "create" && isReview(entry));

/** What the administrator asked the API server for since the last call, once it has written down a request that marks the end. */
async function audited(): Promise<Audited[]> {
  const mark = `/api/v1/namespaces/mark-${Math.random().toString(36).slice(2)}`;
  await cluster.kubectl(["get", "--raw", mark]);
  const lines = await until("the audit log has come so far", () => {
    const text = readFileSync(cluster.auditLogPath, "utf8");
    return text.includes(mark) ? text.trimEnd().split("\n") : false;
  });
  const entries = lines.slice(seen).map((line): Audited => JSON.parse(line));
  seen = lines.length;
  return entries.filter(({ requestURI, stage }) => stage === "ResponseComplete" && !requestURI.includes("/mark-"));
}
let seen = 0;

/** As the service runs it, but as administrator; one that does not end by itself is ended. */
function run(command: KubectlCommand): Promise<void> {
  const env = { ...kubectlEnvironment({}, home, false), KUBECONFIG: cluster.kubeconfigPath };
  const settings = { env, cwd: home, timeout: 12_000, killSignal: "SIGKILL", maxBuffer: 2 ** 28 } as const;
  return new Promise((resolve) => {
    const child = execFile(cluster.kubectlPath, processArguments(command, "default"), settings, () => resolve());
    child.stdin?.on("error", () => {});
    child.stdin?.end(command.stdin ?? "");
  });
}

test("the audit log shows a change", async () => {
  const parsed = parseCommand("kubectl create configmap seen -n default");
  await audited();
  await run(parsed.ok ? parsed.command : expect.fail());
  expect((await audited()).filter((entry) => !isReading(entry))).toMatchObject([{ verb: "create" }]);
});

test(`${wanted} generated commands that run unattended only read`, async () => {
  const chosen = spread(unattended(generate(Math.max(20_000, wanted * 20), traps, seeded(seed))), wanted);
  await audited();
  const queue = chosen.map((read) => read.command);
  const lane = async () => {
    for (let command = queue.shift(); command !== undefined; command = queue.shift()) await run(command);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  const entries = await audited();
  expect(entries.filter((entry) => !isReading(entry))).toEqual([]);
  expect(entries.length).toBeGreaterThan(wanted / 4);
}, 20_000_000);
