import type { SourceEdit } from "../read-case.ts";

/** How a case is recorded from the demo: what is changed first, what is asked, which commands are run, what a right answer says. */
export type Recipe = {
  readonly id: string;
  readonly kind: "root_cause" | "healthy" | "not_found";
  readonly question: string;
  readonly edits: readonly SourceEdit[];
  /** kubectl's arguments, blanks between them. */
  readonly commands: readonly string[];
  readonly groups: readonly (readonly string[])[];
  readonly objects: readonly string[];
};

/** Edits of one file of the description: pairs of what is there and what it becomes. */
export function edits(file: string, ...changes: readonly (readonly [from: string, to: string])[]): SourceEdit[] {
  return changes.map(([from, to]) => ({ file, from, to }));
}

/** The reads of a person who looks at a workload whose pods have the label app=name. */
export function lookAt(kind: string, name: string, namespace: string, ...more: readonly string[]): string[] {
  return [
    `get pods -n ${namespace} -l app=${name}`,
    `describe ${kind} ${name} -n ${namespace}`,
    `describe pods -n ${namespace} -l app=${name}`,
    ...more,
  ];
}
