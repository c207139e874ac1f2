import type { IncomingMessage } from "node:http";
import { encodeMessage } from "./event-stream.ts";
import { signatureProblem } from "./sigv4.ts";
import {
  type Answer,
  type Failure,
  type Frame,
  type Json,
  jsonOf,
  piecesOf,
  type ToolCall,
  textOf,
  usualTokens,
  type VendorProtocol,
} from "./vendor-protocol.ts";

/** Converse and ConverseStream as in docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html and ..._ConverseStream.html. */
const model = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const path = `/model/${encodeURIComponent(model)}`;
const signing = {
  id: "AKIATESTTESTTESTTEST",
  secret: "wJalrXUtnTESTKEY/bPxRfiCYTESTKEY",
  region: "eu-central-1",
  service: "bedrock",
};
const session = "test-session";

export const bedrock: VendorProtocol = {
  model: `bedrock/${model}`,
  secrets: [signing.id, signing.secret],
  streamType: "application/vnd.amazon.eventstream",
  environment: (url) => ({
    KUBETRIAGE_MODEL: "bedrock",
    BEDROCK_MODEL_ID: model,
    AWS_REGION: signing.region,
    AWS_ACCESS_KEY_ID: signing.id,
    AWS_SECRET_ACCESS_KEY: signing.secret,
    AWS_SESSION_TOKEN: session,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
  }),
  refuses(request: IncomingMessage, body: string): Failure | null {
    if (![`${path}/converse`, `${path}/converse-stream`].includes(request.url ?? ""))
      return { status: 404, message: `no such path: ${request.url}` };
    if (request.headers["x-amz-security-token"] !== session)
      return { status: 403, message: "the session token is missing", type: "UnrecognizedClientException" };
    const unsigned = signatureProblem(request, body, signing);
    if (unsigned !== null) return { status: 403, message: unsigned, type: "InvalidSignatureException" };
    const problem = bodyProblem(JSON.parse(body));
    return problem === null ? null : { status: 400, message: problem };
  },
  read: (body, url) => ({
    instructions: textOf(body.system),
    messages: body.messages.map((message: Json) => ({ role: message.role, text: textOf(message.content) })),
    hasForm: body.additionalModelRequestFields?.output_config?.format !== undefined || hasFormTool(body),
    isStreamed: url.endsWith("/converse-stream"),
    tools: toolsOf(body).filter((name) => name !== "json"),
    results: blocksOf(body).flatMap(({ toolResult }) => (toolResult === undefined ? [] : [textOf(toolResult.content)])),
    mostTokens: body.inferenceConfig?.maxTokens ?? null,
    cachePoints: cachedOf(body),
  }),
  reply(body, answer) {
    const { text, calls } = spoken(body, answer);
    const content = [
      ...(text === undefined ? [] : [{ text }]),
      ...calls.map(({ name, input }, index) => ({ toolUse: { toolUseId: `tooluse_${index + 1}`, name, input } })),
    ];
    return {
      output: { message: { role: "assistant", content } },
      stopReason: reasonOf(answer, calls),
      ...metadata(answer),
    };
  },
  frames(body, answer) {
    const { text = "", calls } = spoken(body, answer);
    const first = text === "" ? 0 : 1;
    const callBlocks = calls.flatMap(({ name, input }, index) => [
      frame("contentBlockStart", {
        contentBlockIndex: first + index,
        start: { toolUse: { toolUseId: `tooluse_${index + 1}`, name } },
      }),
      ...piecesOf(JSON.stringify(input)).map((piece) =>
        frame("contentBlockDelta", { contentBlockIndex: first + index, delta: { toolUse: { input: piece } } }, "call"),
      ),
      frame("contentBlockStop", { contentBlockIndex: first + index }),
    ]);
    return [
      frame("messageStart", { role: "assistant" }),
      ...piecesOf(text).map((piece) =>
        frame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: piece } }, "text"),
      ),
      ...(text === "" ? [] : [frame("contentBlockStop", { contentBlockIndex: 0 })]),
      ...callBlocks,
      frame("messageStop", { stopReason: reasonOf(answer, calls) }),
      frame("metadata", metadata(answer)),
    ];
  },
  breakdown: () =>
    encodeMessage(
      {
        ":exception-type": "modelStreamErrorException",
        ":content-type": "application/json",
        ":message-type": "exception",
      },
      Buffer.from(JSON.stringify({ message: "The model stream broke down.", originalStatusCode: 500 })),
    ),
  error: ({ status, message = "no", type }) => ({
    headers: { "x-amzn-errortype": type ?? typeOf(status), "x-amzn-requestid": "00000000-0000-4000-8000-000000000001" },
    body: { message },
  }),
};

/** Bedrock pads its events with a field `p`, so that their length does not tell the text. */
function frame(name: string, payload: Json, of: Frame["of"] = "other"): Frame {
  const headers = { ":event-type": name, ":content-type": "application/json", ":message-type": "event" };
  return { of, bytes: encodeMessage(headers, Buffer.from(JSON.stringify({ ...payload, p: "abcdefghijklmno" }))) };
}

function metadata({ tokens = usualTokens }: Answer): Json {
  return {
    usage: {
      inputTokens: tokens.input - tokens.cached,
      outputTokens: tokens.output,
      totalTokens: tokens.input + tokens.output,
      cacheReadInputTokens: tokens.cached,
      cacheWriteInputTokens: 0,
    },
    metrics: { latencyMs: 300 },
  };
}

/** An answer in a form that is asked for as a tool goes out as a call of that tool. */
function spoken(body: Json, { text, calls = [] }: Answer): { text: string | undefined; calls: readonly ToolCall[] } {
  const input = hasFormTool(body) && text !== undefined ? jsonOf(text) : null;
  return input === null ? { text, calls } : { text: undefined, calls: [...calls, { name: "json", input }] };
}

function reasonOf({ stop }: Answer, calls: readonly unknown[]): string {
  if (stop !== undefined) return stop === "length" ? "max_tokens" : "content_filtered";
  return calls.length > 0 ? "tool_use" : "end_turn";
}

function toolsOf(body: Json): string[] {
  return (body.toolConfig?.tools ?? []).flatMap((tool: Json) => tool.toolSpec?.name ?? []);
}

function hasFormTool(body: Json): boolean {
  return toolsOf(body).includes("json");
}

function blocksOf(body: Json): Json[] {
  return body.messages.flatMap(({ content }: Json) => content);
}

function cachedOf(body: Json): number {
  const parts = [...(body.system ?? []), ...(body.toolConfig?.tools ?? []), ...blocksOf(body)];
  return parts.filter((part) => part.cachePoint !== undefined).length;
}

function bodyProblem(body: Json): string | null {
  if (cachedOf(body) > 4) return "You have reached the maximum of 4 cache points.";
  if (blocksOf(body).some(({ text }) => text !== undefined && text.trim() === ""))
    return "The text field in the ContentBlock object is blank.";
  let open = new Set<string>();
  let before = "assistant";
  for (const { role, content } of body.messages) {
    if (role === before) return "A conversation must alternate between user and assistant roles.";
    before = role;
    for (const { toolResult } of content)
      if (toolResult !== undefined && !open.delete(toolResult.toolUseId))
        return "toolResult blocks without their toolUse";
    if (open.size > 0) return "Expected toolResult blocks for all toolUse blocks of the turn before";
    open = new Set(content.flatMap(({ toolUse }: Json) => toolUse?.toolUseId ?? []));
  }
  return null;
}

/** The errors of Converse by status (API_runtime_Converse.html#API_runtime_Converse_Errors). */
function typeOf(status: number): string {
  const known: Record<number, string> = {
    400: "ValidationException",
    401: "UnrecognizedClientException",
    403: "AccessDeniedException",
    404: "ResourceNotFoundException",
    408: "ModelTimeoutException",
    424: "ModelErrorException",
    429: "ThrottlingException",
    503: "ServiceUnavailableException",
  };
  return known[status] ?? "InternalServerException";
}
