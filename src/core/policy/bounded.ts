import type { KubectlCommand } from "../kubectl/command.ts";
import { printCommand } from "../kubectl/print.ts";

/** The command as text without some flags and with others: what to run instead of one that never ends. */
export function bounded(
  command: KubectlCommand,
  without: readonly string[],
  also: readonly (readonly [name: string, value: string])[] = [],
): string {
  const kept = command.flags.filter((flag) => !without.includes(flag.name));
  const added = also.map(([name, value]) => ({ name, value, position: 0 }));
  return printCommand({ ...command, flags: [...kept, ...added] });
}
