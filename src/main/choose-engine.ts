import { createAskedModel } from "../adapters/models/call-model.ts";
import { chooseModels } from "../adapters/models/choose-models.ts";
import { createModelEngine } from "../adapters/models/model-engine.ts";
import { noEngine } from "../adapters/models/no-engine.ts";
import type { RecordEvent } from "../core/conversation/events.ts";
import type { Engine } from "../core/conversation/ports.ts";
import { builtinEngine } from "../core/planner/builtin.ts";
import type { Config } from "./config.ts";

const backoffMs = 500;

/**
 * KUBETRIAGE_MODEL decides; unset: by the keys that are set, else the built-in engine, unless KUBETRIAGE_BUILTIN switches it off.
 * The first model's SDK begins to load here, so that the first question need not wait for it.
 */
export function chooseEngine(config: Config, record: RecordEvent): Engine {
  const chosen = chooseModels(config);
  if (chosen.length === 0) return config.KUBETRIAGE_BUILTIN ? builtinEngine : noEngine;
  const models = chosen.map((model) => createAskedModel(model, config));
  void models[0]?.open().catch(() => {});
  return createModelEngine({
    models,
    patience: { timeoutMs: config.LLM_TIMEOUT * 1000, backoffMs },
    hasBuiltin: config.KUBETRIAGE_BUILTIN,
    now: () => performance.now(),
    contextTokens: config.KUBETRIAGE_CONTEXT_TOKENS,
    prices: config.KUBETRIAGE_PRICES,
    record,
  });
}
