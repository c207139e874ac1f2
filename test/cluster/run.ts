import { parseArgs } from "node:util";
import { findBinaries } from "./binaries.ts";
import { startCluster } from "./cluster.ts";

/**
 * `npm run cluster`: a real control plane until Ctrl-C. `npm run cluster -- build` only builds the binaries, `-- --nodes 3` says how many
 * nodes there are.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { nodes: { type: "string", default: "2" } },
});

try {
  if (positionals[0] === "build") print(Object.values(await findBinaries()).join("\n"));
  else if (positionals.length > 0) throw new Error(`"${positionals[0]}" is no command; there is "build"`);
  else await run(nodeCount(values.nodes));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

async function run(nodes: number): Promise<void> {
  const started = performance.now();
  const cluster = await startCluster({ nodes });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print(`Kubernetes is ready after ${seconds} s, with ${nodes} nodes. In another terminal:

  export KUBECONFIG=${cluster.kubeconfigPath}
  ${cluster.kubectlPath} get nodes
  npm start

Logs of its parts and audit.log: ${cluster.folder}
Ctrl-C ends it and removes all of it.`);
  await new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await cluster.stop();
}

function nodeCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 200)
    throw new Error(`--nodes ${text}: a number from 1 to 200 is needed`);
  return count;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
