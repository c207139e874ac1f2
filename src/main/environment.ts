import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { Fault } from "../core/faults/fault.ts";

/** The environment as the service sees it: a variable set to the empty string counts as not set, and `.env` fills what the real environment leaves open. */
export type Environment = Readonly<Record<string, string | undefined>>;

export function readEnvironment(real: Environment, folder: string): Environment {
  return { ...set(readDotEnv(join(folder, ".env"))), ...set(real) };
}

function readDotEnv(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Fault(
      "bad-configuration",
      `The .env file in the working directory cannot be read: ${(cause as NodeJS.ErrnoException).code}.`,
      { cause },
    );
  }
}

function set(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
}
