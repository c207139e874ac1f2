import type { Reply } from "../planner/situation.ts";
import { canonical } from "./answered.ts";
import { budgetEvent } from "./budget-event.ts";
import type { Exchange } from "./exchange.ts";
import type { Clock, Engine } from "./ports.ts";
import { judge, runCommands, type WantedCommand } from "./run-commands.ts";
import { think } from "./think.ts";

/** What `execute_all` may spend on one message. */
export type LoopLimits = { readonly rounds: number; readonly commands: number; readonly milliseconds: number };

export type Investigation = {
  readonly reply: Reply;
  readonly ran: number;
  readonly stopped: "concluded" | "nothing-left" | "limit";
};

/**
 * Rounds of reads: what the engine suggests and the policy lets run unattended is run, read, and answered anew, until a cause is
 * found, nothing is left that may run, or a limit is reached. What changes the cluster is never among it.
 */
export async function investigate(
  engine: Engine,
  exchange: Exchange,
  first: Reply,
  limits: LoopLimits,
  clock: Clock,
): Promise<Investigation> {
  const tried = new Set<string>();
  let reply = first;
  let ran = 0;
  for (let round = 0; round < limits.rounds; round += 1) {
    if (concluded(reply) && exchange.evidence.length > 0) return { reply, ran, stopped: "concluded" };
    const wanted = unattended(reply, exchange).filter((entry) => !tried.has(canonical(entry.command)));
    const affordable = wanted.slice(0, limits.commands - ran);
    if (wanted.length === 0) return { reply, ran, stopped: "nothing-left" };
    if (affordable.length === 0 || clock.now() - exchange.startedAt > limits.milliseconds) break;
    for (const entry of affordable) tried.add(canonical(entry.command));
    const outcome = await runCommands(affordable, exchange.context);
    exchange.add(outcome);
    ran += outcome.ran.length;
    exchange.context.signal.throwIfAborted();
    reply = await think(engine, exchange, clock.now());
    const spent = { rounds: round + 1, commands: ran };
    await exchange.context.progress?.keep(null, budgetEvent(exchange, limits, spent, clock.now()));
  }
  return { reply, ran, stopped: "limit" };
}

function concluded(reply: Reply): boolean {
  const { verdict, confidence } = reply.conclusion;
  return verdict !== "undecided" && confidence !== "possible" && reply.seeksFix !== true;
}

function unattended(reply: Reply, exchange: Exchange): WantedCommand[] {
  return reply.suggestions
    .map((suggestion): WantedCommand => ({ command: suggestion.command, asker: "unattended", files: {}, raw: null }))
    .filter((entry) => judge(entry, exchange.context).decision.verdict === "run");
}
