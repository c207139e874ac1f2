import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Kind, kinds } from "../../../src/core/kubectl/kinds.ts";

export type RecordingServer = {
  readonly url: string;
  /** `METHOD /path` of every request since the last call. */
  readonly taken: () => readonly string[];
  readonly close: () => void;
};

/** An API server that has one object of every name, says yes to everything, and remembers what it was asked. */
export async function recordingServer(): Promise<RecordingServer> {
  let requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume().on("end", () => answer(request, response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const taken = () => {
    const all = requests;
    requests = [];
    return all;
  };
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, taken, close };
}

const groupVersionOf = (kind: Kind) => (kind.group === "" ? kind.version : `${kind.group}/${kind.version}`);

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = new URL(request.url ?? "/", "http://server").pathname;
  const body = path.endsWith("/log") ? "a line\n" : JSON.stringify(documentAt(path, request.method ?? "GET"));
  response.writeHead(200, { "content-type": "application/json" });
  response.end(body);
}

function documentAt(path: string, method: string): unknown {
  if (path === "/api") return { kind: "APIVersions", versions: ["v1"] };
  if (path === "/apis") return { kind: "APIGroupList", apiVersion: "v1", groups: groups() };
  if (path === "/version") return { major: "1", minor: "35", gitVersion: "v1.35.0" };
  const [, core, named, rest] = /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))(?:\/(.+))?$/.exec(path) ?? [];
  const served = kinds.filter((kind) => groupVersionOf(kind) === (core ?? named));
  if (rest === undefined)
    return { kind: "APIResourceList", groupVersion: core ?? named, resources: served.map(resource) };
  const [, namespace = "default", plural, name] = /^(?:namespaces\/([^/]+)\/)?([^/]+)(?:\/([^/]+))?/.exec(rest) ?? [];
  const kind = served.find((one) => one.plural === plural);
  if (kind === undefined || method === "DELETE") return { kind: "Status", apiVersion: "v1", status: "Success" };
  if (name !== undefined || method !== "GET") return object(kind, name ?? "web", namespace);
  return {
    kind: `${kind.kind}List`,
    apiVersion: groupVersionOf(kind),
    metadata: {},
    items: [object(kind, "web", namespace)],
  };
}

function groups(): unknown {
  return [...new Set(kinds.map(({ group }) => group))].filter(Boolean).map((name) => {
    const versions = [...new Set(kinds.filter(({ group }) => group === name).map(({ version }) => version))];
    const listed = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
    return { name, versions: listed, preferredVersion: listed[0] };
  });
}

function resource(kind: Kind): unknown {
  const verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
  const { plural, singular, shortNames, namespaced } = kind;
  return { name: plural, singularName: singular, shortNames, namespaced, kind: kind.kind, verbs, categories: ["all"] };
}

function object(kind: Kind, name: string, namespace: string): unknown {
  const labels = { app: "web" };
  const isPlain = ["Service", "ReplicationController"].includes(kind.kind);
  const containers = [{ name: "app", image: "x", env: [{ name: "A", value: "b" }] }];
  return {
    kind: kind.kind,
    apiVersion: groupVersionOf(kind),
    metadata: {
      name,
      ...(kind.namespaced ? { namespace } : {}),
      uid: "u",
      resourceVersion: "1",
      generation: 1,
      labels,
    },
    spec: {
      replicas: 2,
      selector: isPlain ? labels : { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
      containers,
      nodeName: "node-1",
    },
    status: {
      observedGeneration: 1,
      replicas: 2,
      updatedReplicas: 2,
      availableReplicas: 2,
      readyReplicas: 2,
      allowed: true,
    },
  };
}
