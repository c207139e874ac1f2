import type { Exchange } from "./exchange.ts";
import type { LoopLimits } from "./investigate.ts";
import type { BudgetEvent } from "./turn-event.ts";

/** What an investigation has spent by now of what it may spend; tokens and money once a model has said what it took. */
export function budgetEvent(
  { startedAt, usage }: Exchange,
  limits: LoopLimits,
  spent: { readonly rounds: number; readonly commands: number },
  now: number,
): BudgetEvent {
  const seconds = Math.round((now - startedAt) / 100) / 10;
  const measures = { rounds: limits.rounds, commands: limits.commands, seconds: limits.milliseconds / 1000 };
  const used = { ...spent, seconds };
  const exhausted = (["rounds", "commands", "seconds"] as const).find((measure) => used[measure] >= measures[measure]);
  return {
    type: "budget",
    spent: {
      ...used,
      ...(usage !== null && { tokens: usage.inputTokens + usage.outputTokens }),
      ...(usage?.costUsd != null && { usd: usage.costUsd }),
    },
    limits: { ...measures, ...(usage !== null && { tokens: null, usd: null }) },
    exhausted: exhausted ?? null,
  };
}
