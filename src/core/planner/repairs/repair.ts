import type { Finding, Suggestion } from "../../diagnosis/finding.ts";
import type { ClusterView } from "../../evidence/observed.ts";

/**
 * What is known of mending a finding: the commands that would, in order, or the reads without which they cannot be written. Commands
 * hold names and values that the evidence shows, never a placeholder.
 */
export type Plan =
  | { readonly summary: string; readonly commands: readonly Suggestion[] }
  | { readonly reads: readonly Suggestion[] };

/** A way to mend findings of some codes; null when it does not apply to this one. */
export type Repair = {
  readonly codes: readonly string[];
  plan(finding: Finding, view: ClusterView): Plan | null;
};
