import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { recordedAt, stamp } from "./generator/clock.ts";
import { describedEvent, record } from "./generator/events.ts";
import { addHorizontalAutoscaler } from "./generator/autoscalers.ts";
import { addCronJob, addJob } from "./generator/jobs.ts";
import { addLogs } from "./generator/logs.ts";
import { addMetrics } from "./generator/metrics.ts";
import { addNode, lease } from "./generator/nodes.ts";
import { addNamespace, addPlain } from "./generator/plain-objects.ts";
import { countQuotas } from "./generator/quotas.ts";
import { addEndpoints, addService } from "./generator/services.ts";
import { addDaemonSet, addStatefulSet } from "./generator/sets.ts";
import { addStaticPod } from "./generator/static-pods.ts";
import { type Doc, World } from "./generator/world.ts";
import { addDeployment } from "./generator/workloads.ts";

const here = import.meta.dirname;

/**
 * The demo cluster as files: path below demo/cluster -> content. The same description always gives the same files.
 * `edited` may change the text of each file of the description before it is read.
 */
export function generate(edited: (name: string, text: string) => string = (_, text) => text): Map<string, string> {
  const world = build((name) => parse(edited(name, readFileSync(join(here, "source", name), "utf8"))));
  const files = new Map<string, string>([["snapshot.yaml", stringify({ recordedAt: stamp(recordedAt), kubernetesVersion: "v1.34.2" })]]);
  for (const [path, items] of grouped(world)) files.set(path, listText(items));
  for (const log of world.logs) files.set(`logs/${log.namespace}/${log.pod}/${log.container}${log.previous ? ".previous" : ""}.log`, log.text);
  return resolved(world, files);
}

function build(source: (name: string) => Doc): World {
  const world = new World();
  const cluster = source("cluster.yaml");
  cluster.nodes.forEach((node: Doc, i: number) => addNode(world, node, i));
  for (const object of cluster.objects) addPlain(world, undefined, object);
  const sources = readdirSync(join(here, "source/namespaces")).sort().map((file) => source(`namespaces/${file}`));
  for (const description of sources) addNamespace(world, description.namespace, description, cluster.authority);
  for (const description of sources) addWorkloads(world, description);
  for (const description of sources) addRest(world, description);
  addEndpoints(world);
  countQuotas(world);
  for (const description of sources) addEvents(world, description);
  addLogs(world, Object.assign({}, ...readdirSync(join(here, "source/logs")).sort().map((file) => source(`logs/${file}`))));
  addMetrics(world, usage(world, sources));
  return world;
}

function addWorkloads(world: World, { namespace, ...all }: Doc): void {
  for (const work of all.staticPods ?? []) addStaticPod(world, namespace, work);
  for (const work of all.deployments ?? []) addDeployment(world, namespace, work);
  for (const work of all.statefulSets ?? []) addStatefulSet(world, namespace, work);
  for (const work of all.daemonSets ?? []) addDaemonSet(world, namespace, work);
  for (const work of all.cronJobs ?? []) addCronJob(world, namespace, work);
  for (const work of all.jobs ?? []) addJob(world, namespace, work);
}

function addRest(world: World, { namespace, ...all }: Doc): void {
  for (const work of all.services ?? []) addService(world, namespace, work);
  for (const work of all.autoscalers ?? []) addHorizontalAutoscaler(world, namespace, work);
  for (const object of all.objects ?? []) addPlain(world, namespace, object);
  for (const held of all.leases ?? []) lease(world, held.name, namespace, held.holder);
}

/** Events name their object as `Kind/name`; `Pod/<workload>/<index>` for generated names; `gone` ones need no object. */
function addEvents(world: World, { namespace, events = [] }: Doc): void {
  for (const event of events) {
    const [kind, name, index] = event.on.split("/");
    const scope = event.clusterScoped ? undefined : namespace;
    const found = index === undefined ? world.find(kind, scope, name) : world.podsOf(namespace, name)[Number(index)];
    const object = found ?? (event.gone && gone(kind, namespace, name, event));
    if (!object) throw new Error(`event about ${event.on} in ${namespace}, which does not exist`);
    record(world, object, describedEvent({ ...event, host: event.host ?? object.spec?.nodeName, message: event.message.replaceAll("POD_IP", object.status?.podIP) }));
  }
}

const gone = (kind: string, namespace: string, name: string, event: Doc): Doc => ({ apiVersion: event.apiVersion ?? "v1", kind, metadata: { name, namespace, uid: event.gone } });

function usage(world: World, sources: Doc[]): Map<string, Doc> {
  const told = new Map<string, Doc>();
  for (const { namespace, ...all } of sources) {
    for (const work of [...(all.deployments ?? []), ...(all.statefulSets ?? []), ...(all.daemonSets ?? [])]) {
      if (work.usage) for (const pod of world.podsOf(namespace, work.name)) told.set(pod.metadata.uid, work.usage);
    }
  }
  return told;
}

function grouped(world: World): Map<string, Doc[]> {
  const groups = new Map<string, Doc[]>();
  for (const object of world.objects) {
    const path = `${object.metadata.namespace ?? "cluster-scoped"}/${object.kind.toLowerCase()}.yaml`;
    groups.set(path, [...(groups.get(path) ?? []), object]);
  }
  return groups;
}

const listText = (items: Doc[]): string =>
  stringify({ apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } }, { aliasDuplicateObjects: false, lineWidth: 0, sortMapEntries: true });

/** Names in texts: `${pod catalog 0 shop}` is the first pod of that workload. */
function resolved(world: World, files: Map<string, string>): Map<string, string> {
  const name = (_: string, workload: string, index: string, namespace: string) => {
    const pod = world.podsOf(namespace, workload)[Number(index)];
    if (!pod) throw new Error(`no pod ${index} of ${namespace}/${workload}`);
    return pod.metadata.name;
  };
  return new Map([...files].map(([path, text]) => [path, text.replace(/\$\{pod (\S+) (\d+) (\S+)\}/g, name)]));
}

/** Replaces demo/cluster by what the description gives. */
function write(): void {
  const target = join(here, "cluster");
  rmSync(target, { recursive: true, force: true });
  for (const [path, text] of generate()) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
}

if (import.meta.main) write();
