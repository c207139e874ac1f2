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
  const used: Readonly<Record<string, number>> = {
    ...spent,
    seconds,
    ...(usage !== null && { tokens: usage.inputTokens + usage.outputTokens }),
    ...(usage?.costUsd != null && { usd: usage.costUsd }),
  };
  const most: Readonly<Record<string, number>> = {
    rounds: limits.rounds,
    commands: limits.commands,
    seconds: limits.milliseconds / 1000,
    ...(usage !== null && { tokens: limits.tokens, usd: limits.usd }),
  };
  const exhausted = Object.keys(most).find((measure) => (used[measure] ?? 0) >= most[measure]!);
  return { type: "budget", spent: used, limits: most, exhausted: exhausted ?? null };
}

const units: ReadonlyMap<string, (amount: number) => string> = new Map([
  ["rounds", (amount) => `${amount} ${amount === 1 ? "round" : "rounds"} of reads`],
  ["commands", (amount) => `${amount} ${amount === 1 ? "command" : "commands"}`],
  ["seconds", (amount) => `${amount} seconds`],
  ["tokens", (amount) => `${amount} tokens of the model`],
  ["usd", (amount) => `$${amount} of the model`],
]);

/** Says that the investigation has stopped for its budget, and what it would have done next. */
export function budgetNote({ limits, exhausted }: BudgetEvent, next: readonly string[]): string {
  const measure = exhausted ?? "";
  const amount = units.get(measure)?.(limits[measure] ?? 0) ?? measure;
  const shown = next.slice(0, 6).map((command) => `  ${command}`);
  const more = next.length > 6 ? [`  and ${next.length - 6} more`] : [];
  const title = `The budget of this investigation is spent (${amount}).`;
  if (next.length === 0) return title;
  return [`${title} It would have gone on with:`, ...shown, ...more].join("\n");
}
