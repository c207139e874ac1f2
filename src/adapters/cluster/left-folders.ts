import { lstatSync, readdirSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const folderPrefix = "kubetriage-run-";
const socketName = "alive";
const youngMs = 60_000;

/** Listens on a socket inside the folder for as long as this process lives, so that nobody takes the folder for a left one. Answers the end of it. */
export function showLife(folder: string): () => void {
  const server = createServer((socket) => socket.destroy()).on("error", () => {});
  server.listen(join(folder, socketName)).unref();
  return () => void server.close();
}

/**
 * Removes folders of services that were killed: a kubeconfig may still lie there. A folder goes only when it belongs to this user and
 * its socket refuses, which tells a dead service from a living one in another container too.
 */
export async function removeLeftFolders(now: number, parent = tmpdir()): Promise<void> {
  const folders = readdirSync(parent).filter((name) => name.startsWith(folderPrefix));
  for (const folder of folders.map((name) => join(parent, name)))
    if (isOurs(folder, now) && (await refuses(join(folder, socketName))))
      rmSync(folder, { recursive: true, force: true });
}

function isOurs(folder: string, now: number): boolean {
  try {
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === process.getuid?.() && now - found.mtimeMs > youngMs;
  } catch {
    return false;
  }
}

function refuses(path: string): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      answer(false);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => answer(error.code === "ECONNREFUSED"));
  });
}
