import { numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const noneAllowed = defineBenign(
  {
    code: "budget-allows-none",
    title: "Disruption budget without room, and nothing missing",
    about:
      "A PodDisruptionBudget whose minimum is as many pods as there are (or whose maximum of missing ones is 0) allows no voluntary disruption while all of them are healthy. Not where it fits no pods at all. It protects them; a drain has to wait, or the budget to be changed for it.",
    reads: ["PodDisruptionBudget"],
    asked: /\b(?:pdbs?|poddisruptionbudgets?|disruptions?|budgets?|drain\w*)\b/,
  },
  function* (view) {
    for (const object of view.of("PodDisruptionBudget")) {
      const budget = budgetOf(object);
      if (budget === null || budget.allowed !== 0) continue;
      const { healthy, desired, expected } = budget;
      if (healthy === 0 || expected === 0 || (desired !== undefined && (healthy ?? desired) < desired)) continue;
      if (healthy !== undefined && expected !== undefined && healthy < expected) continue;
      const pods = view.of("Pod").filter(({ ref }) => ref.namespace === object.ref.namespace);
      if (healthy === undefined && pods.length === 0) continue;
      const standing =
        healthy === undefined ? "" : `: ${healthy}${expected === undefined ? "" : ` of ${expected}`} pods are healthy`;
      yield {
        ref: object.ref,
        text: `PodDisruptionBudget ${object.ref.name} allows 0 disruptions by design, because it wants ${budget.wants}${standing}; nothing is down`,
        lines: [object.cite("status", "disruptionsAllowed"), object.cite()],
        voids: ["disruption-budget-blocks"],
      };
    }
  },
);

type Budget = {
  readonly allowed: number | undefined;
  readonly healthy: number | undefined;
  readonly desired: number | undefined;
  readonly expected: number | undefined;
  readonly wants: string;
};

function budgetOf({ fields, printed }: ObservedObject): Budget | null {
  const status = (name: string) => numberAt(fields, "status", name);
  const cell = (heading: string) => printed.get(heading)?.value ?? "";
  const allowed = status("disruptionsAllowed") ?? (cell("ALLOWED DISRUPTIONS") === "0" ? 0 : undefined);
  const least = textAt(fields, "spec", "minAvailable") || cell("MIN AVAILABLE").replace("N/A", "");
  const most = textAt(fields, "spec", "maxUnavailable") || cell("MAX UNAVAILABLE").replace("N/A", "");
  if (least === "" && most === "") return null;
  return {
    allowed,
    healthy: status("currentHealthy"),
    desired: status("desiredHealthy"),
    expected: status("expectedPods"),
    wants: least === "" ? `at most ${most} unavailable` : `at least ${least} available (minAvailable ${least})`,
  };
}

export const disruptionBudgets: readonly BenignRule[] = [noneAllowed];
