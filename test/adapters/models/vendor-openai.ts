import type { IncomingMessage } from "node:http";
import {
  type Answer,
  type Frame,
  type Json,
  piecesOf,
  textOf,
  usualTokens,
  type VendorProtocol,
} from "./vendor-protocol.ts";

/** Chat completions as in platform.openai.com/docs/api-reference/chat, with `object: chat.completion.chunk` when streamed. */
const key = "sk-test-4c1f0e77aa";

const chatCompletions = {
  secrets: [key],
  streamType: "text/event-stream; charset=utf-8",
  refuses: (request: IncomingMessage, body: string) => {
    if (request.url !== "/v1/chat/completions") return { status: 404, message: `no such path: ${request.url}` };
    if (request.headers.authorization !== `Bearer ${key}`)
      return { status: 401, message: "Incorrect API key provided", type: "invalid_api_key" };
    const problem = orderProblem(JSON.parse(body).messages);
    return problem === null ? null : { status: 400, message: problem };
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
      hasForm: body.response_format?.type === "json_schema",
      isStreamed: body.stream === true,
      tools: (body.tools ?? []).map((tool: Json) => tool.function.name),
      results: all.filter(({ role }: Json) => role === "tool").map(({ text }: Json) => text),
      mostTokens: body.max_tokens ?? body.max_completion_tokens ?? null,
      cachePoints: 0,
    };
  },
  reply: (body: Json, answer: Answer) => ({
    ...head(body, "chat.completion"),
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: answer.text ?? null, refusal: null, ...(callsOf(answer) ?? {}) },
        logprobs: null,
        finish_reason: reasonOf(answer),
      },
    ],
    usage: usageOf(answer),
  }),
  frames: (body: Json, answer: Answer): readonly Frame[] => {
    const chunk = (delta: Json, of: Frame["of"] = "other", finish_reason: string | null = null): Frame => ({
      of,
      bytes: event({ choices: [{ index: 0, delta, logprobs: null, finish_reason }], usage: null }),
    });
    const event = (rest: Json) => sse({ ...head(body, "chat.completion.chunk"), ...rest });
    const calls = (answer.calls ?? []).flatMap(({ name, input }, index) => [
      chunk({ tool_calls: [{ index, id: `call_${index + 1}`, type: "function", function: { name, arguments: "" } }] }),
      ...piecesOf(JSON.stringify(input)).map((piece) =>
        chunk({ tool_calls: [{ index, function: { arguments: piece } }] }, "call"),
      ),
    ]);
    const usage = body.stream_options?.include_usage === true;
    return [
      chunk({ role: "assistant", content: "", refusal: null }),
      ...piecesOf(answer.text ?? "").map((content) => chunk({ content }, "text")),
      ...calls,
      chunk({}, "other", reasonOf(answer)),
      ...(usage ? [{ of: "other", bytes: event({ choices: [], usage: usageOf(answer) }) } as const] : []),
      { of: "other", bytes: Buffer.from("data: [DONE]\n\n") },
    ];
  },
  breakdown: () =>
    sse({ error: { message: "The server had an error", type: "server_error", param: null, code: null } }),
  error: ({ status, message = "no", type }) => ({
    headers: {},
    body: {
      error: {
        message,
        type: status >= 500 ? "server_error" : "invalid_request_error",
        param: null,
        code: type ?? null,
      },
    },
  }),
} satisfies Omit<VendorProtocol, "model" | "environment">;

export const openai: VendorProtocol = {
  ...chatCompletions,
  model: "openai/gpt-4o",
  environment: (url) => ({ KUBETRIAGE_MODEL: "openai/gpt-4o", OPENAI_API_KEY: key, OPENAI_BASE_URL: `${url}/v1` }),
};

export const openaiCompatible: VendorProtocol = {
  ...chatCompletions,
  model: "openai-compatible/qwen/qwen3-8b",
  environment: (url) => ({
    KUBETRIAGE_MODEL: "openai-compatible/qwen/qwen3-8b",
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `${url}/v1`,
  }),
};

function head(body: Json, object: string): Json {
  return { id: "chatcmpl-1", object, created: 1_790_000_000, model: body.model, system_fingerprint: "fp_1" };
}

function sse(data: Json): Buffer {
  return Buffer.from(`data: ${JSON.stringify(data)}\n\n`);
}

function callsOf({ calls = [] }: Answer): Json {
  if (calls.length === 0) return null;
  const tool_calls = calls.map(({ name, input }, index) => ({
    id: `call_${index + 1}`,
    type: "function",
    function: { name, arguments: JSON.stringify(input) },
  }));
  return { tool_calls };
}

function reasonOf({ calls = [], stop }: Answer): string {
  if (stop !== undefined) return stop === "length" ? "length" : "content_filter";
  return calls.length > 0 ? "tool_calls" : "stop";
}

function usageOf({ tokens = usualTokens }: Answer): Json {
  return {
    prompt_tokens: tokens.input,
    completion_tokens: tokens.output,
    total_tokens: tokens.input + tokens.output,
    prompt_tokens_details: { cached_tokens: tokens.cached, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}

/** Every call of a tool is answered right after the message that made it, and nothing else is answered. */
function orderProblem(messages: readonly Json[]): string | null {
  let open = new Set<string>();
  for (const { role, tool_calls, tool_call_id } of messages) {
    if (role === "tool") {
      if (!open.delete(tool_call_id))
        return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'";
      continue;
    }
    if (open.size > 0) return "an assistant message with 'tool_calls' must be followed by tool messages";
    open = new Set((tool_calls ?? []).map((call: Json) => call.id));
  }
  return open.size > 0 ? "an assistant message with 'tool_calls' must be followed by tool messages" : null;
}
