import { setTimeout as wait } from "node:timers/promises";

type Waiting = {
  readonly seconds?: number;
  readonly everyMs?: number;
  readonly instead?: () => unknown;
};

/**
 * Asks again and again until the answer is something (not false, undefined or null) and gives it back. Throws what was waited for, and
 * what is there instead if `instead` tells it, after the seconds given.
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  { seconds = 60, everyMs = 50, instead }: Waiting = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined && answer !== null) return answer as NonNullable<Exclude<T, false>>;
    if (performance.now() > deadline) {
      const found = instead === undefined ? "" : `; instead: ${JSON.stringify(await instead())}`;
      throw new Error(`waited ${seconds} s in vain: ${what}${found}`);
    }
    await wait(everyMs);
  }
}
