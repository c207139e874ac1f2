import { Agent, type IncomingMessage, request } from "node:http";
import { Fault } from "../../../core/faults/fault.ts";
import { textAt } from "../columns/fields.ts";
import { type Pace, readGate } from "./read-gate.ts";

/** An answer that was read whole: its status, its Date header in milliseconds since 1970, and its bytes. */
export type ApiReply = { readonly status: number; readonly date: number | undefined; readonly body: Buffer };

/** What the API server said instead of an answer. Not an error of the capture: it is recorded. */
export class Refusal extends Error {
  readonly code: number;
  readonly reason: string;
  /** Where a list that took too long may go on; empty when it may not. */
  readonly continue: string;

  constructor(code: number, reason: string, message: string, continueAt = "") {
    super(message.slice(0, 2_000));
    this.name = "Refusal";
    this.code = code;
    this.reason = reason;
    this.continue = continueAt;
  }
}

/** The body is over the limit; nothing of it was kept. */
export class TooLarge extends Error {}

export type Reading = {
  /** A body over so many bytes ends in `TooLarge`. */
  readonly mostBytes: number;
  /** Of a longer body the end is kept instead: so many bytes of at most 64 times as many. */
  readonly keepsEnd?: boolean;
  /** How often a server that is busy, or a line that breaks, is asked again. */
  readonly attempts: number;
};

export type ApiClient = {
  /**
   * Throws `Refusal` for every status but 200, `TooLarge`, and a Fault when the cluster cannot be reached at all. When one path
   * fails again and again, `/version` tells whether it is that path or the cluster.
   */
  get(path: string, reading: Reading): Promise<ApiReply>;
  close(): void;
};

export type ApiClientSettings = {
  /** Where an HTTP server answers as the API server does. */
  readonly socketPath: string;
  readonly pace: Pace;
  readonly signal: AbortSignal;
};

const silentMs = 60_000;
const longestMs = 300_000;
const longestPauseMs = 30_000;

/** Reads from an API server, gently: in turn, and later again when it asks for that. */
export function apiClient({ socketPath, pace, signal }: ApiClientSettings): ApiClient {
  const agent = new Agent({ keepAlive: true, maxSockets: pace.atOnce });
  const gate = readGate(pace);
  const once = (path: string, reading: Reading) =>
    new Promise<Answered>((resolve, reject) => {
      const options = { socketPath, path, agent, signal, headers: { host: "localhost", accept: "application/json" } };
      const asked = request(options, (response) => {
        readBody(response, reading).then((body) => resolve(answered(response, body)), reject);
      });
      const tooLong = setTimeout(() => asked.destroy(new Error(`no end after ${longestMs / 1000} s`)), longestMs);
      asked.once("close", () => clearTimeout(tooLong));
      asked.setTimeout(silentMs, () => asked.destroy(new Error(`no answer for ${silentMs / 1000} s`)));
      asked.once("error", reject);
      asked.end();
    });
  const get = async (path: string, reading: Reading, attempt = 1): Promise<ApiReply> => {
    signal.throwIfAborted();
    const answer = await gate.run(() => once(path, reading)).catch((error: Error) => error);
    if (!(answer instanceof Error) && answer.status === 200) return answer;
    signal.throwIfAborted();
    if (answer instanceof TooLarge) throw answer;
    if (!mayHelpAgain(answer)) throw failure(answer);
    if (attempt >= reading.attempts) {
      if (path !== "/version") await get("/version", { mostBytes: 65_536, attempts: 1 });
      throw failure(answer);
    }
    await pause(answer, attempt, signal);
    return await get(path, reading, attempt + 1);
  };
  return { get, close: () => agent.destroy() };
}

type Answered = ApiReply & { readonly retryAfterMs: number | undefined };

function answered({ statusCode = 0, headers }: IncomingMessage, body: Buffer): Answered {
  const date = Date.parse(headers.date ?? "");
  const seconds = headers["retry-after"];
  return {
    status: statusCode,
    date: Number.isNaN(date) ? undefined : date,
    body,
    retryAfterMs: seconds !== undefined && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined,
  };
}

async function readBody(response: IncomingMessage, { mostBytes, keepsEnd = false }: Reading): Promise<Buffer> {
  let chunks: Buffer[] = [];
  let [kept, read] = [0, 0];
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    kept += chunk.length;
    read += chunk.length;
    if (kept <= mostBytes) continue;
    if (!keepsEnd) throw new TooLarge(`more than ${mostBytes} bytes`);
    while (kept - chunks[0]!.length >= mostBytes) {
      kept -= chunks[0]!.length;
      chunks = chunks.slice(1);
    }
    if (read > mostBytes * 64) break;
  }
  const whole = Buffer.concat(chunks);
  if (read <= mostBytes) return whole;
  const end = whole.subarray(Math.max(0, whole.length - mostBytes));
  return end.subarray(end.indexOf("\n") + 1);
}

/** A busy server and a broken line may do better later; what the API server itself decided stays decided. */
function mayHelpAgain(answer: Answered | Error): boolean {
  if (answer instanceof Error) return true;
  if (answer.status === 429 || answer.status === 503 || answer.status === 504) return true;
  return answer.status >= 500 && statusOf(answer.body) === undefined;
}

async function pause(answer: Answered | Error, attempt: number, signal: AbortSignal): Promise<void> {
  const asked = answer instanceof Error ? undefined : answer.retryAfterMs;
  const milliseconds = Math.min(asked ?? 250 * 2 ** attempt, longestPauseMs);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
  });
}

function failure(answer: Answered | Error): Error {
  if (answer instanceof Error)
    return new Fault("bad-configuration", `The cluster cannot be reached: ${answer.message}`, { cause: answer });
  const status = statusOf(answer.body);
  const said = textAt(status, "message") || answer.body.toString("utf8", 0, 500).trim();
  const message = said === "" ? `the API server answered ${answer.status}` : said;
  return new Refusal(answer.status, textAt(status, "reason"), message, textAt(status, "metadata", "continue"));
}

/** The Status that an API server sends with a refusal; undefined when somebody else wrote the body. */
function statusOf(body: Buffer): unknown {
  try {
    const read: unknown = JSON.parse(body.toString("utf8"));
    return textAt(read, "kind") === "Status" ? read : undefined;
  } catch {
    return undefined;
  }
}
