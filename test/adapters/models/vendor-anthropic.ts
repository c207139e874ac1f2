import type { IncomingMessage } from "node:http";
import {
  type Answer,
  type Failure,
  type Frame,
  type Json,
  jsonOf,
  piecesOf,
  type Tokens,
  type ToolCall,
  textOf,
  usualTokens,
  type VendorProtocol,
} from "./vendor-protocol.ts";

/** Messages as in docs.claude.com/en/api/messages and, streamed, .../docs/build-with-claude/streaming. */
const key = "sk-ant-test-9d2b61";

export const anthropic: VendorProtocol = {
  model: "anthropic/claude-sonnet-5",
  secrets: [key],
  streamType: "text/event-stream; charset=utf-8",
  environment: (url) => ({
    KUBETRIAGE_MODEL: "anthropic",
    ANTHROPIC_API_KEY: key,
    ANTHROPIC_BASE_URL: `${url}/v1`,
  }),
  refuses(request: IncomingMessage, body: string): Failure | null {
    if (request.url !== "/v1/messages") return { status: 404, message: `no such path: ${request.url}` };
    if (request.headers["anthropic-version"] !== "2023-06-01")
      return { status: 400, message: "anthropic-version: header is required" };
    if (request.headers["x-api-key"] !== key) return { status: 401, message: "invalid x-api-key" };
    const problem = bodyProblem(JSON.parse(body));
    return problem === null ? null : { status: 400, message: problem };
  },
  read: (body) => ({
    instructions: textOf(body.system),
    messages: body.messages.map((message: Json) => ({ role: message.role, text: textOf(message.content) })),
    hasForm: body.output_config?.format !== undefined || body.output_format !== undefined || hasFormTool(body),
    isStreamed: body.stream === true,
    tools: (body.tools ?? []).map((tool: Json) => tool.name).filter((name: string) => name !== "json"),
    results: blocksOf(body).flatMap((block) => (block.type === "tool_result" ? [textOf(block.content)] : [])),
    mostTokens: body.max_tokens ?? null,
    cachePoints: cachedOf(body),
  }),
  reply(body, answer) {
    const { text, calls } = spoken(body, answer);
    return {
      ...head(body),
      content: [
        ...(text === undefined || text === "" ? [] : [{ type: "text", text }]),
        ...calls.map(({ name, input }, index) => ({ type: "tool_use", id: `toolu_${index + 1}`, name, input })),
      ],
      stop_reason: reasonOf(answer, calls),
      stop_sequence: null,
      usage: { ...inputUsage(answer.tokens), output_tokens: (answer.tokens ?? usualTokens).output },
    };
  },
  frames(body, answer) {
    const { text = "", calls } = spoken(body, answer);
    const textBlock =
      text === ""
        ? []
        : block(
            0,
            { type: "text", text: "" },
            "text",
            piecesOf(text).map((piece) => ({ type: "text_delta", text: piece })),
          );
    const first = text === "" ? 0 : 1;
    const callBlocks = calls.flatMap(({ name, input }, index) =>
      block(
        first + index,
        { type: "tool_use", id: `toolu_${index + 1}`, name, input: {} },
        "call",
        ["", ...piecesOf(JSON.stringify(input))].map((partial_json) => ({ type: "input_json_delta", partial_json })),
      ),
    );
    const usage = { ...inputUsage(answer.tokens), output_tokens: 1 };
    return [
      frame({
        type: "message_start",
        message: { ...head(body), content: [], stop_reason: null, stop_sequence: null, usage },
      }),
      frame({ type: "ping" }),
      ...textBlock,
      ...callBlocks,
      frame({
        type: "message_delta",
        delta: { stop_reason: reasonOf(answer, calls), stop_sequence: null },
        usage: { output_tokens: (answer.tokens ?? usualTokens).output },
      }),
      frame({ type: "message_stop" }),
    ];
  },
  breakdown: () => frame({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }).bytes,
  error: ({ status, message = "no", type }) => ({
    headers: { "request-id": "req_1" },
    body: { type: "error", error: { type: type ?? typeOf(status), message }, request_id: "req_1" },
  }),
};

function head(body: Json): Json {
  return { id: "msg_1", type: "message", role: "assistant", model: body.model };
}

function frame(data: Json, of: Frame["of"] = "other"): Frame {
  return { of, bytes: Buffer.from(`event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`) };
}

function block(index: number, content_block: Json, of: Frame["of"], deltas: readonly Json[]): Frame[] {
  return [
    frame({ type: "content_block_start", index, content_block }),
    ...deltas.map((delta) => frame({ type: "content_block_delta", index, delta }, of)),
    frame({ type: "content_block_stop", index }),
  ];
}

/** An answer in a form that is asked for as a tool goes out as a call of that tool. */
function spoken(body: Json, { text, calls = [] }: Answer): { text: string | undefined; calls: readonly ToolCall[] } {
  const input = hasFormTool(body) && text !== undefined ? jsonOf(text) : null;
  return input === null ? { text, calls } : { text: undefined, calls: [...calls, { name: "json", input }] };
}

function hasFormTool(body: Json): boolean {
  return Array.isArray(body.tools) && body.tools.some((tool: Json) => tool.name === "json");
}

function reasonOf({ stop }: Answer, calls: readonly unknown[]): string {
  if (stop !== undefined) return stop === "length" ? "max_tokens" : "refusal";
  return calls.length > 0 ? "tool_use" : "end_turn";
}

/** `input_tokens` are those that no cache had. */
function inputUsage({ input, cached }: Tokens = usualTokens): Json {
  return { input_tokens: input - cached, cache_creation_input_tokens: 0, cache_read_input_tokens: cached };
}

function blocksOf(body: Json): Json[] {
  return body.messages.flatMap(({ content }: Json) => (typeof content === "string" ? [] : content));
}

function cachedOf(body: Json): number {
  const parts = [...(Array.isArray(body.system) ? body.system : []), ...(body.tools ?? []), ...blocksOf(body)];
  return parts.filter((part) => part.cache_control !== undefined).length;
}

function bodyProblem(body: Json): string | null {
  if (!(body.max_tokens > 0)) return "max_tokens: Field required";
  if (cachedOf(body) > 4) return "A maximum of 4 blocks with cache_control may be provided.";
  if (blocksOf(body).some(({ type, text }) => type === "text" && text.trim() === ""))
    return "messages: text content blocks must contain non-whitespace text";
  let open = new Set<string>();
  for (const { role, content } of body.messages) {
    const blocks: Json[] = typeof content === "string" ? [] : content;
    for (const { type, tool_use_id } of blocks)
      if (type === "tool_result" && !open.delete(tool_use_id))
        return `unexpected tool_use_id found in tool_result blocks: ${tool_use_id}`;
    if (open.size > 0) return "tool_use ids were found without tool_result blocks immediately after";
    open = new Set(role === "assistant" ? blocks.flatMap(({ type, id }) => (type === "tool_use" ? [id] : [])) : []);
  }
  return open.size > 0 ? "tool_use ids were found without tool_result blocks immediately after" : null;
}

/** docs.claude.com/en/api/errors */
function typeOf(status: number): string {
  const known: Record<number, string> = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    529: "overloaded_error",
  };
  return known[status] ?? "api_error";
}
