import { Fault } from "../../core/faults/fault.ts";
import { type Provider, providers } from "./providers.ts";
import type { ModelSettings } from "./settings.ts";

/** One model of one provider; `name` is `provider/model`. */
export type ChosenModel = { readonly name: string; readonly provider: Provider; readonly model: string };

/**
 * The models to ask, in order; none means the built-in engine alone. KUBETRIAGE_MODEL decides; unset, the first provider whose
 * keys are set. Throws `bad-configuration` with the variable and what was expected.
 */
export function chooseModels(settings: ModelSettings): readonly ChosenModel[] {
  if (settings.KUBETRIAGE_MODEL === undefined) return byKeys(settings);
  const entries = settings.KUBETRIAGE_MODEL.split(",").map((entry) => entry.trim());
  if (entries.at(-1) === "builtin") {
    if (!settings.KUBETRIAGE_BUILTIN)
      throw wrong(settings, "builtin was named, but KUBETRIAGE_BUILTIN switches the built-in engine off");
    entries.pop();
  }
  return entries.map((entry) => chosen(entry, settings));
}

function byKeys(settings: ModelSettings): readonly ChosenModel[] {
  for (const provider of providers) {
    const model = provider.defaultModel(settings);
    if (provider.isAskedFor(settings) && provider.lacks(settings) === null && model !== null)
      return [{ name: `${provider.name}/${model}`, provider, model }];
  }
  return [];
}

function chosen(entry: string, settings: ModelSettings): ChosenModel {
  const [name = "", ...rest] = entry.split("/");
  const provider = providers.find((one) => one.name === name);
  if (provider === undefined) {
    const known = providers.map((one) => one.name).join(", ");
    throw wrong(
      settings,
      name === "builtin"
        ? "builtin stands last, as it always answers"
        : `${JSON.stringify(name)} is no provider; provider/model was expected, with one of ${known}, or builtin`,
    );
  }
  const lacking = provider.lacks(settings);
  if (lacking !== null) throw wrong(settings, lacking);
  const model = rest.length === 0 ? provider.defaultModel(settings) : rest.join("/");
  if (model === null || model === "")
    throw wrong(
      settings,
      `${name} was named without a model; ${name}/MODEL was expected${name === "bedrock" ? ", or BEDROCK_MODEL_ID" : ""}`,
    );
  return { name: `${name}/${model}`, provider, model };
}

function wrong(settings: ModelSettings, problem: string): Fault {
  return new Fault("bad-configuration", `KUBETRIAGE_MODEL=${JSON.stringify(settings.KUBETRIAGE_MODEL)}: ${problem}.`);
}
