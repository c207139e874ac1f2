import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSnapshotServer } from "../../src/adapters/snapshot/server.ts";
import type { KubectlCommand } from "../../src/core/kubectl/command.ts";
import { parseCommand } from "../../src/core/kubectl/parse.ts";
import { isAllNamespaces, namespaceOf, outputOf, targetsOf } from "../../src/core/kubectl/targets.ts";
import type { RecordedCommand } from "./read-case.ts";
import { notRecorded, type Printed } from "./replay.ts";

/** kubectl as it prints recorded objects: another output format of a list that was recorded as JSON or YAML. */
export type RecordedObjects = {
  print(command: KubectlCommand, args: readonly string[]): Promise<Printed>;
  close(): Promise<void>;
};

type Recorded = { readonly command: KubectlCommand; readonly output: string };

/** null when nothing was recorded as objects. */
export async function recordedObjects(commands: readonly RecordedCommand[]): Promise<RecordedObjects | null> {
  const recorded = commands.flatMap(({ command, output, exitCode }): Recorded[] => {
    const parsed = parseCommand(command);
    const isObjects = parsed.ok && parsed.command.verb === "get" && /^(json|yaml)$/.test(outputOf(parsed.command));
    return isObjects && exitCode === 0 && parsed.command.filters.length === 0
      ? [{ command: parsed.command, output }]
      : [];
  });
  return recorded.length === 0 ? null : served(recorded);
}

async function served(recorded: readonly Recorded[]): Promise<RecordedObjects | null> {
  const folder = mkdtempSync(join(tmpdir(), "kubetriage-objects-"));
  recorded.forEach(({ command, output }, index) => {
    writeFileSync(join(folder, `${index}.${outputOf(command)}`), output);
  });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const server = await startSnapshotServer({ path: folder }).catch(() => null);
  if (server === null) {
    remove();
    return null;
  }
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, server.kubeconfig, { mode: 0o600 });
  const env = { PATH: process.env.PATH, HOME: folder, KUBECONFIG: kubeconfig };
  return {
    print: async (command, args) => {
      const kinds = targetsOf(command).map((target) => target.resource);
      const isHeld = (kind: string) => recorded.some((one) => covers(one.command, narrowed(command, kind)));
      const held = command.args[0]?.includes(",") === true ? kinds.filter(isHeld) : kinds.slice(0, 1).filter(isHeld);
      if (held.length === 0) return notRecorded;
      const printed = await run(
        args.map((arg) => (arg === command.args[0] && arg.includes(",") ? held.join(",") : arg)),
        env,
      );
      return held.length === kinds.length ? printed : { ...printed, stderr: notRecorded.stderr, exitCode: 1 };
    },
    close: async () => {
      await server.close();
      remove();
    },
  };
}

/** The same command about one of its kinds. */
function narrowed(command: KubectlCommand, kind: string): KubectlCommand {
  return command.args[0]?.includes(",") === true ? { ...command, args: [kind] } : command;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Printed> {
  return new Promise((resolve) => {
    execFile("kubectl", args, { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ stdout, stderr, exitCode: error === null ? 0 : Number(error.code) || 1 }),
    );
  });
}

/** Whether a recorded `get` holds all that another one asks for: the same kind, and the same place and name or more. */
function covers(recorded: KubectlCommand, asked: KubectlCommand): boolean {
  const [own, ...others] = targetsOf(recorded);
  const targets = targetsOf(asked);
  if (asked.verb !== "get" || own?.kind === undefined || others.length > 0 || targets.length !== 1) return false;
  const target = targets[0]!;
  const isKind = target.kind?.kind === own.kind.kind;
  const isPlace =
    !own.kind.namespaced ||
    isAllNamespaces(recorded) ||
    (!isAllNamespaces(asked) && (namespaceOf(recorded) ?? "default") === (namespaceOf(asked) ?? "default"));
  return isKind && isPlace && (own.name === null || own.name === target.name);
}
