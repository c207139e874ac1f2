import type { Evidence, Line } from "../../core/evidence/evidence.ts";
import { linesOf } from "../../core/evidence/lines-of.ts";

/** Characters of evidence that a model is shown; about four make a token. */
export const evidenceBudget = 32_000;
const widestLine = 400;
const widestTitle = 1_000;
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
  const shownOf = evidence.map((): Shown => ({ indices: new Set(), isTitled: false }));
  const purse = { left: budget };
  const newestFirst = evidence.map((_, index) => evidence.length - 1 - index);
  const byCommand = Map.groupBy(cited, (line) => line.command);
  for (const index of newestFirst) {
    const piece = evidence[index]!;
    take(piece, shownOf[index]!, purse, citedIndices(piece, byCommand.get(piece.command) ?? []));
  }
  for (const index of newestFirst) {
    if (purse.left <= 0) break;
    take(evidence[index]!, shownOf[index]!, purse, endIndices(linesOf(evidence[index]!).length));
  }
  const left = shownOf.filter((shown) => !shown.isTitled).length;
  const texts = evidence.flatMap((piece, index) => inWords(piece, index + 1, shownOf[index]!) ?? []);
  return [...(left === 0 ? [] : [`(${left} outputs not shown)`]), ...texts].join("\n\n");
}

/** What is shown of one output; one without a title is not mentioned. */
type Shown = { readonly indices: Set<number>; isTitled: boolean };

function citedIndices(piece: Evidence, cited: readonly Line[]): number[] {
  if (cited.length === 0) return [];
  const lines = linesOf(piece);
  const inStdout = lines.filter((line) => line.stream === undefined).length;
  return cited
    .map((line) => line.line - 1 + (line.stream === "stderr" ? inStdout : 0))
    .filter((index, at) => lines[index]?.text.trim() === cited[at]!.text.trim());
}

function endIndices(count: number): number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  return count <= wholeUpTo ? all : [...all.slice(0, head), ...all.slice(count - tail)];
}

function take(piece: Evidence, shown: Shown, purse: { left: number }, wanted: readonly number[]): void {
  const lines = linesOf(piece);
  const title = shown.isTitled ? 0 : Math.min(piece.command.length, widestTitle) + 40;
  if (title > purse.left || (wanted.length === 0 && lines.length > 0)) return;
  purse.left -= title;
  shown.isTitled = true;
  for (const index of wanted) {
    const cost = Math.min(lines[index]!.text.length, widestLine) + 8;
    if (shown.indices.has(index) || cost > purse.left) continue;
    purse.left -= cost;
    shown.indices.add(index);
  }
}

function inWords(piece: Evidence, number: number, { indices, isTitled }: Shown): string | null {
  if (!isTitled) return null;
  const lines = linesOf(piece);
  const exit = piece.exitCode === null ? "" : `, exit code ${piece.exitCode}`;
  const rows = [`${number}. ${oneLine(piece.command) || "(pasted output)"} (${lines.length} lines${exit})`];
  let next = 0;
  for (const index of [...indices].sort((one, other) => one - other)) {
    const { stream, line, text } = lines[index]!;
    rows.push(...gap(index - next), `${stream === "stderr" ? "stderr " : ""}${line}| ${cut(text)}`);
    next = index + 1;
  }
  return [...rows, ...gap(lines.length - next)].join("\n");
}

function gap(count: number): string[] {
  return count === 0 ? [] : [`(${count} lines not shown)`];
}

function cut(text: string): string {
  return text.length > widestLine ? `${text.slice(0, widestLine)} …` : text;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, widestTitle);
}
