import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** Compiled code is shared between the services of all tests: they start in half the time. */
const _compiledCode = join(tmpdir(), "kubetriage-test-cache");
const entry = resolve(import.meta.dirname, "../../src/main/cli.ts");

const readyWithinMs = 25_000;

/** What a test may say about a service besides its environment. */
export type StartOptions = {
  /** Working directory, where `.env` is looked for; a new empty one when not given. */
  readonly folder?: string;
};

/** A service in a process of its own, reached over HTTP. */
export type RunningService = {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it has printed so far. */
  printed(): string;
  /** Sends a request; a plain object as `body` is sent as JSON. */
  send(method: string, path: string, options?: SendOptions): Promise<Reply>;
  /** Ends the process in good order and answers its exit code; folders made for it are removed. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

export type SendOptions = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
};

export type Reply = { readonly status: number; readonly headers: Headers; readonly text: string; readonly json: any };

/** How a start that failed ended. */
export type FailedStart = { readonly exitCode: number | null; readonly printed: string };

/**
 * Starts `kubetriage serve` on a free port with the demo cluster and the builtin engine and waits until it answers.
 * Nothing of this process's environment but PATH reaches it. `environment` adds and overrides; undefined takes away.
 * Throws with everything printed when it does not come up.
 */
export async function startService(
  environment: Readonly<Record<string, string | undefined>> = {},
  options: StartOptions = {},
): Promise<RunningService> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "kubetriage-test-"));
  const child = launch(environment, folder);
  const printed = collect(child);
  const url = await readyUrl(child, printed);
  return {
    url,
    process: child,
    printed,
    send: (method, path, sending) =>
      send(url + path, method, sending).catch((cause) => {
        if (child.exitCode === null && child.signalCode === null) throw cause;
        throw new Error(`the service ended with ${child.exitCode ?? child.signalCode}:\n${printed()}`, { cause });
      }),
    async stop(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, "exit");
      }
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

/** Starts a service that is expected not to come up, and tells how it ended. Throws when it does come up. */
export async function failToStart(
  environment: Readonly<Record<string, string | undefined>>,
  options: StartOptions = {},
): Promise<FailedStart> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "kubetriage-test-"));
  const child = launch(environment, folder);
  const printed = collect(child);
  try {
    const up = readyUrl(child, printed).then(
      () => "up",
      () => "down",
    );
    if ((await up) === "up") throw new Error(`it came up:\n${printed()}`);
    return { exitCode: child.exitCode, printed: printed() };
  } finally {
    child.kill("SIGKILL");
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function launch(environment: Readonly<Record<string, string | undefined>>, folder: string): ChildProcess {
  const base = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_CACHE_HOME: join(tmpdir(), "kubetriage-test-cache"),
    PORT: "0",
    KUBETRIAGE_CLUSTER: "demo",
    KUBETRIAGE_MODEL: "builtin",
    KUBETRIAGE_DATA_DIR: join(folder, "data"),
    RATE_LIMIT: "100000/minute",
    LOG_LEVEL: "INFO",
  };
  return spawn(process.execPath, [entry, "serve"], {
    cwd: folder,
    env: { ...base, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function collect(child: ChildProcess): () => string {
  const pieces: string[] = [];
  child.stdout!.setEncoding("utf8").on("data", (piece: string) => pieces.push(piece));
  child.stderr!.setEncoding("utf8").on("data", (piece: string) => pieces.push(piece));
  return () => pieces.join("");
}

/** The ready line names the address; the process ending first means that it did not come up. */
async function readyUrl(child: ChildProcess, printed: () => string): Promise<string> {
  const ready = new Promise<string>((found) => {
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const match = /is ready on (http:\/\/\S+)/.exec(line);
      if (match !== null) found(match[1]!);
    });
  });
  const ended = once(child, "close").then(() => null);
  const late = AbortSignal.timeout(readyWithinMs);
  const tooLate = once(late, "abort").then(() => null);
  const url = await Promise.race([ready, ended, tooLate]);
  if (url !== null) return url;
  if (late.aborted) child.kill("SIGKILL");
  const how = late.aborted
    ? `was not ready within ${readyWithinMs} ms`
    : `ended with ${child.exitCode ?? child.signalCode}`;
  throw new Error(`the service ${how}:\n${printed()}`);
}

async function send(url: string, method: string, options: SendOptions = {}): Promise<Reply> {
  const { body, headers = {}, signal } = options;
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: isRaw ? (body as string) : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
