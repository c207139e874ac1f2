import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { milliseconds, post, timed } from "./measure.ts";
import { type Service, startService } from "./service.ts";

const streams = 200;

/** A model server that lets everybody wait until it is told to refuse them all: how long a model takes is not what is measured. */
type SlowModel = { readonly url: string; waiting(): number; refuse(): void; close(): void };

/** Two hundred streams open at once while a model thinks, then the time from its answer to the end of the last turn. */
export async function streamsAtOnce(): Promise<string[]> {
  const model = await startSlowModel();
  const service = await startService({
    KUBETRIAGE_MODEL: "openai/slow",
    OPENAI_API_KEY: "none",
    OPENAI_BASE_URL: model.url,
  });
  const rest = service.residentMiB();
  const began = performance.now();
  const firsts: number[] = [];
  const ends: number[] = [];
  let released = 0;
  const all = Array.from({ length: streams }, async () => {
    const { id } = await post(service.address, "/api/v1/threads", {});
    await follow(service, `/api/v1/threads/${id}/messages`, {
      first: () => firsts.push(performance.now() - began),
      last: () => ends.push(performance.now() - released),
    });
  });
  while (model.waiting() < streams) await new Promise((resolve) => setTimeout(resolve, 5));
  const open = service.residentMiB();
  released = performance.now();
  model.refuse();
  await Promise.all(all);
  await service.stop();
  model.close();
  return [
    `sent to first event      ${milliseconds(firsts)}`,
    `model's answer to end    ${milliseconds(ends)}`,
    `memory                   ${rest.toFixed(0)} MiB at rest, ${open.toFixed(0)} MiB with ${streams} streams open`,
  ];
}

/** The time of a turn without a model in a thread of two hundred turns, each with an output, beside that in a new thread. */
export async function longThread(): Promise<string[]> {
  const service = await startService({});
  const table = podTable();
  const ask = (thread: string, index: number) =>
    post(service.address, "/api/sendMessage", {
      content: `what about namespace team-${index}?`,
      thread_id: thread,
      data: { executedCmds: [{ Command: `kubectl get pods -n team-${index}`, Output: table }] },
    });
  for (let index = 0; index < 200; index += 1) await ask("long", index);
  const results = [];
  for (const [name, thread] of [
    ["new thread", (index: number) => `new-${index}`],
    ["200 turns ", () => "long"],
  ] as const) {
    const values: number[] = [];
    const began = service.cpuMs();
    for (let index = 200; index < 250; index += 1) values.push(await timed(() => ask(thread(index), index)));
    const cpu = (service.cpuMs() - began) / values.length;
    results.push(`${name}   ${milliseconds(values)}, ${cpu.toFixed(1)} ms of processor a turn`);
  }
  await service.stop();
  return results;
}

async function follow(service: Service, path: string, heard: { first(): void; last(): void }): Promise<void> {
  const response = await fetch(service.address + path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify({ content: "why is checkout failing?" }),
  });
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    if (text === "") heard.first();
    text += chunk;
  }
  if (!text.includes('"outcome":"completed"')) throw new Error(`a stream ended with ${text.slice(-300)}`);
  heard.last();
}

function startSlowModel(): Promise<SlowModel> {
  const held: ServerResponse[] = [];
  let refuses = false;
  const refuse = (response: ServerResponse) => {
    response.writeHead(400, { "content-type": "application/json" });
    response.end('{"error":{"message":"no"}}');
  };
  const server = createServer((request, response) => {
    request.resume();
    if (refuses) refuse(response);
    else held.push(response);
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
        waiting: () => held.length,
        refuse() {
          refuses = true;
          for (const response of held) refuse(response);
        },
        close: () => server.close(),
      }),
    ),
  );
}

function podTable(): string {
  const rows = Array.from(
    { length: 20 },
    (_, index) => `web-5d9c7f8b6-${index.toString(36).padStart(5, "x")}   1/1     Running   0          3d`,
  );
  return ["NAME                  READY   STATUS    RESTARTS   AGE", ...rows].join("\n");
}
