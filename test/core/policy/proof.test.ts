import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { KubectlCommand } from "../../../src/core/kubectl/command.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { printCommand, toArguments } from "../../../src/core/kubectl/print.ts";
import { riskOf } from "../../../src/core/policy/risk.ts";
import { anyParts, textOf } from "../kubectl/any-command.ts";
import { recordingServer } from "./recording-server.ts";

/** How many generated reads are run besides those of the corpus; when it is not set, only a part of both, to be done soon. */
const runs = process.env.KUBETRIAGE_PROOF_RUNS;
const generated = Number(runs ?? 20);
const program = "kubectl";
const root = mkdtempSync(join(tmpdir(), "kubectl-proof-"));
afterAll(() => rmSync(root, { recursive: true }));

const hasKubectl = (() => {
  try {
    execFileSync(program, ["version", "--client"], { env: { PATH: process.env.PATH ?? "", HOME: root } });
    return true;
  } catch {
    return false;
  }
})();

const files = { "-": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n" };

function corpus(): string[] {
  const rows = readFileSync(resolve(import.meta.dirname, "../../corpus/reads.tsv"), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1);
  return rows.map((row) => row.split("\t")[1]!).map((text) => (text.startsWith('"') ? JSON.parse(text) : text));
}

function reads(texts: readonly string[]): KubectlCommand[] {
  const parsed = texts.flatMap((text) => {
    const result = parseCommand(text, { files });
    return result.ok && riskOf(result.command).risk === "read" ? [{ ...result.command, filters: [] }] : [];
  });
  return [...new Map(parsed.map((command) => [printCommand(command), command])).values()];
}

type Lane = { readonly run: (command: KubectlCommand) => Promise<readonly string[]>; readonly close: () => void };

/** One server with an empty folder to work in and a home of its own; says what a command did that a read must not do. */
async function lane(number: number): Promise<Lane> {
  const server = await recordingServer();
  const [home, work] = [mkdtempSync(join(root, `home-${number}-`)), mkdtempSync(join(root, `work-${number}-`))];
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: server.url } }],
    users: [{ name: "u", user: { token: "t" } }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  };
  const kubeconfig = join(root, `kubeconfig-${number}`);
  writeFileSync(kubeconfig, JSON.stringify(config));
  const env = { PATH: process.env.PATH ?? "", HOME: home, KUBECONFIG: kubeconfig, KUBECTL_KUBERC: "false" };
  const run = async (command: KubectlCommand) => {
    await new Promise<void>((done) => {
      const child = execFile(program, toArguments(command), { cwd: work, env, timeout: 4000 }, () => done());
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(command.stdin ?? "");
    });
    const requests = server.taken().filter((line) => !/^(?:GET|HEAD|OPTIONS) |^POST \S*reviews(?:\?|$)/.test(line));
    const written = readdirSync(work).map((name) => `writes ${name}`);
    const odd = readdirSync(home)
      .filter((name) => name !== ".kube")
      .map((name) => `writes ~/${name}`);
    return [
      ...requests,
      ...written,
      ...odd,
      ...(readFileSync(kubeconfig, "utf8") === JSON.stringify(config) ? [] : ["changes the kubeconfig"]),
    ];
  };
  return { run, close: server.close };
}

async function runAll(commands: readonly KubectlCommand[]): Promise<string[]> {
  const queue = [...commands];
  const found: string[] = [];
  const work = async (_: unknown, number: number) => {
    const { run, close } = await lane(number);
    for (let command = queue.pop(); command !== undefined; command = queue.pop()) {
      for (const wrong of await run(command)) found.push(`${printCommand(command)}: ${wrong}`);
    }
    close();
  };
  await Promise.all(Array.from({ length: 3 }, work));
  return found;
}

test.runIf(hasKubectl)("the server records a change, so that a silent one would be seen", async () => {
  const parsed = parseCommand("kubectl delete pod web --wait=false");
  expect(parsed.ok && (await runAll([parsed.command]))).toEqual([
    expect.stringContaining("DELETE /api/v1/namespaces/default/pods/web"),
  ]);
});

test.runIf(hasKubectl)(
  "what is a read in the corpus only reads when the real kubectl runs it",
  async () => {
    const commands = reads(corpus());
    expect(commands.length).toBeGreaterThan(150);
    expect(await runAll(commands)).toEqual([]);
  },
  600_000,
);

test.runIf(hasKubectl)(
  "what is a read among generated commands only reads when the real kubectl runs it",
  async () => {
    const commands = reads(fc.sample(anyParts, { seed: 20261122, numRuns: generated * 15 }).map(textOf)).slice(
      0,
      generated,
    );
    expect(commands.length).toBe(generated);
    expect(await runAll(commands)).toEqual([]);
  },
  6_000_000,
);
