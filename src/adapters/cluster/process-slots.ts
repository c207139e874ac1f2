/** How many kubectl processes run at once: in all, for one cluster identity, for one thread; `reservedForOwn` of all are for the own cluster alone. */
export type ProcessLimits = {
  readonly all: number;
  readonly perCluster: number;
  readonly perThread: number;
  readonly reservedForOwn: number;
};

/** For whom a process runs. */
export type SlotUser = {
  readonly identity: string;
  readonly isOwn: boolean;
  readonly thread: string | undefined;
  readonly signal: AbortSignal | undefined;
};

export type ProcessSlots = {
  /** Runs `work` when there is room for it; null when the signal ends the waiting before. */
  run<Result>(user: SlotUser, work: () => Promise<Result>): Promise<Result | null>;
};

type Waiting = { readonly user: SlotUser; readonly start: () => void };

/**
 * Clusters that do not answer hold their processes until the time limit. So that they hold up nobody else, one identity gets a part of
 * the slots only, all clusters that clients sent together leave some to the own one, and a free slot goes to the waiting identity that
 * has the fewest, within it to whoever waits longest.
 */
export function createProcessSlots(limits: ProcessLimits): ProcessSlots {
  const running = new Set<SlotUser>();
  const waiting: Waiting[] = [];
  const count = (matches: (user: SlotUser) => boolean) => [...running].filter(matches).length;
  const ofIdentity = ({ identity }: SlotUser) => count((other) => other.identity === identity);
  const hasRoom = (user: SlotUser) =>
    running.size < limits.all &&
    ofIdentity(user) < limits.perCluster &&
    (user.isOwn || count((other) => !other.isOwn) < limits.all - limits.reservedForOwn) &&
    (user.thread === undefined || count((other) => other.thread === user.thread) < limits.perThread);
  const startNext = () => {
    for (;;) {
      const next = waiting
        .filter(({ user }) => hasRoom(user))
        .reduce<Waiting | null>(
          (best, one) => (best === null || ofIdentity(one.user) < ofIdentity(best.user) ? one : best),
          null,
        );
      if (next === null) return;
      waiting.splice(waiting.indexOf(next), 1);
      running.add(next.user);
      next.start();
    }
  };
  const enter = (user: SlotUser) =>
    new Promise<boolean>((resolve) => {
      const leave = () => {
        const at = waiting.indexOf(entry);
        if (at !== -1) waiting.splice(at, 1);
        resolve(false);
      };
      const start = () => {
        user.signal?.removeEventListener("abort", leave);
        resolve(true);
      };
      const entry: Waiting = { user, start };
      if (user.signal?.aborted) return resolve(false);
      user.signal?.addEventListener("abort", leave, { once: true });
      waiting.push(entry);
      startNext();
    });
  return {
    async run(given, work) {
      const user = { ...given };
      if (!(await enter(user))) return null;
      try {
        return await work();
      } finally {
        running.delete(user);
        startNext();
      }
    },
  };
}
