import { LRUCache } from "lru-cache";
import type { Turn } from "../../core/conversation/thread.ts";

/** Turns of threads in use, so that a long thread is not read and parsed anew for each message. */
export type RememberedTurns = {
  /** The turns as of that revision; undefined when they are not known. */
  at(id: string, revision: string): readonly Turn[] | undefined;
  keep(id: string, revision: string, turns: readonly Turn[], bytes: number): void;
  /** Adds turns to those of the revision before, when these are known; null: there were none. */
  grow(id: string, from: string | null, to: string, turns: readonly Turn[], bytes: number): void;
  forget(id: string): void;
};

type Entry = { readonly revision: string; readonly turns: readonly Turn[]; readonly bytes: number };

const mostThreads = 500;
const mostBytes = 64 * 1024 * 1024;

export function createRememberedTurns(): RememberedTurns {
  const entries = new LRUCache<string, Entry>({
    max: mostThreads,
    maxSize: mostBytes,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes),
  });
  const known = (id: string, revision: string) => {
    const entry = entries.get(id);
    return entry?.revision === revision ? entry : undefined;
  };
  return {
    at: (id, revision) => known(id, revision)?.turns,
    keep: (id, revision, turns, bytes) => void entries.set(id, { revision, turns, bytes }),
    forget: (id) => void entries.delete(id),
    grow(id, from, to, turns, bytes) {
      const before = from === null ? { turns: [], bytes: 0 } : known(id, from);
      if (before === undefined) entries.delete(id);
      else entries.set(id, { revision: to, turns: [...before.turns, ...turns], bytes: before.bytes + bytes });
    },
  };
}
