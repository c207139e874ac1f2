import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SnapshotServer, startSnapshotServer } from "../../../src/adapters/snapshot/server.ts";

/** What one kubectl command printed. */
export type Printed = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

/** A snapshot server and the real kubectl pointed at it, with a home of its own. */
export type Bench = {
  readonly server: SnapshotServer;
  /** What the server takes for now, in milliseconds since 1970. It stands still, so that one command sees one time. */
  readonly clock: { now: number };
  run(args: readonly string[]): Promise<Printed>;
  close(): Promise<void>;
};

export async function openBench(path: string): Promise<Bench> {
  const clock = { now: Date.now() };
  const server = await startSnapshotServer({ path, now: () => clock.now });
  const home = mkdtempSync(join(tmpdir(), "kubetriage-snapshot-"));
  const kubeconfig = join(home, "kubeconfig");
  writeFileSync(kubeconfig, server.kubeconfig, { mode: 0o600 });
  const environment = { PATH: process.env.PATH ?? "", HOME: home, KUBECONFIG: kubeconfig, TZ: "UTC" };
  return {
    server,
    clock,
    run: (args) => kubectl(args, environment, home),
    async close() {
      await server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function kubectl(args: readonly string[], environment: NodeJS.ProcessEnv, folder: string): Promise<Printed> {
  const options = { env: environment, cwd: folder, timeout: 20_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(process.env.KUBETRIAGE_KUBECTL ?? "kubectl", args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ stdout, stderr, exitCode: code });
    });
  });
}

/** Splits a command line at blanks; single quotes keep blanks together. */
export function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]!);
}
