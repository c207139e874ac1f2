import type { ClusterView, KubectlError } from "../evidence/observed.ts";
import type { KubectlCommand } from "../kubectl/command.ts";
import { isAllNamespaces, namespaceOf, targetsOf } from "../kubectl/targets.ts";

/** A read that the API server has just refused to this user: `get` of one object or `list`, of a resource, in a namespace or everywhere. */
export type RefusedRead = {
  readonly resource: string;
  readonly namespace: string | null;
  readonly error: KubectlError;
};

const message =
  /cannot (?:get|list|watch) resource "([a-z0-9./-]{1,100})" in API group "[^"]{0,100}" (?:in the namespace "([a-z0-9-]{1,63})"|at the cluster scope)/;

/** What was refused since a piece of evidence; what was refused before may have been granted since. */
export function refusedReads({ errors }: ClusterView, since: number): readonly RefusedRead[] {
  return errors.flatMap((error): readonly RefusedRead[] => {
    if (error.code !== "forbidden" || error.evidence < since) return [];
    const [, resource, namespace] = message.exec(error.line.text) ?? message.exec(error.message) ?? [];
    return resource === undefined ? [] : [{ resource, namespace: namespace ?? null, error }];
  });
}

/** Whether a command reads what was refused, so that it would be refused again. */
export function isRefused(command: KubectlCommand, home: string, refused: readonly RefusedRead[]): boolean {
  if (refused.length === 0) return false;
  const place = isAllNamespaces(command) ? null : (namespaceOf(command) ?? home);
  const reads = resourcesRead(command);
  return refused.some((one) => (one.namespace === place || one.namespace === null) && reads.includes(one.resource));
}

/** Refused, and the only thing that the command shows; of several kinds kubectl prints those that it may. */
function resourcesRead(command: KubectlCommand): readonly string[] {
  if (command.verb === "logs") return ["pods/log"];
  if (command.verb === "events") return ["events"];
  if (command.verb !== "get" && command.verb !== "describe") return [];
  const kinds = new Set(targetsOf(command).map(({ kind, resource }) => kind?.plural ?? resource));
  return kinds.size === 1 ? [...kinds] : [];
}

/** That the log of an object may not be read; undefined where nobody tried. */
export function refusedLog(view: ClusterView, namespace: string | undefined, since: number): RefusedRead | undefined {
  return refusedReads(view, since).find(
    (one) => one.resource === "pods/log" && (one.namespace === null || one.namespace === namespace),
  );
}
