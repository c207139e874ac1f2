import { request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { Agent, createServer, request as forwardSecurely } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { selfSigned } from "../../src/adapters/snapshot/certificate.ts";
import type { SnapshotServer } from "../../src/adapters/snapshot/server.ts";

/** An API server that passes everything on to the snapshot server and remembers what it was asked. */
export type Recorder = {
  readonly kubeconfig: string;
  /** `METHOD /path?query` of every request since the last call; `UPGRADE` in front where another protocol was asked for. */
  taken(): string[];
  close(): Promise<void>;
};

export async function startRecorder(snapshot: SnapshotServer): Promise<Recorder> {
  const { key, certificate } = selfSigned();
  const agent = new Agent({ rejectUnauthorized: false, keepAlive: true });
  let seen: string[] = [];
  const server = createServer({ key, cert: certificate }, (request, response) => {
    seen.push(`${request.headers.upgrade === undefined ? "" : "UPGRADE "}${request.method} ${request.url}`);
    passOn(request, response, snapshot.port, agent);
  });
  server.on("upgrade", (request, socket) => {
    seen.push(`UPGRADE ${request.method} ${request.url}`);
    socket.destroy();
  });
  const port = await listening(server);
  return {
    kubeconfig: snapshot.kubeconfig
      .replace(snapshot.url, `https://127.0.0.1:${port}`)
      .replace(/(certificate-authority-data: ).*/, `$1${Buffer.from(certificate).toString("base64")}`),
    taken() {
      const taken = seen;
      seen = [];
      return taken;
    },
    close: () => closed(server, () => server.closeAllConnections()),
  };
}

function passOn(request: IncomingMessage, response: ServerResponse, port: number, agent: Agent): void {
  const { method, url, headers } = request;
  const onward = forwardSecurely({ host: "127.0.0.1", port, method, path: url, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}

/** A port that nobody has a reason to connect to. */
export type Canary = { readonly host: string; readonly url: string; connections(): number; close(): Promise<void> };

export async function startCanary(): Promise<Canary> {
  let connections = 0;
  const open = new Set<Socket>();
  const server = createTcpServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on("error", () => {}).on("close", () => open.delete(socket));
    socket.end("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
  });
  const port = await listening(server);
  const host = `127.0.0.1:${port}`;
  return {
    host,
    url: `http://${host}`,
    connections: () => connections,
    close: () => closed(server, () => open.forEach((socket) => void socket.destroy())),
  };
}

/** Sends one request to the canary, to see that it notices. */
export function ring(canary: Canary): Promise<void> {
  return new Promise((resolve, reject) => {
    forward(canary.url, (response) => response.resume().on("end", resolve))
      .on("error", reject)
      .end();
  });
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server, endConnections: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    endConnections();
  });
}
