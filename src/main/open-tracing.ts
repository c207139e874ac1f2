import type { Tracing } from "../adapters/models/spans.ts";
import type { RecordEvent } from "../core/conversation/events.ts";
import type { Conversation, Translator } from "../core/conversation/message.ts";
import type { Config } from "./config.ts";
import { version } from "./version.ts";

/** Tracing where an OTLP endpoint is set; what it takes is loaded only then. */
export async function openTracing(config: Config): Promise<Tracing | null> {
  const base = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  const url = config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && `${base.replace(/\/$/, "")}/v1/traces`);
  if (url === undefined) return null;
  const { startTracing } = await import("../adapters/models/spans.ts");
  return startTracing({ url, headers: config.OTEL_EXPORTER_OTLP_HEADERS, version });
}

/** Every turn in a span of its own. */
export function traceConversation(conversation: Conversation, tracing: Tracing | null): Conversation {
  if (tracing === null) return conversation;
  return {
    answer: (...asked) => tracing.turn(() => conversation.answer(...asked)),
    resume: (...asked) => tracing.turn(() => conversation.resume(...asked)),
  };
}

export function traceTranslator(translator: Translator, tracing: Tracing | null): Translator {
  if (tracing === null) return translator;
  return { translate: (...asked) => tracing.turn(() => translator.translate(...asked)) };
}

export function recordTo(record: RecordEvent, tracing: Tracing | null): RecordEvent {
  if (tracing === null) return record;
  return (event) => {
    record(event);
    tracing.record(event);
  };
}
