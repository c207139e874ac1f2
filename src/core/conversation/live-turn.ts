import type { Answer, TurnWatch } from "./message.ts";
import type { NumberedTurnEvent } from "./turn-event.ts";

/** A turn of which the events are kept, for listeners that come and go. */
export type LiveTurn = {
  readonly id: string;
  /** The stored id of its thread. */
  readonly thread: string;
  /** The number of the last event before this start or resumption. */
  readonly startsBehind: number;
  /** All events told so far, in order. */
  readonly events: readonly NumberedTurnEvent[];
  /** Fulfilled when it has ended, however. */
  readonly settled: Promise<void>;
  readonly run: (watch: TurnWatch, signal: AbortSignal) => Promise<Answer>;
  /** The events behind number `after`, each as it comes, until the turn has ended or the signal says that nobody listens any more. */
  follow(after: number, signal: AbortSignal): AsyncGenerator<NumberedTurnEvent, void>;
  /** The answer, or what the turn failed with. Rejects when nobody waits any more. */
  answer(signal: AbortSignal): Promise<Answer>;
  hasEnded(): boolean;
  /** Ends its reads; a change that has begun is let finish. */
  cancel(): void;
  /** Cancels it; what was told of it is not to be kept. */
  forget(): void;
  isForgotten(): boolean;
  /** Characters told, about. */
  size(): number;
};

export type LiveTurnParts = Pick<LiveTurn, "id" | "thread" | "run"> & {
  /** What was told of it before it was broken off. */
  readonly earlier: readonly NumberedTurnEvent[];
  /** How long it goes on when nobody listens, in milliseconds. */
  readonly graceMs: number;
  readonly after: (milliseconds: number, work: () => void) => () => void;
};

/** Starts the turn. Whoever follows it or waits for its answer keeps it going; without anybody it is cancelled after the time of grace. */
export function createLiveTurn({ id, thread, run, earlier, graceMs, after }: LiveTurnParts): LiveTurn {
  const controller = new AbortController();
  const cancel = () => controller.abort(new DOMException("the turn was cancelled", "AbortError"));
  const events = [...earlier];
  const waiting = new Set<() => void>();
  const wakeAll = () => {
    for (const wake of waiting) wake();
    waiting.clear();
  };
  const hear = (event: NumberedTurnEvent) => {
    events.push(event);
    wakeAll();
  };
  let [ended, forgotten, listeners] = [false, false, 0];
  let callOff = after(graceMs, cancel);
  const attach = () => {
    listeners += 1;
    callOff();
  };
  const detach = () => {
    listeners -= 1;
    if (listeners === 0 && !ended) callOff = after(graceMs, cancel);
  };
  const result = run({ turn: id, hear }, controller.signal);
  const settled = result.then(
    () => {},
    () => {},
  );
  void settled.then(() => {
    ended = true;
    callOff();
    wakeAll();
  });
  return {
    id,
    thread,
    run,
    startsBehind: earlier.at(-1)?.id ?? 0,
    events,
    settled,
    cancel,
    hasEnded: () => ended,
    isForgotten: () => forgotten,
    forget() {
      forgotten = true;
      cancel();
    },
    size: () => events.reduce((sum, event) => sum + sizeOf(event), 1),
    async *follow(from, signal) {
      attach();
      try {
        let next = events.findIndex((event) => event.id > from);
        if (next === -1) next = events.length;
        while (!signal.aborted) {
          if (next < events.length) yield events[next++]!;
          else if (ended) return;
          else await oneOf(waiting, signal);
        }
      } finally {
        detach();
      }
    },
    async answer(signal) {
      attach();
      try {
        return await Promise.race([result, rejectedBy(signal)]);
      } finally {
        detach();
      }
    },
  };
}

function oneOf(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    waiting.add(wake);
    signal.addEventListener("abort", wake, { once: true });
    if (signal.aborted) wake();
  });
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const refuse = () => reject(signal.reason);
    signal.addEventListener("abort", refuse, { once: true });
    if (signal.aborted) refuse();
  });
}

function sizeOf(event: NumberedTurnEvent): number {
  if (event.type === "output-chunk" || event.type === "text-delta") return event.text.length;
  if (event.type === "turn-ended") return 1000 + (event.stored?.text.length ?? 0);
  return 500;
}
