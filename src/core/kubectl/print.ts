import type { Filter, Flag, KubectlCommand } from "./command.ts";
import { flagNamed, verbNamed } from "./verbs.ts";

/** The command line in its canonical form: verb, arguments, flags, what follows `--`, filters. Parsing it gives the command back. */
export function printCommand(command: KubectlCommand): string {
  const words = [
    "kubectl",
    ...command.verb.split(" "),
    ...command.args,
    ...command.flags.flatMap((flag) => shown(flag, command)),
  ];
  if (command.trailing !== undefined) words.push("--", ...command.trailing);
  return [words.map(quote).join(" "), ...command.filters.map(printFilter)].join(" | ");
}

/** The arguments for the kubectl process, without the program itself and without the filters. Every flag is `--name=value`. */
export function toArguments(command: KubectlCommand): string[] {
  const flags = command.flags.map((flag) => `--${flag.name}=${flag.value}`);
  const trailing = command.trailing === undefined ? [] : ["--", ...command.trailing];
  return [...command.verb.split(" "), ...command.args, ...flags, ...trailing];
}

function printFilter(filter: Filter): string {
  return [filter.program, ...filter.args].map(quote).join(" ");
}

/** Flags that people know by their letter. */
const letters: ReadonlyMap<string, string> = new Map([
  ["namespace", "n"],
  ["output", "o"],
  ["selector", "l"],
  ["container", "c"],
  ["containers", "c"],
  ["filename", "f"],
  ["all-namespaces", "A"],
  ["label-columns", "L"],
  ["patch", "p"],
]);

function shown(flag: Flag, command: KubectlCommand): readonly string[] {
  const spec = flagNamed(flag.name, verbNamed(command.verb));
  const letter = letters.get(flag.name);
  // `--raw /api/v1/nodes`, as everybody writes it
  if (flag.name === "raw" && flag.value.startsWith("/")) return [`--${flag.name}`, flag.value];
  const hasLetter = letter !== undefined && spec?.shorthand === letter;
  if (spec?.type === "boolean" && flag.value === "true") return [hasLetter ? `-${letter}` : `--${flag.name}`];
  return hasLetter && spec?.type !== "boolean" ? [`-${letter}`, flag.value] : [`--${flag.name}=${flag.value}`];
}

function quote(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
