import { setTimeout as sleep } from "node:timers/promises";
import type { AskedModel } from "./call-model.ts";
import { ModelFailure } from "./model-failure.ts";
import type { ModelAnswer, ModelRequest } from "./model-request.ts";
import type { Meter } from "./usage.ts";

/** How long one model may take for one answer, all tries together, and how long to wait before the second try. */
export type Patience = { readonly timeoutMs: number; readonly backoffMs: number };

const mostTries = 3;
/** Of the whole time; a stream that has begun and says nothing for so long is given up. */
const idlePart = 1 / 3;

/** A time limit around several calls of one model: one answer, with its retries and its repair. */
export type Deadline = { readonly signal: AbortSignal; remainingMs(): number };

export function startDeadline(patience: Patience, client: AbortSignal): Deadline {
  const endsAt = performance.now() + patience.timeoutMs;
  return {
    signal: AbortSignal.any([client, AbortSignal.timeout(Math.ceil(patience.timeoutMs))]),
    remainingMs: () => endsAt - performance.now(),
  };
}

/**
 * Calls a model until it answers: what may pass is tried again, after twice the time or when Retry-After says. A wait that would go
 * past the deadline is not begun. Throws `ModelFailure`, or the client's own reason when the client went away.
 */
export async function askPatiently(
  model: AskedModel,
  request: ModelRequest,
  patience: Patience,
  deadline: Deadline,
  client: AbortSignal,
  meter: Meter,
): Promise<ModelAnswer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await metered(model, request, patience, deadline, client, meter);
    } catch (thrown) {
      const failure = told(thrown, patience, deadline, client);
      const delay = failure.retryAfterMs ?? patience.backoffMs * 2 ** (tries - 1) * (1 + Math.random() / 4);
      if (!failure.isRetryable || tries >= mostTries || delay >= deadline.remainingMs()) throw failure;
      meter.noted(model.name, "retry");
      await sleep(delay, undefined, { signal: deadline.signal }).catch((reason) => {
        throw told(reason, patience, deadline, client);
      });
    }
  }
}

/** One try, and what became of it. */
async function metered(
  model: AskedModel,
  request: ModelRequest,
  patience: Patience,
  deadline: Deadline,
  client: AbortSignal,
  meter: Meter,
): Promise<ModelAnswer> {
  const startedAt = performance.now();
  const milliseconds = () => Math.round(performance.now() - startedAt);
  try {
    const answer = await within(deadline.signal, () =>
      model.call(request, deadline.signal, patience.timeoutMs * idlePart),
    );
    meter.called(model.name, { outcome: "ok", milliseconds: milliseconds(), tokens: answer.tokens });
    return answer;
  } catch (thrown) {
    const failure = thrown instanceof ModelFailure ? thrown : null;
    const isLate = deadline.signal.aborted || failure?.isTimeout === true;
    const outcome = client.aborted
      ? "cancelled"
      : isLate
        ? "timed-out"
        : failure?.isRateLimit === true
          ? "rate-limited"
          : "failed";
    meter.called(model.name, { outcome, milliseconds: milliseconds(), tokens: failure?.tokens ?? null });
    throw thrown;
  }
}

/** Ends with the signal even where what runs does not heed it, as a search for credentials does not. */
async function within<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const end = () => reject(signal.reason);
    signal.addEventListener("abort", end, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", end));
  });
}

function told(thrown: unknown, patience: Patience, deadline: Deadline, client: AbortSignal): ModelFailure {
  client.throwIfAborted();
  if (deadline.signal.aborted)
    return new ModelFailure(`timed out after ${patience.timeoutMs / 1000}s`, { isTimeout: true });
  if (thrown instanceof ModelFailure) return thrown;
  throw thrown;
}
