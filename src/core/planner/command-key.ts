import type { KubectlCommand } from "../kubectl/command.ts";
import { parseCommand } from "../kubectl/parse.ts";
import { printCommand } from "../kubectl/print.ts";
import { remembered } from "../kubectl/remembered.ts";
import { flagOf, isAllNamespaces, namespaceOf, outputOf, targetsOf } from "../kubectl/targets.ts";

/** A command line in its canonical form with its meaning; null when the parser refuses it. */
export type Settled = { readonly command: KubectlCommand; readonly text: string };

export const settle = remembered((text: string): Settled | null => {
  const parsed = parseCommand(text);
  return parsed.ok ? { command: parsed.command, text: printCommand(parsed.command) } : null;
});

/**
 * The same for all spellings of one command: `po` and `pods`, `pod/web` and `pod web`, flags in any order, the namespace said or
 * taken from `namespace`.
 */
export function keyOf(command: KubectlCommand, namespace: string): string {
  const targets = targetsOf(command).map((target) => `${target.kind?.plural ?? target.resource}/${target.name ?? ""}`);
  const about = targets.length > 0 ? targets : command.args;
  const place = isAllNamespaces(command) ? "*" : (namespaceOf(command) ?? namespace);
  const flags = command.flags
    .filter((flag) => flag.name !== "namespace" && flag.name !== "all-namespaces")
    .map((flag) => `${flag.name}=${flag.value}`);
  return JSON.stringify([
    command.verb,
    [...about].sort(),
    place,
    flags.sort(),
    command.trailing ?? [],
    command.filters,
  ]);
}

/** Keys of what one answer answers: `get pods -o yaml` also answers `get pods`, and so do wider tables. */
export function keysAnswered(command: KubectlCommand, namespace: string): readonly string[] {
  const known = answeredBy.get(command);
  if (known?.namespace === namespace) return known.keys;
  const keys = keysOf(command, namespace);
  answeredBy.set(command, { namespace, keys });
  return keys;
}

/** A thread compares all that was answered with each message, and mostly in one namespace. */
const answeredBy = new WeakMap<KubectlCommand, { readonly namespace: string; readonly keys: readonly string[] }>();

function keysOf(command: KubectlCommand, namespace: string): readonly string[] {
  const own = keyOf(command, namespace);
  if (command.verb !== "get" || command.filters.length > 0) return [own];
  const output = outputOf(command);
  return output === "" || /^(wide|yaml|json)$/.test(output) ? [own, keyOf(plain(command), namespace)] : [own];
}

/** Keys that answer a command: its own, and for a plain table of one namespace that of all namespaces. */
export function keysAnswering(command: KubectlCommand, namespace: string): readonly string[] {
  const own = keyOf(command, namespace);
  const isList = command.verb === "get" || command.verb.startsWith("top ");
  if (!isList || outputOf(command) !== "" || flagOf(command, "show-labels") !== undefined) return [own];
  const bare = plain(command);
  const everywhere = [...bare.flags, { name: "all-namespaces", value: "true", position: 0 }];
  return [own, keyOf(bare, namespace), keyOf({ ...bare, flags: everywhere }, namespace)];
}

const cosmetic = new Set(["output", "sort-by", "show-labels", "no-headers", "label-columns", "show-kind"]);

function plain(command: KubectlCommand): KubectlCommand {
  return { ...command, flags: command.flags.filter((flag) => !cosmetic.has(flag.name)) };
}

const reads =
  /^(get|describe|logs|events|explain|top( \w+)?|api-resources|api-versions|version|cluster-info( dump)?|auth .*|config (view|current-context|get-.*)|rollout (status|history)|diff|wait|apply view-last-applied|)$/;

/** Whether a command leaves the cluster as it is. What the policy says of it is another matter. */
export function isRead(command: KubectlCommand): boolean {
  if (reads.test(command.verb)) return true;
  return command.verb === "set env" && command.flags.some((flag) => flag.name === "list" && flag.value !== "false");
}
