import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { tabbedRows } from "./tabbed.ts";

/** An object as the template of a look printed it: its containers with what they say, or what the pod says as a whole. */
export type SpecRow = {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
  readonly containers: readonly { readonly name: string; readonly value: string }[];
  readonly line: Line;
};

const specPaths: Readonly<Record<string, string>> = {
  pods: ".spec",
  cronjobs: ".spec.jobTemplate.spec.template.spec",
};

/** Prints an object a line: kind, namespace, name, what the pod says, and each container with what it says, between tabs. A path after `^` begins at the object itself. */
export function templateOf(resource: string, podPaths: readonly string[], containerPaths: readonly string[]): string {
  const spec = specPaths[resource] ?? ".spec.template.spec";
  const own = podPaths
    .map((path) => (path.startsWith("^") ? `{.${path.slice(1)}}` : `{${spec}.${path}}`))
    .join('{" "}');
  const values = containerPaths.map((path) => `{.${path}}`).join('{" "}');
  return `-o jsonpath='{range .items[*]}{.kind}{"\\t"}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}${own}{range ${spec}.containers[*]}{"\\t"}{.name}{"="}${values}{end}{"\\n"}{end}'`;
}

export function specRows(piece: Evidence): readonly SpecRow[] {
  return tabbedRows(piece).flatMap(({ cells, line }): readonly SpecRow[] => {
    const [kind, namespace, name, value, ...containers] = cells;
    if (name === undefined || name === "" || kind === undefined || namespace === undefined) return [];
    return [
      {
        kind,
        namespace,
        name,
        value: meant(value ?? ""),
        containers: containers.map((one) => {
          const end = one.indexOf("=");
          return { name: one.slice(0, end), value: meant(one.slice(end + 1)) };
        }),
        line,
      },
    ];
  });
}

/** An empty object or list says no more than nothing. */
const meant = (text: string): string => (/^(?:\{\}|\[\]|null|map\[\]|\s)*$/.test(text) ? "" : text.trim());
