import { setTimeout as wait } from "node:timers/promises";

/** Time as the simulated kubelet lives it: its waits are shorter by the speed, its texts name the real lengths. */
export type Pace = {
  now(): Date;
  /** Waits; ends early, without an error, when the signal is aborted. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
};

/** Speed 1 is a real kubelet's pace; 10 makes a back-off of ten seconds last one. */
export function paceOf(speed: number): Pace {
  return {
    now: () => new Date(),
    sleep: (seconds, signal) =>
      wait((seconds * 1000) / speed, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  };
}
