import type { Suggestion } from "../diagnosis/finding.ts";
import { parseCommand } from "../kubectl/parse.ts";
import { namespaceOf, targetsOf } from "../kubectl/targets.ts";

/** The reads that show whether a change took effect: its objects, or where it names none, what happened in its namespace. */
export function lookAfter(change: string, fallbackNamespace: string): Suggestion[] {
  const parsed = parseCommand(change, { files: { "-": "" } });
  if (!parsed.ok) return [];
  const namespace = namespaceOf(parsed.command) ?? fallbackNamespace;
  const reason = "It shows whether the change whose outcome is not known took effect.";
  const looks = targetsOf(parsed.command)
    .filter(({ name }) => name !== null)
    .map(
      ({ resource, name, kind }) =>
        `kubectl describe ${resource} ${name}${kind?.namespaced === false ? "" : ` -n ${namespace}`}`,
    );
  const commands = looks.length > 0 ? looks : [`kubectl get events -n ${namespace} --sort-by=.lastTimestamp`];
  return commands.filter((command) => parseCommand(command).ok).map((command) => ({ command, reason }));
}
