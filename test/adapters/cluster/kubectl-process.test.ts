import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runKubectl } from "../../../src/adapters/cluster/kubectl-process.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kubetriage-process-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program of our own in kubectl's place: what is tested here is the process, not kubectl. */
function program(body: string): string {
  const path = join(folder, "program");
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o700);
  return path;
}

const run = (executable: string, more: Partial<Parameters<typeof runKubectl>[0]> = {}) =>
  runKubectl({
    executable,
    args: [],
    env: { PATH: process.env.PATH! },
    cwd: folder,
    stdin: undefined,
    timeoutMs: 20_000,
    outputLimitBytes: 1_000_000,
    signal: undefined,
    ...more,
  });

/** Ended, though perhaps not yet collected by its parent. */
const gone = (pid: number) => {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
};

test("both streams and the exit code come back", async () => {
  const result = await run(program("echo out; echo err >&2; exit 3"));
  expect(result).toMatchObject({
    stdout: "out\n",
    stderr: "err\n",
    exitCode: 3,
    signal: null,
    timedOut: false,
    truncated: false,
    kubectlMissing: false,
  });
});

test("arguments arrive as they are; no shell looks at them", async () => {
  const args = ["$(id)", "`id`", "a b", "", "*", "; id", "'\"", "\\"];
  const result = await run(program('for a in "$@"; do printf "%s\\n" "$a"; done'), { args });
  expect(result.stdout.split("\n").slice(0, -1)).toEqual(args);
});

test("the environment is the given one and nothing of the service's", async () => {
  const result = await run(program("env | sort"), { env: { PATH: process.env.PATH!, ONLY: "this" } });
  expect(result.stdout.split("\n").filter((line) => !/^(PATH|PWD|SHLVL|_|OLDPWD)=/.test(line))).toEqual([
    "ONLY=this",
    "",
  ]);
});

test("stdin is given, or closed", async () => {
  expect((await run(program("cat"), { stdin: "manifest" })).stdout).toBe("manifest");
  expect((await run(program("cat; echo end"))).stdout).toBe("end\n");
});

test("a program that reads no stdin does not break the run", async () => {
  expect(await run(program("exit 0"), { stdin: "x".repeat(5_000_000) })).toMatchObject({ exitCode: 0 });
});

test("a missing executable is a result", async () => {
  expect(await run(join(folder, "none"))).toMatchObject({
    kubectlMissing: true,
    exitCode: null,
    stderr: "kubectl command not found",
  });
});

test("the time limit ends the whole group, children too", async () => {
  const pidFile = join(folder, "pid");
  const result = await run(program(`sleep 60 & echo $! > ${pidFile}; echo begun; wait`), { timeoutMs: 300 });
  expect(result).toMatchObject({ timedOut: true, stdout: "begun\n", stderr: "Command execution timed out after 0.3s" });
  const child = Number(readFileSync(pidFile, "utf8"));
  await vi.waitFor(() => expect(gone(child)).toBe(true));
});

test("a program that ignores TERM is killed", async () => {
  const result = await run(program("trap '' TERM; while :; do sleep 0.05; done"), { timeoutMs: 200 });
  expect(result).toMatchObject({ timedOut: true, signal: "SIGKILL" });
});

test("a client that goes ends the run", async () => {
  const abort = new AbortController();
  const running = run(program("echo begun; sleep 60"), { signal: abort.signal });
  abort.abort();
  expect(await running).toMatchObject({ timedOut: false, exitCode: null });
});

test("a signal that was already given starts nothing", async () => {
  expect(await run(program("echo begun"), { signal: AbortSignal.abort() })).toMatchObject({
    stdout: "",
    exitCode: null,
  });
});

test("a child that keeps the pipes open does not hold the answer back", async () => {
  const result = await run(program("(sleep 30 &) ; echo out"), { timeoutMs: 15_000 });
  expect(result).toMatchObject({ stdout: "out\n", exitCode: 0, timedOut: false });
});

/**
 * A process that ends while the answer of another one is read is known to have ended before its own output is: what it printed must not
 * be thrown away because the service was busy for a while then.
 */
test("what was printed is whole, however busy the service is when a process ends", async () => {
  const busy = () => {
    const until = performance.now() + 650;
    while (performance.now() < until);
  };
  const path = program('sleep "$1"; printf %060000d 7');
  const runs = Array.from({ length: 12 }, async (_, at) => {
    const { stdout } = await run(path, { args: [`${at * 0.25}`], onStdout: busy });
    busy();
    return stdout.length;
  });
  expect(await Promise.all(runs)).toEqual(runs.map(() => 60_000));
});

test("output past the limit keeps head and tail and says what is left out", async () => {
  const result = await run(program("seq 1 200000"), { outputLimitBytes: 2_000 });
  expect(result.truncated).toBe(true);
  expect(result.stdout).toMatch(
    /^1\n2\n3\n[\s\S]*\n\.\.\. \[\d+ bytes left out here: the output is over the limit\] \.\.\.\n[\s\S]*\n199999\n200000\n$/,
  );
  expect(result.stdout.length).toBeLessThan(2_200);
});

test("output just at the limit is whole", async () => {
  const result = await run(program("printf %01000d 7"), { outputLimitBytes: 1_000 });
  expect(result).toMatchObject({ truncated: false });
  expect(result.stdout).toHaveLength(1_000);
});

test("bytes that are no UTF-8 survive as replacement characters", async () => {
  expect((await run(program("printf 'a\\377b'"))).stdout).toBe("a\uFFFDb");
});

test("output is heard while the program still runs, and no character is cut in two", async () => {
  const heard: string[] = [];
  const onOutput = (text: string) => {
    heard.push(text);
    if (heard.length === 1) writeFileSync(join(folder, "heard"), "");
  };
  const waits = `printf 'a\\303'; until [ -e heard ]; do sleep 0.01; done; printf '\\251b'`;
  const result = await run(program(waits), { onOutput });
  expect(heard).toEqual(["a", "éb"]);
  expect(result.stdout).toBe("aéb");
});

test("what is heard stays within the output limit", async () => {
  const heard: string[] = [];
  await run(program("head -c 5000 /dev/zero | tr '\\0' x"), {
    outputLimitBytes: 1000,
    onOutput: (text) => heard.push(text),
  });
  expect(heard.join("")).toHaveLength(1000);
});
