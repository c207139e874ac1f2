import { LRUCache } from "lru-cache";
import { Fault } from "../faults/fault.ts";
import type { Journal } from "./journal.ts";
import { createLiveTurn, type LiveTurn } from "./live-turn.ts";
import type { Conversation, Message } from "./message.ts";
import { storedIdOf } from "./stored-id.ts";
import type { NumberedTurnEvent } from "./turn-event.ts";

export type TurnsParts = {
  readonly conversation: Conversation;
  readonly journal: Journal;
  readonly newId: () => string;
  /** Does something once, so many milliseconds later; answers how to call it off. */
  readonly after: (milliseconds: number, work: () => void) => () => void;
};

/** Turns that go on whoever listens, and for a while those that have ended. */
export type Turns = {
  /** The message has to name its thread. */
  start(message: Message): LiveTurn;
  /** Goes on with a turn that was broken off. Throws `not-found` or `conflict`. */
  resume(caller: string, threadId: string, turn: string): Promise<LiveTurn>;
  find(storedId: string, turn: string): LiveTurn | null;
  /** Those under way or waiting for their turn. */
  running(storedId: string): readonly LiveTurn[];
  /** Cancels what runs and forgets what has ended in a thread. */
  forget(storedId: string): void;
  /** Cancels every turn and waits until they have ended. */
  close(): Promise<void>;
};

/** How long a turn goes on when nobody listens to it any more. */
const graceMs = 60_000;
/** How long, how many, and how many characters of ended turns are kept for those who come back. */
const endedKept = { ttl: 10 * 60_000, max: 1000, maxSize: 32 * 1024 * 1024 };

export function createTurns({ conversation, journal, newId, after }: TurnsParts): Turns {
  const live = new Map<string, LiveTurn>();
  const ended = new LRUCache<string, LiveTurn>({ ...endedKept, sizeCalculation: ({ size }) => size() });
  const keyOf = (storedId: string, turn: string) => JSON.stringify([storedId, turn]);
  const find = (storedId: string, turn: string) => {
    const key = keyOf(storedId, turn);
    return live.get(key) ?? ended.get(key) ?? null;
  };
  const watched = (storedId: string, id: string, earlier: readonly NumberedTurnEvent[], run: LiveTurn["run"]) => {
    const key = keyOf(storedId, id);
    const turn = createLiveTurn({ id, thread: storedId, earlier, run, graceMs, after });
    ended.delete(key);
    live.set(key, turn);
    void turn.settled.then(() => {
      live.delete(key);
      if (turn.events.length > 0 && !turn.isForgotten()) ended.set(key, turn);
    });
    return turn;
  };
  const running = (storedId: string) => [...live.values()].filter(({ thread }) => thread === storedId);
  return {
    start(message) {
      const storedId = storedIdOf(message.caller, message.threadId ?? "");
      return watched(storedId, newId(), [], (watch, signal) => conversation.answer(message, signal, watch));
    },
    async resume(caller, threadId, id) {
      const storedId = storedIdOf(caller, threadId);
      const unfinished = await journal.unfinished(storedId);
      const known = find(storedId, id);
      if (known !== null && live.has(keyOf(storedId, id))) throw new Fault("conflict", "This turn is under way.");
      const journaled = unfinished.find(({ turn }) => turn.id === id);
      if (journaled === undefined) throw new Fault("not-found", "This thread has no unfinished turn of this id.");
      const earlier = known?.events ?? journaled.entries.flatMap(({ events }) => events);
      const told = earlier.filter(({ type }) => type !== "turn-ended");
      return watched(storedId, id, told, (watch, signal) => conversation.resume(caller, threadId, id, signal, watch));
    },
    find,
    running,
    forget(storedId) {
      for (const turn of running(storedId)) turn.forget();
      for (const [key, turn] of ended.entries()) if (turn.thread === storedId) ended.delete(key);
    },
    async close() {
      const all = [...live.values()];
      for (const turn of all) turn.cancel();
      await Promise.all(all.map(({ settled }) => settled));
    },
  };
}
