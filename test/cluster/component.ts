import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Reaper } from "./reaper.ts";

/** One process of a control plane; its output goes to `<name>.log` in the control plane's folder. */
export type Component = {
  readonly name: string;
  readonly pid: number;
  /** Throws, with the end of its log, if the process is no longer there. */
  check(): void;
  /** Ends it at once: its data is thrown away, so there is nothing to finish. */
  kill(): Promise<void>;
};

/** Starts a process in a group of its own, held by the reaper from the first moment. */
export function startComponent(
  name: string,
  path: string,
  flags: Readonly<Record<string, string>>,
  place: { readonly folder: string; readonly reaper: Reaper },
): Component {
  const log = join(place.folder, `${name}.log`);
  const output = openSync(log, "a");
  const child = spawn(
    path,
    Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
    {
      cwd: place.folder,
      detached: true,
      env: { PATH: process.env.PATH, HOME: place.folder },
      stdio: ["ignore", output, output],
    },
  );
  closeSync(output);
  const exited = once(child, "exit").catch(() => []);
  child.on("error", () => undefined);
  if (child.pid === undefined) throw new Error(`${path} cannot be started`);
  place.reaper.hold(child.pid);
  return { name, pid: child.pid, check: () => check(name, child, log), kill: () => kill(child, exited) };
}

function check(name: string, child: ChildProcess, log: string): void {
  if (child.exitCode === null && child.signalCode === null) return;
  const end = readFileSync(log, "utf8").trimEnd().split("\n").slice(-15).join("\n");
  throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}:\n${end}`);
}

async function kill(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  process.kill(-child.pid, "SIGKILL");
  await exited;
}
