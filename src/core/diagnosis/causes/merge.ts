import type { ClusterView } from "../../evidence/observed.ts";
import type { Finding } from "../finding.ts";
import { compareText, keyOf, nameOf } from "../objects/name-object.ts";
import { unique, workloadOf } from "../objects/relations.ts";

/**
 * Says a thing once: what several replicas of one workload suffer in the same way becomes one finding of the first of them,
 * which counts and relates the others.
 */
export const merge = (view: ClusterView, findings: readonly Finding[]): readonly Finding[] => {
  const alike = grouped(
    findings,
    (finding) => `${finding.code}\n${keyOf(workloadOf(view, finding.object))}\n${finding.severity}`,
  );
  return alike.flatMap((group) =>
    group.length === 1 ? group : grouped(group, withoutName).map((same) => together(view, same)),
  );
};

const grouped = (findings: readonly Finding[], keyOfFinding: (finding: Finding) => string): readonly Finding[][] => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOfFinding(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
};

/** The summary without what differs between replicas: their names, addresses and numbers. */
const withoutName = (finding: Finding): string =>
  finding.summary
    .replaceAll(nameOf(finding.object), "")
    .replaceAll(finding.object.name, "")
    .replaceAll(/[0-9]+/g, "");

const together = (view: ClusterView, group: readonly Finding[]): Finding => {
  if (group.length === 1) return group[0]!;
  const workload = workloadOf(view, group[0]!.object);
  const isWhole = (finding: Finding) => keyOf(finding.object) === keyOf(workload);
  const [first, ...others] = [...group].sort(
    (left, right) =>
      Number(isWhole(left)) - Number(isWhole(right)) || compareText(keyOf(left.object), keyOf(right.object)),
  );
  const more = others.filter((other) => keyOf(other.object) !== keyOf(first!.object) && !isWhole(other));
  if (more.length === 0) return first!;
  const refs = unique(more.map((other) => other.object));
  const kind = first!.object.kind.toLowerCase();
  return {
    ...first!,
    summary: `${first!.summary} The same holds for ${refs.length} more ${kind}${refs.length > 1 ? "s" : ""} of ${nameOf(workload)}.`,
    related: unique([...first!.related, ...refs, ...more.flatMap((other) => other.related)]),
    evidence: [...first!.evidence, ...more.slice(0, 2).map((other) => other.evidence[0]!)],
  };
};
