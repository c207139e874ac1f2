import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One span as it came, its attributes as a plain object. */
export type ReceivedSpan = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code: number };
  readonly milliseconds: number;
  readonly events: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
};

/** A server that takes spans as OTLP over HTTP in JSON (opentelemetry.io/docs/specs/otlp). */
export type OtlpServer = {
  readonly url: string;
  readonly spans: ReceivedSpan[];
  /** Path, content type and the header `x-tenant` of each request. */
  readonly requests: (readonly [path: string, type: string | undefined, tenant: unknown])[];
  /** All bodies, as they came. */
  text(): string;
  close(): Promise<void>;
};

export async function startOtlpServer(): Promise<OtlpServer> {
  const spans: ReceivedSpan[] = [];
  const requests: OtlpServer["requests"] = [];
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    bodies.push(body);
    requests.push([request.url!, request.headers["content-type"], request.headers["x-tenant"]]);
    for (const { scopeSpans } of JSON.parse(body).resourceSpans)
      for (const scope of scopeSpans) spans.push(...scope.spans.map(received));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    text: () => bodies.join("\n"),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function received(span: any): ReceivedSpan {
  const attributes = span.attributes.map(({ key, value }: any) => [key, plainValue(value)]);
  const nanoseconds = BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano);
  return {
    ...span,
    milliseconds: Number(nanoseconds / 1_000_000n),
    events: span.events.map(({ name }: any) => name),
    attributes: Object.fromEntries(attributes),
  };
}

function plainValue(value: any): unknown {
  if ("arrayValue" in value) return value.arrayValue.values.map(plainValue);
  const [[kind, plain]] = Object.entries(value) as [[string, unknown]];
  return kind === "intValue" ? Number(plain) : plain;
}
