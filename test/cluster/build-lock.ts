import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Runs the work while no other process does it for the same folder; waits for the other to end. The lock of a process that died is taken
 * over.
 */
export async function withLock(folder: string, work: () => Promise<void>): Promise<void> {
  const path = `${folder}.lock`;
  await mkdir(folder, { recursive: true });
  while (!(await take(path))) await wait(500);
  try {
    await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!(await isHeld(path))) await rm(path, { force: true });
    return false;
  }
}

async function isHeld(path: string): Promise<boolean> {
  try {
    const holder = Number(await readFile(path, "utf8"));
    if (holder === 0) return true;
    process.kill(holder, 0);
    return true;
  } catch {
    return false;
  }
}
