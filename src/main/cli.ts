#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Fault, faults } from "../core/faults/fault.ts";
import { readEnvironment } from "./environment.ts";
import { version } from "./version.ts";

const usage = `kubetriage ${version}: ask why a Kubernetes cluster misbehaves

  kubetriage serve [--snapshot PATH]   serve both APIs; everything else comes from the environment or .env
  kubetriage ask [OPTIONS] QUESTION    ask in the terminal; kubetriage ask --help tells the options
  kubetriage snapshot capture FOLDER   record a cluster to look into it elsewhere; kubetriage snapshot --help
  kubetriage audit verify|export       check or print the record of what was decided and run; kubetriage audit --help
  kubetriage --version | --help
`;

try {
  refuseOldNode();
  process.umask(0o077);
  keepCompiledCode(process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? homedir(), ".cache"));
  await main(process.argv.slice(2));
} catch (error) {
  process.exit(report(error));
}

async function main(args: readonly string[]): Promise<void> {
  const [verb, ...rest] = args;
  if (verb === undefined || verb === "--help" || verb === "-h" || verb === "help") return print(usage);
  if (verb === "--version") return print(`${version}\n`);
  if (verb === "serve") return serveVerb(rest);
  if (verb === "ask") {
    const { askVerb } = await import("./ask.ts");
    process.exitCode = await askVerb(rest, readEnvironment(process.env, process.cwd()));
    return;
  }
  if (verb === "audit") {
    const { auditVerb } = await import("./audit.ts");
    process.exitCode = await auditVerb(rest, readEnvironment(process.env, process.cwd()));
    return;
  }
  if (verb === "snapshot") {
    const { snapshotVerb } = await import("./snapshot.ts");
    process.exitCode = await snapshotVerb(rest, readEnvironment(process.env, process.cwd()));
    return;
  }
  throw new Fault("bad-request", `"${verb}" is not a verb of kubetriage.\n${usage}`);
}

async function serveVerb(args: string[]): Promise<void> {
  const { values } = readArguments(() => parseArgs({ args, options: { snapshot: { type: "string" } } }));
  const environment = readEnvironment(process.env, process.cwd());
  const chosen = values.snapshot === undefined ? environment : { ...environment, KUBETRIAGE_CLUSTER: values.snapshot };
  const [{ readConfig }, { serve }] = await Promise.all([import("./config.ts"), import("./serve.ts")]);
  await serve(readConfig(chosen), chosen);
}

function readArguments<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Fault("bad-request", `${(error as Error).message}\n${usage}`);
  }
}

/** Everything that needs a newer Node is imported after this check, so that an older one gets a sentence instead of a stack. */
function refuseOldNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  throw new Fault(
    "bad-configuration",
    `Node ${process.versions.node} is too old: kubetriage needs 22.18 or newer. In a clone, npm start brings its own.`,
  );
}

/** Later starts take half the time. The folder is the user's own: compiled code from a shared one would be anybody's code. */
function keepCompiledCode(cacheFolder: string): void {
  enableCompileCache(join(cacheFolder, "kubetriage", "compiled"));
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
  process.stderr.write(`${cannotListen(error) ?? (error as Error).stack}\n`);
  return 1;
}

/** The sentence for what kept the server from listening; null for anything else. */
function cannotListen(error: unknown): string | null {
  const { code, syscall, port, address, hostname } = error as Readonly<Record<string, unknown>>;
  if (syscall !== "listen" && syscall !== "getaddrinfo") return null;
  if (code === "EADDRINUSE") return `PORT="${port}": another program already listens there; choose another one.`;
  if (code === "EACCES") return `PORT="${port}": this user may not listen there; choose one above 1023.`;
  if (code === "EADDRNOTAVAIL") return `HOST="${address}": not an address of this machine.`;
  if (code === "ENOTFOUND") return `HOST="${hostname}": an address or a name of this machine was expected.`;
  return null;
}
