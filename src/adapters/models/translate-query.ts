import { askInTurn, faultOf } from "./ask-in-turn.ts";
import type { Patience } from "./ask-patiently.ts";
import type { AskedModel } from "./call-model.ts";
import { plainRequest } from "./model-request.ts";
import { translateInstructions } from "./prompts/translate.ts";
import { readCommand } from "./read-command.ts";
import type { Meter } from "./usage.ts";

/** A command line has some fifty; the rest is for models that think first. */
const mostTokens = 8_000;

/**
 * One command line for a query, cleaned but not yet parsed; "" when the model says that no command fits. The first model that answers
 * counts. Throws `model-timeout` or `model-failed`: the built-in engine does not step in here, as the caller asked a model.
 */
export async function translateQuery(
  models: readonly AskedModel[],
  patience: Patience,
  query: string,
  signal: AbortSignal,
  meter: Meter,
): Promise<string> {
  const request = plainRequest(translateInstructions, query, mostTokens);
  const asked = await askInTurn(models, patience, signal, meter, async (ask) => readCommand((await ask(request)).text));
  if (!asked.ok) throw faultOf(asked.failed);
  return asked.value;
}
