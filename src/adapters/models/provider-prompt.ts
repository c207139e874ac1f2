import type { Feature } from "./model-features.ts";
import type { ModelMessage, ModelRequest, PromptPart } from "./model-request.ts";
import type { CachePoint, ProviderModel } from "./providers.ts";

type CallOptions = Parameters<ProviderModel["doStream"]>[0];
type Prompt = CallOptions["prompt"];

/** Where the providers differ. */
export type Quirks = { readonly cachePoint: CachePoint | null; readonly canForbidTools: boolean };

/** A request as the SDK's providers take it, with the features that this model takes. */
export function providerCall(
  request: ModelRequest,
  features: ReadonlySet<Feature>,
  quirks: Quirks,
  signal: AbortSignal,
): CallOptions {
  const cachePoint = features.has("caching") ? quirks.cachePoint : null;
  const mayCall = request.mayCall || !quirks.canForbidTools;
  const tools = features.has("tools") ? request.tools : [];
  return {
    prompt: [
      { role: "system", content: request.instructions, ...pointAt(cachePoint) },
      ...request.messages.map((message) => promptMessage(message, cachePoint, tools.length > 0)),
    ],
    abortSignal: signal,
    ...(features.has("temperature") ? { temperature: 0 } : {}),
    ...(features.has("limit") ? { maxOutputTokens: request.mostTokens } : {}),
    ...(request.form !== null && features.has("form")
      ? { responseFormat: { type: "json", schema: request.form, name: "reply" } }
      : {}),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, input }) => ({
            type: "function",
            name,
            description,
            inputSchema: input,
          })),
          toolChoice: { type: mayCall ? "auto" : "none" },
        }),
  };
}

function promptMessage(message: ModelMessage, point: CachePoint | null, hasTools: boolean): Prompt[number] {
  if (message.role === "user") return { role: "user", content: partsOf(message.parts, point) };
  if (message.role === "assistant")
    return {
      role: "assistant",
      content: [
        ...(message.text === "" ? [] : [{ type: "text", text: message.text } as const]),
        ...(hasTools ? message.calls : []).map(
          ({ id, name, input }) =>
            ({ type: "tool-call", toolCallId: id, toolName: name, input: asObject(input) }) as const,
        ),
      ],
    };
  return {
    role: "tool",
    content: message.results.map(({ call, text }) => ({
      type: "tool-result",
      toolCallId: call.id,
      toolName: call.name,
      output: { type: "text", value: text },
    })),
  };
}

/** Without cache points the parts are one text: not every server takes several. */
function partsOf(parts: readonly PromptPart[], point: CachePoint | null) {
  if (point === null) return [{ type: "text", text: parts.map(({ text }) => text).join("\n\n") } as const];
  return parts.map(({ text, keeps }) => ({ type: "text", text, ...(keeps ? pointAt(point) : {}) }) as const);
}

function pointAt(point: CachePoint | null) {
  return point === null ? {} : { providerOptions: point };
}

function asObject(input: string): unknown {
  try {
    const value: unknown = JSON.parse(input);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
