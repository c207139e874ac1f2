import type { Suggestion } from "../../../diagnosis/finding.ts";
import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { kubectl } from "../../command-line.ts";
import { tabbedRows } from "../printed/tabbed.ts";

/** A kind that pods refer to by name. */
export type Used = { readonly kind: string; readonly resource: string; readonly paths: readonly string[] };

/** What pods refer to by name, with every place of a manifest that does. */
export const usable: readonly Used[] = [
  {
    kind: "Secret",
    resource: "secrets",
    paths: [
      "secretName",
      "secretKeyRef.name",
      "secretRef.name",
      "secret.name",
      "imagePullSecrets[*].name",
      "secrets[*].name",
    ],
  },
  { kind: "ConfigMap", resource: "configmaps", paths: ["configMap.name", "configMapKeyRef.name", "configMapRef.name"] },
  { kind: "PersistentVolumeClaim", resource: "pvc", paths: ["persistentVolumeClaim.claimName"] },
  { kind: "ServiceAccount", resource: "serviceaccounts", paths: ["serviceAccountName"] },
  { kind: "PriorityClass", resource: "priorityclasses", paths: ["priorityClassName"] },
];

const users = "deployments,statefulsets,daemonsets,cronjobs,pods,ingresses,serviceaccounts";

/** The list of all that each workload refers to. */
export function references(used: Used, place: string): Suggestion {
  const paths = used.paths.map((path) => `{..${path}}`).join('{" "}');
  return {
    command: kubectl(
      "get",
      users,
      place,
      `-o jsonpath='{range .items[*]}{.kind}{"\\t"}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}${paths}{"\\n"}{end}'`,
    ),
    reason: `Prints which ${used.resource} each workload refers to.`,
  };
}

export type User = { readonly said: string; readonly in: string; readonly isPod: boolean; readonly line: Line };

/** The workloads that refer to a name; pods stand for themselves only where no workload of theirs does. */
export function usersOf(name: string, piece: Evidence): readonly User[] {
  const rows = tabbedRows(piece).flatMap(({ cells, line }) => {
    const [kind, namespace, object, names] = cells;
    const isUser = (names ?? "").split(/\s+/).includes(name);
    return isUser ? [{ kind: kind!, in: namespace!, object: `${namespace}/${object}`, line }] : [];
  });
  const owners = rows.filter(({ kind }) => kind !== "Pod");
  return rows
    .filter((row) => row.kind !== "Pod" || !owners.some(({ object }) => row.object.startsWith(`${object}-`)))
    .map((row) => ({ said: `${row.kind} ${row.object}`, in: row.in, isPod: row.kind === "Pod", line: row.line }));
}
