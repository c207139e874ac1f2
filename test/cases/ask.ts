import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSnapshotServer } from "../../src/adapters/snapshot/server.ts";
import { parseCommand } from "../../src/core/kubectl/parse.ts";
import type { RunningService } from "../contract/service.ts";
import { writeDemo } from "./demo-cluster.ts";
import type { Case } from "./read-case.ts";
import { recordedObjects } from "./recorded-objects.ts";
import { withGreppedLists } from "./recorded-rows.ts";
import { notRecorded, type Printed, replayOf } from "./replay.ts";
import type { Judged } from "./score.ts";
import type { StandIn } from "./stand-in.ts";

/** The answer to one message with the question and all recorded outputs. */
export async function analyseOnly(service: RunningService, asked: Case): Promise<Judged> {
  const executedCmds = asked.commands.map(({ command, output }) => ({ Command: command, Output: output }));
  return post(service, { content: asked.question, data: { executedCmds } });
}

/** What a question alone leads to, and the commands that it led to (`-` before those of which nothing was recorded). */
export type EndToEnd = { readonly reply: Judged; readonly ran: readonly string[] };

/** The answer to the question alone, with `execute_all`; kubectl is the stand-in, which replays the case. */
export async function endToEnd(
  service: RunningService,
  standIn: StandIn,
  clusters: CaseClusters,
  asked: Case,
): Promise<EndToEnd> {
  const ran: string[] = [];
  const cluster = await clusters.of(asked);
  standIn.answerWith(async (args) => {
    const printed = await cluster.answer(args);
    ran.push(
      `${printed === notRecorded ? "-" : "+"} ${args.filter((arg) => !arg.startsWith("--kubeconfig")).join(" ")}`,
    );
    return printed;
  });
  return { reply: await post(service, { content: asked.question, data: { execute_all: true } }), ran };
}

/** What stands behind kubectl, a case at a time; the demo of the last case stays up for the next one with the same edits. */
export class CaseClusters {
  #last: { readonly key: string; readonly cluster: Answering } | null = null;

  async of({ edits, commands }: Case): Promise<Answering> {
    const key = JSON.stringify(edits ?? commands.map(({ command, output }) => [command, output.length]));
    if (this.#last?.key === key) return this.#last.cluster;
    await this.close();
    this.#last = { key, cluster: edits === null ? await replayed(commands) : await served(edits) };
    return this.#last.cluster;
  }

  async close(): Promise<void> {
    await this.#last?.cluster.close();
    this.#last = null;
  }
}

type Answering = { answer(args: readonly string[]): Printed | Promise<Printed>; close(): Promise<void> };

/** What was recorded for a command; else, when its objects were recorded in another format, how kubectl prints them. */
async function replayed(commands: Case["commands"]): Promise<Answering> {
  const replay = replayOf(withGreppedLists(commands));
  const objects = await recordedObjects(commands);
  return {
    answer: async (args) => {
      const own = args.filter((arg) => !arg.startsWith("--kubeconfig"));
      const parsed = parseCommand(["kubectl", ...own.map(quoted)].join(" "));
      if (!parsed.ok) return notRecorded;
      const printed = replay(parsed.command);
      return printed === notRecorded && objects !== null ? objects.print(parsed.command, own) : printed;
    },
    close: async () => objects?.close(),
  };
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** The demo with its description changed, behind the real kubectl: any command has an answer. */
export async function served(edits: NonNullable<Case["edits"]>): Promise<Answering> {
  const folder = mkdtempSync(join(tmpdir(), "kubetriage-case-"));
  writeDemo(join(folder, "cluster"), edits);
  const server = await startSnapshotServer({ path: join(folder, "cluster") });
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, server.kubeconfig, { mode: 0o600 });
  const env = { PATH: process.env.PATH, HOME: folder, KUBECONFIG: kubeconfig };
  return {
    answer: (args) => {
      const own = args.filter((arg) => !arg.startsWith("--kubeconfig"));
      return new Promise((resolve) => {
        execFile("kubectl", own, { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
          resolve({ stdout, stderr, exitCode: error === null ? 0 : Number(error.code) || 1 }),
        );
      });
    },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function post(service: RunningService, body: unknown): Promise<Judged> {
  const reply = await service.send("POST", "/api/sendMessage", { body });
  if (reply.status !== 200) return { Content: `status ${reply.status}: ${reply.text}`, data: {} };
  return reply.json;
}
