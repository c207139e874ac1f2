import type { Flag, KubectlCommand } from "../../kubectl/command.ts";
import { printCommand } from "../../kubectl/print.ts";
import { settle } from "../command-key.ts";
import type { Question } from "../question/understand.ts";
import { creatingFlags } from "./creating-flags.ts";
import type { FlagWords } from "./flag-words.ts";
import { readingFlags } from "./reading-flags.ts";
import { terminalFlags } from "./terminal-flags.ts";
import { writingFlags } from "./writing-flags.ts";

/** How the flags of each verb are said, for every verb that has flags with a meaning in words. */
export const flagsSaid: Readonly<Record<string, readonly FlagWords[]>> = {
  ...readingFlags,
  ...writingFlags,
  ...creatingFlags,
  ...terminalFlags,
};

/** A command with the flags that the question says besides what the command has already; unchanged when it says none. */
export function withFlagsSaid(question: Question, command: string): string {
  const settled = settle(command);
  if (settled === null) return command;
  const { command: known } = settled;
  const added: Flag[] = [];
  for (const words of flagsSaid[known.verb] ?? []) {
    const isThere = [...known.flags, ...added].some(({ name }) => name === words.flag || isOtherOf(name, words.flag));
    const value = isThere ? null : valueSaid(question, words, known);
    if (value !== null) added.push({ name: words.flag, value, position: 0 });
  }
  return added.length === 0 ? command : printCommand({ ...known, flags: [...known.flags, ...added] });
}

/** Flags of which a command takes only one. */
const either = [
  ["all", "selector"],
  ["grace-period", "now"],
  ["namespaces", "all-namespaces"],
  ["since", "since-time"],
  ["min-available", "max-unavailable"],
];

function isOtherOf(name: string, flag: string): boolean {
  return either.some((pair) => pair.includes(name) && pair.includes(flag) && name !== flag);
}

/** `without forcing`, `do not make it the default`, right before what is said. */
const denied = /\b(?:not|no|never|without|nor|(?:do|does|should|must|is|are|was|wo|ca)n't)(?: [\w-]+){0,2} $/i;

function valueSaid(
  { text, plain }: Question,
  { said, value, unless }: FlagWords,
  known: KubectlCommand,
): string | null {
  if (unless?.test(plain) === true) return null;
  const isNamed = new RegExp(`${said.source}|`).exec("")!.length > 1;
  const where = (isNamed ? text : plain).slice(0, 1000);
  const found = said.exec(where);
  if (found === null || denied.test(where.slice(Math.max(0, found.index - 40), found.index))) return null;
  if (typeof value === "function") return value(found);
  const given = value ?? (isNamed ? (found.slice(1).find((one) => one !== undefined) ?? null) : "true");
  return given !== null && isNamed && known.args.includes(given) ? null : given;
}
