import type { Doc } from "./world.ts";

/** A full container from its short description (image, port, cpu, memory, env, probes, mounts), with the API server's defaults. */
export function container(short: Doc, fallbackName: string): Doc {
  const ports = short.ports ?? (short.port ? { http: short.port } : {});
  return drop({
    name: short.name ?? fallbackName,
    image: short.image,
    command: short.command,
    args: short.args,
    env: short.env && Object.entries(short.env).map(([name, value]) => variable(name, value)),
    envFrom: short.envFrom,
    imagePullPolicy: short.image.endsWith(":latest") ? "Always" : "IfNotPresent",
    ports: Object.keys(ports).length
      ? Object.entries(ports).map(([name, containerPort]) => ({ containerPort, name, protocol: name.startsWith("dns") && !name.endsWith("tcp") ? "UDP" : "TCP" }))
      : undefined,
    resources: resources(short),
    livenessProbe: probe(short.liveness),
    readinessProbe: probe(short.readiness),
    startupProbe: probe(short.startup),
    securityContext: short.securityContext,
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: short.terminationMessagePolicy ?? "File",
    volumeMounts: mounts(short),
  });
}

function mounts(short: Doc): Doc[] | undefined {
  return short.mounts && Object.entries(short.mounts).map(([name, where]) => ({ name, ...(typeof where === "string" ? { mountPath: where } : (where as Doc)) }));
}

/** `cpu: 100m/500m` is request/limit; a lone value is the request; `-/1` is a limit alone. */
function resources(short: Doc): Doc {
  const requests: Doc = {};
  const limits: Doc = {};
  for (const name of ["cpu", "memory"]) {
    const [request, limit] = String(short[name] ?? "").split("/");
    if (request && request !== "-") requests[name] = request;
    if (limit) limits[name] = limit;
  }
  return drop({ limits: Object.keys(limits).length ? limits : undefined, requests: Object.keys(requests).length ? requests : undefined });
}

/** `FOO: text`, or `FOO: secret/name/key`, `config/name/key`, `field/metadata.name` in a one-element list. */
function variable(name: string, value: unknown): Doc {
  if (!Array.isArray(value)) return { name, value: String(value) };
  const [from, object, key] = String(value[0]).split("/");
  if (from === "secret") return { name, valueFrom: { secretKeyRef: { key, name: object } } };
  if (from === "config") return { name, valueFrom: { configMapKeyRef: { key, name: object } } };
  return { name, valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: object } } };
}

/** `8080/ready` is an HTTP probe, `tcp:5432` a TCP probe; a map adds timings, `exec` a command. */
function probe(short: Doc | string | undefined): Doc | undefined {
  if (!short) return undefined;
  const { get, exec, scheme, ...timings } = typeof short === "string" ? { get: short, exec: undefined, scheme: undefined } : short;
  return { ...action(get, exec, scheme), failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1, ...timings };
}

function action(get: string | undefined, exec: string[] | undefined, scheme = "HTTP"): Doc {
  if (exec) return { exec: { command: exec } };
  if (get?.startsWith("tcp:")) return { tcpSocket: { port: Number(get.slice(4)) } };
  const [, port, path] = /^(\d+)(\/.*)$/.exec(get ?? "") ?? [];
  return { httpGet: { path, port: Number(port), scheme } };
}

/** The object without its undefined fields. */
export function drop<T extends Doc>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
