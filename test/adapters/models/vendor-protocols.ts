import type { IncomingMessage } from "node:http";
import { signatureProblem } from "./sigv4.ts";

/** A body as it came; these servers look at a few fields of it. */
export type Json = any;

/** One vendor's wire format, as far as the service uses it; written after the vendors' API references. */
export type VendorProtocol = {
  readonly model: string;
  readonly secrets: readonly string[];
  environment(url: string): Readonly<Record<string, string>>;
  /** Why the vendor would not take the request; null: it does. */
  refuses(request: IncomingMessage, body: string): string | null;
  read(body: Json): { instructions: string; messages: readonly { role: string; text: string }[] };
  hasForm(body: Json): boolean;
  reply(body: Json, text: string): unknown;
  error(status: number, message: string): unknown;
};

const openAiKey = "sk-test-4c1f0e77aa";
const anthropicKey = "sk-ant-test-9d2b61";
const awsId = "AKIATESTTESTTESTTEST";
const awsSecret = "wJalrXUtnTESTKEY/bPxRfiCYTESTKEY";

const chatCompletions = {
  secrets: [openAiKey],
  refuses: (request: IncomingMessage) => {
    if (request.url !== "/v1/chat/completions") return `no such path: ${request.url}`;
    return request.headers.authorization === `Bearer ${openAiKey}` ? null : "Incorrect API key provided";
  },
  read: (body: Json) => {
    const isInstruction = (message: Json) => ["system", "developer"].includes(message.role);
    const all = body.messages.map((message: Json) => ({ role: message.role, text: textOf(message.content) }));
    return {
      instructions: all
        .filter(isInstruction)
        .map(({ text }: { text: string }) => text)
        .join("\n"),
      messages: all.filter((message: Json) => !isInstruction(message)),
    };
  },
  hasForm: (body: Json) => body.response_format?.type === "json_schema",
  reply: (body: Json, text: string) => ({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_790_000_000,
    model: body.model,
    choices: [{ index: 0, message: { role: "assistant", content: text, refusal: null }, finish_reason: "stop" }],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  }),
  error: (_status: number, message: string) => ({ error: { message, type: "error", param: null, code: null } }),
};

export const vendorProtocols = {
  openai: {
    ...chatCompletions,
    model: "openai/gpt-4o",
    environment: (url: string) => ({
      KUBETRIAGE_MODEL: "openai/gpt-4o",
      OPENAI_API_KEY: openAiKey,
      OPENAI_BASE_URL: `${url}/v1`,
    }),
  },
  "openai-compatible": {
    ...chatCompletions,
    model: "openai-compatible/qwen/qwen3-8b",
    environment: (url: string) => ({
      KUBETRIAGE_MODEL: "openai-compatible/qwen/qwen3-8b",
      OPENAI_API_KEY: openAiKey,
      OPENAI_BASE_URL: `${url}/v1`,
    }),
  },
  anthropic: {
    model: "anthropic/claude-sonnet-5",
    secrets: [anthropicKey],
    environment: (url: string) => ({
      KUBETRIAGE_MODEL: "anthropic",
      ANTHROPIC_API_KEY: anthropicKey,
      ANTHROPIC_BASE_URL: `${url}/v1`,
    }),
    refuses: (request: IncomingMessage) => {
      if (request.url !== "/v1/messages") return `no such path: ${request.url}`;
      if (request.headers["anthropic-version"] !== "2023-06-01") return "anthropic-version is missing";
      return request.headers["x-api-key"] === anthropicKey ? null : "invalid x-api-key";
    },
    read: (body: Json) => ({
      instructions: textOf(body.system),
      messages: body.messages.map((message: Json) => ({ role: message.role, text: textOf(message.content) })),
    }),
    hasForm: (body: Json) =>
      body.output_config?.format !== undefined || body.output_format !== undefined || hasTool(body.tools),
    reply: (body: Json, text: string) => ({
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: body.model,
      content: [
        hasTool(body.tools)
          ? { type: "tool_use", id: "toolu_1", name: "json", input: JSON.parse(text) }
          : { type: "text", text },
      ],
      stop_reason: hasTool(body.tools) ? "tool_use" : "end_turn",
      stop_sequence: null,
      usage: { input_tokens: 100, output_tokens: 20 },
    }),
    error: (_status: number, message: string) => ({ type: "error", error: { type: "api_error", message } }),
  },
  bedrock: {
    model: "bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0",
    secrets: [awsId, awsSecret],
    environment: (url: string) => ({
      KUBETRIAGE_MODEL: "bedrock",
      BEDROCK_MODEL_ID: "anthropic.claude-sonnet-4-5-20250929-v1:0",
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: awsId,
      AWS_SECRET_ACCESS_KEY: awsSecret,
      AWS_SESSION_TOKEN: "test-session",
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
    }),
    refuses: (request: IncomingMessage, body: string) => {
      if (request.url !== "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse")
        return `no such path: ${request.url}`;
      if (request.headers["x-amz-security-token"] !== "test-session") return "the session token is missing";
      return signatureProblem(request, body, {
        id: awsId,
        secret: awsSecret,
        region: "eu-central-1",
        service: "bedrock",
      });
    },
    read: (body: Json) => ({
      instructions: textOf(body.system),
      messages: body.messages.map((message: Json) => ({ role: message.role, text: textOf(message.content) })),
    }),
    hasForm: (body: Json) =>
      body.additionalModelRequestFields?.output_config?.format !== undefined ||
      body.toolConfig?.tools?.some((tool: Json) => tool.toolSpec?.name === "json") === true,
    reply: (body: Json, text: string) => {
      const asksTool = body.toolConfig?.tools?.some((tool: Json) => tool.toolSpec?.name === "json") === true;
      const content = asksTool
        ? { toolUse: { toolUseId: "tooluse_1", name: "json", input: JSON.parse(text) } }
        : { text };
      return {
        output: { message: { role: "assistant", content: [content] } },
        stopReason: asksTool ? "tool_use" : "end_turn",
        usage: { inputTokens: 100, outputTokens: 20, totalTokens: 120 },
        metrics: { latencyMs: 300 },
      };
    },
    error: (_status: number, message: string) => ({ message }),
  },
} satisfies Record<string, VendorProtocol>;

function hasTool(tools: Json): boolean {
  return Array.isArray(tools) && tools.some((tool) => tool.name === "json");
}

function textOf(content: Json): string {
  if (typeof content === "string") return content;
  return (content ?? []).map((part: Json) => part.text ?? "").join("\n");
}
