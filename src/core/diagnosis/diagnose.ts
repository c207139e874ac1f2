import type { ClusterView } from "../evidence/observed.ts";
import { join } from "./causes/join.ts";
import type { Diagnosis, Finding, Rule, SkippedRule } from "./finding.ts";
import { withFragments } from "./objects/fragments.ts";
import { rules as allRules } from "./registry.ts";

/**
 * Runs every rule over what the evidence shows and joins the findings: roots first, each followed by what it explains.
 * A rule that throws is left out and listed under `skipped`, so that "nothing found" never hides that something was not looked at.
 */
export const diagnose = (given: ClusterView, rules: readonly Rule[] = allRules): Diagnosis => {
  const view = withFragments(given);
  const findings: Finding[] = [];
  const skipped: SkippedRule[] = [];
  for (const rule of rules) {
    try {
      findings.push(...rule.find(view));
    } catch (error) {
      skipped.push({ code: rule.code, reason: error instanceof Error ? error.message : `${error}` });
    }
  }
  return { ...join(view, findings, new Map(rules.map((rule) => [rule.code, rule.explains]))), skipped };
};
