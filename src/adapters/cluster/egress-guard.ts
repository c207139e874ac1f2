import { randomBytes } from "node:crypto";
import { promises as dns, type LookupAddress } from "node:dns";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { isForbiddenHost } from "./forbidden-address.ts";

/**
 * The way out for kubectl when a client's kubeconfig names its server by name: a proxy on loopback that resolves the name at the moment
 * of connecting, refuses link-local and metadata addresses, and connects to the very addresses it has checked. kubectl itself would
 * resolve again, and a name may answer differently then. TLS goes through unopened. Each way out leads to one server alone and needs
 * its own secret, so that no other program on this machine can use it.
 */
export type EgressGuard = {
  /** The `proxy-url` for a kubeconfig whose server is `host:port`. */
  wayTo(host: string, port: string): Promise<string>;
  close(): void;
};

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export function createEgressGuard(resolve: Resolve = (host) => dns.lookup(host, { all: true })): EgressGuard {
  const secrets = new Map<string, string>();
  let started: Promise<Server> | null = null;
  const start = () =>
    new Promise<Server>((ready, failed) => {
      const server = createServer((_, response) => response.writeHead(405).end());
      server.on("connect", (request, socket, head) => {
        const isKnown = isProxySecret(request, secrets.get(request.url ?? ""));
        if (isKnown) void passOn(request.url!, socket, head, resolve);
        else refuse(socket, 407, "Proxy Authentication Required");
      });
      server.once("error", failed).listen(0, "127.0.0.1", () => ready(server));
      server.unref();
    });
  return {
    async wayTo(host, port) {
      started ??= start();
      const server = await started;
      const target = `${host}:${port}`;
      const secret = secrets.get(target) ?? randomBytes(24).toString("base64url");
      secrets.set(target, secret);
      return `http://kubectl:${secret}@127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    close() {
      void started?.then((server) => {
        server.close();
        server.closeAllConnections();
      });
    },
  };
}

function isProxySecret(request: IncomingMessage, secret: string | undefined): boolean {
  const wanted = `Basic ${Buffer.from(`kubectl:${secret}`).toString("base64")}`;
  return secret !== undefined && request.headers["proxy-authorization"] === wanted;
}

async function passOn(target: string, client: Duplex, head: Buffer, resolve: Resolve): Promise<void> {
  client.on("error", () => client.destroy());
  const at = target.lastIndexOf(":");
  const [host, port] = [target.slice(0, at), Number(target.slice(at + 1))];
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length === 0) return refuse(client, 502, `dial tcp: lookup ${host}: no such host`);
  const forbidden = addresses.find(({ address }) => isForbiddenHost(address));
  if (forbidden !== undefined)
    return refuse(client, 403, `${host} resolves to ${forbidden.address}, a link-local or metadata address`);
  const server = connect({ host, port, autoSelectFamily: true, lookup: (_, __, done) => done(null, [...addresses]) });
  server.once("error", (error: NodeJS.ErrnoException) =>
    refuse(client, 502, `dial tcp ${host}:${port}: connect: ${reasons[error.code ?? ""] ?? error.code ?? "failed"}`),
  );
  server.once("connect", () => join(client, server, head));
}

/** In Go's words, which people and rules know from kubectl. */
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  EHOSTUNREACH: "no route to host",
  ENETUNREACH: "network is unreachable",
  ETIMEDOUT: "connection timed out",
};

function join(client: Duplex, server: Socket, head: Buffer): void {
  server.removeAllListeners("error");
  client.write("HTTP/1.1 200 Connection established\r\n\r\n");
  server.write(head);
  client.pipe(server).pipe(client);
  const end = () => {
    client.destroy();
    server.destroy();
  };
  server.on("error", end).on("close", end);
  client.on("close", end);
}

/** kubectl prints what stands behind the status code as the reason. */
function refuse(client: Duplex, status: number, reason: string): void {
  client.end(`HTTP/1.1 ${status} ${reason}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
