import type { Line } from "../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../evidence/observed.ts";
import { type Draft, defineRule, type RuleText } from "./define-rule.ts";
import type { Fix, Rule, Severity, Suggestion } from "./finding.ts";
import { type Complaint, complaintsOf, type Stage, weightOf } from "./logs/complaints.ts";
import { memo } from "./objects/memo.ts";
import { relatedToPod, unique } from "./objects/relations.ts";

/** What a variant sees of the complaint it recognised. */
export type Recognised = { readonly view: ClusterView; readonly complaint: Complaint; readonly match: RegExpExecArray };

/**
 * One cause within a family of failures of pods that look alike. Variants are tried in their order and the first that recognises
 * a complaint takes it, so that each complaint has one cause; `generic` ones give way to any other of the same pod.
 */
export type Variant = Omit<RuleText, "reads"> & {
  readonly pattern: RegExp;
  readonly when?: (complaint: Complaint) => boolean;
  readonly generic?: boolean;
  readonly severity?: Severity;
  readonly summary: (seen: Recognised) => string;
  /** What tells two findings of one pod apart: the name of the missing object, the image. */
  readonly subject?: (seen: Recognised) => string;
  readonly related?: (seen: Recognised) => readonly ObjectRef[];
  readonly next?: (seen: Recognised) => readonly Suggestion[];
  readonly fix?: (seen: Recognised) => Fix | null;
  /** Lines of other objects that prove it, besides the complaint. */
  readonly evidence?: (seen: Recognised) => readonly (Line | undefined)[];
};

/** The rules of one family: each complaint of the stages goes to the first variant that recognises it. */
export const variantRules = (stages: readonly Stage[], variants: readonly Variant[]): readonly Rule[] => {
  const classified = memo((view) => classify(view, stages, variants));
  return variants.map((variant) =>
    defineRule({ ...variant, reads: ["Pod", "events"] }, (view) => classified(view).get(variant.code) ?? []),
  );
};

type Hit = { readonly variant: Variant; readonly seen: Recognised[] };

const classify = (
  view: ClusterView,
  stages: readonly Stage[],
  variants: readonly Variant[],
): ReadonlyMap<string, Draft[]> => {
  const drafts = new Map<string, Draft[]>();
  const wordless = new Map<string, boolean>();
  for (const complaints of complaintsOf(view)) {
    const hits = new Map<string, Hit>();
    for (const complaint of complaints)
      if (stages.includes(complaint.stage) && mayBeTold(variants, complaint, wordless))
        take(view, variants, complaint, hits);
    if (hits.size === 0) continue;
    const specific = [...hits.values()].filter((hit) => !hit.variant.generic);
    for (const hit of specific.length > 0 ? specific : [...hits.values()].slice(0, 1)) {
      const known = drafts.get(hit.variant.code);
      if (known === undefined) drafts.set(hit.variant.code, [draftOf(hit)]);
      else known.push(draftOf(hit));
    }
  }
  return drafts;
};

/** Rows of tables complain with one word, and thousands with the same: whether any variant knows it is found out once. */
const mayBeTold = (variants: readonly Variant[], complaint: Complaint, known: Map<string, boolean>): boolean => {
  if (complaint.text !== "") return true;
  const told = known.get(complaint.reason) ?? variants.some((one) => one.pattern.test(`${complaint.reason}: `));
  known.set(complaint.reason, told);
  return told;
};

const take = (view: ClusterView, variants: readonly Variant[], complaint: Complaint, hits: Map<string, Hit>): void => {
  for (const variant of variants) {
    const match =
      variant.when?.(complaint) === false ? null : variant.pattern.exec(`${complaint.reason}: ${complaint.text}`);
    if (match === null) continue;
    const seen = { view, complaint, match };
    const key = `${variant.code}\n${variant.subject?.(seen) ?? ""}`;
    const hit = hits.get(key);
    if (hit) hit.seen.push(seen);
    else hits.set(key, { variant, seen: [seen] });
    return;
  }
};

const draftOf = ({ variant, seen }: Hit): Draft => {
  const first = [...seen].sort((left, right) => right.complaint.text.length - left.complaint.text.length)[0]!;
  const { pod } = first.complaint;
  return {
    object: pod.ref,
    ...weightOf(first.complaint, variant.severity ?? "critical"),
    summary: variant.summary(first),
    evidence: [
      first.complaint.line,
      ...(variant.evidence?.(first) ?? []),
      ...seen.map((one) => one.complaint.line),
      pod.line,
    ],
    related: unique([...relatedToPod(first.view, pod.ref), ...(variant.related?.(first) ?? [])]),
    next: variant.next?.(first) ?? [],
    fix: variant.fix?.(first) ?? null,
  };
};
