import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { withLock } from "./build-lock.ts";

export type BinaryName = keyof typeof packages;
/** The absolute path of each binary. */
export type Binaries = Readonly<Record<BinaryName, string>>;

const packages = {
  etcd: { module: "kubernetes", path: "go.etcd.io/etcd/server/v3" },
  "kube-apiserver": { module: "kubernetes", path: "k8s.io/kubernetes/cmd/kube-apiserver" },
  "kube-controller-manager": { module: "kubernetes", path: "k8s.io/kubernetes/cmd/kube-controller-manager" },
  "kube-scheduler": { module: "kubernetes", path: "k8s.io/kubernetes/cmd/kube-scheduler" },
  kubectl: { module: "kubernetes", path: "k8s.io/kubernetes/cmd/kubectl" },
  kwok: { module: "kwok", path: "sigs.k8s.io/kwok/cmd/kwok" },
} as const;

const modules = join(import.meta.dirname, "go");

/**
 * The binaries of a control plane, ready to run: those that `KUBEBUILDER_ASSETS` holds (the envtest convention), the others from the
 * cache, and what the cache lacks is built from the pinned Go modules, once. Throws with what to do when there is no Go.
 */
export async function findBinaries(): Promise<Binaries> {
  const names = Object.keys(packages) as BinaryName[];
  const folder = cacheFolder();
  const missing = names.filter((name) => given(name) === undefined && !existsSync(join(folder, name)));
  if (missing.length > 0) await withLock(folder, () => build(missing, folder));
  return Object.fromEntries(names.map((name) => [name, given(name) ?? join(folder, name)])) as Binaries;
}

function given(name: BinaryName): string | undefined {
  const assets = process.env.KUBEBUILDER_ASSETS;
  return assets && existsSync(join(assets, name)) ? join(assets, name) : undefined;
}

/** One folder for each set of pinned versions, outside the project, so that fresh clones find it. */
function cacheFolder(): string {
  const pinned = createHash("sha256").update(`${process.platform}-${process.arch}`);
  for (const module of ["kubernetes", "kwok"])
    for (const file of ["go.mod", "go.sum"]) pinned.update(readFileSync(join(modules, module, file)));
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(caches, "kubetriage-test", pinned.digest("hex").slice(0, 16));
}

async function build(names: readonly BinaryName[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    const path = join(folder, name);
    if (existsSync(path)) continue;
    process.stderr.write(`building ${name} into ${folder} (once; all six take about ten minutes)\n`);
    const unfinished = `${path}.${process.pid}`;
    try {
      await runGo(packages[name], unfinished);
      await rename(unfinished, path);
    } finally {
      await rm(unfinished, { force: true });
    }
  }
}

function runGo(what: (typeof packages)[BinaryName], output: string): Promise<void> {
  const flags = ["build", "-trimpath", "-ldflags", linkerFlags(), "-o", output, what.path];
  const go = spawn("go", flags, { cwd: join(modules, what.module), stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve, reject) => {
    go.on("error", (error) => reject(new Error(withoutGo(error.message))));
    go.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`go ${flags.join(" ")} ended with ${code}`))));
  });
}

function withoutGo(reason: string): string {
  return `the control plane cannot be built: ${reason}.
Do one of these:
  install Go (https://go.dev/dl), the version that test/cluster/go/kubernetes/go.mod names or newer
  set KUBEBUILDER_ASSETS to a folder that holds ${Object.keys(packages).join(", ")}
  set KUBETRIAGE_TEST_KUBECONFIG to the kubeconfig of a cluster to use instead`;
}

/** What the release process of Kubernetes stamps into its binaries, so that `kubectl version` prints the version. */
function linkerFlags(): string {
  const version = /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\S+)/.exec(
    readFileSync(join(modules, "kubernetes", "go.mod"), "utf8"),
  );
  if (version === null) throw new Error("test/cluster/go/kubernetes/go.mod does not require k8s.io/kubernetes");
  const [, gitVersion, gitMajor, gitMinor] = version;
  const stamps = { gitVersion, gitMajor, gitMinor, gitTreeState: "clean" };
  const places = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"];
  const assignments = places.flatMap((place) =>
    Object.entries(stamps).map(([key, value]) => `${place}.${key}=${value}`),
  );
  return ["-s", "-w", ...assignments.map((assignment) => `-X ${assignment}`)].join(" ");
}
