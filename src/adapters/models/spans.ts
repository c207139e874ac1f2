import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { ConversationEvent } from "../../core/conversation/events.ts";
import { Fault } from "../../core/faults/fault.ts";

export type TracingSettings = {
  /** Where spans go, as OTLP over HTTP in JSON: the whole address, with its path. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly version: string;
};

/** A collector that does not answer does not keep the service from ending. */
const closeWithinMs = 2_000;

/** Spans of turns, with the calls of models and the runs of kubectl in them; no question, no output and no secret is in a span. */
export type Tracing = {
  /** Does the work inside the span of one turn; what is recorded meanwhile belongs to it. */
  turn<T>(work: () => Promise<T>): Promise<T>;
  record(event: ConversationEvent): void;
  /** Sends what is left. */
  close(): Promise<void>;
};

/**
 * Starts to send spans, after the semantic conventions for generative AI (opentelemetry.io/docs/specs/semconv/gen-ai). Imported only
 * where an endpoint is set, as it takes time and memory to load.
 */
export function startTracing({ url, headers, version }: TracingSettings): Tracing {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": "kubetriage", "service.version": version }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url, headers: { ...headers } }))],
  });
  const tracer = provider.getTracer("kubetriage", version);
  const current = new AsyncLocalStorage<Span>();
  return {
    async turn(work) {
      const span = tracer.startSpan("invoke_agent kubetriage", {
        attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "kubetriage" },
      });
      try {
        return await current.run(span, work);
      } catch (thrown) {
        fail(span, thrown instanceof Fault ? thrown.code : "internal");
        throw thrown;
      } finally {
        span.end();
      }
    },
    record(event) {
      const span = current.getStore();
      if (span !== undefined) note(tracer, span, event);
    },
    async close() {
      const sent = provider.shutdown().catch(() => {});
      await Promise.race([sent, sleep(closeWithinMs, undefined, { ref: false })]);
    },
  };
}

function note(tracer: Tracer, turn: Span, event: ConversationEvent): void {
  if (event.type === "model-called") noteCall(tracer, turn, event);
  else if (event.type === "command-run") noteRun(tracer, turn, event);
  else if (event.type === "model-noted")
    turn.addEvent(`kubetriage.model.${event.what}`, { "gen_ai.request.model": event.model, count: event.count });
  else if (event.type === "turn-ended")
    turn.setAttributes({
      "kubetriage.engine": event.engine,
      "kubetriage.verdict": event.verdict,
      "kubetriage.findings": [...event.findings],
    });
}

/** As the conventions call them. */
const providerNames: Readonly<Record<string, string>> = { bedrock: "aws.bedrock", "openai-compatible": "openai" };

function noteCall(tracer: Tracer, turn: Span, event: Extract<ConversationEvent, { type: "model-called" }>): void {
  const { provider, model, outcome, milliseconds, inputTokens, outputTokens, cachedTokens, costUsd } = event;
  const endedAt = Date.now();
  const span = child(tracer, turn, `chat ${model}`, SpanKind.CLIENT, endedAt - milliseconds);
  span.setAttributes({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": providerNames[provider] ?? provider,
    "gen_ai.request.model": model,
    "gen_ai.usage.input_tokens": inputTokens,
    "gen_ai.usage.output_tokens": outputTokens,
    "gen_ai.usage.cache_read.input_tokens": cachedTokens,
    ...(costUsd === null ? {} : { "kubetriage.cost_usd": costUsd }),
  });
  if (outcome !== "ok") fail(span, outcome);
  span.end(endedAt);
}

function noteRun(tracer: Tracer, turn: Span, event: Extract<ConversationEvent, { type: "command-run" }>): void {
  const endedAt = Date.now();
  const span = child(tracer, turn, "execute_tool kubectl", SpanKind.INTERNAL, endedAt - event.milliseconds);
  span.setAttributes({
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "kubectl",
    "kubetriage.risk": event.risk,
  });
  if (event.outcome !== "ok") fail(span, event.outcome);
  span.end(endedAt);
}

/** What is recorded has just ended. */
function child(tracer: Tracer, turn: Span, name: string, kind: SpanKind, startTime: number): Span {
  return tracer.startSpan(name, { kind, startTime }, trace.setSpan(ROOT_CONTEXT, turn));
}

function fail(span: Span, type: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
