import type { Question } from "../question/understand.ts";
import { mentions, says } from "./form.ts";

/** Whether a question asks for what `kubectl describe` prints rather than for a line of a table. */
export function asksForDetail(question: Question): boolean {
  if (question.kinds[0]?.plural === true && says(question, /\bwith more (info\w*|details)\b/)) return false;
  return (
    says(question, inDetail) ||
    isOfAspects(question) ||
    (question.targets.length === 1 && question.targets[0]!.kind !== null && says(question, onlyDescribed)) ||
    ((mentions(question, "Role") || mentions(question, "ClusterRole")) &&
      says(question, /\b(rules?|contains?|allows?|permits?|grants?)\b/)) ||
    (question.targets.some((target) => /RoleBinding$/.test(target.kind?.kind ?? "")) &&
      says(question, /\b(subjects?|users?|groups?|accounts?|bound|who|(?:which|what) (?:cluster ?)?role)\b/)) ||
    (question.targets.some((target) => target.kind?.kind === "NetworkPolicy") &&
      says(question, /\b(rules?|blocks?|allows?|permits?|den(?:y|ies)|applies|does)\b/)) ||
    (question.targets.some((target) => target.kind?.kind === "Node") &&
      says(
        question,
        /\b(limits|requests|conditions?|pressure)\b|\bhow many pods (?:can|may|could|fit)\b|\bhow (?:much|many) \w+ (?:does|do|has)\b.*(?:\bhave|\bgot|^how \w+ \w+ has \w+)$|\bwhat (?:does|did|do) \w+ (?:say|report|tell)\b|^show the logs\b/,
      )) ||
    (question.targets.length === 1 &&
      says(question, /\b(?:restart\w*|kill\w*|die[ds]?|evict\w*|crash\w*|fail\w*)\b.*\b(?:because|due to)\b/))
  );
}

const inDetail =
  /\bdescri(?!bes$)\w+\b|\bbeschreib\w*|\bdétails?\b|\bdetalles?\b|\bdetalhes?\b|详|詳|подробн|\bdetails?\b|\bdetailed\b|\bfirst look\b|\beverything about\b|\bin depth\b|\bfull (status|info\w*)\b|\bcontainer states?\b|\bstate of (the |its )?containers?\b|\bmore (about|info\w*)\b|\binformation (about|on|for)\b|\btell me (more |all |everything )?about\b|\bhuman[- ]readable\b|\bfull picture\b|\bin plain words\b|\bverbose(ly)?\b/;

/** What no column of a table shows. */
const onlyDescribed =
  /\b(volumes? (mounted|mounts?|of|in)|mounts?|mounted|probes?|exit codes?|last state|termination reason|back-?ends?|last (run|scheduled?|schedule time)|tls hosts?|allocated|oomkilled)\b/;

/** Parts of what `kubectl describe` prints; who asks for two of them, or for one that nothing else shows, asks for it. */
const aspects: readonly RegExp[] = [
  /\bconditions?\b/,
  /\bstrategy\b/,
  /\bevents?\b/,
  /\bstatus\b/,
  /\bspec\b/,
  /\b(volumes?|mounts?|mounted)\b/,
  /\bprobes?\b/,
  /\b(limits?|requests?)\b/,
  /\btaints?\b/,
  /\btolerations?\b/,
  /\bannotations?\b/,
  /\bselectors?\b/,
  /\b(backends?|rules)\b/,
  /\b(exit codes?|last state|termination reason|reason it was (killed|terminated))\b/,
];

function isOfAspects(question: Question): boolean {
  const isNamed = question.targets.length === 1 && question.targets[0]!.kind !== null;
  if (!isNamed || says(question, /\b(ya?ml|json|logs?|history|columns?)\b/)) return false;
  return aspects.filter((aspect) => says(question, aspect)).length >= 2;
}
