import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { entriesAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { type LostEntry, lostEntries, storeAsked } from "../../products/lost-entries.ts";
import { type Eviction, evictionsIn, limitSetIn } from "../../products/store-evictions.ts";

const evicts = defineRule(
  {
    code: "store-evicts-live-entries",
    title: "Cache evicts what is still needed",
    about:
      "A cache (Redis, Valkey, memcached) has used up its memory and evicts entries by its policy, and an application that keeps sessions, tokens or carts there says that they are gone before their time. That a cache evicts is ordinary where all of it can be computed anew; nothing is said where nobody misses anything.",
    reads: ["logs", "ConfigMap", "Pod"],
    explains: ["session-affinity-missing", "application-error", "call-refused", "uncaught-exception"],
  },
  function* (view) {
    const lost = lostEntries(view);
    for (const eviction of evictionsIn(view)) {
      const store = storeAsked(view, eviction.command);
      const suffering = lost.filter(({ ref, line }) => mayUse(ref, line.text, store));
      if (suffering.length > 0) yield draftOf(view, { eviction, store, suffering });
    }
  },
);

/** It is of the same namespace, or its log names the store; what the store says of itself is no complaint. */
const mayUse = (ref: ObjectRef, text: string, store: ObjectRef): boolean =>
  ref.name !== store.name &&
  (ref.namespace === store.namespace ||
    store.namespace === undefined ||
    text.includes(store.name.replace(/-\d{1,3}$/, "")));

type Evicted = {
  readonly eviction: Eviction;
  readonly store: ObjectRef;
  readonly suffering: readonly LostEntry[];
};

const draftOf = (view: ClusterView, { eviction, store, suffering }: Evicted): Draft => {
  const map = limitSetIn(view, store.namespace);
  const key = [...entriesAt(map?.fields, "data")].find(([, text]) => /^\s*maxmemory\s+\d/m.test(text))?.[0];
  const first = suffering[0]!;
  return {
    object: store,
    summary: `${nameOf(store)} has used up its memory and evicts entries that are still needed (${eviction.limit}${map === undefined ? "" : `, set in ${nameOf(map.ref)}`}; ${eviction.evicted} evicted so far): what ${nameOf(workloadOf(view, first.ref))} keeps there is gone before its time ("${saidIn(first.line.text)}").`,
    evidence: [
      ...eviction.lines,
      map === undefined || key === undefined ? undefined : map.cite("data", key),
      first.line,
    ],
    related: unique([
      ...(map === undefined ? [] : [map.ref]),
      workloadOf(view, store),
      ...suffering.flatMap(({ ref }) => [ref, workloadOf(view, ref)]),
    ]),
    fix: fixByHand(
      `Raise maxmemory of ${nameOf(store)} and the memory limit of its container to what is kept at peak, and keep sessions apart from what may be evicted (a store of their own with policy noeviction).`,
      [],
    ),
  };
};

const saidIn = (text: string): string =>
  (/\b(?:sessions?|cache|keys?|tokens?|carts?|jobs?)\b[^"\n]{0,80}/i.exec(text)?.[0] ?? text.trim())
    .slice(0, 80)
    .trim();

/** Caches that are too small for what is kept in them. */
export const storeEvictionRules: readonly Rule[] = [evicts];
