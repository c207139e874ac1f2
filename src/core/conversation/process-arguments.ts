import type { KubectlCommand } from "../kubectl/command.ts";
import { toArguments } from "../kubectl/print.ts";
import { isAllNamespaces, namespaceOf } from "../kubectl/targets.ts";

/** The arguments that the kubectl process gets: the default namespace stands first where the command names none and does not ask for all. */
export function processArguments(command: KubectlCommand, namespace: string | undefined): string[] {
  const args = toArguments(command);
  if (namespace === undefined || namespaceOf(command) !== null || isAllNamespaces(command)) return args;
  return [`--namespace=${namespace}`, ...args];
}
