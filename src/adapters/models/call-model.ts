import type { LanguageModel } from "ai";
import type { ChosenModel } from "./choose-models.ts";
import { failureOf, ModelFailure } from "./model-failure.ts";
import type { ModelSettings } from "./settings.ts";

/** One thing to ask a model. `form` is the JSON schema that the answer has to have; null: plain text. */
export type ModelRequest = {
  readonly instructions: string;
  readonly messages: readonly ModelMessage[];
  readonly form: Readonly<Record<string, unknown>> | null;
};

export type ModelMessage = { readonly role: "user" | "assistant"; readonly content: string };

/** One model that can be asked. */
export type AskedModel = {
  readonly name: string;
  /** Loads what it takes to call it, so that the first call does not spend the model's time on it; throws `ModelFailure`. */
  open(): Promise<void>;
  /** Answers its text, never empty; throws `ModelFailure`. */
  call(request: ModelRequest, signal: AbortSignal): Promise<string>;
};

/**
 * One of the chosen models, with its SDK imported when it is opened. A model that takes no schema and no temperature (HTTP 400 or 422) is asked again without, and
 * from then on always.
 */
export function createAskedModel(chosen: ChosenModel, settings: ModelSettings): AskedModel {
  const secrets = secretsOf(settings);
  let opened: Promise<LanguageModel> | null = null;
  let isPlain = false;
  const open = (): Promise<LanguageModel> => {
    opened ??= Promise.all([chosen.provider.open(chosen.model, settings), import("ai")]).then(([model]) => model);
    return opened;
  };
  const once = async (request: ModelRequest, plain: boolean, signal: AbortSignal): Promise<string> => {
    try {
      return await generate(await open(), plain ? { ...request, form: null } : request, plain, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      throw failureOf(thrown, secrets);
    }
  };
  return {
    name: chosen.name,
    async open() {
      await open().catch((thrown) => {
        throw new ModelFailure("cannot be opened", { cause: failureOf(thrown, secrets).cause });
      });
    },
    async call(request, signal) {
      try {
        return await once(request, isPlain, signal);
      } catch (failure) {
        if (isPlain || !(failure instanceof ModelFailure) || !failure.isRefusedRequest) throw failure;
        const text = await once(request, true, signal);
        isPlain = true;
        return text;
      }
    },
  };
}

async function generate(
  model: LanguageModel,
  request: ModelRequest,
  plain: boolean,
  signal: AbortSignal,
): Promise<string> {
  const { generateText, jsonSchema, Output } = await import("ai");
  globalThis.AI_SDK_LOG_WARNINGS = false;
  let structured: string | null = null;
  const output = {
    ...Output.object({ schema: jsonSchema(request.form ?? {}), name: "reply" }),
    /** Our own reader is kinder than a schema check, and asks for a repair where it is not. */
    async parseCompleteOutput({ text }: { text: string }) {
      structured = text;
      return text;
    },
  };
  const result = await generateText({
    model,
    instructions: request.instructions,
    messages: [...request.messages],
    maxRetries: 0,
    abortSignal: signal,
    ...(plain ? {} : { temperature: 0 }),
    ...(request.form === null ? {} : { output }),
  });
  const text = (structured ?? result.text).trim();
  if (text === "") throw new ModelFailure("empty reply");
  return text;
}

function secretsOf(settings: ModelSettings): readonly string[] {
  return [
    settings.OPENAI_API_KEY,
    settings.ANTHROPIC_API_KEY,
    settings.AWS_ACCESS_KEY_ID,
    settings.AWS_SECRET_ACCESS_KEY,
    settings.AWS_SESSION_TOKEN,
    settings.AWS_BEARER_TOKEN_BEDROCK,
  ].filter((secret) => secret !== undefined);
}
