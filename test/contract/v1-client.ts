import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Reply, RunningService } from "./service.ts";

export type StreamedEvent = { readonly id: number; readonly event: string; readonly data: any };

/** A stream of server-sent events, read as it comes. */
export type EventStream = {
  readonly status: number;
  /** The next event, null when the stream has ended. */
  next(): Promise<StreamedEvent | null>;
  /** All events up to the first one of that name, or to the end. */
  until(event: string): Promise<StreamedEvent[]>;
  rest(): Promise<StreamedEvent[]>;
  /** Drops the connection. */
  drop(): void;
};

/** Opens a stream; `body` makes it a POST. */
export async function openStream(
  service: RunningService,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  const controller = new AbortController();
  const response = await fetch(service.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      accept: "text/event-stream",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: controller.signal,
  });
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const events = parseEvents(response.body!);
  const next = async () => (await events.next()).value ?? null;
  const collect = async (isLast: (event: StreamedEvent) => boolean) => {
    const found: StreamedEvent[] = [];
    for (let event = await next(); event !== null; event = await next()) {
      found.push(event);
      if (isLast(event)) break;
    }
    return found;
  };
  return {
    status: response.status,
    next,
    until: (name) => collect(({ event }) => event === name),
    rest: () => collect(() => false),
    drop: () => controller.abort(),
  };
}

async function* parseEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent, null> {
  let text = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split("\n\n");
    text = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
      const [id, event, data] = [field("id"), field("event"), field("data")];
      if (id !== undefined) yield { id: Number(id), event: event!, data: JSON.parse(data!) };
    }
  }
  return null;
}

/** A new thread's path. */
export async function newThread(
  service: RunningService,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const reply = await service.send("POST", "/api/v1/threads", { headers });
  expect(reply.status, reply.text).toBe(201);
  return `/api/v1/threads/${reply.json.id}`;
}

export async function expectStatus(status: number, sending: Promise<Reply>): Promise<any> {
  const reply = await sending;
  expect([reply.status, reply.text]).toEqual([status, expect.anything()]);
  return reply.json;
}

/** The real kubectl behind a program that notes what it is asked and waits at gates: how long a cluster takes is up to the test. */
export type GatedKubectl = {
  readonly path: string;
  /** The arguments of each run, in order. */
  runs(): string[];
  /** Runs whose arguments hold this text wait before they begin. */
  close(text: string): void;
  open(): void;
};

export function gatedKubectl(folder: string): GatedKubectl {
  const [path, notes, gate] = [join(folder, "gated-kubectl"), join(folder, "notes"), join(folder, "gate")];
  const script = [
    "#!/bin/sh",
    `echo "$*" >> '${notes}'`,
    `case "$*" in *"$(cat '${gate}' 2>/dev/null || echo no-gate-is-closed)"*)`,
    `  while [ -e '${gate}' ]; do sleep 0.05; done ;;`,
    "esac",
    'exec kubectl "$@"',
  ];
  writeFileSync(path, script.join("\n"));
  chmodSync(path, 0o755);
  return {
    path,
    runs: () => (existsSync(notes) ? readFileSync(notes, "utf8").trim().split("\n") : []),
    close: (text) => writeFileSync(gate, text),
    open: () => rmSync(gate, { force: true }),
  };
}
