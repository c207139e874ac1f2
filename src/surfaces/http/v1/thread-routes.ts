import type { FastifyInstance, onRequestHookHandler } from "fastify";
import type { ThreadPlace, ThreadSummary } from "../../../core/conversation/ports.ts";
import { storedIdOf } from "../../../core/conversation/stored-id.ts";
import { suggestionStates } from "../../../core/conversation/suggestion-states.ts";
import { Fault } from "../../../core/faults/fault.ts";
import { callerOf, type HttpParts } from "../http-parts.ts";
import { decodeKubeconfig } from "../kubeconfig-text.ts";
import { renameBody, threadBody } from "./message-body.ts";
import { presentTurn, presentUnfinished } from "./present-turn.ts";
import { readBody } from "./read-body.ts";

const defaultPage = 50;
const largestPage = 200;

/** Threads: make, list, read, rename, delete, export. A thread belongs to the key that made it. */
export function addThreads(
  server: FastifyInstance,
  { threads, turns }: HttpParts,
  requireKey: onRequestHookHandler,
): void {
  const onRequest = requireKey;
  server.post("/api/v1/threads", { onRequest }, async (request, reply) => {
    const { title, kubeconfig } = readBody(request, threadBody);
    const thread = await threads.create(callerOf(request.raw), {
      title: title || null,
      kubeconfig: kubeconfig ? decodeKubeconfig(kubeconfig, "kubeconfig") : null,
    });
    return reply
      .code(201)
      .header("location", `/api/v1/threads/${encodeURIComponent(thread.id)}`)
      .send(presentThread(thread));
  });

  server.get("/api/v1/threads", { onRequest }, async (request) => {
    const { limit, after } = request.query as Record<string, unknown>;
    const size = pageSize(limit);
    const found = await threads.list(callerOf(request.raw), size, placeOf(after));
    const last = found.length === size ? found.at(-1) : undefined;
    return { threads: found.map(presentThread), next: last === undefined ? null : cursorOf(last) };
  });

  server.get<ThreadPath>("/api/v1/threads/:thread", { onRequest }, async (request) => {
    const caller = callerOf(request.raw);
    const { summary, turns: stored, unfinished } = await threads.read(caller, request.params.thread);
    const states = suggestionStates(stored);
    const running = new Set(turns.running(storedIdOf(caller, request.params.thread)).map(({ id }) => id));
    return {
      ...presentThread(summary),
      turns: stored.map((turn) => presentTurn(turn, states)),
      unfinished: unfinished.map((turn) => presentUnfinished(turn, running.has(turn.turn.id))),
    };
  });

  server.patch<ThreadPath>("/api/v1/threads/:thread", { onRequest }, async (request) => {
    const { title } = readBody(request, renameBody);
    return presentThread(await threads.rename(callerOf(request.raw), request.params.thread, title));
  });

  server.delete<ThreadPath>("/api/v1/threads/:thread", { onRequest }, async (request, reply) => {
    await threads.remove(callerOf(request.raw), request.params.thread);
    return reply.code(204).send();
  });

  server.get<ThreadPath>("/api/v1/threads/:thread/export", { onRequest }, async (request, reply) => {
    const { summary, turns: stored, unfinished } = await threads.read(callerOf(request.raw), request.params.thread);
    reply.header("content-disposition", 'attachment; filename="thread.json"');
    return {
      ...presentThread(summary),
      turns: stored,
      unfinished: unfinished.map(({ turn, entries }) => ({ turn, entries })),
    };
  });
}

type ThreadPath = { Params: { thread: string } };

function presentThread({ id, title, createdAt, usedAt, turns }: ThreadSummary) {
  return {
    id,
    title,
    created_at: new Date(createdAt).toISOString(),
    updated_at: new Date(usedAt).toISOString(),
    turn_count: turns,
  };
}

function pageSize(given: unknown): number {
  if (given === undefined) return defaultPage;
  const size = typeof given === "string" && /^[0-9]{1,4}$/.test(given) ? Number(given) : 0;
  if (size >= 1 && size <= largestPage) return size;
  throw new Fault("bad-request", `'limit' must be a number from 1 to ${largestPage}, got ${JSON.stringify(given)}`);
}

const cursorOf = ({ id, usedAt }: ThreadPlace) => Buffer.from(JSON.stringify([usedAt, id])).toString("base64url");

function placeOf(given: unknown): ThreadPlace | null {
  if (given === undefined) return null;
  try {
    const [usedAt, id] = JSON.parse(Buffer.from(String(given), "base64url").toString("utf8")) as [unknown, unknown];
    if (typeof usedAt === "number" && Number.isSafeInteger(usedAt) && typeof id === "string") return { usedAt, id };
  } catch {
    // Told below.
  }
  throw new Fault("bad-request", "'after' must be the 'next' of an earlier page");
}
