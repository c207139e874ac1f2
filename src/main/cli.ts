#!/usr/bin/env node
import { parseArgs } from "node:util";
import { Fault, faults } from "../core/faults/fault.ts";
import { readConfig } from "./config.ts";
import { readEnvironment } from "./environment.ts";
import { serve } from "./serve.ts";
import { version } from "./version.ts";

const usage = `kubetriage ${version}: ask why a Kubernetes cluster misbehaves

  kubetriage serve [--snapshot PATH]     serve both APIs (PORT, HOST and the rest from the environment or .env)
  kubetriage ask [options] QUESTION      ask in the terminal
  kubetriage --version | --help
`;

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = report(error);
}

async function main(args: readonly string[]): Promise<void> {
  const [verb, ...rest] = args;
  if (verb === undefined || verb === "--help" || verb === "-h" || verb === "help") return print(usage);
  if (verb === "--version") return print(`${version}\n`);
  if (verb === "serve") return serveVerb(rest);
  throw new Fault("bad-request", `"${verb}" is not a verb of kubetriage.\n${usage}`);
}

async function serveVerb(args: string[]): Promise<void> {
  const { values } = readArguments(() => parseArgs({ args, options: { snapshot: { type: "string" } } }));
  const environment = readEnvironment(process.env, process.cwd());
  const chosen = values.snapshot === undefined ? environment : { ...environment, KUBETRIAGE_CLUSTER: values.snapshot };
  await serve(readConfig(chosen), chosen);
}

function readArguments<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Fault("bad-request", `${(error as Error).message}\n${usage}`);
  }
}

function print(text: string): void {
  process.stdout.write(text);
}

/** Faults are told in a sentence; anything else is a defect and shows its stack. Answers the exit code. */
function report(error: unknown): number {
  if (error instanceof Fault) {
    process.stderr.write(`${error.message}\n`);
    return faults[error.code].exitCode;
  }
  const code = (error as NodeJS.ErrnoException).code;
  process.stderr.write(
    code === "EADDRINUSE"
      ? "PORT: another program already listens there; choose another port.\n"
      : `${(error as Error).stack}\n`,
  );
  return 1;
}
