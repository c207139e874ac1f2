import { parseCommand } from "../../src/core/kubectl/parse.ts";
import { flagOf, isAllNamespaces, outputOf, targetsOf } from "../../src/core/kubectl/targets.ts";
import type { RecordedCommand } from "./read-case.ts";

const wide: Readonly<Record<string, string>> = {
  Pod: "NAMESPACE|NAME|READY|STATUS|RESTARTS|AGE|IP|NODE|NOMINATED NODE|READINESS GATES",
  Deployment: "NAMESPACE|NAME|READY|UP-TO-DATE|AVAILABLE|AGE|CONTAINERS|IMAGES|SELECTOR",
  StatefulSet: "NAMESPACE|NAME|READY|AGE|CONTAINERS|IMAGES",
  Service: "NAMESPACE|NAME|TYPE|CLUSTER-IP|EXTERNAL-IP|PORT(S)|AGE|SELECTOR",
};

/**
 * Lists that were recorded through `grep` for the name in the question have their rows but no header. They are the only part of the list
 * that anybody saw; with kubectl's header they stand for the list of all namespaces, unless the whole list was recorded too.
 */
export function withGreppedLists(recorded: readonly RecordedCommand[]): readonly RecordedCommand[] {
  const rows = new Map<string, Set<string>>();
  for (const { command, output, exitCode } of recorded) {
    const kind = exitCode === 0 ? greppedKind(command) : null;
    if (kind === null) continue;
    const lines = rows.get(kind) ?? new Set();
    for (const line of output.split("\n")) if (line.trim() !== "") lines.add(line.trimEnd());
    rows.set(kind, lines);
  }
  const lists = [...rows].flatMap(([kind, lines]) => {
    const table = tableOf(`${wide[kind]}|LABELS`.split("|"), [...lines]);
    return table === null ? [] : [{ command: `kubectl get ${kind.toLowerCase()} -A`, output: table, exitCode: 0 }];
  });
  return [...recorded, ...lists];
}

/** The kind of `kubectl get -A --show-labels -o wide pod | grep web`, or null. */
function greppedKind(text: string): string | null {
  const parsed = parseCommand(text);
  if (!parsed.ok || parsed.command.verb !== "get" || !isAllNamespaces(parsed.command)) return null;
  const [target, ...more] = targetsOf(parsed.command);
  const isWhole = outputOf(parsed.command) === "wide" && flagOf(parsed.command, "show-labels") === "true";
  const isGrepped = parsed.command.filters.length === 1 && parsed.command.filters[0]!.program === "grep";
  const kind = target?.kind?.kind ?? "";
  return isWhole && isGrepped && more.length === 0 && Object.hasOwn(wide, kind) ? kind : null;
}

/** The rows under the header in columns; null when a row does not have a cell for each. */
function tableOf(header: readonly string[], lines: readonly string[]): string | null {
  const rows = lines.map((line) => line.trim().split(/\s{2,}/));
  if (rows.length === 0 || rows.some((row) => row.length !== header.length)) return null;
  const widths = header.map((_title, column) => Math.max(...[header, ...rows].map((row) => row[column]!.length)) + 3);
  const printed = [header, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("")
      .trimEnd(),
  );
  return `${printed.join("\n")}\n`;
}
