import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, isNodeReady, linesIn } from "../reading/standing.ts";

const asked = /mem|oom|cache|leak|\brss\b|heap|\bjvm\b|working.?set|\blimits?\b|\bram\b|evict|swap/;
const short =
  /OOMKill|\bout of memory\b|OutOfMemoryError|oom-kill:|^oom(?:_kill|_group_kill)? [1-9]|Evict(?:ed|ing)\b|MemoryPressure +True|HasInsufficientMemory/i;

const ofNode = defineBenign(
  {
    code: "node-memory-is-cache",
    title: "Memory of a node that is page cache",
    about:
      "Most of what a node uses is page cache: MemAvailable of /proc/meminfo (or `available` of free) says that a good part can be had at once. It is Ready, without MemoryPressure, and nothing was evicted or killed.",
    reads: ["Node"],
    asked,
  },
  function* (view) {
    if (linesIn(view, short, 1).length > 0 || isAnythingDown(view)) return;
    for (const piece of view.evidence) {
      const lines = linesOf(piece).slice(0, 80);
      const use = meminfoIn(lines) ?? freeIn(lines);
      const node = use === null ? undefined : nodeOf(piece.command, view);
      if (use === null || node === undefined || !isNodeReady(node)) continue;
      const share = Math.round((100 * use.available) / use.total);
      if (share < 20) continue;
      yield {
        ref: node.ref,
        text: `Node ${node.ref.name} has memory enough: ${share}% of it (${gigas(use.available)} of ${gigas(use.total)}) is available, since ${gigas(use.cache)} are page cache that the kernel reclaims; it is Ready without MemoryPressure, so nothing will be evicted for this`,
        lines: [...use.lines, node.cite("status", "conditions", "MemoryPressure")],
      };
    }
  },
);

type Use = {
  readonly total: number;
  readonly available: number;
  readonly cache: number;
  readonly lines: readonly Line[];
};

/** Of /proc/meminfo, in KiB. */
function meminfoIn(lines: readonly Line[]): Use | null {
  const entry = (name: string) => lines.find(({ text }) => text.startsWith(`${name}:`));
  const [total, available, cache] = ["MemTotal", "MemAvailable", "Cached"].map(entry);
  if (total === undefined || available === undefined || cache === undefined) return null;
  const number = ({ text }: Line) => Number(/(\d{1,15}) kB/.exec(text)?.[1] ?? 0);
  return { total: number(total), available: number(available), cache: number(cache), lines: [total, available, cache] };
}

/** Of `free`, `free -m`, `free -g`; the unit does not matter but for the words, KiB is taken. */
function freeIn(lines: readonly Line[]): Use | null {
  const head = lines.findIndex(({ text }) => /^\s+total\s+used\s+free\s+shared\s+buff\/cache\s+available/.test(text));
  const row = lines[head + 1];
  const numbers = head < 0 || row === undefined ? [] : (row.text.match(/\d+/g) ?? []).map(Number);
  const [total, , , , cache, available] = numbers;
  if (row === undefined || total === undefined || cache === undefined || available === undefined) return null;
  const unit = total < 2048 ? 2 ** 20 : total < 4_000_000 ? 1024 : 1;
  return { total: total * unit, available: available * unit, cache: cache * unit, lines: [row] };
}

const gigas = (kib: number): string => `${(kib / 2 ** 20).toFixed(1)} GiB`;

const nodeOf = (command: string, view: ClusterView): ObservedObject | undefined =>
  view.of("Node").find(({ ref }) => command.includes(`node/${ref.name}`) || command.split(/\s+/).includes(ref.name));

const ofJvm = defineBenign(
  {
    code: "jvm-memory-beside-the-heap",
    title: "JVM that holds more than its used heap",
    about:
      "A JVM keeps the heap that it has committed (-Xms, or what it once needed) and needs metaspace, threads and buffers beside it, so the container's memory is above the used heap. It is well below the limit, and there was no restart and no OOM.",
    reads: ["Pod", "PodMetrics"],
    asked,
  },
  function* (view) {
    if (linesIn(view, short, 1).length > 0) return;
    const heap = linesIn(view, /heap\s+total \d{3,12}K, used \d{3,12}K/, 1)[0];
    if (heap === undefined) return;
    const [committed, used] = [...heap.text.matchAll(/(?:total|used) (\d{3,12})K/g)].map(
      ([, kib]) => Number(kib) * 1024,
    );
    for (const metrics of view.of("PodMetrics")) {
      const pod = podsOf(view).find(
        ({ ref }) => ref.name === metrics.ref.name && ref.namespace === metrics.ref.namespace,
      );
      if (pod?.object === undefined || pod.health !== "healthy" || pod.restarts > 0) continue;
      const [use, limit] = [
        quantity(textAt(metrics.fields, "usage", "memory")),
        quantity(textAt(listAt(pod.object.fields, "spec", "containers")[0], "resources", "limits", "memory")),
      ];
      if (use === undefined || limit === undefined || committed === undefined || used === undefined) continue;
      if (
        use > 0.85 * limit ||
        use > 2 * committed ||
        !heap.command.includes(pod.ref.name.replace(/-[^-]*-[^-]*$/, ""))
      )
        continue;
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref)],
        text: `pod ${pod.ref.name} has no leak by this: the JVM keeps its committed heap (${mibs(committed)}, of which ${mibs(used)} are used) and needs metaspace, threads and buffers beside it, together ${textAt(metrics.fields, "usage", "memory")}, well below the limit of ${mibs(limit)}; no restart and no OOM, that is normal`,
        lines: [heap, metrics.cite(), pod.line],
      };
    }
  },
);

const mibs = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

export const memoryOfOthers: readonly BenignRule[] = [ofNode, ofJvm];
