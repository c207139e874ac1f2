import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ConversationEvent } from "../../core/conversation/events.ts";
import { createModelCounters } from "./model-metrics.ts";
import { addSizeSummary } from "./size-summary.ts";

export type HttpExchange = {
  readonly method: string;
  /** The route's pattern, `none` for a path that is not served. */
  readonly handler: string;
  readonly status: number;
  readonly seconds: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
};

export type About = { readonly engine: string; readonly cluster: string; readonly version: string };

/** Counts for /metrics, in a registry of their own, so that two servers in one process do not meet. */
export type Metrics = {
  /** Says once what this server runs on. */
  describe(about: About): void;
  /** Counts what happened in a conversation or a translation. */
  record(event: ConversationEvent): void;
  /** Counts one request with its reply. */
  exchange(exchange: HttpExchange): void;
  /** Prometheus' text format, with the content type that belongs to it. */
  text(): Promise<{ readonly contentType: string; readonly body: string }>;
};

/**
 * Makes the counters. The names and buckets of `http_*` are those of prometheus-fastapi-instrumentator, which the
 * dashboards of the original use; ours begin with `kubetriage_`.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const info = new Gauge({
    name: "kubetriage_info",
    help: "What this server runs on; always 1.",
    labelNames: ["engine", "cluster", "version"],
    registers: [registry],
  });
  return {
    describe: (about) => info.set(about, 1),
    record: createEventCounters(registry),
    exchange: createExchangeCounters(registry),
    text: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

const highResolution = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60,
];

function createExchangeCounters(registry: Registry): Metrics["exchange"] {
  const registers = [registry];
  const requests = new Counter({
    name: "http_requests_total",
    help: "Total number of requests by method, status and handler.",
    labelNames: ["handler", "method", "status"],
    registers,
  });
  const seconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "Latency with only few buckets by handler.",
    labelNames: ["handler", "method"],
    buckets: [0.1, 0.5, 1],
    registers,
  });
  const fineSeconds = new Histogram({
    name: "http_request_duration_highr_seconds",
    help: "Latency with many buckets but no labels.",
    buckets: highResolution,
    registers,
  });
  const requestBytes = addSizeSummary(registry, "http_request_size_bytes", "Content length of requests by handler.");
  const responseBytes = addSizeSummary(registry, "http_response_size_bytes", "Content length of replies by handler.");
  const seriesOf = remember((handler, method) => ({
    seconds: seconds.labels({ handler, method }),
    requests: remember((status) => requests.labels({ handler, method, status })),
  }));
  return ({ handler, method, status, ...measured }) => {
    const series = seriesOf(handler, method);
    series.requests(`${Math.floor(status / 100)}xx`, "").inc();
    series.seconds.observe(measured.seconds);
    fineSeconds.observe(measured.seconds);
    requestBytes.observe(handler, measured.requestBytes);
    responseBytes.observe(handler, measured.responseBytes);
  };
}

/** Looking a series up by its labels costs more than counting; routes and methods are few, so each is looked up once. */
function remember<T>(make: (first: string, second: string) => T): (first: string, second: string) => T {
  const made = new Map<string, T>();
  return (first, second) => {
    const key = `${first} ${second}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(first, second);
    made.set(key, value);
    return value;
  };
}

function createEventCounters(registry: Registry): Metrics["record"] {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `kubetriage_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: string[], buckets: number[]) =>
    new Histogram({ name: `kubetriage_${name}`, help, labelNames, buckets, registers });
  const turns = histogram("turn_seconds", "Time of one answered message.", ["engine", "shape", "verdict"], turnBuckets);
  const failures = counter("turns_failed_total", "Messages that ended in a fault.", ["fault"]);
  const decided = counter("commands_decided_total", "Commands asked to run, by decision.", [
    "risk",
    "decision",
    "rule",
  ]);
  const runs = histogram("kubectl_seconds", "Time of one run of kubectl.", ["risk", "outcome"], runBuckets);
  const findings = counter("findings_total", "Findings told, by code.", ["code"]);
  const translated = counter("queries_translated_total", "Queries of /kubectl-command.", ["engine", "from_cache"]);
  const expired = counter("threads_expired_total", "Threads removed because nobody came back to them.", []);
  const models = createModelCounters(registry);
  return (event) => {
    switch (event.type) {
      case "model-called":
        return models.called(event);
      case "model-noted":
        return models.noted(event);
      case "command-decided":
        return decided.inc({ risk: event.risk, decision: event.verdict, rule: event.rule });
      case "command-run":
        return runs.observe({ risk: event.risk, outcome: event.outcome }, event.milliseconds / 1000);
      case "turn-ended": {
        const { engine, shape, verdict } = event;
        turns.observe({ engine, shape, verdict }, event.milliseconds / 1000);
        for (const code of event.findings) findings.inc({ code });
        return;
      }
      case "turn-failed":
        return failures.inc({ fault: event.code });
      case "query-translated":
        return translated.inc({ engine: event.engine, from_cache: String(event.fromCache) });
      case "threads-expired":
        return expired.inc(event.count);
    }
  };
}

const turnBuckets = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const runBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
