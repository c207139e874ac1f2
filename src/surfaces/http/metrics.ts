import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry, Summary } from "prom-client";
import type { Risk } from "../../core/policy/decision.ts";

/** What happened, as far as it is counted. Durations are in seconds. */
export type MetricEvent =
  | { readonly type: "turn-ended"; readonly engine: string; readonly shape: string; readonly seconds: number }
  | { readonly type: "turn-failed"; readonly fault: string }
  | { readonly type: "command-proposed"; readonly risk: Risk }
  | { readonly type: "command-blocked"; readonly risk: Risk; readonly rule: string }
  | { readonly type: "command-ran"; readonly risk: Risk; readonly outcome: RunOutcome; readonly seconds: number }
  | { readonly type: "finding-made"; readonly code: string; readonly severity: string }
  | { readonly type: "query-translated"; readonly fromCache: boolean };

export type RunOutcome = "succeeded" | "failed" | "timed-out" | "not-started";

export type HttpExchange = {
  readonly method: string;
  /** The route's pattern, `none` for a path that is not served. */
  readonly handler: string;
  readonly status: number;
  readonly seconds: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
};

/** Counts for /metrics, in a registry of their own, so that two servers in one process do not meet. */
export type Metrics = {
  record(event: MetricEvent): void;
  exchange(exchange: HttpExchange): void;
  /** Prometheus' text format, with the content type that belongs to it. */
  text(): Promise<{ readonly contentType: string; readonly body: string }>;
};

/**
 * Makes the counters. The names and buckets of `http_*` are those of prometheus-fastapi-instrumentator, which the
 * dashboards of the original use; ours begin with `kubetriage_`.
 */
export function createMetrics(about: { engine: string; cluster: string; version: string }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "kubetriage_info",
    help: "What this server runs on; always 1.",
    labelNames: ["engine", "cluster", "version"],
    registers: [registry],
  }).set(about, 1);
  return {
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
  const size = (name: string, help: string) =>
    new Summary({ name, help, labelNames: ["handler"], percentiles: [], registers });
  const requestBytes = size("http_request_size_bytes", "Content length of incoming requests by handler.");
  const responseBytes = size("http_response_size_bytes", "Content length of outgoing responses by handler.");
  return ({ handler, method, status, ...measured }) => {
    requests.inc({ handler, method, status: `${Math.floor(status / 100)}xx` });
    seconds.observe({ handler, method }, measured.seconds);
    fineSeconds.observe(measured.seconds);
    requestBytes.observe({ handler }, measured.requestBytes);
    responseBytes.observe({ handler }, measured.responseBytes);
  };
}

function createEventCounters(registry: Registry): Metrics["record"] {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `kubetriage_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: string[], buckets: number[]) =>
    new Histogram({ name: `kubetriage_${name}`, help, labelNames, buckets, registers });
  const turns = histogram("turn_seconds", "Time of one answered message.", ["engine", "shape"], turnBuckets);
  const failures = counter("turns_failed_total", "Messages that ended in a fault.", ["fault"]);
  const proposed = counter("commands_proposed_total", "Commands suggested or left open.", ["risk"]);
  const blocked = counter("commands_blocked_total", "Commands asked to run that the policy held back.", [
    "risk",
    "rule",
  ]);
  const runs = histogram("kubectl_seconds", "Time of one run of kubectl.", ["risk", "outcome"], runBuckets);
  const findings = counter("findings_total", "Findings told, by code.", ["code", "severity"]);
  const translated = counter("queries_translated_total", "Answered /kubectl-command queries.", ["from_cache"]);
  return (event) => {
    switch (event.type) {
      case "turn-ended":
        return turns.observe({ engine: event.engine, shape: event.shape }, event.seconds);
      case "turn-failed":
        return failures.inc({ fault: event.fault });
      case "command-proposed":
        return proposed.inc({ risk: event.risk });
      case "command-blocked":
        return blocked.inc({ risk: event.risk, rule: event.rule });
      case "command-ran":
        return runs.observe({ risk: event.risk, outcome: event.outcome }, event.seconds);
      case "finding-made":
        return findings.inc({ code: event.code, severity: event.severity });
      case "query-translated":
        return translated.inc({ from_cache: String(event.fromCache) });
    }
  };
}

const turnBuckets = [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const runBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
