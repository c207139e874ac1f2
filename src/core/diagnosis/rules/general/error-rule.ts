import type { ClusterView, KubectlError, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule, type RuleText } from "../../define-rule.ts";
import type { Rule, Severity, Suggestion } from "../../finding.ts";
import { isAdmission } from "../cluster/admission.ts";

export type Code = KubectlError["code"];
type Said = {
  readonly summary: string;
  readonly severity?: Severity;
  readonly related?: readonly ObjectRef[];
  readonly next?: readonly Suggestion[];
  readonly mend?: string;
};

/** The API server itself, as the object of errors that are about no other. */
const server: ObjectRef = { kind: "Cluster", name: "API server" };

/** A rule about errors that kubectl printed, of certain codes; the same sentence is said once. */
export const errorRule = (
  text: Omit<RuleText, "reads">,
  codes: readonly Code[],
  say: (error: KubectlError, view: ClusterView) => Said | undefined,
): Rule =>
  defineRule({ ...text, reads: ["errors"] }, function* (view): Iterable<Draft> {
    const seen = new Set<string>();
    for (const error of view.errors) {
      const said = codes.includes(error.code) && !isAdmission(view, error) ? say(error, view) : undefined;
      if (!said || seen.has(said.summary)) continue;
      seen.add(said.summary);
      yield {
        object: error.object ?? server,
        severity: said.severity ?? "warning",
        summary: said.summary,
        evidence: [error.line],
        related: said.related ?? [],
        next: said.next ?? [],
        fix: said.mend ? fixByHand(said.mend, []) : null,
      };
    }
  });
