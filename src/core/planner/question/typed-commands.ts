import { parseCommand } from "../../kubectl/parse.ts";

/** A line that is nothing but a kubectl command, whatever list or prompt it stands in: `1. kubectl get pods`, `- \`kubectl top nodes\``. */
const commandLine =
  /^\s*(?:[-*•]|\d{1,2}[.)]|\$|>|#)?\s*`{0,3}\$?\s*((?:kubectl|k)\s+[^`\n]{3,2000}?)`{0,3}\s*[;,]?\s*$/;

/** `kubectl drain of worker-1 hangs` is a sentence. */
const prose = /^[^'"]*?\s(?:of|is|are|the|hangs|fails|why|does|and|not|shows|says|gives|returns|works|a|an|to)(?:\s|$)/;

const line = (text: string) => commandLine.exec(text)?.[1]?.replace(/^k\s/, "kubectl ") ?? null;

/** The commands that a message lists, one a line, in their order; empty unless there are at least two that can be read. */
export function typedIn(text: string): readonly string[] {
  if (!/\bk(?:ubectl)?\s/.test(text)) return [];
  const lines = text
    .slice(0, 20_000)
    .split("\n")
    .map(line)
    .filter((one) => one !== null)
    .filter((one) => !prose.test(one) && parseCommand(one).ok);
  return lines.length < 2 ? [] : [...new Set(lines)].slice(0, 20);
}

/** What a message says besides the commands that it lists. */
export function withoutTyped(text: string): string {
  return text
    .split("\n")
    .filter((one) => line(one) === null && !/^\s*```\w*\s*$/.test(one))
    .join("\n");
}
