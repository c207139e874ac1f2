import type { KubectlCommand } from "../../src/core/kubectl/command.ts";
import type { Kind } from "../../src/core/kubectl/kinds.ts";
import { parseCommand } from "../../src/core/kubectl/parse.ts";
import { printCommand } from "../../src/core/kubectl/print.ts";
import { flagOf, isAllNamespaces, namespaceOf, outputOf, targetsOf } from "../../src/core/kubectl/targets.ts";
import type { RecordedCommand } from "./read-case.ts";

/** What a kubectl process did. */
export type Printed = { readonly stdout: string; readonly stderr: string; readonly exitCode: number };

/** What is printed for a command of which nothing was recorded; it accuses nobody. */
export const notRecorded: Printed = {
  stdout: "",
  stderr: "error: nothing was recorded for this command\n",
  exitCode: 1,
};

/**
 * Answers commands from a recording: what was printed by the recorded command that means the same (kind and names by any spelling, the
 * namespace default said or not, wide or with labels, `get events` or `events`, any part of a log), or the rows of a
 * recorded longer list. Everything else was not recorded.
 */
export function replayOf(recorded: readonly RecordedCommand[]): (command: KubectlCommand) => Printed {
  const known = recorded.flatMap((entry) => {
    const parsed = parseCommand(entry.command);
    return parsed.ok ? [{ ...entry, key: keyOf(parsed.command), asked: parsed.command }] : [];
  });
  return (command) => {
    const key = keyOf(command);
    const same = nearest(
      known.filter((entry) => entry.key === key),
      command,
    );
    if (same !== undefined) return printed(same);
    const longer = known.find((entry) => entry.exitCode === 0 && entry.key === listKeyOf(command));
    if (longer !== undefined) return rowsOf(longer.output, command);
    const absent = known.find(
      (entry) => entry.output.includes("(NotFound)") && entry.key === keyOf({ ...command, verb: "get" }),
    );
    if (absent !== undefined && command.verb === "describe") return printed(absent);
    return command.verb === "get" ? listOfAll(known, command) : looseLog(known, command);
  };
}

/** Of recordings that mean the same, the one of the same time span, if any. */
function nearest(found: readonly Known[], command: KubectlCommand): Known | undefined {
  const sinceOf = (one: KubectlCommand) => flagOf(one, "since") ?? flagOf(one, "since-time");
  return found.find(({ asked }) => sinceOf(asked) === sinceOf(command)) ?? found[0];
}

type Known = RecordedCommand & { readonly key: string; readonly asked: KubectlCommand };

function printed({ output, exitCode }: RecordedCommand): Printed {
  return exitCode === 0 ? { stdout: output, stderr: "", exitCode } : { stdout: "", stderr: output, exitCode };
}

/** How much is printed of a log, and in which dress a table comes, changes nothing of what it says. */
const dress = new Set(
  [
    "namespace all-namespaces output show-labels sort-by tail since since-time timestamps prefix limit-bytes".split(
      " ",
    ),
    "ignore-errors max-log-requests chunk-size watch no-headers ignore-not-found show-kind request-timeout".split(" "),
    "all-containers kubeconfig context v for field-selector".split(" "),
  ].flat(),
);

function keyOf(command: KubectlCommand, targets: readonly string[] = targetWords(command)): string {
  const output = outputOf(command);
  const flags = command.flags
    .filter(({ name, value }) => !dress.has(name) && value !== "false")
    .map(({ name, value }) => `${name}=${value}`);
  return JSON.stringify([
    isEvents(command) ? "events" : command.verb,
    isEvents(command) ? aboutOf(command) : targets,
    isAllNamespaces(command) ? "*" : (namespaceOf(command) ?? "default"),
    ["", "wide"].includes(output) ? "table" : (flagOf(command, "output") ?? ""),
    flags.sort(),
    command.filters.length === 0 ? "" : printCommand({ ...command, verb: "", args: [], flags: [] }),
  ]);
}

const isEvents = (command: KubectlCommand) =>
  command.verb === "events" || (command.verb === "get" && targetWords(command).every((word) => word === "events/"));

/** The object whose events are asked for: `--for pod/web`, or a field selector for its name. */
function aboutOf(command: KubectlCommand): string {
  const about = flagOf(command, "for")?.split("/").at(-1);
  const selector = flagOf(command, "field-selector") ?? "";
  return about ?? /involvedObject\.name=([^,]+)/.exec(selector)?.[1] ?? selector;
}

function targetWords(command: KubectlCommand): string[] {
  return targetsOf(command).map(
    ({ resource, name, kind }) => `${kind?.plural ?? resource.toLowerCase().replace(/s$/, "")}/${name ?? ""}`,
  );
}

/** The command that lists the kind of which this one asks for one object. */
function listKeyOf(command: KubectlCommand): string | null {
  const [target, ...more] = targetsOf(command);
  if (command.verb !== "get" || target?.name == null || more.length > 0) return null;
  return keyOf(command, [`${target.kind?.plural ?? target.resource.toLowerCase()}/`]);
}

/** The header and the one row of a printed table; an object that is not in it does not exist. */
function rowsOf(table: string, command: KubectlCommand): Printed {
  const { resource, name, kind } = targetsOf(command)[0]!;
  const [header = "", ...rows] = table.split("\n");
  if (!header.startsWith("NAME ")) return notRecorded;
  const row = rows.find((line) => line.split(" ", 1)[0] === name);
  if (row !== undefined) return { stdout: `${header}\n${row}\n`, stderr: "", exitCode: 0 };
  const plural = kind === undefined ? resource : [kind.plural, kind.group].filter((part) => part !== "").join(".");
  return { stdout: "", stderr: `Error from server (NotFound): ${plural} "${name}" not found\n`, exitCode: 1 };
}

/** The log of a workload is that of one of its pods; a pod of one container has one log, whatever container is asked for. */
function looseLog(known: readonly Known[], command: KubectlCommand): Printed {
  const target = targetsOf(command)[0];
  if (command.verb !== "logs" || target?.name == null) return notRecorded;
  const wanted =
    target.kind?.plural === "pods"
      ? (name: string) => name === target.name
      : (name: string) => name.startsWith(`${target.name}-`);
  const isWhole = ({ asked }: Known) => asked.filters.length === 0;
  const isGrepped = ({ asked }: Known) => asked.filters.every(({ program }) => program === "grep");
  const ofPod = known.filter(
    ({ asked }) =>
      asked.verb === "logs" &&
      flagOf(asked, "previous") === flagOf(command, "previous") &&
      (namespaceOf(asked) ?? "default") === (namespaceOf(command) ?? "default") &&
      wanted(targetsOf(asked)[0]?.name ?? ""),
  );
  // what grep left of a log is the only part of it that anybody saw
  const found = nearest(ofPod.filter(isWhole), command) ?? nearest(ofPod.filter(isGrepped), command);
  return found === undefined ? notRecorded : printed(found);
}

/**
 * A list over several kinds or all namespaces, put together from the recorded lists of those kinds. What of it was not recorded is said
 * on stderr, as kubectl does when it can list only some of the kinds.
 */
function listOfAll(known: readonly Known[], command: KubectlCommand): Printed {
  const targets = targetsOf(command);
  const isPlain = command.filters.length === 0 && ["", "wide"].includes(outputOf(command));
  if (!isPlain || targets.some(({ name }) => name !== null) || flagOf(command, "selector") !== undefined)
    return notRecorded;
  const words = targetWords(command);
  const lists = words.map((word) => listOf(known, command, word));
  const found = lists.flatMap((list, index) =>
    list === null ? [] : [shown(list, targets[index]!.kind, words.length > 1)],
  );
  if (found.length === 0) return notRecorded;
  const isWhole = found.length === words.length;
  return { stdout: found.join("\n"), stderr: isWhole ? "" : notRecorded.stderr, exitCode: isWhole ? 0 : 1 };
}

function listOf(known: readonly Known[], command: KubectlCommand, word: string): string | null {
  const isWanted = ({ asked, output, exitCode }: Known) =>
    exitCode === 0 &&
    output.startsWith("NAME") &&
    keyOf(asked) === keyOf({ ...command, flags: namespaceFlags(asked) }, [word]);
  const found = known.find((entry) => isWanted(entry) && isAllNamespaces(entry.asked) === isAllNamespaces(command));
  const isElsewhere = found !== undefined && !isAllNamespaces(command) && placeOf(found.asked) !== placeOf(command);
  if (found !== undefined && !isElsewhere) return found.output;
  const everywhere = isAllNamespaces(command)
    ? undefined
    : known.find((entry) => isWanted(entry) && isAllNamespaces(entry.asked));
  const rows = everywhere === undefined ? null : inNamespace(everywhere.output, namespaceOf(command) ?? "default");
  if (rows !== null) return rows;
  const ofOne = isAllNamespaces(command) ? known.find(isWanted) : undefined;
  return ofOne === undefined ? null : withNamespace(ofOne.output, namespaceOf(ofOne.asked) ?? "default");
}

const placeOf = (command: KubectlCommand) => namespaceOf(command) ?? "default";

/** The rows of one namespace in a list of all; null when the list has none, for it may have been narrowed. */
function inNamespace(table: string, namespace: string): string | null {
  const [header = "", ...rows] = table.split("\n");
  const own = rows.filter((row) => row.split(" ", 1)[0] === namespace);
  if (!header.startsWith("NAMESPACE ") || own.length === 0) return null;
  const start = header.search(/(?<= )\S/);
  return `${[header, ...own].map((row) => row.slice(start)).join("\n")}\n`;
}

const namespaceFlags = (command: KubectlCommand) => command.flags.filter(({ name }) => /namespace/.test(name));

function withNamespace(table: string, namespace: string): string {
  const width = Math.max("NAMESPACE".length, namespace.length) + 3;
  const lines = table.split("\n").filter((line) => line !== "");
  return `${lines.map((line, index) => (index === 0 ? "NAMESPACE" : namespace).padEnd(width) + line).join("\n")}\n`;
}

/** Of several kinds kubectl prints each name with its kind before it. */
function shown(table: string, kind: Kind | undefined, isOneOfMany: boolean): string {
  if (!isOneOfMany || kind === undefined) return table;
  const prefix = `${[kind.singular, kind.group].filter((part) => part !== "").join(".")}/`;
  const [header = "", ...rows] = table.split("\n");
  const at = header.startsWith("NAMESPACE") ? header.indexOf(" NAME") + 1 : 0;
  const space = " ".repeat(prefix.length);
  const wider = rows.map((row) => (row === "" ? row : row.slice(0, at) + prefix + row.slice(at)));
  return [`${header.slice(0, at)}NAME${space}${header.slice(at + 4)}`, ...wider].join("\n");
}
