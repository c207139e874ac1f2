/** Runs work for one key at a time, in order of arrival; other keys never wait. */
export type ThreadLock = { hold<T>(key: string, work: () => Promise<T>): Promise<T> };

export function createThreadLock(): ThreadLock {
  const last = new Map<string, Promise<unknown>>();
  return {
    hold(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      const settled = mine.then(
        () => {},
        () => {},
      );
      last.set(key, settled);
      void settled.then(() => {
        if (last.get(key) === settled) last.delete(key);
      });
      return mine;
    },
  };
}
