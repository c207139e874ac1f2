import type { Suggestion } from "../../diagnosis/finding.ts";
import { printCommand } from "../../kubectl/print.ts";
import { settle } from "../command-key.ts";
import type { Question } from "../question/understand.ts";

/** Commands with `--context` or `--kubeconfig`, where the question says how the cluster is to be reached; else as they are. */
export function connected(
  { connection }: Pick<Question, "connection">,
  commands: readonly Suggestion[],
): readonly Suggestion[] {
  if (connection === undefined) return commands;
  const flags = Object.entries(connection).map(([name, value]) => ({ name, value, position: 0 }));
  return commands.map((one) => {
    const known = settle(one.command)?.command;
    if (known === undefined || known.flags.some(({ name }) => Object.hasOwn(connection, name))) return one;
    return { ...one, command: printCommand({ ...known, flags: [...known.flags, ...flags] }) };
  });
}
