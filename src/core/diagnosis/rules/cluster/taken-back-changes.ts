import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import { type Keeper, keeperOf, type Mark, markOf } from "../../delivery/keepers.ts";
import { isAutoscaled, type TakenBack, takenBack } from "../../delivery/taken-back.ts";
import type { Rule } from "../../finding.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { unique } from "../../objects/relations.ts";
import { podsUnder } from "../../workloads/pod-specs.ts";

const scaledBack = defineRule(
  {
    code: "change-taken-back-by-delivery",
    title: "Delivery tool takes a change by hand back",
    about:
      "A workload is scaled by hand and is back at its former size within minutes: an Argo CD Application with selfHeal, a Flux Kustomization or a HelmRelease that corrects drift sets it to what git says. Not where an autoscaler is shown that scales it.",
    reads: ["Deployment", "Application", "Kustomization", "HelmRelease", "events"],
  },
  function* (view) {
    for (const workload of view.of("Deployment")) {
      const change = isAutoscaled(view, workload) ? undefined : takenBack(view, workload);
      if (change === undefined) continue;
      const keeper = keeperOf(view, workload);
      if (keeper !== undefined) yield keptDraft(view, workload, change, keeper);
      const mark = isShown(view) ? undefined : markOf(workload);
      if (mark !== undefined) yield markedDraft(workload, change, mark);
    }
  },
);

const kinds = ["Application", "Kustomization", "HelmRelease"];

const isShown = (view: ClusterView): boolean => kinds.some((kind) => view.of(kind).length > 0);

const saidOf = ({ from, to, times }: TakenBack): string =>
  `was scaled from ${from} to ${to} replicas and back to ${from} at once${times > 1 ? `, ${times} times` : ""}`;

const keptDraft = (view: ClusterView, { ref }: ObservedObject, change: TakenBack, keeper: Keeper): Draft => ({
  object: ref,
  severity: "warning",
  summary: `${keeper.tool} takes back what is changed by hand at ${nameOf(ref)}: ${keeper.way}. It ${saidOf(change)}.`,
  evidence: [keeper.line, ...change.lines],
  related: unique([keeper.by.ref, ...podsUnder(view, ref).map((pod) => pod.ref)]),
  fix: fixByHand(keeper.mend, []),
});

const markedDraft = ({ ref }: ObservedObject, change: TakenBack, { tool, resource, name, line }: Mark): Draft => ({
  object: ref,
  severity: "warning",
  confidence: "possible",
  summary: `${nameOf(ref)} ${saidOf(change)}, and it is kept by ${tool} (${name}), which takes back what is changed by hand where it is told to.`,
  evidence: [line, ...change.lines],
  next: list(
    resource,
    undefined,
    "Shows whether it corrects changes by itself (selfHeal, suspend).",
    "-A",
    "-o",
    "yaml",
  ),
});

/** Changes that do not last because they were not made in git. */
export const takenBackRules: readonly Rule[] = [scaledBack];
