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
  const startNext = () => {
    for (let next = nextOf(waiting, running, limits); next !== null; next = nextOf(waiting, running, limits)) {
      waiting.splice(waiting.indexOf(next), 1);
      running.add(next.user);
      next.start();
    }
  };
  return {
    async run(given, work) {
      const user = { ...given };
      const entered = enter(user, waiting);
      startNext();
      if (!(await entered)) return null;
      try {
        return await work();
      } finally {
        running.delete(user);
        startNext();
      }
    },
  };
}

/** Waits in line; false when the signal ends the waiting before. */
function enter(user: SlotUser, waiting: Waiting[]): Promise<boolean> {
  if (user.signal?.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
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
    user.signal?.addEventListener("abort", leave, { once: true });
    waiting.push(entry);
  });
}

type Users = ReadonlySet<SlotUser>;

function nextOf(waiting: readonly Waiting[], running: Users, limits: ProcessLimits): Waiting | null {
  return waiting
    .filter(({ user }) => hasRoom(user, running, limits))
    .reduce<Waiting | null>(
      (best, one) => (best === null || ofIdentity(one.user, running) < ofIdentity(best.user, running) ? one : best),
      null,
    );
}

function hasRoom(user: SlotUser, running: Users, limits: ProcessLimits): boolean {
  return (
    running.size < limits.all &&
    ofIdentity(user, running) < limits.perCluster &&
    (user.isOwn || count(running, (other) => !other.isOwn) < limits.all - limits.reservedForOwn) &&
    (user.thread === undefined || count(running, (other) => other.thread === user.thread) < limits.perThread)
  );
}

function ofIdentity({ identity }: SlotUser, running: Users): number {
  return count(running, (other) => other.identity === identity);
}

function count(users: Users, matches: (user: SlotUser) => boolean): number {
  return [...users].filter(matches).length;
}
