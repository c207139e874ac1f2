import { type ChildProcess, spawn } from "node:child_process";
import type { Execution } from "../../core/conversation/ports.ts";
import { Capture } from "./capture.ts";

export const cancelled = "Cancelled before it was started.";
const graceMs = 2_000;
const releaseMs = 500;

export type KubectlRun = {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: string | undefined;
  readonly timeoutMs: number;
  readonly outputLimitBytes: number;
  readonly signal: AbortSignal | undefined;
  readonly onOutput?: ((text: string) => void) | undefined;
  /** Gets all that is printed on stdout, also what is over the limit. */
  readonly onStdout?: ((chunk: Buffer) => void) | undefined;
};

/**
 * The one place that starts a process. No shell; a process group of its own, ended whole: TERM, and KILL two seconds later.
 * Never rejects: a missing executable, a signal and a time-out are results.
 */
export function runKubectl(run: KubectlRun): Promise<Execution> {
  if (run.signal?.aborted) return Promise.resolve(notStarted(cancelled, false));
  const started = performance.now();
  const [stdout, stderr] = [new Capture(run.outputLimitBytes), new Capture(run.outputLimitBytes)];
  const child = spawn(run.executable, run.args, {
    env: run.env,
    cwd: run.cwd,
    detached: true,
    stdio: [run.stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  child.stdout?.on("data", (chunk: Buffer) => stdout.add(chunk));
  if (run.onStdout !== undefined) child.stdout?.on("data", run.onStdout);
  if (run.onOutput !== undefined) tellOutput(child, run.onOutput, run.outputLimitBytes);
  child.stderr?.on("data", (chunk: Buffer) => stderr.add(chunk));
  child.stdin?.on("error", () => {});
  child.stdin?.end(run.stdin);
  return new Promise((resolve) => {
    const ending = endOnTimeoutOrAbort(child, run);
    child.once("error", (error: NodeJS.ErrnoException) => {
      ending.done();
      const missing = error.code === "ENOENT" || error.code === "EACCES";
      resolve(
        notStarted(
          missing ? "kubectl command not found" : `kubectl could not be started (${error.code ?? "unknown"})`,
          missing,
        ),
      );
    });
    child.once("exit", () => releasePipes(child));
    child.once("close", (exitCode, signal) => {
      ending.done();
      const late = ending.timedOut() ? `Command execution timed out after ${run.timeoutMs / 1000}s` : "";
      resolve({
        stdout: stdout.text(),
        stderr: [late, stderr.text()].filter((part) => part !== "").join("\n"),
        exitCode,
        signal,
        timedOut: ending.timedOut(),
        truncated: stdout.truncated || stderr.truncated,
        durationMs: Math.round(performance.now() - started),
        kubectlMissing: false,
      });
    });
  });
}

/** Characters that a border between two chunks cuts are told whole with the second one. */
function tellOutput(child: ChildProcess, tell: (text: string) => void, limitBytes: number): void {
  const decoder = new TextDecoder();
  let left = limitBytes;
  child.stdout?.on("data", (chunk: Buffer) => {
    const text = decoder.decode(chunk.subarray(0, left), { stream: true });
    left -= Math.min(left, chunk.length);
    if (text !== "") tell(text);
  });
}

function endOnTimeoutOrAbort(child: ChildProcess, run: KubectlRun) {
  let timedOut = false;
  let kill: NodeJS.Timeout | undefined;
  const end = () => {
    signalGroup(child, "SIGTERM");
    kill ??= setTimeout(() => signalGroup(child, "SIGKILL"), graceMs);
  };
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, run.timeoutMs);
  run.signal?.addEventListener("abort", end, { once: true });
  return {
    timedOut: () => timedOut,
    done: () => {
      clearTimeout(timer);
      clearTimeout(kill);
      run.signal?.removeEventListener("abort", end);
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

/**
 * A grandchild that keeps the pipes open must not hold the answer back. That a process ended is often known before its output is read,
 * and a busy service may find this timer due before it looks at the pipes again: they are let go only when a look at them, which comes
 * between a timer and an immediate, brought nothing.
 */
function releasePipes(child: ChildProcess): void {
  let heard = 0;
  for (const pipe of [child.stdout, child.stderr]) pipe?.on("data", () => (heard += 1));
  const wait = () => {
    const before = heard;
    setTimeout(() => {
      setImmediate(() => {
        if (heard > before) return wait();
        child.stdout?.destroy();
        child.stderr?.destroy();
      });
    }, releaseMs).unref();
  };
  wait();
}

/** The result of a run that did not begin. */
export function notStarted(stderr: string, kubectlMissing: boolean): Execution {
  return {
    stdout: "",
    stderr,
    exitCode: null,
    signal: null,
    timedOut: false,
    truncated: false,
    durationMs: 0,
    kubectlMissing,
  };
}
