import { parseCommand } from "../../core/kubectl/parse.ts";
import { splitCommands } from "../../core/kubectl/split.ts";
import { isRead } from "../../core/planner/command-key.ts";

const most = 5;
const longestLine = 4_000;

/**
 * The kubectl commands that a model wrote into its text: lines in fences or standing alone, and reads in backticks in a sentence (what
 * a sentence says of a change may be a warning). Only what parses as it is, and not `quoted` of what a cluster printed. Reads first.
 */
export function commandsInProse(text: string, quoted: (command: string) => boolean): readonly string[] {
  const found = new Set(candidates(text).filter((command) => !quoted(command)));
  const reads = [...found].filter(isReading);
  return [...reads, ...[...found].filter((command) => !isReading(command))].slice(0, most);
}

function candidates(text: string): readonly string[] {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .replace(/\\\n[ \t]*/g, " ")
    .split("\n")
    .map((line) => line.slice(0, longestLine).trim());
  let isFenced = false;
  return lines.flatMap((line, at) => {
    if (/^(?:```|~~~)/.test(line)) {
      isFenced = !isFenced;
      return [];
    }
    const bare = line.replace(/^(?:[-*]|\d{1,2}[.)])\s+/, "").replace(/^\$\s+/, "");
    if (!beginsKubectl(bare)) return isFenced ? [] : inBackticks(line);
    return isFenced || (isLone(lines[at - 1]) && isLone(lines[at + 1]) && !isSentence(bare)) ? whole(bare) : [];
  });
}

function beginsKubectl(text: string): boolean {
  return /^kubectl\s/.test(text);
}

/** Whether a line beside this one leaves it alone: no paragraph goes on from it or into it. */
function isLone(neighbour = ""): boolean {
  return neighbour === "" || /^(?:```|~~~)|^(?:(?:[-*$]|\d{1,2}[.)])\s+)*`?kubectl\s|:$/.test(neighbour);
}

/** `kubectl get pods shows the failing one.` parses, as a list of names. */
function isSentence(line: string): boolean {
  return /[.:,!?]$|\s(?:and|for|shows?|that|the|then|to|which|will|with)\s/i.test(line);
}

function inBackticks(line: string): readonly string[] {
  return line
    .split("`")
    .filter((part, index) => index % 2 === 1 && beginsKubectl(part.trim().replace(/^\$\s+/, "")))
    .flatMap(whole)
    .filter(isReading);
}

/** The commands of a line, without its comment; none where one of them does not parse. */
function whole(line: string): readonly string[] {
  const parts = splitCommands(line);
  return parts.every((part) => parseCommand(part).ok) ? parts : [];
}

function isReading(command: string): boolean {
  const parsed = parseCommand(command);
  return parsed.ok && isRead(parsed.command);
}
