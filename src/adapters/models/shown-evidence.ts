import type { Evidence, Line } from "../../core/evidence/evidence.ts";
import { linesOf } from "./evidence-lines.ts";

/** Characters of evidence that a model is shown; about four make a token. */
export const evidenceBudget = 32_000;
const widestLine = 400;
const wholeUpTo = 80;
const head = 25;
const tail = 35;

/**
 * The lines of the evidence that a model sees, oldest evidence first, each with its number and a bar before it, so that no line can
 * pass for words of ours. Cited lines come first, then short outputs whole and long ones by head and tail, the newest outputs before
 * older ones, until the budget is spent. What is left out is counted.
 */
export function showEvidence(
  evidence: readonly Evidence[],
  cited: readonly Line[],
  budget: number = evidenceBudget,
): string {
  const isCited = citedLines(cited);
  const kept = evidence.map(() => new Set<number>());
  const purse = { left: budget };
  const newestFirst = evidence.map((_, index) => evidence.length - 1 - index);
  for (const index of newestFirst) take(evidence[index]!, kept[index]!, purse, isCited);
  for (const index of newestFirst) take(evidence[index]!, kept[index]!, purse, isAtAnEnd);
  return evidence.map((piece, index) => shown(piece, index + 1, kept[index]!)).join("\n\n");
}

type Wanted = (line: Line, index: number, count: number) => boolean;

function citedLines(cited: readonly Line[]): Wanted {
  const keys = new Set(cited.map(keyOf));
  return (line) => keys.has(keyOf(line));
}

function keyOf(line: Line): string {
  return JSON.stringify([line.command, line.stream ?? "", line.line, line.text]);
}

const isAtAnEnd: Wanted = (_line, index, count) => count <= wholeUpTo || index < head || index >= count - tail;

function take(piece: Evidence, kept: Set<number>, purse: { left: number }, isWanted: Wanted): void {
  const lines = linesOf(piece);
  lines.forEach((line, index) => {
    if (kept.has(index) || !isWanted(line, index, lines.length)) return;
    const cost = Math.min(line.text.length, widestLine) + 8;
    if (cost > purse.left) return;
    purse.left -= cost;
    kept.add(index);
  });
}

function shown(piece: Evidence, number: number, kept: ReadonlySet<number>): string {
  const lines = linesOf(piece);
  const rows: string[] = [];
  let skipped = 0;
  lines.forEach((line, index) => {
    if (!kept.has(index)) {
      skipped += 1;
      return;
    }
    rows.push(...gap(skipped), `${line.stream === "stderr" ? "stderr " : ""}${line.line}| ${cut(line.text)}`);
    skipped = 0;
  });
  const exit = piece.exitCode === null ? "" : `, exit code ${piece.exitCode}`;
  const title = `${number}. ${oneLine(piece.command) || "(pasted output)"} (${lines.length} lines${exit})`;
  return [title, ...rows, ...gap(skipped)].join("\n");
}

function gap(count: number): string[] {
  return count === 0 ? [] : [`(${count} lines not shown)`];
}

function cut(text: string): string {
  return text.length > widestLine ? `${text.slice(0, widestLine)} …` : text;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 1_000);
}
