import { spawn } from "node:child_process";

/** Holds a control plane's processes and folder, and removes both when the process that started them is gone, however it died. */
export type Reaper = { hold(pid: number): void; dismiss(): void };

// Reads one process group a line; the end of its input means that the process that held the other end is gone. No `--` for kill: dash has none.
const script = `groups=
while read -r group; do groups="$groups $group"; done
for group in $groups; do kill -KILL "-$group" 2>/dev/null; done
rm -rf -- "$1"`;

/** Starts the reaper of a folder: a shell in a group of its own, so that Ctrl-C does not reach it. */
export function startReaper(folder: string): Reaper {
  const shell = spawn("sh", ["-c", script, "sh", folder], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  shell.unref();
  const input = shell.stdin;
  if ("unref" in input && typeof input.unref === "function") input.unref();
  input.on("error", () => undefined);
  return {
    hold: (pid) => void input.write(`${pid}\n`),
    dismiss: () => void shell.kill("SIGKILL"),
  };
}
