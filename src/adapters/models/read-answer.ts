import { ModelFailure } from "./model-failure.ts";
import type { AnswerWatch, ModelAnswer, ToolCall } from "./model-request.ts";
import type { Tokens } from "./prices.ts";
import type { ProviderModel } from "./providers.ts";

type Whole = Awaited<ReturnType<ProviderModel["doGenerate"]>>;
type Stream = Awaited<ReturnType<ProviderModel["doStream"]>>["stream"];
type Usage = Whole["usage"];
type FinishReason = Whole["finishReason"];

/** What came back of one call. `isComplete`: the model said that it was at its end. */
export type ReadAnswer = ModelAnswer & { readonly tokens: Tokens | null; readonly isComplete: boolean };

/** An answer that came whole. */
export function readWhole({ content, usage, finishReason }: Whole): ReadAnswer {
  const text = content.map((part) => (part.type === "text" ? part.text : "")).join("");
  const calls = content.flatMap((part) => (part.type === "tool-call" ? [callOf(part)] : []));
  return checked(text, calls, finishReason, tokensOf(usage), true);
}

/**
 * An answer that comes in pieces. Throws `ModelFailure` when nothing comes for `idleMs` once it has begun, and what the stream throws.
 * One that ends without a word of its end is not complete: it may have been cut.
 */
export async function readStream(stream: Stream, watch: AnswerWatch, idleMs: number): Promise<ReadAnswer> {
  let text = "";
  const calls: ToolCall[] = [];
  let end: { usage: Usage; finishReason: FinishReason } | null = null;
  let hasBegun = false;
  watch.begin();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value: part } = await (hasBegun ? withinIdle(reader.read(), idleMs) : reader.read());
      if (done) break;
      if (part.type === "error") throw inStream(part.error);
      if (part.type === "text-delta") {
        text += part.delta;
        watch.text(part.delta);
      }
      if (part.type === "tool-call") calls.push(callOf(part));
      if (part.type === "finish") end = part;
      hasBegun ||= /-delta$/.test(part.type);
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
  const tokens = end === null ? null : tokensOf(end.usage);
  const isComplete = end !== null && end.finishReason.raw !== undefined && end.finishReason.unified !== "error";
  return checked(text, calls, end?.finishReason ?? null, tokens, isComplete);
}

/** An answer that had begun may well succeed the next time, whatever ended it. */
function inStream(error: unknown): unknown {
  if (error instanceof Error && typeof (error as { statusCode?: unknown }).statusCode === "number") return error;
  return new ModelFailure("broke off in the middle", { isRetryable: true, cause: error });
}

function callOf({ toolCallId, toolName, input }: { toolCallId: string; toolName: string; input: string }): ToolCall {
  return { id: toolCallId, name: toolName, input };
}

function checked(
  text: string,
  calls: readonly ToolCall[],
  finishReason: FinishReason | null,
  tokens: Tokens | null,
  isComplete: boolean,
): ReadAnswer {
  if (finishReason?.unified === "content-filter") throw new ModelFailure("declined to answer", { tokens });
  return { text: text.trim(), calls, tokens, isComplete, isCut: finishReason?.unified === "length" };
}

/** null: the provider told none. */
function tokensOf({ inputTokens, outputTokens }: Usage): Tokens | null {
  if (inputTokens.total === undefined && outputTokens.total === undefined) return null;
  return {
    input: inputTokens.total ?? 0,
    output: outputTokens.total ?? 0,
    cached: inputTokens.cacheRead ?? 0,
    cacheWrites: inputTokens.cacheWrite ?? 0,
  };
}

async function withinIdle<T>(next: Promise<T>, idleMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    const seconds = idleMs / 1000;
    timer = setTimeout(
      () => reject(new ModelFailure(`went silent for ${seconds}s`, { isTimeout: true, isRetryable: true })),
      idleMs,
    );
  });
  try {
    return await Promise.race([next, silence]);
  } finally {
    clearTimeout(timer);
  }
}
