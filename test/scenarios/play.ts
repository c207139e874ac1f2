import type { Cluster } from "../cluster/cluster.ts";
import type { RunningService } from "../contract/service.ts";
import { faultOf, type JudgedReply } from "./judge.ts";
import type { Scenario } from "./scenario.ts";
import { isSo, StageError, stage, strike } from "./stage.ts";

export type Outcome = {
  readonly id: string;
  /** null: the right cause; else what is wrong with the answer, or why the scene could not be set. */
  readonly fault: string | null;
  readonly staged: boolean;
  /** Reads that ran before the conclusion. */
  readonly commands: number;
  readonly ran: readonly string[];
  /** Milliseconds from question to conclusion. */
  readonly milliseconds: number;
  /** Whether the approved commands made it well; null where no command can. */
  readonly fixed: boolean | null;
  /** The changes that were approved. */
  readonly approved: readonly string[];
  readonly said: string;
};

type Command = { readonly Command: string; readonly risk?: string };
type Reply = JudgedReply & {
  readonly thread_id: string;
  readonly data: { readonly Cmds: readonly Command[]; readonly executedCmds: readonly Command[] };
};

const wellWithinSeconds = 45;

/** One scenario from the broken cluster to the mended one, through the public API as a client would. */
export async function play(cluster: Cluster, service: RunningService, scenario: Scenario): Promise<Outcome> {
  try {
    await stage(cluster, scenario);
    const begun = performance.now();
    const reply = await say(service, { content: scenario.question, data: { execute_all: true } });
    const milliseconds = performance.now() - begun;
    const mended = await mend(cluster, service, scenario, reply);
    return {
      id: scenario.id,
      fault: faultOf(scenario, reply),
      staged: true,
      commands: reply.data.executedCmds.length,
      ran: reply.data.executedCmds.map((command) => command.Command),
      milliseconds,
      ...mended,
      said: reply.Content,
    };
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    const nothing = { commands: 0, ran: [], milliseconds: 0, fixed: null, approved: [], said: "" };
    return { id: scenario.id, fault: `not staged: ${error.message}`, staged: false, ...nothing };
  } finally {
    await strike(cluster, scenario);
  }
}

/** Approves every change that the reply proposes, as a person would, and looks whether the cluster gets well. */
async function mend(
  cluster: Cluster,
  service: RunningService,
  scenario: Scenario,
  { thread_id, data }: Reply,
): Promise<Pick<Outcome, "fixed" | "approved">> {
  if (scenario.well === undefined) return { fixed: null, approved: [] };
  const changes = data.Cmds.filter((command) => command.risk === "write" || command.risk === "destructive");
  const approved = changes.map((command) => command.Command);
  if (changes.length === 0) return { fixed: false, approved };
  const Cmds = changes.map((command) => ({ ...command, execute: true }));
  await say(service, { thread_id, content: "approved", data: { Cmds } });
  return { fixed: await isSo(cluster, scenario, scenario.well, wellWithinSeconds), approved };
}

async function say(service: RunningService, body: unknown): Promise<Reply> {
  const reply = await service.send("POST", "/api/sendMessage", { body });
  if (reply.status !== 200) throw new Error(`HTTP ${reply.status}: ${reply.text}`);
  return reply.json;
}
