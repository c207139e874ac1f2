import type { LanguageModel } from "ai";
import type { ModelSettings } from "./settings.ts";

/** A model as the SDK's providers make it. */
export type ProviderModel = Extract<LanguageModel, { readonly specificationVersion: "v4" }>;

/** The option that has a provider keep the prompt up to a place for the next call. */
export type CachePoint = Readonly<Record<string, Readonly<Record<string, { readonly type: string }>>>>;

/** Where models come from. Its SDK is imported when the first question goes out, so that a start without a model stays fast. */
export type Provider = {
  /** As it stands before the `/` in KUBETRIAGE_MODEL. */
  readonly name: string;
  /** The model when none is named; null: there is none that fits these settings. */
  readonly defaultModel: (settings: ModelSettings) => string | null;
  /** What is not set and has to be, as a sentence that begins with the variable; null: nothing. */
  readonly lacks: (settings: ModelSettings) => string | null;
  /** Whether the settings alone, without KUBETRIAGE_MODEL, ask for this provider. */
  readonly isAskedFor: (settings: ModelSettings) => boolean;
  readonly open: (model: string, settings: ModelSettings) => Promise<ProviderModel>;
  /** How this model is told what to keep of a prompt; null: it keeps what it wants by itself, or nothing. */
  readonly cachePoint: (model: string) => CachePoint | null;
  /** Whether a model can be kept from calling tools that stay in the request; else it is only told in words. */
  readonly canForbidTools: boolean;
  /** Whether credentials that have expired may be had anew by opening the model again. */
  readonly renews: (settings: ModelSettings) => boolean;
};

/** Every provider, in the order in which their keys decide when KUBETRIAGE_MODEL is unset. */
export const providers: readonly Provider[] = [
  {
    name: "openai-compatible",
    defaultModel: (settings) => settings.OPENAI_MODEL,
    lacks: (settings) =>
      settings.OPENAI_BASE_URL === undefined
        ? "OPENAI_BASE_URL is not set: the address of the server was expected, such as http://localhost:11434/v1"
        : null,
    isAskedFor: (settings) => settings.OPENAI_BASE_URL !== undefined,
    cachePoint: () => null,
    canForbidTools: true,
    renews: () => false,
    async open(model, settings) {
      const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
      const provider = createOpenAICompatible({
        name: "openai-compatible",
        baseURL: settings.OPENAI_BASE_URL!,
        supportsStructuredOutputs: true,
        includeUsage: true,
        ...(settings.OPENAI_API_KEY === undefined ? {} : { apiKey: settings.OPENAI_API_KEY }),
      });
      return provider.chatModel(model);
    },
  },
  {
    name: "openai",
    defaultModel: (settings) => settings.OPENAI_MODEL,
    lacks: (settings) => lacksKey(settings, "OPENAI_API_KEY", "a key of the OpenAI API"),
    isAskedFor: (settings) => settings.OPENAI_API_KEY !== undefined,
    cachePoint: () => null,
    canForbidTools: true,
    renews: () => false,
    async open(model, settings) {
      const { createOpenAI } = await import("@ai-sdk/openai");
      const provider = createOpenAI({
        apiKey: settings.OPENAI_API_KEY!,
        baseURL: settings.OPENAI_BASE_URL ?? "https://api.openai.com/v1",
      });
      return provider.chat(model);
    },
  },
  {
    name: "anthropic",
    defaultModel: () => "claude-sonnet-5",
    lacks: (settings) => lacksKey(settings, "ANTHROPIC_API_KEY", "a key of the Anthropic API"),
    isAskedFor: (settings) => settings.ANTHROPIC_API_KEY !== undefined,
    cachePoint: () => ({ anthropic: { cacheControl: { type: "ephemeral" } } }),
    canForbidTools: true,
    renews: () => false,
    async open(model, settings) {
      const { createAnthropic } = await import("@ai-sdk/anthropic");
      const provider = createAnthropic({
        apiKey: settings.ANTHROPIC_API_KEY!,
        baseURL: settings.ANTHROPIC_BASE_URL ?? "https://api.anthropic.com/v1",
      });
      return provider(model);
    },
  },
  {
    name: "bedrock",
    defaultModel: (settings) =>
      settings.BEDROCK_MODEL_ID ?? (settings.AWS_REGION.startsWith("us-") ? "us.anthropic.claude-sonnet-5" : null),
    lacks: lacksHalfOfTheKey,
    isAskedFor: (settings) =>
      settings.BEDROCK_MODEL_ID !== undefined ||
      settings.AWS_BEARER_TOKEN_BEDROCK !== undefined ||
      (settings.AWS_ACCESS_KEY_ID !== undefined && settings.AWS_SECRET_ACCESS_KEY !== undefined),
    /** The families that Bedrock caches for (docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html). */
    cachePoint: (model) =>
      /anthropic\.claude|amazon\.nova/.test(model) ? { bedrock: { cachePoint: { type: "default" } } } : null,
    /** Without tools its SDK would take their results out of the conversation too. */
    canForbidTools: false,
    renews: (settings) => settings.AWS_BEARER_TOKEN_BEDROCK === undefined && settings.AWS_ACCESS_KEY_ID === undefined,
    async open(model, settings) {
      const { createAmazonBedrock } = await import("@ai-sdk/amazon-bedrock");
      const { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: endpoint, AWS_BEARER_TOKEN_BEDROCK: token } = settings;
      const provider = createAmazonBedrock({
        region: settings.AWS_REGION,
        ...(endpoint === undefined ? {} : { baseURL: endpoint }),
        ...(token === undefined ? { credentialProvider: await awsCredentials(settings) } : { apiKey: token }),
      });
      return provider(model);
    },
  },
];

function lacksKey(settings: ModelSettings, name: "OPENAI_API_KEY" | "ANTHROPIC_API_KEY", what: string): string | null {
  return settings[name] === undefined ? `${name} is not set: ${what} was expected` : null;
}

function lacksHalfOfTheKey(settings: ModelSettings): string | null {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = settings;
  if ((id === undefined) === (secret === undefined)) return null;
  const missing = id === undefined ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY";
  return `${missing} is not set: it goes with the other half of the key, or both are left out`;
}

/** The keys of the settings (they may come from .env, which the AWS SDK does not read), else the AWS default credential chain. */
async function awsCredentials(settings: ModelSettings) {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = settings;
  if (id !== undefined && secret !== undefined) {
    const fixed = { accessKeyId: id, secretAccessKey: secret, ...(token === undefined ? {} : { sessionToken: token }) };
    return async () => fixed;
  }
  const { fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
  return fromNodeProviderChain({ clientConfig: { region: settings.AWS_REGION } });
}
