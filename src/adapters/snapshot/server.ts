import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { type Answer, type Asked, json } from "./answer.ts";
import { answer } from "./api.ts";
import { ApiStatus, unauthorized } from "./api-status.ts";
import { selfSigned } from "./certificate.ts";
import { loadSnapshot } from "./load.ts";
import { type Served, served } from "./served.ts";

export type SnapshotServer = {
  readonly url: string;
  readonly port: number;
  /** The text of a kubeconfig that reaches the server with its token. */
  readonly kubeconfig: string;
  close(): Promise<void>;
};

export type SnapshotServerOptions = {
  readonly path: string;
  /** 0 or unset: any free port. */
  readonly port?: number;
  /** Milliseconds since 1970; unset: the clock of the machine. */
  readonly now?: () => number;
};

/**
 * Serves a recorded cluster, read-only, to kubectl and other clients on 127.0.0.1, over TLS. Every request needs the random
 * token that the kubeconfig holds. Throws `bad-snapshot` when the recording cannot be read.
 */
export async function startSnapshotServer({
  path,
  port = 0,
  now = Date.now,
}: SnapshotServerOptions): Promise<SnapshotServer> {
  const snapshot = served(await loadSnapshot(path), now);
  const token = randomBytes(24).toString("base64url");
  const { key, certificate } = selfSigned();
  const server = createServer({ key, cert: certificate, keepAliveTimeout: 5_000 }, (request, response) => {
    respond(snapshot, token, request, response).catch(() => response.destroy());
  });
  const open = await listen(server, port);
  const url = `https://127.0.0.1:${open}`;
  return { url, port: open, kubeconfig: kubeconfig(url, token, certificate), close: () => close(server) };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function kubeconfig(url: string, token: string, certificate: string): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: snapshot
  cluster:
    server: ${url}
    certificate-authority-data: ${Buffer.from(certificate).toString("base64")}
users:
- name: snapshot-reader
  user:
    token: ${token}
contexts:
- name: snapshot
  context:
    cluster: snapshot
    namespace: default
    user: snapshot-reader
current-context: snapshot
`;
}

async function respond(
  snapshot: Served,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const reply = await replyTo(snapshot, token, request, body);
  const content = typeof reply.body === "string" ? Buffer.from(reply.body) : reply.body;
  const packed = content.length > gzipFrom && /\bgzip\b/.test(header(request, "accept-encoding") ?? "");
  response.writeHead(reply.code, {
    "content-type": reply.contentType,
    "cache-control": "no-cache, private",
    ...(packed ? { "content-encoding": "gzip", vary: "Accept-Encoding" } : {}),
    ...reply.headers,
  });
  const sent = packed ? gzipSync(content, { level: 1 }) : content;
  if (reply.holdMs) holdOpen(response, sent, reply.holdMs);
  else response.end(sent);
}

/** The size from which a real API server compresses. */
const gzipFrom = 128 * 1024;
const largestBody = 3 * 1024 * 1024;

function holdOpen(response: ServerResponse, content: Buffer, milliseconds: number): void {
  response.flushHeaders();
  response.write(content);
  const timer = setTimeout(() => response.end(), milliseconds);
  response.once("close", () => clearTimeout(timer));
}

async function replyTo(
  snapshot: Served,
  token: string,
  request: IncomingMessage,
  body: Buffer | undefined,
): Promise<Answer> {
  if (!isAuthorized(request, token)) return statusAnswer(unauthorized());
  if (body === undefined)
    return statusAnswer(
      new ApiStatus(413, "RequestEntityTooLarge", `Request entity too large: limit is ${largestBody}`),
    );
  try {
    return await answer(snapshot, asked(request, body));
  } catch {
    return statusAnswer(
      new ApiStatus(500, "InternalError", "Internal error occurred: the recording could not answer this request"),
    );
  }
}

const statusAnswer = (status: ApiStatus) => json(status.body, status.code);

function isAuthorized(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(header(request, "authorization") ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function asked(request: IncomingMessage, body: Buffer): Asked {
  const [path = "", search = ""] = (request.url ?? "/").split(/\?(.*)/s);
  const user = header(request, "impersonate-user");
  return {
    method: request.method === "HEAD" ? "GET" : (request.method ?? "GET"),
    segments: path
      .split("/")
      .filter((segment) => segment !== "")
      .map(decoded),
    query: new URLSearchParams(search),
    accept: header(request, "accept"),
    impersonated: user === undefined ? undefined : { user, groups: headerList(request, "impersonate-group") },
    body,
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  return request.headersDistinct[name]?.join(",");
}

const headerList = (request: IncomingMessage, name: string) => request.headersDistinct[name] ?? [];

/** The body; undefined when it is larger than an API server takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= largestBody) chunks.push(chunk as Buffer);
  }
  return size <= largestBody ? Buffer.concat(chunks) : undefined;
}
