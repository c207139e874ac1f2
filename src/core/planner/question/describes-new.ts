import type { KindMention } from "./kind-words.ts";
import { startsClause, type Word } from "./words.ts";

const verbs = /\b(?:get|list|watch|create|update|patch|delete|read|view)\b/;
const given =
  /=|\bfrom \S{1,80}\.(?:crt|pem|key|env|json|ya?ml|properties|conf)\b|\bliteral\b|\bfrom (?:the )?(?:file|folder|literal)/;
const runs =
  /\bimages?\b|\b(?:running|runs|using|from|with) \S+:\S+|\b(?:nginx|busybox|alpine|redis|httpd|ubuntu|curl)\b/;

/** What says that an object of a kind is to be made: what only one that does not exist yet needs to have said of it. */
const traits: Readonly<Record<string, RegExp>> = {
  Role: verbs,
  ClusterRole: verbs,
  RoleBinding: /\b(?:giv(?:es|ing)|grant\w*|binds|binding|ties|tying|links|linking)\b/,
  ClusterRoleBinding: /\b(?:giv(?:es|ing)|grant\w*|binds|binding|ties|tying|links|linking)\b/,
  ResourceQuota: /\d/,
  ConfigMap: given,
  Secret: given,
  Deployment: runs,
  Pod: runs,
  Job: runs,
  CronJob: runs,
  PriorityClass: /\b(?:value|priority)\b.{0,10}\d/,
  PodDisruptionBudget: /\b(?:at least|at most|min\w*|max\w*|keep\w*)\b/,
  HorizontalPodAutoscaler: /\d.*\d/,
  Namespace: /\b(?:called|named|new)\b/,
  ServiceAccount: /\b(?:called|named|new)\b/,
  Ingress: /\b(?:host|to service|rule|rout\w+|sends?|sending|forwards?|points?|leads?|maps?)\b/,
};

/** Sentences about what exists: they ask, complain or tell. */
const ofExisting =
  /\b(?:why|what|which|who|how|where|when|is|are|was|were|does|do|did|has|have|had|keeps?|fails?|failing|crash\w*|stuck|not|error\w*|broken|won't|can't|doesn't|isn't|exists?|show|logs?|status|yaml|describe|events?|still|cannot|shows?|says|gets?)\b/;

/**
 * Whether a sentence without a verb of its own describes an object to be made: `role called viewer that can get and list pods`, `a
 * quota named small with 10 pods`. An article, `new` or `called` before the name says so, or what only a new one needs.
 */
export function describesNew(
  text: string,
  words: readonly Word[],
  kinds: readonly KindMention[],
  plain: string,
): boolean {
  const [made] = kinds;
  if (made === undefined || made.plural || made.from > 5) return false;
  const lead = words.slice(0, made.from).map((word) => word.lower);
  if (!lead.every((word) => leads.test(word))) return false;
  const trait = Object.hasOwn(traits, made.kind.kind) ? traits[made.kind.kind] : undefined;
  const said = words
    .slice(made.from)
    .map((word) => word.text)
    .join(" ");
  const told = plain.replace(/\b(?:that|which|who) (?:is|are|has|have)\b|\ballowed to\b/g, "").replace(verbs, "");
  if (trait === undefined || ofExisting.test(told) || text.trimEnd().endsWith("?")) return false;
  const isIntroduced =
    lead.some((word) => /^(a|an|new|another|one|need|want)$/.test(word)) ||
    /^(called|named)$/.test(words[made.to]?.lower ?? "") ||
    /^(called|named)$/.test(words[made.to + 1]?.lower ?? "") ||
    /\b(?:call|name) it\b/.test(plain);
  const isSpecified =
    /^(Role|ClusterRole|RoleBinding|ClusterRoleBinding|PriorityClass|ResourceQuota|HorizontalPodAutoscaler)$/.test(
      made.kind.kind,
    ) && !startsClause(words[made.to] ?? words[0]!);
  const isScheduled = made.kind.kind === "CronJob" && /\bimage\b/.test(said) && /\bevery\b|\bdaily\b|\*/.test(said);
  return (isIntroduced || isSpecified || isScheduled) && trait.test(said);
}

const leads =
  /^(a|an|one|new|another|please|i|we|need|want|also|then|and|the|simple|small|tls|opaque|generic|one-off|temporary|quick)$/;
