import { createHmac } from "node:crypto";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { startReadProxy } from "../adapters/cluster/kubectl-proxy.ts";
import { captureCluster } from "../adapters/snapshot/capture/capture-cluster.ts";
import { startSnapshotServer } from "../adapters/snapshot/server.ts";
import { createRedactor } from "../core/evidence/redaction/redactor.ts";
import { Fault } from "../core/faults/fault.ts";
import { captureProgress, captureReport } from "../surfaces/cli/capture-progress.ts";
import { chooseCluster } from "./choose-cluster.ts";
import { type Config, readConfig } from "./config.ts";
import type { Environment } from "./environment.ts";

const usage = `kubetriage snapshot capture [OPTIONS] FOLDER

Records a cluster into a folder, without its secrets; kubetriage serve --snapshot FOLDER looks into it.
An interrupted capture goes on when it is given again.

  -n, --namespace A,B     only these namespaces; what belongs to no namespace is recorded all the same
  -A, --all-namespaces    every namespace, as without either
      --context NAME      context of the kubeconfig; without it the current one
      --log-lines N       last lines of each container's log, 500 unless given; 0: no logs
`;

const options = {
  namespace: { type: "string", short: "n", multiple: true },
  "all-namespaces": { type: "boolean", short: "A", default: false },
  context: { type: "string" },
  "log-lines": { type: "string", default: "500" },
  help: { type: "boolean", short: "h", default: false },
} as const;

const mostLogLines = 100_000;

/** Records the cluster that the service would look at. Answers the exit code: 130 when a person ended it. */
export async function snapshotVerb(args: string[], environment: Environment): Promise<number> {
  const { values, positionals } = readArguments(args);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [what, folder, ...more] = positionals;
  if (what !== "capture" || folder === undefined || more.length > 0)
    throw new Fault("bad-request", `"${positionals.join(" ")}": capture and a folder were expected.\n${usage}`);
  const wanted = {
    folder: resolve(folder),
    namespaces: namespacesOf(values),
    logLines: logLinesOf(values["log-lines"]),
  };
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ending.abort());
  try {
    return await capture(wanted, values.context, environment, ending.signal);
  } catch (error) {
    if (!ending.signal.aborted) throw error;
    process.stderr.write("Interrupted. Give the same command again to go on.\n");
    return 130;
  }
}

function readArguments(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Fault("bad-request", `${(error as Error).message}\n${usage}`);
  }
}

function namespacesOf(values: { readonly namespace?: string[]; readonly "all-namespaces": boolean }): string[] | null {
  const named = (values.namespace ?? []).flatMap((text) => text.split(",")).map((name) => name.trim());
  if (named.length === 0) return null;
  if (values["all-namespaces"])
    throw new Fault("bad-request", `--namespace and --all-namespaces exclude each other.\n${usage}`);
  return [...new Set(named)].sort();
}

function logLinesOf(text: string): number {
  if (/^\d{1,6}$/.test(text) && Number(text) <= mostLogLines) return Number(text);
  throw new Fault("bad-request", `--log-lines "${text}": a whole number up to ${mostLogLines} was expected.`);
}

type Wanted = { readonly folder: string; readonly namespaces: string[] | null; readonly logLines: number };

async function capture(
  wanted: Wanted,
  context: string | undefined,
  environment: Environment,
  signal: AbortSignal,
): Promise<number> {
  const config = readConfig(environment);
  const { own, stop } = await clusterOf(config, environment);
  try {
    const proxy = await startReadProxy({ kubectl: kubectlOf(config), own, context, environment });
    const progress = captureProgress(process.stderr, Date.now);
    try {
      const summary = await captureCluster({
        path: wanted.folder,
        socketPath: proxy.socketPath,
        server: `${proxy.server} ${context ?? ""}`.trim(),
        namespaces: wanted.namespaces,
        ownNamespace: proxy.namespace,
        logLines: wanted.logLines,
        redactorOf: (key) =>
          createRedactor((secret) => createHmac("sha256", key).update(secret).digest("hex").slice(0, 6)),
        progress: progress.show,
        signal,
        now: Date.now,
      });
      progress.end();
      process.stdout.write(captureReport(summary, wanted.folder));
      return 0;
    } finally {
      progress.end();
      proxy.close();
    }
  } finally {
    await stop();
  }
}

const kubectlOf = ({ KUBETRIAGE_KUBECTL: kubectl }: Config) => (kubectl.includes("/") ? resolve(kubectl) : kubectl);

/** A recorded cluster is served first, so that a dump can be captured too, and loses its secrets; the demo only when it is asked for. */
async function clusterOf(config: Config, environment: Environment) {
  const choice = chooseCluster(config, environment);
  if (choice.kind === "own") return { own: choice.own, stop: async () => {} };
  if (config.KUBETRIAGE_CLUSTER === undefined)
    throw new Fault(
      "bad-configuration",
      "There is no kubeconfig in KUBECONFIG or ~/.kube/config: no cluster to record.",
    );
  const server = await startSnapshotServer({ path: choice.path });
  return { own: { kind: "text", text: server.kubeconfig } as const, stop: () => server.close() };
}
