import type { Diagnosis, Finding } from "../../diagnosis/finding.ts";
import type { ObjectRef } from "../../evidence/observed.ts";
import { mainKind } from "../inspection/listing.ts";
import { type Question, stemsOf } from "../question/understand.ts";

/** The findings that bear on a question, roots first, and those that do not. */
export type Relevance = {
  readonly findings: readonly Finding[];
  readonly roots: readonly Finding[];
  readonly others: readonly Finding[];
};

const rank = { critical: 0, warning: 1, info: 2 } as const;

/**
 * A finding bears on a question when it is about what the question names, or explains such a finding. A question that names
 * nothing is about everything.
 */
export function relevant(question: Question, diagnosis: Diagnosis): Relevance {
  const direct = diagnosis.findings.filter((finding) => isAbout(question, finding));
  const explained = new Set(direct);
  for (const root of diagnosis.roots) {
    if (direct.some((finding) => finding !== root && root.explains.includes(finding.code) && touch(root, finding)))
      explained.add(root);
  }
  const findings = diagnosis.findings.filter((finding) => explained.has(finding));
  const roots = diagnosis.roots.filter((finding) => explained.has(finding));
  const own = roots.length > 0 ? roots : findings.slice(0, 1);
  const ordered = [...own].sort((one, other) => rank[one.severity] - rank[other.severity]);
  return {
    findings,
    roots: ordered,
    others: diagnosis.roots.filter((finding) => !explained.has(finding) && finding.severity !== "info"),
  };
}

function touch(one: Finding, other: Finding): boolean {
  const refs = [one.object, ...one.related];
  return [other.object, ...other.related].some((ref) => refs.some((mine) => isSame(mine, ref)));
}

export function isSame(one: ObjectRef, other: ObjectRef): boolean {
  return one.kind === other.kind && one.name === other.name && one.namespace === other.namespace;
}

function isAbout(question: Question, finding: Finding): boolean {
  const refs = [finding.object, ...finding.related];
  const { namespaces } = question.scope;
  const inPlace =
    namespaces.length === 0 || refs.some((ref) => ref.namespace === undefined || namespaces.includes(ref.namespace));
  if (!inPlace) return false;
  const names = question.targets;
  if (names.length > 0) return refs.some((ref) => names.some((target) => isNamed(ref, target.name)));
  const kind = mainKind(question);
  return (
    kind === null ||
    kind.kind === "Pod" ||
    kind.kind === "Namespace" ||
    refs.some((ref) => ref.kind === kind.kind) ||
    namespaces.length > 0
  );
}

/** `checkout` names deployment `checkout`, its replica sets and pods, and what is called after it (`checkout-config`). */
export function isNamed(ref: ObjectRef, name: string): boolean {
  return (
    ref.name === name ||
    stemsOf(ref.name).includes(name) ||
    ref.name.startsWith(`${name}-`) ||
    stemsOf(name).includes(ref.name)
  );
}
