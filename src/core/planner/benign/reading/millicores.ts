import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown } from "./standing.ts";

const misread = defineBenign(
  {
    code: "millicores-are-no-percent",
    onlyAsked: true,
    title: "Millicores that are read as percent",
    about:
      "`250m` under CPU(cores) of kubectl top are 250 millicores, a quarter of one core, and not 250 %. Said where somebody names such a number as percent, and the use is below the limit of the pod or the capacity of the node where that is shown.",
    reads: ["PodMetrics", "NodeMetrics", "Pod", "Node"],
    asked:
      /\d ?%|per ?cent|millicores?|\bm (?:means?|stands?|is)\b|\d{1,6}m\b[^?]{0,80}\b(?:mean|unit|minutes|mega|much|cores?)\b/,
  },
  function* (view, question) {
    const numbers = new Set([...question.text.matchAll(/\b(\d{1,6}) ?(?:%|m\b|per ?cent)/gi)].map(([, one]) => one));
    for (const metrics of [...view.of("PodMetrics"), ...view.of("NodeMetrics")]) {
      const cell = metrics.printed.get("CPU(cores)") ?? metrics.printed.get("CPU(CORES)");
      const amount = /^(\d{1,6})m$/.exec(cell?.value ?? "")?.[1];
      if (cell === undefined || amount === undefined || !numbers.has(amount)) continue;
      const ref = refOf(metrics);
      const limit = limitOf(ref, view);
      const share = Number.parseInt(percentOf(metrics), 10);
      const cores = Number(amount) / 1000;
      if ((limit !== null && cores > limit * 0.85) || share > 85 || isAnythingDown(view, ref.namespace)) continue;
      const of =
        limit === null
          ? Number.isNaN(share)
            ? ""
            : `, ${share}% of what it can give (column CPU%)`
          : `, ${Math.round((cores / limit) * 100)}% of its limit of ${limit}`;
      yield {
        ref: view.object(ref)?.ref ?? ref,
        about: [workloadOf(view, ref)],
        text: `${ref.kind} ${ref.name} uses ${cell.value}, which is no percentage: m means millicores (1000m is one core), so ${cell.value} is ${cores} of a core${of}, a normal use`,
        lines: [cell.line],
        ofLog: "only" as const,
        voids: ["high-cpu", "high-cpu-use"],
      };
    }
  },
);

const refOf = ({ ref }: ObservedObject): ObjectRef => ({ ...ref, kind: ref.kind.replace("Metrics", "") });

const percentOf = ({ printed }: ObservedObject): string => (printed.get("CPU%") ?? printed.get("CPU(%)"))?.value ?? "";

/** The sum of the CPU limits of a pod in cores; null where one of its containers has none, or nothing is shown. */
function limitOf(ref: ObjectRef, view: ClusterView): number | null {
  const limits = listAt(view.object(ref)?.fields, "spec", "containers").map((one) =>
    quantity(textAt(one, "resources", "limits", "cpu")),
  );
  if (limits.length === 0 || limits.some((one) => one === undefined)) return null;
  return limits.reduce<number>((sum, one) => sum + one!, 0);
}

export const millicores: readonly BenignRule[] = [misread];
