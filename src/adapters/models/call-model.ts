import type { ChosenModel } from "./choose-models.ts";
import { failureOf, ModelFailure } from "./model-failure.ts";
import { type Feature, featureToDrop } from "./model-features.ts";
import type { ModelRequest } from "./model-request.ts";
import { providerCall } from "./provider-prompt.ts";
import type { ProviderModel } from "./providers.ts";
import { type ReadAnswer, readStream, readWhole } from "./read-answer.ts";
import type { ModelSettings } from "./settings.ts";

/** One model that can be asked. */
export type AskedModel = {
  readonly name: string;
  /** Loads what it takes to call it, so that the first call does not spend the model's time on it; throws `ModelFailure`. */
  open(): Promise<void>;
  /** Answers text, calls of tools, or both; throws `ModelFailure`. A stream may be silent for `idleMs` once it has begun. */
  call(request: ModelRequest, signal: AbortSignal, idleMs: number): Promise<ReadAnswer>;
};

/**
 * One of the chosen models, with its SDK imported when it is opened. What it refuses of a request (HTTP 400 or 422: a schema, tools, a
 * stream, a temperature) is left out when it is asked again, and from then on always. Credentials that expired are looked for once more.
 */
export function createAskedModel(chosen: ChosenModel, settings: ModelSettings): AskedModel {
  const secrets = secretsOf(settings);
  const { provider } = chosen;
  const quirks = { cachePoint: provider.cachePoint(chosen.model), canForbidTools: provider.canForbidTools };
  const refused = new Set<Feature>();
  let opened: Promise<ProviderModel> | null = null;
  const open = (): Promise<ProviderModel> => {
    opened ??= provider.open(chosen.model, settings);
    return opened;
  };
  const once = async (request: ModelRequest, used: ReadonlySet<Feature>, signal: AbortSignal, idleMs: number) => {
    try {
      const model = await open();
      const call = providerCall(request, used, quirks, signal);
      if (request.hear === null || !used.has("streaming")) return whole(readWhole(await model.doGenerate(call)));
      const { stream, response } = await model.doStream(call);
      if (/^application\/json\b/.test(response?.headers?.["content-type"] ?? "")) throw noStream(stream);
      return whole(await readStream(stream, request.hear, idleMs));
    } catch (thrown) {
      signal.throwIfAborted();
      throw failureOf(thrown, secrets);
    }
  };
  return {
    name: chosen.name,
    async open() {
      await open().catch((thrown) => {
        opened = null;
        throw new ModelFailure("cannot be opened", { cause: failureOf(thrown, secrets).cause });
      });
    },
    async call(request, signal, idleMs) {
      const used = featuresOf(request, refused, quirks.cachePoint !== null);
      let hasRenewed = false;
      for (;;) {
        try {
          const answer = await once(request, used, signal, idleMs);
          for (const feature of featuresOf(request, refused, quirks.cachePoint !== null))
            if (!used.has(feature)) refused.add(feature);
          return answer;
        } catch (failure) {
          if (!(failure instanceof ModelFailure)) throw failure;
          const isRenewable = failure.isExpired && !hasRenewed && provider.renews(settings);
          const dropped = failure.isRefusedRequest ? featureToDrop(failure.said, used) : null;
          if (!isRenewable && dropped === null) throw failure;
          if (isRenewable) {
            opened = null;
            hasRenewed = true;
          }
          if (dropped !== null) used.delete(dropped);
        }
      }
    },
  };
}

function featuresOf(request: ModelRequest, refused: ReadonlySet<Feature>, canCache: boolean): Set<Feature> {
  const wanted: [Feature, boolean][] = [
    ["temperature", true],
    ["limit", true],
    ["form", request.form !== null],
    ["tools", request.tools.length > 0],
    ["streaming", request.hear !== null],
    ["caching", canCache],
  ];
  return new Set(wanted.flatMap(([feature, isWanted]) => (isWanted && !refused.has(feature) ? [feature] : [])));
}

/** A server that does not know how to stream answers all at once, in a form that the stream's reader cannot read. */
function noStream(stream: ReadableStream): ModelFailure {
  void stream.cancel().catch(() => {});
  return new ModelFailure("does not stream", { isRefusedRequest: true, said: "stream" });
}

/** What came is used only when it came to its end: half an answer is none. */
function whole(answer: ReadAnswer): ReadAnswer {
  const { text, calls, tokens, isComplete, isCut } = answer;
  if (!isComplete && !isJson(text)) throw new ModelFailure("broke off in the middle", { isRetryable: true, tokens });
  const isEmpty = text === "" && calls.length === 0;
  if (isEmpty)
    throw new ModelFailure(isCut ? "reached the end of its tokens without a reply" : "empty reply", { tokens });
  return answer;
}

/** Some servers never say that they are at their end; an answer in whole JSON is one all the same. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
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
