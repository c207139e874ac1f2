import type { Reply } from "../planner/situation.ts";
import { canonical } from "./answered.ts";
import { budgetEvent, budgetNote } from "./budget-event.ts";
import type { Exchange } from "./exchange.ts";
import type { Clock, Engine } from "./ports.ts";
import { judge, runCommands, type WantedCommand } from "./run-commands.ts";
import { think } from "./think.ts";
import type { BudgetEvent } from "./turn-event.ts";

/** What `execute_all` may spend on one message; tokens, in and out, and US dollars are those of models. */
export type LoopLimits = {
  readonly rounds: number;
  readonly commands: number;
  readonly milliseconds: number;
  readonly tokens: number;
  readonly usd: number;
};

export type Investigation = {
  readonly reply: Reply;
  readonly ran: number;
  readonly stopped: "concluded" | "nothing-left" | "limit";
};

/**
 * Rounds of reads: what the engine suggests and the policy lets run unattended is run, read, and answered anew, until a cause is
 * found, nothing is left that may run, or a limit is reached; then the reply says so, and what would have come next. What changes the
 * cluster is never among it.
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
  for (let rounds = 0; ; rounds += 1) {
    if (concluded(reply) && (exchange.evidence.length > 0 || isLookedUp(reply)))
      return { reply, ran, stopped: "concluded" };
    const wanted = unattended(reply, exchange).filter((entry) => !tried.has(canonical(entry.command)));
    if (wanted.length === 0) return { reply, ran, stopped: "nothing-left" };
    const budget = budgetEvent(exchange, limits, { rounds, commands: ran }, clock.now());
    if (budget.exhausted !== null) return { reply: withNote(reply, budget, wanted), ran, stopped: "limit" };
    const affordable = wanted.slice(0, limits.commands - ran);
    for (const entry of affordable) tried.add(canonical(entry.command));
    const outcome = await runCommands(affordable, exchange.context);
    exchange.add(outcome);
    ran += outcome.ran.length;
    exchange.context.signal.throwIfAborted();
    reply = await think(engine, exchange, clock.now());
    const spent = { rounds: rounds + 1, commands: ran };
    await exchange.context.progress?.keep(null, budgetEvent(exchange, limits, spent, clock.now()));
  }
}

function withNote(reply: Reply, budget: BudgetEvent, wanted: readonly WantedCommand[]): Reply {
  const note = budgetNote(
    budget,
    wanted.map(({ command }) => command),
  );
  return { ...reply, text: `${reply.text}\n\n${note}` };
}

function concluded(reply: Reply): boolean {
  const { verdict, confidence } = reply.conclusion;
  return verdict !== "undecided" && confidence !== "possible" && reply.seeksFix !== true;
}

/** What was to be seen stands in what the thread has read already; what its reply proposes besides was not asked for. */
const isLookedUp = ({ conclusion }: Reply): boolean => conclusion.verdict === "answered";

function unattended(reply: Reply, exchange: Exchange): WantedCommand[] {
  return reply.suggestions
    .map((suggestion): WantedCommand => ({ command: suggestion.command, asker: "unattended", files: {}, raw: null }))
    .filter((entry) => judge(entry, exchange.context).decision.verdict === "run");
}
