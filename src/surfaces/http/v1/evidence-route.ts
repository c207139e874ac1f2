import type { FastifyInstance, onRequestHookHandler } from "fastify";
import { RE2JS } from "re2js";
import { Fault } from "../../../core/faults/fault.ts";
import { callerOf, type HttpParts } from "../http-parts.ts";
import { presentEvidence } from "./present-turn.ts";

type EvidencePath = { Params: { thread: string; evidence: string } };
type NumberedLine = { readonly line: number; readonly text: string };

/** Lines of one answer. */
const mostLines = 1000;
const longestPattern = 500;

/** What a command printed, by line range or by pattern; lines keep their numbers, so that they can be cited. */
export function addEvidence(server: FastifyInstance, { threads }: HttpParts, requireKey: onRequestHookHandler): void {
  const path = "/api/v1/threads/:thread/evidence/:evidence";
  server.get<EvidencePath>(path, { onRequest: requireKey }, async (request) => {
    const { thread, evidence } = request.params;
    const query = request.query as Record<string, unknown>;
    const piece = await threads.evidence(callerOf(request.raw), thread, evidence);
    const stream = streamOf(query.stream);
    const [from, to] = [numberOf(query, "from", 1), numberOf(query, "to", Number.MAX_SAFE_INTEGER)];
    if (to < from) throw new Fault("bad-request", `'to' must not be less than 'from', got ${to} and ${from}`);
    const isWanted = matcherOf(query.search);
    const wanted = linesOf(piece[stream]).filter(({ line, text }) => line >= from && line <= to && isWanted(text));
    const told = wanted.slice(0, mostLines);
    const next = wanted.length > told.length ? wanted[told.length]!.line : null;
    return { ...presentEvidence({ ...piece, id: evidence }), stream, content: told, next_from: next };
  });
}

function linesOf(text: string): NumberedLine[] {
  if (text === "") return [];
  const whole = text.endsWith("\n") ? text.slice(0, -1) : text;
  return whole.split("\n").map((line, index) => ({ line: index + 1, text: line }));
}

function streamOf(given: unknown): "stdout" | "stderr" {
  if (given === undefined || given === "stdout") return "stdout";
  if (given === "stderr") return "stderr";
  throw new Fault("bad-request", `'stream' must be "stdout" or "stderr", got ${JSON.stringify(given).slice(0, 60)}`);
}

function numberOf(query: Record<string, unknown>, name: string, fallback: number): number {
  const given = query[name];
  if (given === undefined) return fallback;
  if (typeof given === "string" && /^[1-9][0-9]{0,8}$/.test(given)) return Number(given);
  throw new Fault("bad-request", `'${name}' must be the number of a line, got ${JSON.stringify(given).slice(0, 60)}`);
}

/** RE2's patterns, in linear time whatever the pattern and the text. */
function matcherOf(given: unknown): (text: string) => boolean {
  if (given === undefined) return () => true;
  if (typeof given !== "string" || given.length > longestPattern)
    throw new Fault("bad-request", `'search' must be a pattern of at most ${longestPattern} characters`);
  try {
    const pattern = RE2JS.compile(given);
    return (text) => pattern.matcher(text).find();
  } catch (cause) {
    throw new Fault("bad-request", `'search' is not a pattern of RE2: ${(cause as Error).message.slice(0, 200)}`);
  }
}
