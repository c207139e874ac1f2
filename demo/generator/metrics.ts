import { recordedAt, stamp } from "./clock.ts";
import { numbers } from "./identity.ts";
import type { Doc, World } from "./world.ts";

/** What metrics-server would answer: usage of running pods, and of nodes as their sum and a base load. */
export function addMetrics(world: World, usage: Map<string, Doc>): void {
  const scraped = recordedAt - 14_000;
  const loads = new Map<string, { cpu: number; memory: number }>();
  for (const pod of world.list("Pod")) {
    const containers = pod.spec.containers.filter((_: Doc, i: number) => pod.status.containerStatuses?.[i]?.state.running).map((c: Doc) => containerUsage(pod, c, c === pod.spec.containers[0] ? usage : new Map()));
    if (!containers.length) continue;
    const load = loads.get(pod.spec.nodeName) ?? { cpu: 0, memory: 0 };
    for (const c of containers) {
      load.cpu += c.cpu;
      load.memory += c.memory;
    }
    loads.set(pod.spec.nodeName, load);
    const { name, namespace, labels } = pod.metadata;
    world.add({ apiVersion: "metrics.k8s.io/v1beta1", kind: "PodMetrics", metadata: { name, namespace, labels }, timestamp: stamp(scraped), window: "15.012s", containers: containers.map((c: { name: string; cpu: number; memory: number }) => ({ name: c.name, usage: quantities(c) })) }, scraped);
  }
  for (const node of world.list("Node")) {
    const load = loads.get(node.metadata.name) ?? { cpu: 0, memory: 0 };
    world.add({ apiVersion: "metrics.k8s.io/v1beta1", kind: "NodeMetrics", metadata: { name: node.metadata.name, labels: node.metadata.labels }, timestamp: stamp(scraped), window: "20.038s", usage: quantities({ cpu: load.cpu + 210e6, memory: load.memory + 1_400_000 }) }, scraped);
  }
}

const quantities = ({ cpu, memory }: { cpu: number; memory: number }): Doc => ({ cpu: `${Math.round(cpu)}n`, memory: `${Math.round(memory)}Ki` });

function containerUsage(pod: Doc, c: Doc, usage: Map<string, Doc>): { name: string; cpu: number; memory: number } {
  const next = numbers(`usage ${pod.metadata.namespace}/${pod.metadata.name}/${c.name}`);
  const told = usage.get(pod.metadata.uid);
  const request = c.resources.requests ?? {};
  const cpu = told?.cpu ? nanocores(told.cpu) : nanocores(request.cpu ?? "40m") * (0.12 + next() * 0.5);
  const memory = told?.memory ? kibibytes(told.memory) : kibibytes(request.memory ?? "48Mi") * (0.45 + next() * 0.4);
  return { name: c.name, cpu, memory };
}

/** CPU quantity in nanocores. */
const nanocores = (text: string): number => (text.endsWith("m") ? Number(text.slice(0, -1)) * 1e6 : Number(text) * 1e9);

const binary: Record<string, number> = { Ki: 1, Mi: 1024, Gi: 1_048_576 };
/** Memory quantity in KiB. */
export const kibibytes = (text: string): number => Number(text.slice(0, -2)) * binary[text.slice(-2)]!;
