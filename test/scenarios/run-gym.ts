import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Cluster, startCluster } from "../cluster/cluster.ts";
import { workers } from "../cluster/nodes.ts";
import { startService } from "../contract/service.ts";
import { type Outcome, play } from "./play.ts";
import { reportOf, totals } from "./report.ts";
import { readScenarios, type Scenario } from "./scenario.ts";

/**
 * `npm run gym`: every scenario on a real control plane, from the question to the mended cluster; or those whose ids hold one of the
 * words given. `--least 80` fails below 80 percent, `--report FILE` writes the table. docs/gym.md is such a table.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: "string", default: "builtin" },
    "at-once": { type: "string", default: "3" },
    report: { type: "string" },
    least: { type: "string", default: "0" },
    verbose: { type: "boolean", default: false },
  },
});

const wanted = readScenarios().filter(
  ({ id }) => positionals.length === 0 || positionals.some((part) => id.includes(part)),
);
if (wanted.length === 0) throw new Error(`no scenario is called like ${positionals.join(" or ")}`);
const outcomes = await run(wanted);
process.stdout.write(`\n${totals(outcomes)}\n`);
if (values.report !== undefined)
  writeFileSync(
    values.report,
    aheadIn(values.report) +
      reportOf(outcomes, `Engine: ${values.engine}. Kubernetes 1.36.3, ${outcomes.length} scenarios.`),
  );
const wrong = outcomes.filter((outcome) => outcome.fault !== null || outcome.fixed === false);
if (100 * (1 - wrong.length / outcomes.length) < Number(values.least)) {
  process.stdout.write(
    `Fewer than ${values.least}% of the scenarios went well: ${wrong.map(({ id }) => id).join(", ")}\n`,
  );
  process.exitCode = 1;
}

/** What somebody wrote above the table of an earlier run stays. */
function aheadIn(file: string): string {
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  return before.slice(0, Math.max(0, before.indexOf("Engine: ")));
}

async function run(scenarios: readonly Scenario[]): Promise<Outcome[]> {
  const images = Object.assign({}, ...scenarios.map((scenario) => scenario.images ?? {}));
  const nodes = [...workers(2), ...scenarios.flatMap((scenario) => scenario.nodes ?? [])];
  const cluster = await startCluster({ nodes, images });
  const service = await startService({
    ...modelKeys(),
    KUBETRIAGE_MODEL: values.engine,
    KUBETRIAGE_CLUSTER: "kubeconfig",
    KUBETRIAGE_KUBECTL: cluster.kubectlPath,
    KUBECONFIG: cluster.kubeconfigPath,
  });
  try {
    return await several(scenarios, Number(values["at-once"]), (scenario) => one(cluster, service, scenario));
  } finally {
    await service.stop();
    await cluster.stop();
  }
}

async function one(
  cluster: Cluster,
  service: Awaited<ReturnType<typeof startService>>,
  scenario: Scenario,
): Promise<Outcome> {
  const outcome = await play(cluster, service, scenario);
  const cause = outcome.fault === null ? "right" : `WRONG (${outcome.fault.slice(0, 1000)})`;
  const fixed =
    outcome.fixed === null ? "" : outcome.fixed ? ", fixed" : `, NOT FIXED by ${JSON.stringify(outcome.approved)}`;
  process.stdout.write(
    `${outcome.id}: ${cause}, ${outcome.commands} commands, ${(outcome.milliseconds / 1000).toFixed(1)} s${fixed}\n`,
  );
  if (values.verbose) process.stdout.write(`${[...outcome.ran, "", outcome.said].join("\n").replace(/^/gm, "    ")}\n`);
  return outcome;
}

/** In the given order, so many at once. */
async function several<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}

/** A model needs the key that the environment holds for it. */
function modelKeys(): Record<string, string | undefined> {
  const names = Object.keys(process.env).filter((name) => /_(API_KEY|BASE_URL)$|^AWS_/.test(name));
  return values.engine === "builtin" ? {} : Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
