import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the vendor does with the next requests: answer with a text, fail with a status and a body, or say nothing for ever. */
export type Behaviour =
  | { readonly does: "answer"; readonly text: string }
  | { readonly does: "fail"; readonly status: number; readonly body: string }
  | { readonly does: "hang" };

export type Vendor = {
  /** For OPENAI_BASE_URL. */
  readonly url: string;
  /** Bodies of the requests so far. */
  readonly asked: readonly any[];
  behave(behaviour: Behaviour): void;
  close(): void;
};

/** A server that speaks OpenAI's chat completions over real HTTP (platform.openai.com/docs/api-reference/chat/create). */
export async function startVendor(): Promise<Vendor> {
  const asked: unknown[] = [];
  let behaviour: Behaviour = { does: "hang" };
  const server = createServer(async (request, response) => {
    asked.push(JSON.parse(await textOf(request)));
    if (behaviour.does === "hang") return;
    if (behaviour.does === "fail") send(response, behaviour.status, behaviour.body);
    else send(response, 200, JSON.stringify(completion(behaviour.text)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    behave: (next) => {
      behaviour = next;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request.setEncoding("utf8")) text += piece;
  return text;
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(body);
}

const completion = (content: string) => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "test-model",
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
