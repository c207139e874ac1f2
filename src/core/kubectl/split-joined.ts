import { parseCommand } from "./parse.ts";
import { splitCommands } from "./split.ts";

/**
 * The commands that a line joins by `;` or `&&` outside quotes, in their order; null where it is not several commands, or where one of
 * them is no kubectl command by itself: nothing is cut away to make the rest pass.
 */
export function splitJoined(line: string): readonly string[] | null {
  if (!/;|&&/.test(line)) return null;
  const parts = splitCommands(line);
  const isWhole = parts.length > 1 && parts.every((part) => parseCommand(part).ok);
  return isWhole ? parts : null;
}
