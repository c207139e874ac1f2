import type { Line } from "../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../evidence/observed.ts";
import type { Confidence, Finding, Fix, Rule, Severity, Suggestion } from "./finding.ts";

/** What a rule says of one object; whatever is left out has the usual value. */
export type Draft = {
  readonly object: ObjectRef;
  readonly summary: string;
  readonly evidence: readonly (Line | undefined)[];
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly related?: readonly ObjectRef[];
  readonly next?: readonly Suggestion[];
  readonly fix?: Fix | null;
};

export type RuleText = {
  readonly code: string;
  readonly title: string;
  readonly about: string;
  readonly reads: readonly string[];
  readonly explains?: readonly string[];
};

/** A rule from its page and a function that drafts findings; a draft without a line of evidence is dropped. */
export const defineRule = (text: RuleText, draft: (view: ClusterView) => Iterable<Draft>): Rule => ({
  code: text.code,
  title: text.title,
  about: text.about,
  reads: text.reads,
  explains: text.explains ?? [],
  find: (view) => [...draft(view)].map((found) => findingOf(text.code, found)).filter(isShown),
});

/** A draft with the usual values in place of what it leaves out. */
export const findingOf = (code: string, draft: Draft): Finding => ({
  code,
  severity: draft.severity ?? "critical",
  confidence: draft.confidence ?? "confirmed",
  object: draft.object,
  summary: oneSentence(draft.summary),
  evidence: distinct(draft.evidence),
  explains: [],
  related: draft.related ?? [],
  next: draft.next ?? [],
  fix: draft.fix ?? null,
});

const isShown = (finding: Finding): boolean => finding.evidence.length > 0;

const distinct = (lines: readonly (Line | undefined)[]): readonly Line[] => {
  if (lines.length === 1) return lines[0] ? [lines[0]] : [];
  const seen = new Map<string, Line>();
  for (const line of lines) if (line && !seen.has(line.text.trim())) seen.set(line.text.trim(), line);
  return [...seen.values()].slice(0, 6);
};

const longest = 420;

/** What runtimes and drivers put around what went wrong. */
const wrappings =
  /\brpc error: code = \w{1,30} desc = |\b(?:failed to exec in container|failed to start exec "[^"]{0,80}"|OCI runtime (?:exec|create) failed|(?:exec|runc create) failed|unable to start container process): (?=\S)/g;

/** One line, and not too long to read aloud: what is too much goes out of the middle, as beginning and end say what and why. */
const oneSentence = (text: string): string => {
  const plain = text.includes("desc = ") || text.includes("OCI runtime") ? text.replace(wrappings, "") : text;
  const flat = /\s\s|[^\S ]|^\s|\s$/.test(plain) ? plain.replaceAll(/\s+/g, " ").trim() : plain;
  if (flat.length <= longest) return flat;
  const ending = flat.slice(-90);
  return `${flat.slice(0, longest - 92).trimEnd()} … ${ending.slice(ending.indexOf(" ") + 1)}`;
};
