import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSnapshot } from "../../src/adapters/snapshot/load.ts";
import { type SnapshotServer, startSnapshotServer } from "../../src/adapters/snapshot/server.ts";
import type { KubectlCommand } from "../../src/core/kubectl/command.ts";
import { parseCommand } from "../../src/core/kubectl/parse.ts";
import { printCommand } from "../../src/core/kubectl/print.ts";
import { verbs } from "../../src/core/kubectl/verbs.ts";
import { decide, defaultPolicy } from "../../src/core/policy/decide.ts";
import { generate, seeded } from "./command-grammar.ts";
import { kubectlRuns, watch } from "./observed-run.ts";
import { type Canary, ring, startCanary } from "./recording-cluster.ts";
import { manifest, spread, unattended } from "./unattended-reads.ts";

/**
 * The proof that does not trust our own tables: commands that the policy lets run unattended are run with the real kubectl, and what
 * it asks for, starts, changes and prints is watched from outside. KUBETRIAGE_PROOF says how many (3000 by hand, before a release),
 * KUBETRIAGE_PROOF_SEED which ones.
 */
const wanted = Number(process.env.KUBETRIAGE_PROOF ?? 300);
const seed = Number(process.env.KUBETRIAGE_PROOF_SEED ?? 20_261_122);
const atOnce = 4;
const fileText = "text-of-a-local-file-that-nobody-may-see";

const demo = resolve(import.meta.dirname, "../../demo/cluster");
let root: string;
let snapshot: SnapshotServer;
let canary: Canary;
let secrets: string[];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "kubetriage-proof-"));
  [snapshot, canary, secrets] = await Promise.all([
    startSnapshotServer({ path: demo }),
    startCanary(),
    secretValues(demo),
  ]);
  mkdirSync(join(root, "trap"));
  writeFileSync(
    join(root, "trap", "file.yaml"),
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: ${fileText}}\n`,
  );
  writeFileSync(join(root, "trap", "kustomization.yaml"), "resources: [file.yaml]\n");
});
afterAll(async () => {
  await Promise.all([snapshot.close(), canary.close()]);
  rmSync(root, { recursive: true, force: true });
});

/** The values of the recorded Secrets, as stored and decoded, but for those that stand in other objects too. */
async function secretValues(path: string): Promise<string[]> {
  const { objects } = await loadSnapshot(path);
  const stored = objects
    .filter((object) => object.kind === "Secret")
    .flatMap((object) => Object.values((object as { data?: Record<string, string> }).data ?? {}));
  const decoded = stored.map((value) => Buffer.from(value, "base64").toString("utf8"));
  const others = JSON.stringify(objects.filter((object) => object.kind !== "Secret"));
  return [...new Set([...stored, ...decoded])].filter((value) => value.length >= 8 && !others.includes(value));
}

const traps = () => ({
  url: canary.url,
  host: canary.host,
  file: join(root, "trap", "file.yaml"),
  folder: join(root, "trap"),
});

async function watchAll(commands: readonly KubectlCommand[]): Promise<{ wrong: string[]; requests: number }> {
  const queue = [...commands];
  const wrong: string[] = [];
  let requests = 0;
  const lane = async () => {
    const unprintable = [...secrets, fileText];
    const watched = await watch({ snapshot, root, unprintable, untouched: [join(root, "trap")] });
    for (let command = queue.shift(); command !== undefined; command = queue.shift()) {
      const before = canary.connections();
      const seen = await watched.run(command);
      requests += seen.requests;
      for (const what of seen.wrong) wrong.push(`${printCommand(command)}: ${what}`);
      if (canary.connections() > before) wrong.push(`${printCommand(command)} or a neighbour: connects elsewhere`);
    }
    await watched.close();
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, commands.length) }, lane));
  return { wrong, requests };
}

const understood = (text: string): KubectlCommand => {
  const parsed = parseCommand(text, { files: { "-": manifest } });
  if (!parsed.ok) throw new Error(`${text}: ${parsed.refusal.reason}`);
  return parsed.command;
};

test.runIf(kubectlRuns).each<[string, () => string, RegExp]>([
  ["a change", () => "kubectl delete pod x -n shop --wait=false", /: DELETE \/api\/v1\/namespaces\/shop\/pods\/x/],
  [
    "a look into a container",
    () => "kubectl exec deploy/checkout -n shop -- env",
    /: (?:UPGRADE )?(?:GET|POST) \/api\/v1\/.*\/exec/,
  ],
  ["an editor", () => "kubectl edit cm kube-root-ca.crt -n shop", /: starts \S+\/nano/],
  [
    "a file written",
    () => `kubectl cluster-info dump --output-directory=${join(root, "trap", "out")}`,
    /: changes \S+\/trap\/out/,
  ],
  ["a file read", () => `kubectl create -f ${traps().file} --dry-run=client -o yaml`, /: prints text-of-a-local-file/],
  ["a request elsewhere", () => `kubectl get pods --server=${canary.url}`, /: connects elsewhere/],
  ["a secret printed", () => "kubectl get secret -A -o yaml", /: prints /],
])("the watch sees %s, which the policy does not let run", async (_, text, seen) => {
  const command = understood(text());
  expect(decide(command, "unattended", defaultPolicy, "default").verdict).not.toBe("run");
  const { wrong } = await watchAll([command]);
  rmSync(join(root, "trap", "out"), { recursive: true, force: true });
  expect(wrong.join("\n")).toMatch(seen);
});

test.runIf(kubectlRuns)("the watch sees a plugin start, which the parser knows nothing of", async () => {
  expect(parseCommand("kubectl x").ok).toBe(false);
  const { wrong } = await watchAll([
    { verb: "x", args: [], flags: [{ name: "namespace", value: "shop", position: 0 }], filters: [] },
  ]);
  expect(wrong.join("\n")).toMatch(/: starts \S+\/kubectl-x/);
});

test.runIf(kubectlRuns)("the canary notices a visit", async () => {
  const before = canary.connections();
  await ring(canary);
  expect(canary.connections()).toBe(before + 1);
});

test.runIf(kubectlRuns)(
  `${wanted} generated commands that run unattended only read, from this API server alone`,
  async () => {
    const reads = unattended(generate(Math.max(20_000, wanted * 20), traps(), seeded(seed)));
    const chosen = spread(reads, wanted);
    expect(chosen.length).toBe(wanted);
    const { wrong, requests } = await watchAll(chosen.map((read) => read.command));
    expect(wrong).toEqual([]);
    expect(requests).toBeGreaterThan(wanted / 4);
    const covered = new Set(chosen.map((read) => read.verb));
    expect([...covered].every((verb) => verbs.has(verb))).toBe(true);
    expect(covered.size).toBeGreaterThan(Math.min(20, wanted / 10));
  },
  20_000_000,
);
