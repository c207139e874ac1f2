import type { Evidence, Line } from "../../core/evidence/evidence.ts";
import { linesOf } from "../../core/evidence/lines-of.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { linesThatMatter, shortened } from "./lines-that-matter.ts";
import { oneLine } from "./one-line.ts";

/** One output as a model sees it, and what that costs. It depends on the output, its number and the topic alone. */
export type Rendered = {
  /** Every line; the same as `full` where that would be too much for any thread. */
  readonly whole: Sized;
  /** The lines that matter. */
  readonly full: Sized;
  /** The command, and the few lines that findings would cite. */
  readonly brief: Sized;
  readonly piece: Evidence;
};

type Sized = { readonly text: string; readonly tokens: number; readonly indices: ReadonlySet<number> };

const known = new WeakMap<Evidence, { readonly key: string; readonly rendered: Rendered }>();
const mostInBrief = 3;
const smallCharacters = 20_000;

/**
 * Each line has its number and a bar before it, so that no line can pass for words of ours. `topic` is what the thread is about, as
 * words. Remembered as long as the evidence lives.
 */
export function renderOutput(piece: Evidence, number: number, topic: string): Rendered {
  const key = `${number} ${topic}`;
  const before = known.get(piece);
  if (before?.key === key) return before.rendered;
  const { indices, cited } = linesThatMatter(piece, wordsOf(topic));
  const full = sized(piece, number, indices, cited);
  const all = new Set(linesOf(piece).keys());
  const isSmall = piece.stdout.length + piece.stderr.length < smallCharacters;
  const rendered = {
    whole: isSmall ? sized(piece, number, all, all) : { ...full, tokens: Number.POSITIVE_INFINITY },
    full,
    brief: sized(piece, number, new Set([...cited].slice(0, mostInBrief)), new Set()),
    piece,
  };
  known.set(piece, { key, rendered });
  return rendered;
}

/** Whether a line is among those shown. */
export function shows({ piece }: Rendered, { indices }: Sized, line: Line): boolean {
  if (piece.command !== line.command) return false;
  const lines = linesOf(piece);
  const inStdout = line.stream === "stderr" ? lines.filter(({ stream }) => stream === undefined).length : 0;
  const index = line.line - 1 + inStdout;
  return indices.has(index) && lines[index]?.text === line.text;
}

const commonWords = new Set(
  "what which when where there this that with from have does show tell about please kubectl list give many much cluster namespace".split(
    " ",
  ),
);

function wordsOf(topic: string): ReadonlySet<string> {
  const words = topic.toLowerCase().match(/[a-z][a-z0-9]{3,30}/g) ?? [];
  return new Set(words.filter((word) => !commonWords.has(word)).slice(0, 40));
}

function sized(piece: Evidence, number: number, indices: ReadonlySet<number>, cited: ReadonlySet<number>): Sized {
  const lines = linesOf(piece);
  const exit = piece.exitCode === null || piece.exitCode === 0 ? "" : `, exit code ${piece.exitCode}`;
  const isWhole = indices.size === lines.length;
  const count = isWhole ? "whole" : `${indices.size} of ${lines.length} lines`;
  const rows = [`${number}. ${oneLine(piece.command) || "(pasted output)"} (${count}${exit})`];
  for (const index of [...indices].sort((one, other) => one - other)) {
    const { stream, line, text } = lines[index]!;
    rows.push(`${stream === "stderr" ? "stderr " : ""}${line}| ${tight(shortened(text, cited.has(index)))}`);
  }
  const text = rows.join("\n");
  return { text, tokens: estimateTokens(text), indices };
}

/** The blanks that fill up tables tell nothing; the two that part columns stay. Other ends of lines than ours are none. */
function tight(text: string): string {
  return text
    .replace(/ {3,}/g, "  ")
    .replace(/[\u2028\u2029\u0085\v\f\r]/g, " ")
    .trimEnd();
}
