import type { ContainerReading } from "./containers.ts";

/** What runs beside a program to serve it, and has no end of its own. */
export const isSidecar = ({ name, image }: ContainerReading): boolean =>
  /prox(?:y|ies)|agent|exporter|sidecar|envoy|istio|linkerd|fluent|promtail|vector|beat|logstash|vault|consul|otel|collector|dapr|jaeger|datadog|statsd|metrics|tunnel|shipper|logger|log-|stunnel|tailscale|vpn|redis|memcached|postgres|pgbouncer|mysql|rabbitmq|selenium|chrome|dind|nginx|haproxy|socat|daemon|watcher|reload|sync|router|gateway/i.test(
    `${name} ${image.split("/").at(-1)}`,
  );

/** A container that serves another one of its pod, and the ones that it serves. */
export const servedBy = (
  container: ContainerReading,
  all: readonly ContainerReading[],
): readonly ContainerReading[] | undefined => {
  const others = all.filter((one) => !one.init && one !== container);
  const programs = others.filter((one) => !isSidecar(one));
  return isSidecar(container) && programs.length > 0 ? programs : undefined;
};
