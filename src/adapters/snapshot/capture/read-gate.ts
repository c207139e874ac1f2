/** How hard a capture may press on an API server. */
export type Pace = { readonly atOnce: number; readonly perSecond: number };

/** Runs work when its turn has come: so many at once, so many starts a second. */
export type ReadGate = { run<Result>(work: () => Promise<Result>): Promise<Result> };

/** Turns are given in the order in which they were asked for. */
export function readGate({ atOnce, perSecond }: Pace): ReadGate {
  const waiting: (() => void)[] = [];
  let running = 0;
  let nextStart = 0;
  const enter = async () => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    const now = performance.now();
    const start = Math.max(now, nextStart);
    nextStart = start + 1000 / perSecond;
    if (start > now) await new Promise((resolve) => setTimeout(resolve, start - now));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
