import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A service started for measuring, with its log in a file as in earnest. `startedInMs` counts from the spawn to the line that says it is ready. */
export type Service = {
  readonly address: string;
  readonly pid: number;
  readonly startedInMs: number;
  residentMiB(): number;
  /** Time of the processors that the service itself has used so far. */
  cpuMs(): number;
  stop(): Promise<void>;
};

const root = join(import.meta.dirname, "..");
/** The arguments of `npm start`, so that what is measured is what people run. */
const [, ...startArguments] = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts.start.split(
  " ",
) as string[];
const flags = startArguments.filter((argument) => argument.startsWith("--"));
const entry = join(root, "src/main/cli.ts");

/** Compiled code of earlier starts, as on a machine where the service has run before. */
const warmCache = mkdtempSync(join(tmpdir(), "kubetriage-bench-cache-"));
process.once("exit", () => rmSync(warmCache, { recursive: true, force: true }));

/** `cold`: as the very first start on a machine, with nothing compiled. */
export async function startService(environment: Record<string, string>, cold = false): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), "kubetriage-bench-"));
  const log = openSync(join(folder, "log"), "w");
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, entry, "serve"], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CACHE_HOME: cold ? folder : warmCache,
      PORT: "0",
      KUBETRIAGE_DATA_DIR: join(folder, "data"),
      KUBETRIAGE_MODEL: "builtin",
      KUBETRIAGE_CLUSTER: "demo",
      ...environment,
    },
    stdio: ["ignore", "pipe", log],
  });
  const address = await ready(child);
  return {
    address,
    pid: child.pid!,
    startedInMs: performance.now() - began,
    residentMiB: () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))![1]) / 1024,
    cpuMs: () => cpuTicks(child.pid!) * msPerTick,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      closeSync(log);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Linux counts in hundredths of a second (USER_HZ). */
const msPerTick = 10;

function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (chunk) => {
      text += chunk;
      const address = /ready on (http:\S+)/.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once("exit", (code) => reject(new Error(`The service ended with ${code} before it was ready.`)));
  });
}
