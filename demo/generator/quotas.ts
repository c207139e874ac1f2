import { kibibytes } from "./metrics.ts";
import type { Doc, World } from "./world.ts";

/** Fills the `used` of each ResourceQuota from what is there, as the quota controller counts it. */
export function countQuotas(world: World): void {
  for (const quota of world.list("ResourceQuota")) {
    const { namespace } = quota.metadata;
    quota.status.used = Object.fromEntries(Object.keys(quota.spec.hard).map((name) => [name, counters[name]!(world, namespace)]));
  }
}

const counters: Record<string, (world: World, namespace: string) => string> = {
  pods: (world, namespace) => String(livePods(world, namespace).length),
  "limits.memory": (world, namespace) => memory(livePods(world, namespace).map(podLimit)),
  "requests.storage": (world, namespace) => memory(world.list("PersistentVolumeClaim", namespace).map((claim) => kibibytes(claim.spec.resources.requests.storage))),
};

const livePods = (world: World, namespace: string): Doc[] => world.list("Pod", namespace).filter((pod) => !["Succeeded", "Failed"].includes(pod.status.phase));

/** A pod counts with its containers together, or its largest init container when that is more. */
function podLimit(pod: Doc): number {
  const limit = (c: Doc) => kibibytes(c.resources.limits?.memory ?? "0Ki");
  const main = pod.spec.containers.reduce((sum: number, c: Doc) => sum + limit(c), 0);
  return Math.max(main, ...(pod.spec.initContainers ?? []).map(limit));
}

function memory(parts: number[]): string {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (total % 1_048_576 === 0) return `${total / 1_048_576}Gi`;
  return total % 1024 === 0 ? `${total / 1024}Mi` : `${total}Ki`;
}
