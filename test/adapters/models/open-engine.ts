import { createAskedModel } from "../../../src/adapters/models/call-model.ts";
import { chooseModels } from "../../../src/adapters/models/choose-models.ts";
import { createModelEngine } from "../../../src/adapters/models/model-engine.ts";
import type { RecordEvent } from "../../../src/core/conversation/events.ts";
import type { Engine } from "../../../src/core/conversation/ports.ts";
import { chooseEngine } from "../../../src/main/choose-engine.ts";
import { readConfig } from "../../../src/main/config.ts";

type Environment = Readonly<Record<string, string>>;

/** The engine that the service would use with this environment, but with retries that do not make a test wait. */
export function openEngine(
  environment: Environment,
  now: () => number = () => 0,
  record: RecordEvent = () => {},
): Engine {
  const config = readConfig(environment);
  return createModelEngine({
    models: chooseModels(config).map((model) => createAskedModel(model, config)),
    patience: { timeoutMs: config.LLM_TIMEOUT * 1000, backoffMs: 1 },
    hasBuiltin: config.KUBETRIAGE_BUILTIN,
    now,
    contextTokens: config.KUBETRIAGE_CONTEXT_TOKENS,
    prices: config.KUBETRIAGE_PRICES,
    record,
  });
}

/** The engine's name as chosen by the service itself; throws the fault that would stop its start. */
export const engineNamed = (environment: Environment) => chooseEngine(readConfig(environment), () => {}).name;

export const noSignal = new AbortController().signal;
