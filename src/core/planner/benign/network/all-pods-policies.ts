import { entriesAt, listAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { isAnythingDown, linesIn } from "../reading/standing.ts";

const all = defineBenign(
  {
    code: "empty-pod-selector-selects-all",
    onlyAsked: true,
    title: "NetworkPolicy with an empty pod selector",
    about:
      "`<none>` under POD-SELECTOR (or `podSelector: {}`) of a NetworkPolicy does not mean that it selects nothing: an empty selector selects all pods of the namespace, as default-deny policies do. Not where connections are seen to fail.",
    reads: ["NetworkPolicy", "Pod"],
    asked:
      /pod-?.?selector|<none>|\bnone\b|\{\}|empty selector|selects? (?:nothing|no)|applies to (?:no|nothing)|no pods?\b|does nothing|do nothing/,
    unless: /\btime[ds]? ?out|\bcannot\b|\bcan't\b|\brefused\b|\bunreachable\b|\bfail(?:s|ed|ing)\b/,
  },
  function* (view) {
    const failed = linesIn(view, /\bi\/o timeout|timed out|ETIMEDOUT|connection refused|no route to host/i, 1);
    if (failed.length > 0) return;
    for (const policy of view.of("NetworkPolicy")) {
      const line = emptyOf(policy, view);
      if (line === null || isAnythingDown(view, policy.ref.namespace)) continue;
      yield {
        ref: policy.ref,
        text: `NetworkPolicy ${policy.ref.name} works as intended: <none> as pod selector (podSelector: {}) is an empty selector, which selects all pods of namespace ${policy.ref.namespace ?? "default"}, not none, so the policy applies to every pod there`,
        lines: [line],
        ofLog: "only" as const,
      };
    }
  },
);

/** The line that shows that it has no selector of its own. */
function emptyOf(policy: ObservedObject, view: ClusterView): Line | null {
  const cell = policy.printed.get("POD-SELECTOR");
  if (cell !== undefined) return cell.value === "<none>" ? cell.line : null;
  const shown = printedOf(view, policy.ref, /^\s{0,8}PodSelector:\s{1,20}<none>|"?podSelector"?:\s?\{\}/)[0];
  const labels = entriesAt(policy.fields, "spec", "podSelector", "matchLabels").size;
  const expressions = listAt(policy.fields, "spec", "podSelector", "matchExpressions").length;
  return shown === undefined || labels + expressions > 0 ? null : shown.line;
}

export const allPodsPolicies: readonly BenignRule[] = [all];
