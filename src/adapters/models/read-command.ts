import { parseCommand } from "../../core/kubectl/parse.ts";
import { splitCommands } from "../../core/kubectl/split.ts";

/**
 * The command line in what a model answered: out of its fence, without prompt sign, label and prose around, `kubectl` put in front
 * where that alone was missing; of several kubectl commands the first. "" when the model says that there is none. What cannot be
 * cleaned comes back as it is, for the parser to refuse: nothing is cut away to make a command pass.
 */
export function readCommand(answer: string): string {
  const text = withoutThoughts(answer).trim();
  if (/^["'`]?none["'`.]?$/i.test(text)) return "";
  const lines = joined(fenced(text) ?? text)
    .split("\n")
    .map(bare)
    .filter((line) => line !== "");
  const line = lines.find(beginsKubectl) ?? quoted(text) ?? lines.find(lacksOnlyKubectl);
  if (line === undefined) return text;
  return firstOf(beginsKubectl(line) ? line : `kubectl ${line}`);
}

/** Reasoning models behind a plain server think aloud. */
export function withoutThoughts(text: string): string {
  const end = text.lastIndexOf("</think>");
  return end === -1 ? text : text.slice(end + "</think>".length);
}

/** What stands in the first code fence that holds something. */
function fenced(text: string): string | null {
  const parts = text.split(/^[ \t]*(?:```|~~~)[^\n]*$/m);
  return parts.find((part, index) => index % 2 === 1 && part.trim() !== "") ?? null;
}

function joined(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[ \t]*\\\n[ \t]*/g, " ");
}

/** A line without what people put around a command: list mark, label, prompt sign, code quotes. */
function bare(line: string): string {
  let rest = line.trim();
  rest = rest.replace(/^(?:[-*]|\d{1,2}[.)])\s+/, "");
  rest = rest.replace(/^\**(?:kubectl )?(?:command|answer|output|run)\**:\**\s*/i, "");
  rest = rest.replace(/^[$#%>]\s+/, "");
  const quotes = /^(`+)([^`]*)\1[.:]?$/.exec(rest);
  return (quotes?.[2] ?? rest).trim().replace(/^\$\s+/, "");
}

function beginsKubectl(line: string): boolean {
  return /^kubectl(?:\s|$)/.test(line);
}

/** A command in code quotes in the middle of prose. */
function quoted(text: string): string | undefined {
  return text
    .split("`")
    .filter((_, index) => index % 2 === 1)
    .map((part) => part.trim())
    .find(beginsKubectl);
}

function lacksOnlyKubectl(line: string): boolean {
  return parseCommand(`kubectl ${line}`).ok;
}

/** Of several kubectl commands on a line the first; with anything else among them the line stays whole, and is refused. */
function firstOf(line: string): string {
  const parts = splitCommands(line);
  const [first] = parts;
  return first !== undefined && parts.every(beginsKubectl) ? first : line;
}
