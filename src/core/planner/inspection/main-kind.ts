import type { Kind } from "../../kubectl/kinds.ts";
import type { Question } from "../question/understand.ts";
import { startsClause } from "../question/words.ts";

/** The kind that the question is about: the first that is neither a place nor an aspect. */
export function mainKind(question: Question): Kind | null {
  const kinds = question.kinds.map((mention) => mention.kind);
  const away = question.scope.namespaces.length > 0 || question.scope.all || kinds.length > 1;
  // `the completed jobs' pods`
  const owned = question.kinds.find(
    ({ from }, index) => index > 0 && /^'/.test(question.words[from]?.after ?? ""),
  )?.kind;
  if (owned !== undefined && kinds[0]?.kind === "Job" && owned.kind === "Pod") return owned;
  const owner = question.kinds.find((mention) => isEach(question, mention.from))?.kind;
  const [first, second] = question.kinds;
  const isCompound = first?.plural === false && second?.plural === true && second.from - first.to <= 1;
  const said = question.words.slice(first?.to ?? 0, second?.from ?? 0).map((word) => word.lower);
  const isNamed = question.targets.some((target) => target.kind === first?.kind);
  const ordered = question.kinds.find(({ from, plural }) => plural && isOrdered(question, from))?.kind;
  if (ordered !== undefined && kinds.length > 1) return ordered;
  const had = question.kinds.find(({ from }) => isHad(question, from))?.kind;
  if (had !== undefined && had !== first?.kind) return had;
  const rule = question.targets.find(({ kind }) => kind !== null && rules.has(kind.kind))?.kind;
  if (rule !== undefined && first?.plural === true && first.kind.kind === "Pod" && ofRule.test(question.plain))
    return rule;
  // `service account token secrets` are secrets
  if (
    isCompound &&
    !isNamed &&
    said.every((word) => /^tokens?$/.test(word)) &&
    !/,/.test(question.words[second.from]?.after ?? "")
  )
    return second.kind;
  if (owner !== undefined && !isNamed && owner.kind !== "Namespace" && question.kinds[0]?.plural === false)
    return owner;
  return (
    kinds.find(
      (kind) => !(away && kind.kind === "Namespace") && !(/^(Event|IPAddress)$/.test(kind.kind) && kinds.length > 1),
    ) ?? null
  );
}

/** What one of these allows its pods stands in its own row: `how many pods may be evicted under the pdb web`. */
const rules: ReadonlySet<string> = new Set(["PodDisruptionBudget", "HorizontalPodAutoscaler"]);
const ofRule =
  /^(?:which|what|how many)\b.*\b(?:allow\w*|evict\w*|disrupt\w*|lose|let|go|down|protect\w*|keep|under)\b/;

/** `does deployment web have an hpa` asks about autoscalers. */
function isHad({ words, plain }: Question, from: number): boolean {
  const [verb, article] = words.slice(Math.max(0, from - 2), from).map((word) => word.lower);
  return (
    /^(?:does|do|has|is there)\b/.test(plain) &&
    /^(have|has|got)$/.test(verb ?? "") &&
    /^(an?|any)$/.test(article ?? "")
  );
}

/** `which volumes are attached where? list the volume attachments`: a later clause orders the list. */
function isOrdered({ words }: Question, from: number): boolean {
  const at = /^(?:the|all|me|my)$/.test(words[from - 1]?.lower ?? "") ? from - 2 : from - 1;
  const verb = words[at];
  return at > 0 && verb !== undefined && /^(?:list|show|print)$/.test(verb.lower) && startsClause(verb);
}

/** `the node of each pod` asks about pods. */
function isEach(question: Question, from: number): boolean {
  const [before, last] = question.words.slice(Math.max(0, from - 2), from).map((word) => word.lower);
  return /^(each|every|all)$/.test(last ?? "") || (/^(all|each|every)$/.test(before ?? "") && last === "the");
}
