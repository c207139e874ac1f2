import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt } from "../objects/fields.ts";
import { valueIn } from "./store-limits.ts";

/** That a cache throws out entries because its memory is used up, as the cache itself tells. */
export type Eviction = {
  readonly command: string;
  /** `maxmemory 64.00M, of which 63.99M are used, policy allkeys-lru`. */
  readonly limit: string;
  readonly evicted: number;
  readonly lines: readonly Line[];
};

/** Evictions that `INFO` of Redis or Valkey and `stats` of memcached count; one that evicts nothing by its policy is left out. */
export const evictionsIn = (view: ClusterView): readonly Eviction[] =>
  view.evidence
    .filter(({ stdout }) => /\bevicted_keys:|\bSTAT evictions /.test(stdout.slice(0, 50_000)))
    .flatMap((piece) => {
      const lines = linesOf(piece).slice(0, 600);
      const count = valueIn(lines, "evicted_keys") ?? valueIn(lines, "STAT evictions");
      const evicted = Number(count?.value ?? 0);
      if (count === undefined || !(evicted > 0)) return [];
      const limit =
        valueIn(lines, "maxmemory_human") ?? valueIn(lines, "maxmemory") ?? valueIn(lines, "STAT limit_maxbytes");
      const used = valueIn(lines, "used_memory_human") ?? valueIn(lines, "STAT bytes");
      const policy = valueIn(lines, "maxmemory_policy");
      const parts = [
        ...(limit === undefined ? [] : [`maxmemory ${limit.value}`]),
        ...(used === undefined ? [] : [`of which ${used.value} are used`]),
        ...(policy === undefined ? [] : [`policy ${policy.value}`]),
      ];
      return [
        {
          command: piece.command,
          limit: parts.join(", "),
          evicted,
          lines: [count, limit, policy].flatMap((one) => one?.line ?? []),
        },
      ];
    });

/** The ConfigMap that sets the limit, as `redis.conf` has it: `maxmemory 64mb`. */
export const limitSetIn = (view: ClusterView, namespace: string | undefined): ObservedObject | undefined =>
  view
    .of("ConfigMap")
    .filter(({ ref }) => ref.namespace === namespace)
    .find(({ fields }) =>
      [...entriesAt(fields, "data").values()].some((text) => /^\s*maxmemory\s+\d/m.test(text.slice(0, 50_000))),
    );
