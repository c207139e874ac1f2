import type { Line } from "../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../evidence/observed.ts";

export type Severity = "critical" | "warning" | "info";
export type Confidence = "confirmed" | "likely" | "possible";

/** A kubectl command line with the reason for it, in one sentence. */
export type Suggestion = { readonly command: string; readonly reason: string };

/** What would mend it: commands that change the cluster, in order, and the reads that show that it worked. */
export type Fix = {
  readonly summary: string;
  readonly commands: readonly Suggestion[];
  readonly verify: readonly Suggestion[];
};

/** A failing state of one object, with the lines that show it. */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly object: ObjectRef;
  /** One sentence that names the object and the cause with the values seen. */
  readonly summary: string;
  /** At least one line; quoted character for character. */
  readonly evidence: readonly Line[];
  /** Codes of the findings of this diagnosis that this one explains; filled when findings are joined. */
  readonly explains: readonly string[];
  /** Objects this finding is about besides `object`: owner, node, volume, service; used to join findings. */
  readonly related: readonly ObjectRef[];
  /** Reads that would show the cause behind this state, best first. Empty when the cause is plain. */
  readonly next: readonly Suggestion[];
  readonly fix: Fix | null;
};

/**
 * A rule finds one failing state. It declares what it reads, quotes what it saw, fails alone, and knows no object by name.
 * `explains` are codes of states that this one brings about when the objects are related.
 */
export type Rule = {
  readonly code: string;
  readonly title: string;
  /** Two or three sentences for the docs page: what it means, what usually brings it about. */
  readonly about: string;
  /** Kinds of objects, or `events`, `logs`, `errors`: what it looks at. */
  readonly reads: readonly string[];
  readonly explains: readonly string[];
  find(view: ClusterView): readonly Finding[];
};

/** Findings with the root causes first, each symptom after what explains it. `roots` are those that no other finding explains. */
export type Diagnosis = {
  readonly findings: readonly Finding[];
  readonly roots: readonly Finding[];
  /** Rules that failed on this evidence: what they look for was not looked at. */
  readonly skipped?: readonly SkippedRule[];
};

/** A rule that threw, with the message of its error. */
export type SkippedRule = { readonly code: string; readonly reason: string };
