import { execFile, execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { kubectlEnvironment } from "../../src/adapters/cluster/own-cluster.ts";
import type { SnapshotServer } from "../../src/adapters/snapshot/server.ts";
import { processArguments } from "../../src/core/conversation/process-arguments.ts";
import type { KubectlCommand } from "../../src/core/kubectl/command.ts";
import { type Recorder, startRecorder } from "./recording-cluster.ts";

/** Programs that kubectl is known to start (editors, diff, pagers, plugins, credential plugins, a shell); each tells when it is. */
const trapped =
  "sh bash zsh env diff colordiff vi vim nano emacs less more pager git ssh docker helm kustomize aws aws-iam-authenticator gcloud " +
  "gke-gcloud-auth-plugin kubelogin xdg-open open curl wget python3 node " +
  "kubectl-get kubectl-describe kubectl-logs kubectl-events kubectl-explain kubectl-config kubectl-create kubectl-create-x kubectl-x kubectl-shop";

export type Watched = {
  /** Runs one command as the service does and answers everything that a read must not do; [] when it only read. */
  run(command: KubectlCommand): Promise<{ readonly wrong: string[]; readonly requests: number }>;
  close(): Promise<void>;
};

export type WatchedSettings = {
  readonly snapshot: SnapshotServer;
  readonly root: string;
  /** Texts that must not be printed. */
  readonly unprintable: readonly string[];
  /** Folders and files in which nothing may change, besides the command's own. */
  readonly untouched: readonly string[];
};

const timeoutMs = 12_000;

export const kubectlPath: string | null = (() => {
  const found = (process.env.PATH ?? "")
    .split(":")
    .map((folder) => join(folder, "kubectl"))
    .find((path) => existsSync(path));
  return process.env.KUBETRIAGE_KUBECTL ?? found ?? null;
})();

export async function watch({ snapshot, root, unprintable, untouched }: WatchedSettings): Promise<Watched> {
  const recorder = await startRecorder(snapshot);
  const folder = mkdtempSync(join(root, "lane-"));
  const [home, work, bin] = ["home", "work", "bin"].map((name) => join(folder, name)) as [string, string, string];
  for (const path of [home, work, bin]) mkdirSync(path);
  const touched = join(folder, "touched");
  for (const name of trapped.split(" ")) trap(join(bin, name), touched);
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, recorder.kubeconfig, { mode: 0o600 });
  const env = {
    ...kubectlEnvironment({}, home, false),
    PATH: bin,
    KUBECONFIG: kubeconfig,
    EDITOR: join(bin, "vi"),
    KUBE_EDITOR: join(bin, "nano"),
    KUBECTL_EXTERNAL_DIFF: "diff",
    PAGER: "less",
  };
  const cache = join(home, "cache");
  const look = () => [home, work, bin, kubeconfig, ...untouched].flatMap((path) => listing(path, cache));
  return {
    async run(command) {
      const before = look();
      const printed = await runOnce(command, { cwd: work, env });
      const requests = recorder.taken();
      const started = existsSync(touched) ? readFileSync(touched, "utf8").trim().split("\n") : [];
      rmSync(touched, { force: true });
      const wrong = [
        ...requests.filter((request) => !isRead(request)),
        ...started.map((line) => `starts ${line}`),
        ...difference(before, look()).map((line) => `changes ${line}`),
        ...unprintable.filter((text) => printed.includes(text)).map((text) => `prints ${text}`),
      ];
      return { wrong, requests: requests.length };
    },
    close: () => closeRecorder(recorder),
  };
}

const closeRecorder = (recorder: Recorder) => recorder.close();

/** GET, HEAD and the questions about oneself; nothing that reaches through the API server into a workload, whatever the method. */
function isRead(request: string): boolean {
  const [method, target = ""] = request.split(" ");
  const path = target.split("?", 1)[0]!;
  if (method === "POST")
    return /^\/apis\/(?:authorization|authentication)\.k8s\.io\/v\w+\/selfsubject\w*reviews$/.test(path);
  return (method === "GET" || method === "HEAD") && !/\/(?:exec|attach|portforward|proxy|run)(?:\/|$)/.test(path);
}

function trap(path: string, touched: string): void {
  writeFileSync(path, `#!/bin/sh\necho "$0 $*" >> '${touched}'\n`);
  chmodSync(path, 0o755);
}

/** What was printed, on both streams. A command that does not end by itself is ended. */
function runOnce(command: KubectlCommand, options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<string> {
  const settings = { ...options, timeout: timeoutMs, killSignal: "SIGKILL" as const, maxBuffer: 256 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(kubectlPath!, processArguments(command, "default"), settings, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
    child.stdin?.on("error", () => {});
    child.stdin?.end(command.stdin ?? "");
  });
}

/** Path, size and time of change of everything below a path; what is below `except` is kubectl's own cache. */
function listing(path: string, except: string): string[] {
  if (path === except || !existsSync(path)) return [];
  const { mtimeMs, size } = statSync(path);
  if (!statSync(path).isDirectory()) return [`${path} ${size} ${mtimeMs}`];
  const names = readdirSync(path);
  return [
    `${path} ${names.join(",").replace("cache", "")}`,
    ...names.flatMap((name) => listing(join(path, name), except)),
  ];
}

function difference(before: readonly string[], after: readonly string[]): string[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [...after.filter((line) => !old.has(line)), ...before.filter((line) => !now.has(line))];
}

export const kubectlRuns = (() => {
  try {
    if (kubectlPath === null) return false;
    execFileSync(kubectlPath, ["version", "--client"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
