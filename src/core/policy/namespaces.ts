import type { KubectlCommand } from "../kubectl/command.ts";
import { kindNamed } from "../kubectl/kinds.ts";
import { flagOf, isAllNamespaces, namespaceOf, targetsOf } from "../kubectl/targets.ts";
import { isObscure, kindsIn, namespacesIn } from "./manifest.ts";

/**
 * The namespaces that a command may touch; [] when it touches none (help, the API's own documents); null when it
 * may be all of them or cannot be told: cluster-wide kinds, `-A`, raw paths, the contexts of the kubeconfig, and `--namespace=`, which
 * means the one of the current context. Custom resources count as namespaced.
 */
export function namespacesOf(command: KubectlCommand, namespace: string | null): readonly string[] | null {
  if (isClusterless(command.verb)) return [];
  if (isAllNamespaces(command) || isClusterWide(command)) return null;
  const targets = targetsOf(command);
  const names = targets.filter(({ kind }) => kind?.kind === "Namespace").map(({ name }) => name);
  if (names.includes(null)) return null;
  const named = names.filter((name) => name !== null);
  if (targets.length > 0 && named.length === targets.length && command.verb !== "events") return named;
  const own = namespaceOf(command) ?? namespace;
  if (own === null || flagOf(command, "namespace") === "") return null;
  return [own, ...named, ...(command.stdin === undefined ? [] : namespacesIn(command.stdin))];
}

/** Whether a kind is named whose scope is not known: it may be cluster-wide. */
export function hasUnknownScope(command: KubectlCommand): boolean {
  const inManifest = command.stdin === undefined ? [] : kindsIn(command.stdin);
  return (
    targetsOf(command).some(({ kind }) => kind === undefined) ||
    inManifest.some((word) => kindNamed(word) === undefined)
  );
}

function isClusterless(verb: string): boolean {
  return [
    "version",
    "api-resources",
    "api-versions",
    "explain",
    "options",
    "help",
    "completion",
    "auth whoami",
  ].includes(verb);
}

function isClusterWide(command: KubectlCommand): boolean {
  if (flagOf(command, "raw") !== undefined || /^(?:cluster-info|config )/.test(command.verb)) return true;
  const created = command.verb.startsWith("create ") ? kindNamed(command.verb.split(" ")[1]!) : undefined;
  const isWide = (word: string) => {
    const kind = kindNamed(word);
    return kind?.namespaced === false && kind.kind !== "Namespace";
  };
  if (created?.namespaced === false) return true;
  if (targetsOf(command).some(({ resource }) => isWide(resource))) return true;
  return command.stdin !== undefined && (isObscure(command.stdin) || kindsIn(command.stdin).some(isWide));
}
