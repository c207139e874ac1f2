import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { Fault } from "../../core/faults/fault.ts";
import { findKubectl } from "./find-kubectl.ts";
import { kubectlEnvironment, type OwnCluster, watchOwnCluster } from "./own-cluster.ts";
import { createPrivateFolder } from "./private-folder.ts";

export type ReadProxySettings = {
  /** Path of kubectl, or the bare name to be found on PATH. */
  readonly kubectl: string;
  readonly own: OwnCluster;
  /** A context of the kubeconfig; undefined: the current one. */
  readonly context: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** The API of a cluster behind a socket that only this process' user can reach, for reading alone. */
export type ReadProxy = {
  readonly socketPath: string;
  /** Which API server the kubeconfig's current context names. */
  readonly server: string;
  /** The namespace of the current context. */
  readonly namespace: string;
  close(): void;
};

const readyWithinMs = 30_000;

/**
 * Many reads through one `kubectl proxy`, so that kubectl's own sign-in (plugins included) counts and no process starts for each.
 * It listens in a private folder, lets GET through and nothing else, and ends with `close`. Throws `bad-configuration` with
 * kubectl's words when it does not start.
 */
export async function startReadProxy(settings: ReadProxySettings): Promise<ReadProxy> {
  const folder = createPrivateFolder();
  const { own, context, environment } = settings;
  const facts = watchOwnCluster(own)();
  const stay = folder.enter(facts.identity, own.kind === "text" ? own.text : undefined);
  const env = kubectlEnvironment(environment, stay.home, facts.usesPlugin);
  const { executable, path } = findKubectl(
    settings.kubectl,
    environment.PATH,
    folder.enter("no programs").home,
  )(env.PATH);
  const socketPath = join(stay.home, "api.sock");
  const child = spawn(executable, argumentsFor(socketPath, context), {
    env: { ...env, PATH: path, ...place(own, stay.kubeconfig) },
    cwd: stay.home,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const close = () => {
    child.kill("SIGTERM");
    process.off("exit", close);
    folder.remove();
  };
  process.once("exit", close);
  await ready(child).catch((fault) => {
    close();
    throw fault;
  });
  return { socketPath, server: facts.server, namespace: facts.namespace, close };
}

/** Paths and methods are filtered here too: whatever finds the socket can read objects and logs, and nothing else. */
function argumentsFor(socketPath: string, context: string | undefined): string[] {
  return [
    "proxy",
    `--unix-socket=${socketPath}`,
    "--append-server-path=true",
    "--reject-methods=^[^G]",
    "--accept-paths=^/(version|api|apis)(/|$)",
    "--reject-paths=/(exec|attach|portforward|proxy)(/|$)",
    ...(context === undefined ? [] : [`--context=${context}`]),
  ];
}

function place(own: OwnCluster, kubeconfig: string | null): Record<string, string> {
  if (own.kind === "in-cluster") return { KUBERNETES_SERVICE_HOST: own.host, KUBERNETES_SERVICE_PORT: own.port };
  return { KUBECONFIG: own.kind === "files" ? own.paths : (kubeconfig ?? "") };
}

/** kubectl says `Starting to serve on PATH` as soon as the socket is there. */
function ready(child: ChildProcess): Promise<void> {
  let printed = "";
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new Fault("bad-configuration", `kubectl proxy did not start: ${reason.trim()}`));
    const timer = setTimeout(
      () => fail(`it was not ready within ${readyWithinMs / 1000} s. ${printed}`),
      readyWithinMs,
    );
    const done = () => clearTimeout(timer);
    child.once("error", (error: NodeJS.ErrnoException) => {
      done();
      fail(error.code === "ENOENT" ? "kubectl command not found" : `kubectl could not be started (${error.code})`);
    });
    child.once("close", (code) => {
      done();
      fail(printed === "" ? `it ended with ${code}` : printed);
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      printed = `${printed}${chunk}`.slice(0, 2_000);
    });
    child.stdout?.on("data", (chunk: Buffer) => {
      if (!chunk.includes("Starting to serve")) return;
      done();
      resolve();
    });
  });
}
