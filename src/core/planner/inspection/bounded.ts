import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Flag, KubectlCommand } from "../../kubectl/command.ts";
import { printCommand } from "../../kubectl/print.ts";
import { flagOf } from "../../kubectl/targets.ts";
import { settle } from "../command-key.ts";

/** A suggestion that ends by itself; `endless` is the command that goes on and on, when that is what was asked for. */
export type Bounded = Suggestion & { readonly endless?: string };

/** What follows or watches shows nothing before it is stopped, and is never run from here: the same command, asked once, does. */
export function bounded(draft: Suggestion): Bounded {
  const settled = settle(draft.command);
  const flags = settled === null ? null : boundedFlags(settled.command);
  if (settled === null || flags === null) return draft;
  return { ...draft, command: printCommand({ ...settled.command, flags }), endless: settled.text };
}

/** In seconds: how long `kubectl wait` waits when nothing is said. */
const longestWait = 30;

/** The flags with which a command ends by itself; null when it does so already. */
function boundedFlags(command: KubectlCommand): readonly Flag[] | null {
  const { verb, flags } = command;
  const without = (...names: readonly string[]) => flags.filter((flag) => !names.includes(flag.name));
  const isOn = (name: string) => flagOf(command, name) === "true";
  if (verb === "logs" && isOn("follow")) {
    const isShort = ["tail", "since", "since-time"].some((name) => flagOf(command, name) !== undefined);
    return [...without("follow"), ...(isShort ? [] : [flag("tail", "200")])];
  }
  if (verb === "rollout status")
    return flagOf(command, "watch") === "false" ? null : [...flags, flag("watch", "false")];
  if (isOn("watch") || isOn("watch-only")) return without("watch", "watch-only", "output-watch-events");
  const waited = verb === "wait" ? /^(\d+)(s|m|h)$/.exec(flagOf(command, "timeout") ?? "") : null;
  if (waited === null || (waited[2] === "s" && Number(waited[1]) <= longestWait)) return null;
  return [...without("timeout"), flag("timeout", `${longestWait}s`)];
}

function flag(name: string, value: string): Flag {
  return { name, value, position: 0 };
}

const ownVerbs =
  /^(edit|cp|port-forward|proxy|attach|kustomize|plugin list|apply edit-last-applied|config (use|set|rename|delete|unset)\b.*)$/;
const ownFlags = [
  "kustomize",
  "from-file",
  "from-env-file",
  "cert",
  "key",
  "output-directory",
  "patch-file",
  "context",
  "kubeconfig",
];

/** Whether a command works on somebody's own machine, where alone it makes sense: its files, ports, terminal, kubeconfig; another cluster. */
export function isOwn(text: string): boolean {
  const command = settle(text)?.command;
  if (command === undefined) return false;
  const file = flagOf(command, "filename");
  return (
    ownVerbs.test(command.verb) ||
    (file !== undefined && file !== "-") ||
    ["stdin", "tty"].some((name) => flagOf(command, name) === "true") ||
    ownFlags.some((name) => flagOf(command, name) !== undefined)
  );
}
