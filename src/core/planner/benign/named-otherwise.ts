import type { ObjectRef } from "../../evidence/observed.ts";
import type { Question } from "../question/understand.ts";

/**
 * Whether the question names things, and none of them is any of these: what is known by its events alone is no object that was shown,
 * so that a question about another would take it for what is meant.
 */
export function isNamedOtherwise({ targets, text, scope }: Question, refs: readonly ObjectRef[]): boolean {
  const isOne = (said: string) =>
    refs.some(({ name }) => name.split(/[-.]/).includes(said) || name.startsWith(said) || said.startsWith(`${name}-`));
  const said = [...text.toLowerCase().matchAll(ownedBy)].map(([, name = ""]) => name);
  const named = [...targets.flatMap(({ name, sure }) => (sure ? [name] : [])), ...said].filter(
    (name) => !scope.namespaces.includes(name) && !pronouns.test(name),
  );
  return named.length > 0 && !named.some(isOne);
}

/** `pods of cart`, `jobs of the cronjob "report"`: a word that may be a name is one. */
const ownedBy =
  /\b(?:pods?|containers?|replicas?|jobs?|runs?|claims?|pvcs?|volumes?) (?:of|for|named|called|belonging to) (?:(?:the|our|my|an?|deployment|statefulset|daemonset|cronjob|workload|service|app|application) ){0,2}["'`]?([a-z0-9][a-z0-9.-]{0,80}[a-z0-9])\b(?!["'`]? (?:namespace|ns)\b)/g;
const pronouns =
  /^(?:namespace|ns|all|an?|this|that|these|those|them|it|some|any|mine|ours|every|each|which|what|one|no)$/;
