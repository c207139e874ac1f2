import { Fault } from "../../core/faults/fault.ts";
import { askPatiently, type Patience, startDeadline } from "./ask-patiently.ts";
import type { AskedModel } from "./call-model.ts";
import { ModelFailure } from "./model-failure.ts";
import type { ModelAnswer, ModelRequest } from "./model-request.ts";
import type { Meter } from "./usage.ts";

/** A model that gave no answer, and why. */
export type FailedModel = { readonly name: string; readonly failure: ModelFailure };

export type Asked<T> =
  | { readonly ok: true; readonly name: string; readonly value: T; readonly failed: readonly FailedModel[] }
  | { readonly ok: false; readonly failed: readonly FailedModel[] };

/** Puts one request to the model at hand, with retries, inside its time limit. */
export type Ask = (request: ModelRequest) => Promise<ModelAnswer>;

/**
 * Lets the models work in their order until one succeeds; each has the whole time limit for itself. `skip` names models that are
 * not asked now, with the reason. Throws only when the client went away, or on a defect.
 */
export async function askInTurn<T>(
  models: readonly AskedModel[],
  patience: Patience,
  client: AbortSignal,
  meter: Meter,
  work: (ask: Ask, model: string) => Promise<T>,
  skip: (model: AskedModel) => ModelFailure | null = () => null,
): Promise<Asked<T>> {
  const failed: FailedModel[] = [];
  for (const model of models) {
    const skipped = skip(model);
    if (skipped !== null) {
      failed.push({ name: model.name, failure: skipped });
      continue;
    }
    try {
      await model.open();
      const deadline = startDeadline(patience, client);
      const value = await work(
        (request) => askPatiently(model, request, patience, deadline, client, meter),
        model.name,
      );
      return { ok: true, name: model.name, value, failed };
    } catch (thrown) {
      client.throwIfAborted();
      if (!(thrown instanceof ModelFailure)) throw thrown;
      meter.noted(model.name, "fallback");
      failed.push({ name: model.name, failure: thrown });
    }
  }
  return { ok: false, failed };
}

/** `openai/gpt-4o failed: rate limited (HTTP 429)`, for each. */
export function failuresInWords(failed: readonly FailedModel[]): string {
  return failed.map(({ name, failure }) => `${name} failed: ${failure.message}`).join("; ");
}

/** The fault when every model failed: late when nothing but lateness was the matter. */
export function faultOf(failed: readonly FailedModel[]): Fault {
  const late = failed.every(({ failure }) => failure.isTimeout);
  return new Fault(late ? "model-timeout" : "model-failed", failuresInWords(failed), {
    cause: failed.at(-1)?.failure.cause,
  });
}
