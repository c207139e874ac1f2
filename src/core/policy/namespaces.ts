import type { KubectlCommand } from "../kubectl/command.ts";
import { flagOf, isAllNamespaces, namespaceOf, targetsOf } from "../kubectl/targets.ts";

/**
 * The namespaces that a command may touch; [] when it touches none (help, the API's own documents); null when that cannot be
 * told or it is all of them: cluster-wide kinds, `-A`, raw paths, custom resources whose scope is not known.
 */
export function namespacesOf(command: KubectlCommand, namespace: string | null): readonly string[] | null {
  if (clusterless.has(command.verb)) return [];
  if (isAllNamespaces(command) || flagOf(command, "raw") !== undefined) return null;
  const targets = targetsOf(command);
  const names = targets.filter(({ kind }) => kind?.kind === "Namespace").map(({ name }) => name);
  if (names.includes(null)) return null;
  if (targets.some(({ kind }) => kind?.kind !== "Namespace" && kind?.namespaced === false)) return null;
  const own = namespaceOf(command) ?? namespace;
  if (command.stdin !== undefined) return own === null ? null : [own, ...namespacesIn(command.stdin)];
  if (targets.length > 0 && names.length === targets.length) return names.filter((name) => name !== null);
  return own === null ? null : [own, ...names.filter((name) => name !== null)];
}

const clusterless = new Set([
  "version",
  "api-resources",
  "api-versions",
  "explain",
  "options",
  "help",
  "completion",
  "auth whoami",
]);

/** Every word behind `namespace:` in a manifest, and every name in it that may be a namespace's own. */
function namespacesIn(manifest: string): readonly string[] {
  const pattern = /["']?\bname(?:space)?["']?\s*:\s*["']?([a-z0-9][a-z0-9-]{0,62})/g;
  return [...manifest.matchAll(pattern)]
    .filter(([whole]) => whole.includes("namespace") || /kind["']?\s*:\s*["']?Namespace\b/.test(manifest))
    .map(([, name]) => name!);
}
