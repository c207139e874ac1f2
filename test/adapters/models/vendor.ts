import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Sending, sendBytes, spoiled } from "./vendor-breaks.ts";
import type { Answer, Asked, Failure, Json, VendorProtocol } from "./vendor-protocol.ts";
import { vendorProtocols } from "./vendor-protocols.ts";

/**
 * What a vendor's server does with one call: answer (whole or as a stream, as it was asked; perhaps breaking off), fail as that vendor
 * fails, send raw bytes, never answer, or close the connection without a word.
 */
export type Act = (Answer & Sending) | Failure | { readonly raw: string } | "hang" | "hang-up";

/** One call as the server saw it. */
export type VendorCall = Asked & {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** The body as text and as JSON. */
  readonly text: string;
  readonly body: Json;
};

export type Vendor = {
  readonly url: string;
  readonly calls: VendorCall[];
  /** The environment that makes the service use this server. */
  readonly environment: Readonly<Record<string, string>>;
  /** `provider/model`, as the reply names it. */
  readonly model: string;
  readonly secrets: readonly string[];
  close(): Promise<void>;
};

export type VendorName = keyof typeof vendorProtocols;
export const vendorNames = Object.keys(vendorProtocols) as VendorName[];

type Script = (call: VendorCall, number: number) => Act;

/** Starts a loopback server that speaks one vendor's wire format and does what `act` says for each call (the first is number 1). */
export async function startVendor(name: VendorName, act: Script): Promise<Vendor> {
  const protocol: VendorProtocol = vendorProtocols[name];
  const calls: VendorCall[] = [];
  const server = createServer((request, response) => {
    answer(request, response, protocol, calls, act).catch((error) => response.destroy(error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    environment: protocol.environment(url),
    model: protocol.model,
    secrets: protocol.secrets,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  protocol: VendorProtocol,
  calls: VendorCall[],
  act: Script,
): Promise<void> {
  let text = "";
  for await (const piece of request.setEncoding("utf8")) text += piece;
  const path = request.url ?? "";
  const body = JSON.parse(text === "" ? "null" : text);
  const call = { path, headers: request.headers, text, body, ...protocol.read(body, path) };
  const number = calls.push(call);
  const done = protocol.refuses(request, text) ?? act(call, number);
  if (done === "hang") return;
  if (done === "hang-up") response.destroy();
  else if ("raw" in done) response.writeHead(200, { "content-type": "application/json" }).end(done.raw);
  else if ("status" in done) fail(response, protocol, done);
  else if (call.isStreamed) {
    response.writeHead(200, { "content-type": protocol.streamType, "cache-control": "no-cache" });
    await sendBytes(response, spoiled(protocol.frames(body, done), done, protocol.breakdown()), done);
  } else {
    response.writeHead(200, { "content-type": "application/json" });
    const bytes = Buffer.from(JSON.stringify(protocol.reply(body, done)));
    await sendBytes(response, spoiled(halves(bytes), done, Buffer.alloc(0)), done);
  }
}

function fail(response: ServerResponse, protocol: VendorProtocol, failure: Failure): void {
  const { headers, body } = protocol.error(failure);
  response.writeHead(failure.status, { "content-type": "application/json", ...headers, ...failure.headers });
  response.end(JSON.stringify(body));
}

/** A whole body breaks off in its middle. */
function halves(bytes: Buffer) {
  const middle = Math.floor(bytes.length / 2);
  return [
    { of: "text", bytes: bytes.subarray(0, middle) },
    { of: "call", bytes: bytes.subarray(middle) },
  ] as const;
}
