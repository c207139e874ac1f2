import type { Redactor } from "../evidence/redaction/redactor.ts";
import { Fault } from "../faults/fault.ts";
import type { Journal, UnfinishedTurn } from "./journal.ts";
import type { Clusters, ThreadPlace, ThreadStore, ThreadSummary } from "./ports.ts";
import { executedIn } from "./recover.ts";
import { ownerFor, storedIdOf, threadIdOf } from "./stored-id.ts";
import type { StoredEvidence, Turn } from "./thread.ts";
import type { ThreadLock } from "./thread-lock.ts";
import type { Turns } from "./turns.ts";

export type ThreadsParts = {
  readonly store: ThreadStore;
  readonly journal: Journal;
  readonly lock: ThreadLock;
  readonly turns: Turns;
  readonly clusters: Clusters;
  readonly newId: () => string;
  readonly redactorFor: (storedId: string) => Redactor;
  /** Forgets the secrets that the thread's redactor has seen. */
  readonly forgetRedactor: (storedId: string) => void;
};

/** A thread with all that is kept of it. `unfinished` are turns that were broken off or go on at this moment. */
export type WholeThread = {
  readonly summary: ThreadSummary;
  readonly turns: readonly Turn[];
  readonly unfinished: readonly UnfinishedTurn[];
};

/** A caller's threads. Ids are those the caller uses; a thread of somebody else is `not-found`, as one that never was. */
export type Threads = {
  /** Throws `bad-kubeconfig`. */
  create(
    caller: string,
    given: { readonly title: string | null; readonly kubeconfig: string | null },
  ): Promise<ThreadSummary>;
  /** Last used first. */
  list(caller: string, limit: number, after: ThreadPlace | null): Promise<readonly ThreadSummary[]>;
  read(caller: string, threadId: string): Promise<WholeThread>;
  /** Throws `not-found` when the caller has no such thread. */
  expect(caller: string, threadId: string): Promise<void>;
  rename(caller: string, threadId: string, title: string): Promise<ThreadSummary>;
  /** Cancels what goes on in it, waits for that, and removes everything it holds. */
  remove(caller: string, threadId: string): Promise<void>;
  /** Of a stored turn or of one that is not finished. */
  evidence(caller: string, threadId: string, evidence: string): Promise<StoredEvidence>;
};

export function createThreads(parts: ThreadsParts): Threads {
  const { store, journal } = parts;
  const summaryOf = async (storedId: string, unfinished: readonly UnfinishedTurn[]): Promise<ThreadSummary> => {
    const known = await store.summary(storedId);
    if (known !== null) return named(known);
    const [first] = unfinished;
    if (first === undefined) throw new Fault("not-found", "There is no such thread.");
    return named({ id: storedId, title: null, createdAt: first.turn.at, usedAt: first.turn.at, turns: 0 });
  };
  const read = async (caller: string, threadId: string): Promise<WholeThread> => {
    const storedId = storedIdOf(caller, threadId);
    const [unfinished, thread] = await Promise.all([journal.unfinished(storedId), store.load(storedId)]);
    return { summary: await summaryOf(storedId, unfinished), turns: thread?.turns ?? [], unfinished };
  };
  return {
    read,
    async expect(caller, threadId) {
      const storedId = storedIdOf(caller, threadId);
      await summaryOf(storedId, await journal.unfinished(storedId));
    },
    async create(caller, { title, kubeconfig }) {
      if (kubeconfig !== null) parts.clusters.open(kubeconfig);
      const id = storedIdOf(caller, parts.newId());
      return named(
        await store.create(id, {
          ...(title === null ? {} : { title: parts.redactorFor(id).redact(title) }),
          ...(kubeconfig === null ? {} : { kubeconfig }),
        }),
      );
    },
    list: async (caller, limit, after) => {
      const place = after === null ? null : { ...after, id: storedIdOf(caller, after.id) };
      return (await store.list(ownerFor(caller), limit, place)).map(named);
    },
    async rename(caller, threadId, title) {
      const storedId = storedIdOf(caller, threadId);
      await store.rename(storedId, parts.redactorFor(storedId).redact(title));
      return summaryOf(storedId, []);
    },
    async remove(caller, threadId) {
      const storedId = storedIdOf(caller, threadId);
      parts.turns.forget(storedId);
      const wasThere = await parts.lock.hold(storedId, () => store.remove(storedId));
      parts.forgetRedactor(storedId);
      if (!wasThere) throw new Fault("not-found", "There is no such thread.");
    },
    async evidence(caller, threadId, id) {
      const { turns, unfinished } = await read(caller, threadId);
      const all = [
        ...turns.flatMap(identified),
        ...unfinished.flatMap((turn) => [...turn.turn.pasted, ...executedIn(turn)]),
      ];
      const found = all.find((piece) => piece.id === id);
      if (found === undefined) throw new Fault("not-found", "This thread has no such evidence.");
      return found;
    },
  };
}

function named(summary: ThreadSummary): ThreadSummary {
  return { ...summary, id: threadIdOf(summary.id) };
}

/** Evidence of threads of earlier versions has no ids of its own. */
export function identified(turn: Turn): (StoredEvidence & { readonly id: string })[] {
  return turn.evidence.map((piece, index) => ({ ...piece, id: piece.id ?? `${turn.id}.e${index + 1}` }));
}
