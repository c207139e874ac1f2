import type { KubectlCommand } from "../../../../src/core/kubectl/command.ts";
import { kindNamed } from "../../../../src/core/kubectl/kinds.ts";
import { parseCommand } from "../../../../src/core/kubectl/parse.ts";
import { flagOf, targetsOf } from "../../../../src/core/kubectl/targets.ts";

/**
 * Whether two command lines ask kubectl for the same: verb, objects, flags, what follows `--`. How the answer is printed
 * (format, order, how many lines, whether it is followed, filters behind a pipe) counts for nothing, nor does `-n default`.
 */
export function isSameCommand(one: string, other: string): boolean {
  const [first, second] = [meaning(one), meaning(other)];
  return first !== null && first === second;
}

const presentation = new Set(
  `output sort-by watch no-headers show-labels template label-columns timestamps prefix follow tail limit-bytes stdin tty`.split(
    " ",
  ),
);

function meaning(text: string): string | null {
  const parsed = parseCommand(text.startsWith("kubectl") ? text : `kubectl ${text}`);
  if (!parsed.ok) return null;
  const { command } = parsed;
  return JSON.stringify([verbOf(command), objectsOf(command), flagsOf(command), (command.trailing ?? []).join(" ")]);
}

function verbOf(command: KubectlCommand): string {
  const isEvents = command.verb === "get" && targetsOf(command)[0]?.kind?.kind === "Event";
  return isEvents ? "events" : command.verb;
}

function objectsOf(command: KubectlCommand): readonly string[] {
  if (command.verb === "events" || verbOf(command) === "events") return [];
  if (command.verb === "explain")
    return command.args.map((path) => path.replace(/^[a-z]+/, (kind) => kindNamed(kind)?.plural ?? kind));
  const targets = targetsOf(command).map(({ kind, resource, name }) => `${kind?.plural ?? resource}/${name ?? ""}`);
  const about =
    targets.length > 0 ? [...targets, ...command.args.filter((arg) => /[=:*]|[-+]$/.test(arg))] : command.args;
  return [...new Set(about)].sort();
}

function flagsOf(command: KubectlCommand): readonly string[] {
  const about = flagOf(command, "for");
  const flags = command.flags
    .filter(
      ({ name, value }) =>
        !presentation.has(name) && !(name === "namespace" && value === "default") && value !== "false",
    )
    .map(({ name, value }) => `${name}=${normal(name, value, about)}`);
  return flags.sort();
}

function normal(name: string, value: string, about: string | undefined): string {
  if (name === "for" && about?.includes("/")) {
    const [kind, rest] = about.split("/", 2);
    return `${kind!
      .toLowerCase()
      .replace(/^po(ds?)?$/, "pod")
      .replace(/^deploy(ments?)?$/, "deployment")}/${rest}`;
  }
  return value.replaceAll(/[\s"']/g, "");
}
