import type { Ordinary } from "./ordinary.ts";

/** What controllers do again by themselves, and what is lost beside the work. */
export const sides: readonly Ordinary[] = [
  {
    said: "conflicts of versions between writers, which controllers do again by themselves (the object has been modified)",
    of: /\bthe object has been modified\b|\bOperation cannot be fulfilled on\b|\bStorageError: invalid object, Code: 4\b|\bPrecondition failed: UID in precondition\b|\bconflict(?:s)? (?:on|while|when) (?:updat|patch)ing\b|\bobject is being deleted\b|\bversion conflict\b|\bversion_conflict_engine_exception\b/i,
    isShare: true,
  },
  {
    said: "checks that came too early (DNS record not yet propagated, order pending), done again until the certificate was issued",
    of: /\bpropagation check failed\b|\bnot yet propagated\b|\bWaiting for (?:DNS-01|HTTP-01|CertificateRequest|order)\b|\bself[ -]check failed\b|\bDid not get expected response when querying endpoint\b|\bchallenge[^\n]{0,60}\bpending\b|\bCertificateRequest[^\n]{0,120}\b(?:not ready|in progress|pending)\b|\bre-queuing item due to (?:optimistic|error)/i,
    endsIn:
      /\bcertificate (?:was )?(?:issued|renewed|obtained)\b|\bcertificate has been successfully issued\b|\bcertificate fetched\b|\b(?:order|challenge)[^\n]{0,80}\b(?:valid|completed?|ready)\b|\bself[ -]check (?:succeeded|passed)\b|\bReady\b[^\n]{0,80}status="?True\b/i,
  },
  {
    said: "waits and re-lists of the Kubernetes client (throttled by itself, watch closed and opened anew)",
    of: /\bWaited for \d{1,4}(?:\.\d{1,9})?m?s due to client-side throttling\b|\bclient-side throttling\b|\bwatch of \S{1,80} (?:ended|closed) with\b|\btoo old resource version\b|\bvery short watch\b|\bunable to decode an event from the watch stream\b|\bwatch channel closed\b|\bresource ?version too old\b|\bis deprecated in v1\.\d{1,3}/i,
    not: /\bforbidden\b|\bconnection refused\b|\bno matches for kind\b|\bserver rejected\b/i,
    atAnyLevel: true,
  },
  {
    said: "exports of traces, metrics or usage reports that did not get through, which concerns the observation of the service and not its work",
    of: /\b(?:otlp|otel|opentelemetry|jaeger|zipkin|tempo|sentry|telemetry|statsd|dogstatsd|ddtrace|dd-trace|datadog|newrelic|new relic|elastic-?apm|apm[- ](?:server|agent)|signalfx|honeycomb|pyroscope|analytics|usage (?:statistics|stats|report)|usagestats|phone[ -]?home)\b|\b(?:export|send|upload|flush)\w* (?:of )?(?:spans?|traces?|profiles?)\b|\b(?:span|trace)s? export\w*|\b(?:Batch)?Span(?:Exporter|Processor)\b|\bHttpExporter\b|\bGrpcExporter\b|\bupdate check\b|\bcheck(?:ing)? for (?:updates?|new versions?)\b/i,
    not: /\b(?:exit|OutOfMemory|cannot start)\b/i,
    isShare: true,
    unlessAsked:
      /\b(?:trac(?:e|es|ing)|spans?|otel|otlp|jaeger|zipkin|tempo|sentry|telemetry|apm|metrics?|collector|analytics)\b/,
  },
  {
    said: "scrapes of single collectors that gave nothing, which concerns a metric and not the work",
    of: /\bcollector failed\b|\berror (?:gathering|collecting|scraping) metrics?\b|\bcollected metric [^\n]{0,120}\bwas collected before\b|\bfailed to (?:scrape|collect)\b|\berror encoding and sending metric family\b/i,
    isShare: true,
    unlessAsked: /\b(?:metrics?|scrap\w*|exporters?|prometheus|dashboards?)\b/,
  },
  {
    said: "attempts for a lock that another replica holds (leader election)",
    of: /\block is held by\b|\bfailed to acquire (?:the )?(?:leader )?(?:lease|lock)\b|\bnot (?:the )?(?:current )?leader\b/i,
    not: /\bforbidden\b|\brefused\b|\bi\/o timeout\b|\bdeadline exceeded\b/i,
    unlessAsked: /\b(?:leader|lease|lock)\b/,
    isShare: true,
  },
];
