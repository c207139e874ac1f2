import type { Line } from "./evidence.ts";

/**
 * What one command printed, as lines. `original` is what is cited (a line end is `\n` or `\r\n`), `plain` the same lines without
 * terminal colours, for reading; both count from `from`, the number of the first line within the stream.
 */
export type PrintedLines = {
  readonly command: string;
  readonly stream: "stdout" | "stderr";
  readonly from: number;
  readonly original: readonly string[];
  readonly plain: readonly string[];
};

/** A pasted text cut at the prompts in it: each command line pasted along, with what follows it. */
export type PastedPart = { readonly command: string; readonly firstLine: number; readonly lines: readonly string[] };

/** Lines as they are cited: cut at `\n` or `\r\n`. */
function linesOf(text: string): readonly string[] {
  const lines = text.includes("\r") ? text.split(/\r?\n/) : text.split("\n");
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}

/** The same line as a person sees it: no terminal colours or cursor moves, and of overwritten text only the last. */
export function withoutTerminalCodes(line: string): string {
  let plain = line;
  if (plain.includes("\u001b")) plain = plain.replace(/\u001b(?:\[[0-9;?]*[@-~]|\][^\u0007]*\u0007|[@-Z\\^_])/g, "");
  if (plain.includes("\r")) plain = plain.slice(plain.lastIndexOf("\r") + 1);
  return plain;
}

/** The lines of a text for reading and for citing. */
export function printedLines(text: string, command: string, stream: "stdout" | "stderr" = "stdout"): PrintedLines {
  return printedPart(linesOf(text), 1, command, stream);
}

export function printedPart(
  original: readonly string[],
  from: number,
  command: string,
  stream: "stdout" | "stderr",
): PrintedLines {
  const dressed = original.some((line) => line.includes("\u001b") || line.includes("\r") || leftOut.test(line));
  return { command, stream, from, original, plain: dressed ? original.map(plainLine) : original };
}

/** The line that stands where an output over the limit was cut; kubectl did not print it. */
const leftOut = /^\.\.\. \[\d+ bytes left out here: the output is over the limit\] \.\.\.$/;

const plainLine = (line: string) => (leftOut.test(line) ? "" : withoutTerminalCodes(line));

/** Cites the line at an index into the lines; an index outside them cites the nearest line there is. */
export function lineAt(lines: PrintedLines, index: number): Line {
  const within = Math.max(0, Math.min(index, lines.original.length - 1));
  const line = { command: lines.command, line: lines.from + within, text: lines.original[within] ?? "" };
  return lines.stream === "stderr" ? { ...line, stream: "stderr" } : line;
}

/**
 * Cuts a pasted text at the command lines pasted along (`$ kubectl get pods`, `root@host:~# kubectl ...`, or the bare command).
 * Text before the first of them belongs to `command`.
 */
export function pastedParts(text: string, command: string): readonly PastedPart[] {
  const lines = linesOf(text);
  const parts: { command: string; firstLine: number; lines: string[] }[] = [{ command, firstLine: 1, lines: [] }];
  lines.forEach((line, index) => {
    const pasted = commandIn(withoutTerminalCodes(line));
    if (pasted === undefined) parts.at(-1)!.lines.push(line);
    else parts.push({ command: pasted, firstLine: index + 2, lines: [] });
  });
  return parts.filter((part) => part.lines.some((line) => line.trim() !== ""));
}

/** The command of a prompt line, of kubectl or of a program that prints its own tables as kubectl would, or undefined when the line is output. */
function commandIn(line: string): string | undefined {
  const start = line.search(/(?:kubectl|oc|k|velero|flux) +[a-z]/);
  if (start < 0 || start > 120) return undefined;
  const before = line.slice(0, start).trimEnd();
  const isPrompt = before !== "" && /[$#>%❯➜»]$/.test(before);
  const isBare = before === "" && line.startsWith("kubectl ");
  return isPrompt || isBare ? line.slice(start).trim() : undefined;
}

/** Whether a line is a command of kubectl, with or without a prompt before it. */
export function isPromptLine(line: string): boolean {
  return commandIn(withoutTerminalCodes(line)) !== undefined;
}

/** The lines of a text without colours, carriage returns, prompts and pasted commands, each with its number and original text. */
export function plainLines(
  text: string,
): readonly { readonly number: number; readonly text: string; readonly original: string }[] {
  return linesOf(text).flatMap((original, index) => {
    const plain = withoutTerminalCodes(original);
    return commandIn(plain) === undefined ? [{ number: index + 1, text: plain, original }] : [];
  });
}
