import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { ContainerRecord, LogLine } from "./container-record.ts";
import { metricsDiscovery, nodeMetrics, podMetrics } from "./metrics.ts";
import type { SimulatedKubelet } from "./simulated-kubelet.ts";

export type KubeletServer = { readonly port: number; stop(): void };

/** Serves the kubelet's container logs, and the metrics API, over TLS on a free loopback port. The certificate is the API server's own. */
export async function startKubeletServer(
  certificates: { readonly certificate: string; readonly key: string },
  kubelet: () => SimulatedKubelet | undefined,
): Promise<KubeletServer> {
  const server = createServer(
    { cert: await readFile(certificates.certificate), key: await readFile(certificates.key) },
    (request, response) => {
      const current = kubelet();
      if (current === undefined) response.writeHead(503).end();
      else answer(request, response, current);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, kubelet: SimulatedKubelet): void {
  const url = new URL(request.url ?? "/", "https://localhost");
  const [, first, ...rest] = url.pathname.split("/").map(decodeURIComponent);
  if (first === "containerLogs") logs(rest, url.searchParams, response, kubelet);
  else if (first === "apis") metrics(rest, response, kubelet);
  else response.writeHead(404).end("404 page not found\n");
}

function metrics([, , ...path]: readonly string[], response: ServerResponse, kubelet: SimulatedKubelet): void {
  const found =
    path.length === 0
      ? metricsDiscovery
      : path[0] === "nodes"
        ? nodeMetrics(path[1], kubelet)
        : podMetrics(path, kubelet);
  const notFound = {
    kind: "Status",
    apiVersion: "v1",
    status: "Failure",
    reason: "NotFound",
    code: 404,
    message: "the server could not find the requested resource",
  };
  response.writeHead(found === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(found ?? notFound));
}

function logs(
  [namespace = "", name = "", container = ""]: readonly string[],
  query: URLSearchParams,
  response: ServerResponse,
  kubelet: SimulatedKubelet,
): void {
  const worker = kubelet.worker(namespace, name);
  if (worker !== undefined && !kubelet.isUp(worker.pod().spec.nodeName)) {
    response.destroy();
    return;
  }
  const record = worker?.records.find((each) => each.name === container);
  if (record === undefined) {
    response.writeHead(404).end(`pod "${name}" does not exist`);
    return;
  }
  const log = chosenLog(record, name, query.get("previous") === "true");
  if (typeof log === "string") {
    response.writeHead(400).end(log);
    return;
  }
  response.writeHead(200, { "content-type": "text/plain" });
  response.write(shown(log, query));
  if (query.get("follow") !== "true") response.end();
  else follow(record, log, query, response);
}

/** Which log it is, or why there is none: validateContainerLogStatus of pkg/kubelet/kubelet_pods.go. */
function chosenLog(record: ContainerRecord, podName: string, isPrevious: boolean): readonly LogLine[] | string {
  const { state, lastTerminated: last } = record;
  if (isPrevious)
    return (
      record.logs.get(last?.containerID ?? "") ??
      `previous terminated container "${record.name}" in pod "${podName}" not found`
    );
  const id = state.running ? record.containerID : (state.terminated?.containerID ?? last?.containerID ?? "");
  const log = record.logs.get(id);
  if (log !== undefined) return log;
  const why = new Map([
    ["ErrImagePull", "image can't be pulled"],
    ["ImagePullBackOff", "trying and failing to pull image"],
  ]);
  const reason = state.waiting?.reason ?? "";
  return `container "${record.name}" in pod "${podName}" is waiting to start: ${why.get(reason) ?? reason}`;
}

function shown(log: readonly LogLine[], query: URLSearchParams): string {
  const since = query.get("sinceTime") ?? query.get("sinceSeconds");
  const from = since === null ? 0 : /^\d+$/.test(since) ? Date.now() - Number(since) * 1000 : Date.parse(since);
  const tail = query.get("tailLines");
  const lines = log.filter(({ at }) => at.getTime() >= from);
  const last = tail === null ? lines : lines.slice(Math.max(0, lines.length - Number(tail)));
  const text = last.map((line) => write(line, query)).join("");
  return text.slice(0, Number(query.get("limitBytes") ?? text.length));
}

function write({ at, text }: LogLine, query: URLSearchParams): string {
  return query.get("timestamps") === "true" ? `${at.toISOString().replace("Z", "000000Z")} ${text}\n` : `${text}\n`;
}

function follow(
  record: ContainerRecord,
  log: readonly LogLine[],
  query: URLSearchParams,
  response: ServerResponse,
): void {
  let written = log.length;
  const timer = setInterval(() => {
    for (; written < log.length; written++) response.write(write(log[written]!, query));
    if (record.logs.get(record.containerID) !== log || record.state.running === undefined) response.end();
  }, 200);
  response.on("close", () => clearInterval(timer));
}
