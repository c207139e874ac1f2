import { ageSeconds } from "../../evidence/age.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { podAt } from "../workloads/pods.ts";
import { memo } from "./memo.ts";
import { keyOf } from "./name-object.ts";
import { quantity } from "./quantity.ts";
import { workloadOf } from "./relations.ts";

/** What `kubectl top` measured of a pod, with what other evidence knows of it. */
export type PodUsage = {
  readonly ref: ObjectRef;
  readonly cores: number;
  readonly printed: string;
  readonly node: string;
  /** Seconds since it was created; undefined when no list shows it. */
  readonly age: number | undefined;
  readonly ageText: string;
  readonly line: Line;
};

export const podUsages = memo((view: ClusterView): readonly PodUsage[] =>
  view.of("PodMetrics").flatMap(({ ref: measured, printed }): readonly PodUsage[] => {
    const ref = { ...measured, kind: "Pod" };
    const cell = printed.get("CPU(CORES)");
    const cores = cell && quantity(cell.value);
    if (cell === undefined || cores === undefined) return [];
    const ageText = view.object(ref)?.printed.get("AGE")?.value ?? "";
    return [
      {
        ref,
        cores,
        printed: cell.value,
        node: podAt(view, ref)?.node ?? "",
        age: ageSeconds(ageText) ?? undefined,
        ageText,
        line: cell.line,
      },
    ];
  }),
);

/** The pods that were measured, by the workload that they are replicas of. */
export const usageByWorkload = (
  view: ClusterView,
): readonly { readonly workload: ObjectRef; readonly pods: readonly PodUsage[] }[] =>
  [...Map.groupBy(podUsages(view), ({ ref }) => keyOf(familyOf(view, ref))).values()].map((pods) => ({
    workload: familyOf(view, pods[0]!.ref),
    pods,
  }));

/** The workload of a pod; of pods that nothing is known of but their names, what their names begin with. */
export const familyOf = (view: ClusterView, ref: ObjectRef): ObjectRef => {
  const workload = workloadOf(view, ref);
  if (workload.kind !== "Pod") return workload;
  return { ...ref, name: ref.name.replace(/-(?:[a-z0-9]{5}|\d{1,5}|[a-z0-9]{1,8}\d[a-z0-9]{0,8})$/, "") };
};

/** Whether every measured pod is of a controller that gives its pods numbers, so that each may have work of its own. */
export const isNumbered = (pods: readonly PodUsage[]): boolean => pods.every(({ ref }) => /-\d{1,4}$/.test(ref.name));

export const spokenCores = (cores: number): string =>
  cores < 1 ? `${Math.round(cores * 1000)}m` : `${cores.toFixed(1).replace(/\.0$/, "")} cores`;
