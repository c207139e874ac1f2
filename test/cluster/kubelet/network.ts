import type { KubernetesObject } from "../api-client.ts";
import { policiesAllow } from "./network-policies.ts";
import type { World } from "./world.ts";

const ports = new Map([
  ["http", 80],
  ["https", 443],
  ["postgres", 5432],
  ["postgresql", 5432],
  ["mysql", 3306],
  ["redis", 6379],
  ["amqp", 5672],
  ["mongodb", 27017],
  ["kafka", 9092],
  ["nats", 4222],
]);
const timeout = "i/o timeout";
const refused = "connect: connection refused";

/**
 * Connects from a pod to `host:port` or a URL as the cluster's DNS, kube-proxy and network policies would have it. Undefined when the
 * connection is made, otherwise the error as Go's net package words it.
 */
export function connect(from: KubernetesObject, target: string, world: World): string | undefined {
  const address = parseTarget(target);
  if (address === undefined) return `dial tcp: address ${target}: missing port in address`;
  const { host, port } = address;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return toAddress(from, host, port, world);
  const service = serviceOf(from, host, world);
  if (service !== undefined) return toService(from, service, host, port, world);
  if (world.outside.has(host)) return undefined;
  return `dial tcp: lookup ${host} on 10.96.0.10:53: no such host`;
}

/** Host and port of `host:port` or `scheme://user:password@host:port/path`. */
function parseTarget(target: string): { host: string; port: number } | undefined {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/]*@)?([^:/?#]+)(?::(\d+))?/i.exec(target.trim());
  const port = Number(match?.[3] ?? ports.get(match?.[1]?.toLowerCase() ?? ""));
  return match?.[2] === undefined || Number.isNaN(port) ? undefined : { host: match[2], port };
}

function serviceOf(from: KubernetesObject, host: string, world: World): KubernetesObject | undefined {
  const [name = "", namespace = from.metadata.namespace ?? "", kind = "svc", ...rest] = host
    .replace(/\.$/, "")
    .split(".");
  if (kind !== "svc" || !["", "cluster.local", "cluster"].includes(rest.join("."))) return undefined;
  return world.watched.service.get(namespace, name);
}

function toService(
  from: KubernetesObject,
  service: KubernetesObject,
  host: string,
  port: number,
  world: World,
): string | undefined {
  const { spec } = service as any;
  if (spec.type === "ExternalName") return connect(from, `${spec.externalName}:${port}`, world);
  const isHeadless = spec.clusterIP === "None";
  const endpoints = endpointsOf(service, isHeadless ? undefined : port, world);
  if (isHeadless) {
    const pod = endpoints[0]?.pod;
    if (pod === undefined) return `dial tcp: lookup ${host} on 10.96.0.10:53: no such host`;
    return toPod(from, pod, port, `${pod.status.podIP}:${port}`, world);
  }
  const shown = `${spec.clusterIP}:${port}`;
  if (!spec.ports?.some((each: any) => each.port === port)) return `dial tcp ${shown}: ${timeout}`;
  const [endpoint] = endpoints;
  if (endpoint === undefined) return `dial tcp ${shown}: ${refused}`;
  return toPod(from, endpoint.pod, endpoint.port, shown, world);
}

/** The ready endpoints behind a port of the service, with the port that their pods get. */
function endpointsOf(service: KubernetesObject, port: number | undefined, world: World) {
  const { name, namespace } = service.metadata;
  const portName = (service.spec.ports ?? []).find((each: any) => each.port === port)?.name ?? "";
  const slices = world.watched.endpointSlice
    .all()
    .filter(
      (slice) =>
        slice.metadata.namespace === namespace && slice.metadata.labels?.["kubernetes.io/service-name"] === name,
    );
  return slices.flatMap((slice: any) => {
    const target = (slice.ports ?? []).find((each: any) => (each.name ?? "") === portName)?.port;
    return (slice.endpoints ?? [])
      .filter((endpoint: any) => endpoint.conditions?.ready !== false)
      .flatMap((endpoint: any) => {
        const pod = world.podByAddress(endpoint.addresses[0]);
        return pod === undefined ? [] : [{ pod, port: port === undefined ? 0 : (target ?? 0) }];
      });
  });
}

function toAddress(from: KubernetesObject, host: string, port: number, world: World): string | undefined {
  if (host === "127.0.0.1") return toPod(from, from, port, `${host}:${port}`, world);
  const pod = world.podByAddress(host);
  if (pod !== undefined) return toPod(from, pod, port, `${host}:${port}`, world);
  const service = world.watched.service.all().find((each: any) => each.spec.clusterIP === host);
  if (service !== undefined) return toService(from, service, host, port, world);
  return world.outside.has(host) ? undefined : `dial tcp ${host}:${port}: ${timeout}`;
}

function toPod(
  from: KubernetesObject,
  to: KubernetesObject,
  port: number,
  shown: string,
  world: World,
): string | undefined {
  if (!world.isUp(to.spec.nodeName) || !policiesAllow(from, to, port, world)) return `dial tcp ${shown}: ${timeout}`;
  return world.listening(to).has(port) ? undefined : `dial tcp ${shown}: ${refused}`;
}
