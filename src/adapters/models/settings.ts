/** What the models need of the environment, under the names of its variables; nothing else of it is read. */
export type ModelSettings = {
  readonly KUBETRIAGE_MODEL?: string | undefined;
  /** false: no answer without a model. */
  readonly KUBETRIAGE_BUILTIN: boolean;
  /** Seconds for one answer of one model, its retries and its repair included. */
  readonly LLM_TIMEOUT: number;
  readonly OPENAI_API_KEY?: string | undefined;
  readonly OPENAI_MODEL: string;
  readonly OPENAI_BASE_URL?: string | undefined;
  readonly ANTHROPIC_API_KEY?: string | undefined;
  readonly ANTHROPIC_BASE_URL?: string | undefined;
  readonly AWS_REGION: string;
  readonly AWS_ACCESS_KEY_ID?: string | undefined;
  readonly AWS_SECRET_ACCESS_KEY?: string | undefined;
  readonly AWS_SESSION_TOKEN?: string | undefined;
  readonly AWS_BEARER_TOKEN_BEDROCK?: string | undefined;
  readonly AWS_ENDPOINT_URL_BEDROCK_RUNTIME?: string | undefined;
  readonly BEDROCK_MODEL_ID?: string | undefined;
};
