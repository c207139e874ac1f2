import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { Fault } from "../core/faults/fault.ts";
import type { Config } from "./config.ts";
import type { Environment } from "./environment.ts";

/** Where the database and the generated key live; only the user who runs the service may look into it. */
export type DataFolder = { readonly database: string; readonly secret: string };

export function openDataFolder(config: Config, environment: Environment): DataFolder {
  const folder = folderPath(config, environment);
  try {
    makeFolder(folder);
    return {
      database: databasePath(config, environment),
      secret: config.KUBETRIAGE_SECRET_KEY ?? generatedSecret(join(folder, "secret.key")),
    };
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    throw new Fault(
      "bad-configuration",
      `KUBETRIAGE_DATA_DIR=${JSON.stringify(folder)}: the folder cannot be made or written (${code}).`,
      { cause },
    );
  }
}

/** Node's own recursive mkdir never ends where a folder that is there answers ENOENT, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** The database of the data folder, whether it is there or not. */
export function databasePath(config: Config, environment: Environment): string {
  return join(folderPath(config, environment), "threads.db");
}

function folderPath(config: Config, environment: Environment): string {
  const home = environment.HOME ?? homedir();
  return config.KUBETRIAGE_DATA_DIR ?? join(environment.XDG_DATA_HOME ?? join(home, ".local", "share"), "kubetriage");
}

const shortestSecret = 16;

/** Written whole under another name first: a start that is killed half-way leaves no empty key behind. */
function generatedSecret(path: string): string {
  if (!existsSync(path)) writeSecret(path);
  chmodSync(path, 0o600);
  const secret = readFileSync(path, "utf8").trim();
  if (secret.length >= shortestSecret) return secret;
  throw new Fault(
    "bad-configuration",
    `KUBETRIAGE_DATA_DIR: ${path} holds ${secret.length} characters, at least ${shortestSecret} were expected. Put the key back, or remove the file for a new one; kubeconfigs kept with the old key cannot be read then.`,
  );
}

function writeSecret(path: string): void {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
}
