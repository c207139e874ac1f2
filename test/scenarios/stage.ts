import type { Cluster } from "../cluster/cluster.ts";
import { until } from "../cluster/until.ts";
import type { Look, Scenario } from "./scenario.ts";

/** What stands between a scenario and its question; `detail` is what kubectl said. */
export class StageError extends Error {}

/** Builds the scene in a namespace of its own and waits until the fault shows. */
export async function stage(cluster: Cluster, scenario: Scenario): Promise<void> {
  const { namespace, namespaceLabels = {}, before = [], manifests } = scenario;
  await cluster.api.create("/api/v1/namespaces", { metadata: { name: namespace, labels: namespaceLabels } });
  await until(`namespace ${namespace} has its service account`, async () => {
    const answer = await cluster.api.send("GET", `/api/v1/namespaces/${namespace}/serviceaccounts/default`);
    return answer.status === 200;
  });
  const applied = await cluster.kubectl(["apply", "-n", namespace, "-f", "-"], manifests);
  if (applied.code !== 0) throw new StageError(`apply: ${applied.stderr}`);
  for (const line of before) await administer(cluster, scenario, line);
  await untilAll(cluster, scenario, scenario.shows, 60);
}

/** Whether all looks match within so many seconds. */
export async function isSo(
  cluster: Cluster,
  scenario: Scenario,
  looks: readonly Look[],
  seconds: number,
): Promise<boolean> {
  return untilAll(cluster, scenario, looks, seconds).then(
    () => true,
    () => false,
  );
}

/** Takes away what the scenario made; namespaces go in the background. */
export async function strike(cluster: Cluster, scenario: Scenario): Promise<void> {
  const { namespace, manifests, nodes = [] } = scenario;
  await cluster.kubectl(["delete", "-n", namespace, "--wait=false", "--ignore-not-found", "-f", "-"], manifests);
  await cluster.kubectl(["delete", "namespace", namespace, "--wait=false"]);
  for (const { name } of nodes) await cluster.kubectl(["delete", "node", name, "--wait=false"]);
}

async function administer(cluster: Cluster, { namespace }: Scenario, line: string): Promise<void> {
  const ran = await cluster.kubectl(["-n", namespace, ...line.split(" ")]);
  if (ran.code !== 0) throw new StageError(`${line}: ${ran.stderr}`);
}

async function untilAll(
  cluster: Cluster,
  { namespace }: Scenario,
  looks: readonly Look[],
  seconds: number,
): Promise<void> {
  let seen = "";
  const holds = async ({ kubectl, prints }: Look) => {
    const ran = await cluster.kubectl(["-n", namespace, ...kubectl.split(" ")]);
    seen = `kubectl ${kubectl} does not match /${prints}/:\n${ran.stdout.slice(-800)}${ran.stderr}`;
    return new RegExp(prints, "m").test(ran.stdout);
  };
  const all = async () => {
    for (const one of looks) if (!(await holds(one))) return false;
    return true;
  };
  await until("what the scenario looks for", all, { seconds, everyMs: 500 }).catch(() => {
    throw new StageError(seen);
  });
}
