import type { Outcome } from "./play.ts";

/** The table of a run, as Markdown, with its totals. */
export function reportOf(outcomes: readonly Outcome[], about: string): string {
  const rows = outcomes.map(
    (outcome) =>
      `| ${outcome.id} | ${outcome.fault === null ? "yes" : `no: ${inCell(outcome.fault)}`} | ${outcome.commands} | ${(outcome.milliseconds / 1000).toFixed(1)} | ${fixedIn(outcome)} |`,
  );
  return [
    `${about}\n`,
    totals(outcomes),
    "",
    "| scenario | right cause | commands | seconds | fixed |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

export function totals(outcomes: readonly Outcome[]): string {
  const right = outcomes.filter((outcome) => outcome.fault === null).length;
  const fixable = outcomes.filter((outcome) => outcome.fixed !== null);
  const fixed = fixable.filter((outcome) => outcome.fixed).length;
  return [
    `Right causes: ${right} of ${outcomes.length} (${percent(right, outcomes.length)}).`,
    `Well again after the approved fix: ${fixed} of ${fixable.length} (${percent(fixed, fixable.length)}).`,
    `Commands to the conclusion: median ${median(outcomes.map((outcome) => outcome.commands))}.`,
    `Seconds to the conclusion: median ${(median(outcomes.map((outcome) => outcome.milliseconds)) / 1000).toFixed(1)}.`,
  ].join(" ");
}

function fixedIn({ fixed, approved }: Outcome): string {
  if (fixed === null) return "no command can";
  const commands = approved.map((command) => `\`${inCell(command)}\``).join("<br>");
  return fixed ? `yes: ${commands}` : `no${commands === "" ? ": none proposed" : `: ${commands}`}`;
}

/** One line, without what ends a cell. */
function inCell(text: string): string {
  const line = text.split("\n", 1)[0]!.replaceAll("|", "\\|");
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "none" : `${Math.round((100 * part) / whole)}%`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
