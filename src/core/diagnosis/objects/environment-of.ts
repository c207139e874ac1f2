import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { keyOf } from "./name-object.ts";
import { workloadOf } from "./relations.ts";
import { settingsOf } from "./settings.ts";
import { listedSettings, loneSettings } from "./settings-listed.ts";

/** A variable of the environment of a workload, and the object that has it. */
export type Variable = {
  readonly key: string;
  readonly value: string;
  readonly line: Line;
  readonly owner: ObjectRef;
};

/**
 * The environment of a pod or workload, from whatever shows it: what a process printed of it first, then specifications and
 * ConfigMaps that are its own.
 */
export const environmentOf = (view: ClusterView, ref: ObjectRef): readonly Variable[] => {
  const workload = workloadOf(view, ref);
  const printed = loneSettings(view)
    .filter((one) => one.ref.namespace === ref.namespace && isOfWorkload(view, one.ref, ref, workload))
    .map(({ ref: owner, ...one }) => ({ ...one, owner }));
  return [
    ...printed,
    ...listedSettings(view, workload).map((one) => ({ ...one, owner: workload })),
    ...settingsOf(view, ref).filter(({ isOwn }) => isOwn),
  ];
};

/** The pod itself, its workload, or another pod of that. */
const isOfWorkload = (view: ClusterView, one: ObjectRef, ref: ObjectRef, workload: ObjectRef): boolean =>
  keyOf(one) === keyOf(ref) ||
  keyOf(workloadOf(view, one)) === keyOf(workload) ||
  (one.kind !== "Pod" && ref.name.startsWith(`${one.name}-`));

/** Whether the whole environment of a process of it was printed, so that what is not there is not set. */
export const isEnvironmentWhole = (view: ClusterView, ref: ObjectRef): boolean =>
  environmentOf(view, ref).some(({ line }) => /\bexec\b.{1,300}\s(?:env|printenv|set)\s*$/.test(line.command));
