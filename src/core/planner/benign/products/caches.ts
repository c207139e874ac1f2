import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const full = defineBenign(
  {
    code: "cache-full-by-design",
    title: "Cache at its maximum that evicts",
    about:
      "A Redis, Valkey or memcached that is used as a cache is always full: at maxmemory with a policy that evicts (allkeys-lru and the like), a good share of hits, no connection rejected and no write refused. Not with noeviction, where writes fail, and not where most lookups miss.",
    reads: ["exec", "ConfigMap"],
    asked: /\b(?:redis\w*|valkey|memcached\w*|cache\w*|evict\w*|maxmemory|memory|keys?)\b|redismemory\w*|evict\w*/,
  },
  function* (view) {
    for (const ref of cachesIn(view)) {
      const lines = infoOf(ref, view);
      const value = (key: string) =>
        lines
          .find(({ text }) => text.startsWith(`${key}:`))
          ?.text.split(":")[1]
          ?.trim();
      const policy = policyIn(view, lines);
      const hits = Number(value("keyspace_hits") ?? Number.NaN);
      const misses = Number(value("keyspace_misses") ?? Number.NaN);
      const rate = hits / (hits + misses);
      const isRejecting = Number(value("rejected_connections") ?? 0) > 0 || isRefusing(view);
      if (policy === null || hasRoom(ref, view)) continue;
      if (!policy.evicts || rate < 0.5 || isRejecting) {
        yield { ref, text: doubtOf(ref.name, policy, rate), lines: [policy.line], isDoubt: true };
        continue;
      }
      const rated = Number.isNaN(rate) ? "" : `, ${(100 * rate).toFixed(1)}% of the lookups hit`;
      const evicted = value("evicted_keys");
      yield {
        ref,
        text: `${ref.name} is a cache that is full by design: at maxmemory ${value("maxmemory_human") ?? value("maxmemory") ?? ""} it evicts old keys (maxmemory-policy ${policy.name}${evicted === undefined ? "" : `, evicted_keys ${evicted}`})${rated}, no connection is rejected and no write refused`,
        lines: [
          policy.line,
          ...lines.filter(({ text }) => /^(?:used_memory_human|maxmemory|evicted|keyspace|rejected)/.test(text)),
        ].slice(0, 6),
        ofLog: "only",
      };
    }
  },
);

const doubtOf = (name: string, policy: { name: string; evicts: boolean }, rate: number): string =>
  policy.evicts
    ? `${name} is full and ${rate < 0.5 ? `only ${(100 * rate).toFixed(1)}% of the lookups hit` : "rejects connections or writes"}: it is too small for what it is used for`
    : `${name} does not evict all keys (maxmemory-policy ${policy.name}): when it is full, writes fail`;

const room = defineBenign(
  {
    code: "cache-with-room",
    title: "Cache far from its maximum",
    about:
      "A Redis or Valkey that uses less than two thirds of its maxmemory, now and at its peak, evicts nothing and refuses no write, whatever it would do when it were full.",
    reads: ["exec"],
    asked:
      /^(?!.*\b(?:leak\w*|los(?:t|es?)|empt(?:y|ies|ied)|flush\w*|thrown|kicked|logged out|expir\w*|vanish\w*|disappear\w*|missing|gone|grow\w*|increas\w*|slow\w*|latency)\b).*\b(?:memory|mem|ram|oom\w*|full|maxmemory|evict\w*)\b/,
  },
  function* (view) {
    for (const ref of cachesIn(view)) {
      const share = hasRoom(ref, view);
      if (share === false || isRefusing(view)) continue;
      const figures = infoOf(ref, view).filter(({ text }) =>
        /^(?:used_memory_(?:human|peak_human)|maxmemory_human):/.test(text),
      );
      yield {
        ref,
        text: `${ref.name} has room: it uses ${Math.round(share * 100)}% of its maxmemory, so that it is far from full, and nothing is evicted or refused`,
        lines:
          figures.length > 0
            ? figures
            : infoOf(ref, view).filter(({ text }) => /^(?:used_memory|maxmemory):/.test(text)),
        ofLog: "only",
      };
    }
  },
);

/** The share of its maximum that a cache uses, where that is less than two thirds, at its peak as well, and nothing was evicted. */
function hasRoom(ref: ObjectRef, view: ClusterView): number | false {
  const lines = infoOf(ref, view);
  const figure = (key: string) =>
    Number(lines.find(({ text }) => text.startsWith(`${key}:`))?.text.split(":")[1] ?? Number.NaN);
  const [used, maximum] = [figure("used_memory"), figure("maxmemory")];
  const peak = figure("used_memory_peak");
  const share = Math.max(used, Number.isNaN(peak) ? 0 : peak) / maximum;
  return share < 2 / 3 && !(figure("evicted_keys") > 0) ? used / maximum : false;
}

/** The pods in which somebody asked a cache for its figures. */
function cachesIn(view: ClusterView): readonly ObjectRef[] {
  const refs = view.evidence.flatMap(({ command, namespace, stdout }) => {
    if (
      !/\b(?:redis-cli|valkey-cli|keydb-cli)\b/.test(command) ||
      !/^(?:maxmemory|evicted_keys|used_memory)/m.test(stdout)
    )
      return [];
    const name =
      /\bexec\b(?: (?:-n|--namespace|-c|--container)[ =]\S{1,253}| -it?| -ti| --stdin| --tty){0,5} (?:pods?\/)?([a-z0-9][\w.-]{0,252})/.exec(
        command,
      )?.[1];
    const place = /(?:-n|--namespace)[ =](\S{1,253})/.exec(command)?.[1] ?? namespace;
    return name === undefined ? [] : [{ kind: "Pod", name, namespace: place } as ObjectRef];
  });
  return refs.filter(
    (ref, index) => refs.findIndex((one) => one.name === ref.name && one.namespace === ref.namespace) === index,
  );
}

const infoOf = ({ name }: ObjectRef, view: ClusterView): readonly Line[] =>
  view.evidence
    .filter(({ command }) => command.includes(name) && /-cli\b/.test(command))
    .flatMap((piece) => linesOf(piece));

/** The policy by the figures of the cache itself, or by what configures it. */
function policyIn(view: ClusterView, lines: readonly Line[]): { name: string; line: Line; evicts: boolean } | null {
  const all = [
    ...lines,
    ...view.evidence
      .filter(({ command }) => !/\blogs\b/.test(command))
      .flatMap((piece) => linesOf(piece).slice(0, 400)),
  ];
  for (const line of all) {
    const name = /\bmaxmemory[-_]policy\W{1,4}((?:allkeys|volatile)-(?:lru|lfu|random|ttl)|noeviction)\b/.exec(
      line.text.slice(0, 500),
    )?.[1];
    if (name !== undefined) return { name, line, evicts: name.startsWith("allkeys") };
  }
  return null;
}

const isRefusing = (view: ClusterView): boolean =>
  view.evidence.some(({ stdout }) =>
    /\bOOM command not allowed\b|\bmax number of clients reached\b|\bMISCONF\b/.test(stdout),
  );

export const caches: readonly BenignRule[] = [full, room];
