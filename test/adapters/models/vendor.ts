import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Json, type VendorProtocol, vendorProtocols } from "./vendor-protocols.ts";

/** What a vendor's server does with one call: answer a text, fail as that vendor fails, send raw bytes, or never answer. */
export type Act =
  | { readonly text: string }
  | { readonly status: number; readonly message?: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly raw: string }
  | "hang";

/** One call as the server saw it. */
export type VendorCall = {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** The body as text and as JSON. */
  readonly text: string;
  readonly body: Json;
  /** All instructions and all messages of the call, as text. */
  readonly instructions: string;
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  /** Whether the call asks for an answer of a schema, in whatever way this vendor has. */
  readonly hasForm: boolean;
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

/** Starts a loopback server that speaks one vendor's wire format and does what `act` says for each call (the first is number 1). */
export async function startVendor(name: VendorName, act: (call: VendorCall, number: number) => Act): Promise<Vendor> {
  const protocol = vendorProtocols[name];
  const calls: VendorCall[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, protocol, calls, act);
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
  act: (call: VendorCall, number: number) => Act,
): Promise<void> {
  let text = "";
  for await (const piece of request.setEncoding("utf8")) text += piece;
  const path = request.url ?? "";
  const body = JSON.parse(text === "" ? "null" : text);
  const call = { path, headers: request.headers, text, body, hasForm: protocol.hasForm(body), ...protocol.read(body) };
  const number = calls.push(call);
  const unwelcome = protocol.refuses(request, text);
  const done = unwelcome === null ? act(call, number) : { status: 403, message: unwelcome };
  if (done === "hang") return;
  const status = "status" in done ? done.status : 200;
  response.writeHead(status, { "content-type": "application/json", ...("status" in done ? done.headers : {}) });
  if ("raw" in done) response.end(done.raw);
  else if ("text" in done) response.end(JSON.stringify(protocol.reply(body, done.text)));
  else response.end(JSON.stringify(protocol.error(done.status, done.message ?? "no")));
}
