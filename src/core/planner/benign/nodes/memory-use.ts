import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podAt, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { linesIn } from "../reading/standing.ts";

const pageCache = defineBenign(
  {
    code: "memory-is-page-cache",
    title: "Memory that is page cache",
    about:
      "Most of the memory of a container is page cache (`file` of memory.stat, `cache` of cgroup v1, `buff/cache`), which the kernel gives back before anything is killed; what its processes hold (`anon`, `rss`) is far below the limit, and there was no OOM kill and no restart for it.",
    reads: ["Pod"],
    asked: /mem|oom|cache|leak|\brss\b|working.?set|\blimits?\b|\bram\b/,
  },
  function* (view) {
    if (wasKilled(view)) return;
    for (const piece of view.evidence) {
      const use = useIn(piece, view);
      const ref = use === null ? null : podOf(piece, view);
      if (use === null || ref === null) continue;
      const pod = podAt(view, ref);
      if (pod !== undefined && (pod.health === "failing" || pod.health === "starting")) continue;
      if (pod === undefined || pod.restarts > 0) continue;
      const { held, cache, most } = use;
      const isRoomy = most !== null && held <= 0.7 * most && cache >= 0.2 * most;
      if ((cache < held && !isRoomy) || (most !== null && held > 0.75 * most)) continue;
      yield {
        ref,
        about: [workloadOf(view, ref)],
        text: `the memory of pod ${ref.name} is ${cache < held ? "to a good part" : "mostly"} page cache: ${size(cache)} of it is file cache, which the kernel reclaims before it kills, its processes hold only ${size(held)} (anon)${most === null ? "" : ` of the limit of ${size(most)}`}, no OOM kill and no restart; it will not be OOM killed for this, and there is no need to raise the limit`,
        lines: [...use.lines, pod.line],
      };
    }
  },
);

/** Whether the processes of a container were seen to hold nearly all that they may. */
export const isMemoryHeld = (view: ClusterView): boolean =>
  podsOf(view).some((pod) => pod.restarts > 0 && isNearLimit(pod, view)) ||
  view.evidence.some((piece) => {
    const use = useIn(piece, view);
    return use !== null && use.most !== null && use.held > 0.75 * use.most;
  });

type Use = {
  readonly held: number;
  readonly cache: number;
  readonly most: number | null;
  readonly lines: readonly (Line | undefined)[];
};

/** What memory.stat of cgroup v2 or v1 says, beside memory.max or limit_in_bytes. */
function useIn(piece: Evidence, view: ClusterView): Use | null {
  const lines = linesOf(piece).slice(0, 400);
  const entry = (...names: readonly string[]) => {
    const fits = new RegExp(`^\\s*(?:${names.join("|")})[:=\\s]+(\\d{1,18})\\s*$`);
    const line = lines.find(({ text }) => fits.test(text));
    return line === undefined ? null : { line, value: Number(fits.exec(line.text)![1]) };
  };
  const held = entry("anon", "total_rss", "rss");
  const file = entry("file", "total_cache", "cache");
  if (held === null || file === null) return null;
  const shared = entry("shmem", "total_shmem")?.value ?? 0;
  const limit = entry(
    "max",
    "memory\\.max",
    "limit",
    "hierarchical_memory_limit",
    "memory\\.limit_in_bytes",
    "limit_in_bytes",
  );
  const bare = lines.slice(0, 3).flatMap(({ text }) => (/^\d{7,18}$/.test(text.trim()) ? [Number(text.trim())] : []));
  const most =
    limit !== null && limit.value > held.value ? limit.value : Math.max(0, ...bare) || limitBeside(piece, view);
  return {
    held: held.value + shared,
    cache: file.value - shared,
    most: most !== null && most < 2 ** 60 ? most : null,
    lines: [held.line, file.line, entry("oom_kill")?.line],
  };
}

/** The limit, where it was printed by a command of its own in the same pod. */
function limitBeside({ command }: Evidence, view: ClusterView): number | null {
  const place = command.split(" -- ")[0]!;
  const other = view.evidence.find(
    (one) =>
      one.command.startsWith(`${place} -- `) &&
      /memory\.max|limit_in_bytes/.test(one.command) &&
      /^\s{0,4}\d{7,18}\s{0,4}$/.test(one.stdout),
  );
  return other === undefined ? null : Number(other.stdout.trim());
}

/** What it holds is close to its limit again: it will be killed again. */
export function isNearLimit({ ref, object }: PodReading, view: ClusterView): boolean {
  const used = view.of("PodMetrics").find((one) => one.ref.name === ref.name && one.ref.namespace === ref.namespace);
  const use = quantity(textAt(used?.fields, "usage", "memory"));
  const own = textAt(listAt(object?.fields, "spec", "containers")[0], "resources", "limits", "memory");
  const shown = printedOf(view, ref, /\blimits"?:\s{0,4}\{[^}]{0,80}?"memory":\s{0,4}"(\w{1,20})"/)[0]?.match[1];
  const limit = quantity(own || (shown ?? ""));
  return use !== undefined && limit !== undefined && limit > 0 && use > 0.9 * limit;
}

/** Whether anything shown says that memory ran out. */
const wasKilled = (view: ClusterView): boolean =>
  linesIn(
    view,
    /OOMKilled|OOMKilling|\bout of memory\b|oom-kill:|Memory cgroup out of memory|^oom(?:_kill|_group_kill)? [1-9]/i,
    1,
  ).length > 0;

/** The pod in which a command ran. */
function podOf(piece: Evidence, view: ClusterView): ObjectRef | null {
  const words = piece.command.split(/\s+/);
  const name = words.flatMap((word) => {
    const bare = word.replace(/^(?:pods?|po)\//, "");
    return view.of("Pod").filter(({ ref }) => ref.name === bare);
  })[0];
  if (name !== undefined) return name.ref;
  const workload = /\b(?:deploy(?:ment)?|sts|statefulset|ds|daemonset)\/([\w.-]{1,80})/.exec(piece.command)?.[1];
  return (
    view.of("Pod").find(({ ref }) => workload !== undefined && workloadOf(view, ref).name === workload)?.ref ?? null
  );
}

const size = (bytes: number): string =>
  bytes >= 2 ** 30 ? `${(bytes / 2 ** 30).toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;

export const memoryUse: readonly BenignRule[] = [pageCache];
