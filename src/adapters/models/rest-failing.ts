import type { ModelState } from "../../core/conversation/ports.ts";
import type { Asked } from "./ask-in-turn.ts";
import type { AskedModel } from "./call-model.ts";
import { ModelFailure } from "./model-failure.ts";

/** A model that keeps failing is left alone for a while, so that not every reply waits for it. */
export type Rests = {
  /** Why this model is not asked now; null: it is asked. */
  resting(model: AskedModel): ModelFailure | null;
  note(asked: Asked<unknown>): void;
  state(model: AskedModel): ModelState;
};

const restMs = 30_000;
const failuresBeforeRest = 3;

/** One time-out or three failures in a row make a model rest for half a minute. */
export function createRests(now: () => number): Rests {
  const states = new Map<string, { failures: number; until: number; words: string }>();
  return {
    resting(model) {
      const state = states.get(model.name);
      if (state === undefined || now() >= state.until) return null;
      return new ModelFailure(`${state.words} a moment ago`);
    },
    state({ name }) {
      const state = states.get(name);
      return { name, resting: state !== undefined && now() < state.until, lastError: state?.words ?? null };
    },
    note(asked) {
      if (asked.ok) states.delete(asked.name);
      for (const { name, failure } of asked.failed) {
        if (failure.message.endsWith(" a moment ago")) continue;
        const failures = (states.get(name)?.failures ?? 0) + 1;
        const rests = failure.isTimeout || failures >= failuresBeforeRest;
        states.set(name, { failures, until: rests ? now() + restMs : 0, words: failure.message });
      }
    },
  };
}
