import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { isNamed } from "../investigation/relevance.ts";
import { enumerated } from "../wording.ts";
import type { AskedFact } from "./asked-fact.ts";

/** How often the pods of a workload or namespace were restarted together, and which the most. */
export function restartSum(asked: AskedFact, view: ClusterView): Answered | null {
  const { whole, question } = asked;
  if (
    !/\brestart\w*\b/.test(whole) ||
    !/\b(?:total|altogether|in all|sum|summed|together|overall|combined|all (?:its|the|of)|over all)\b/.test(whole)
  )
    return null;
  const { namespaces } = question.scope;
  const names = question.targets.map(({ name }) => name);
  const pods = podsOf(view).filter(
    ({ ref, object }) =>
      object !== undefined &&
      (namespaces.length === 0 || namespaces.includes(ref.namespace ?? "")) &&
      (names.length === 0 || names.some((name) => isNamed(ref, name))),
  );
  if (
    pods.length === 0 ||
    !pods.some(({ object, restarts }) => object?.printed.has("RESTARTS") === true || restarts > 0)
  )
    return null;
  const sorted = pods.toSorted((one, other) => other.restarts - one.restarts);
  const total = pods.reduce((sum, pod) => sum + pod.restarts, 0);
  const [first, second] = sorted;
  const of =
    names.length > 0 ? ` of ${enumerated(names)}` : namespaces.length > 0 ? ` in ${enumerated(namespaces)}` : "";
  const age = /\(([^)]{1,20})\)/.exec(first!.object?.printed.get("RESTARTS")?.value ?? "")?.[1];
  const next = second !== undefined && second.restarts > 0 ? `, then ${second.ref.name} with ${second.restarts}` : "";
  const worst =
    total === 0 || pods.length === 1
      ? ""
      : ` The most has ${first!.ref.name} with ${first!.restarts}${age === undefined ? "" : ` (the last ${age})`}${next}.`;
  return {
    summary: `${total} ${total === 1 ? "restart" : "restarts"} in total over the ${pods.length} ${pods.length === 1 ? "pod" : "pods"}${of}.${worst}`,
    details: "",
    lines: sorted.flatMap(({ line }) => line ?? []).slice(0, 8),
  };
}
