import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Kind } from "../../kubectl/kinds.ts";
import { kindOf } from "../inspection/form.ts";
import { isProse } from "../question/prose.ts";
import { isManner } from "../question/stop-words.ts";
import type { Question } from "../question/understand.ts";
import { startsClause } from "../question/words.ts";

/** A change that was asked for: the commands that make it, and the reads that show that it worked. */
export type Change = { readonly commands: readonly Suggestion[]; readonly verify: readonly Suggestion[] };

/** A form of change request; `place` is the namespace flag. null when the request is not of this form. */
export type ChangeForm = (question: Question, place: string) => Change | null;

export function changed(command: string, reason: string, ...verify: readonly Suggestion[]): Change {
  return { commands: [{ command, reason }], verify };
}

/** The object a change is about; a name without a kind is taken for a workload of the kind that is mentioned, else a deployment. */
export function subjectOf(question: Question, kinds: ReadonlySet<string>): { kind: Kind; name: string } | null {
  const target =
    question.targets.find((one) => one.kind !== null && kinds.has(one.kind.kind)) ??
    question.targets.find((one) => one.kind === null);
  if (target === undefined) return besideKind(question, kinds);
  const mentioned = question.kinds.find((mention) => kinds.has(mention.kind.kind))?.kind;
  return { kind: target.kind ?? mentioned ?? kindOf("deployments"), name: target.name };
}

/** `expose deployment dns on port 53`: a word of everyday language is a name where only a name can stand. */
export function besideKind({ kinds, words, targets }: Question, of: ReadonlySet<string>): ReturnType<typeof subjectOf> {
  const mention = kinds.find(({ kind, plural }) => !plural && of.has(kind.kind));
  const [word, next] = mention === undefined ? [] : [words[mention.to], words[mention.to + 1]];
  const isName =
    word !== undefined &&
    /^[a-z][-a-z0-9]{1,61}[a-z0-9]$/.test(word.lower) &&
    !startsClause(word) &&
    !neverNames.test(word.lower) &&
    targets.every(({ name }) => name !== word.lower) &&
    !isManner(word.lower) &&
    (!isProse(word) || next === undefined || startsClause(next) || behindName.test(next.lower));
  return isName && mention !== undefined ? { kind: mention.kind, name: word.lower } : null;
}

/** What may stand behind the word for a kind and goes on with the sentence. */
const neverNames =
  /^(?:and|or|but|so|then|that|which|who|whose|with|without|within|in|of|on|at|by|as|to|into|onto|from|for|off|up|down|out|over|under|via|using|is|are|was|were|be|been|has|have|had|should|must|shall|can|could|may|might|will|would|does|do|did|now|again|once|here|there|back|please|pls|too|also|only|just|all|any|every|each|both|the|a|an|my|our|its|it|this|them|they|called|named|name|running|ready|spec|status|yaml|json|object|resource|pods?|not|if|when|until|unless|because|since|after|before|while|today|tomorrow|immediately|first|last|new|old|one|two|more|image|replicas?|labels?|rollout|container|namespace)$/;

const behindName =
  /^(?:in|of|from|on|to|by|with|for|ns|namespace|-n|please|pls|now|and|then|as|at|down|up|back|again|via|using|under|over|so|should|must|has|needs|shall|between|is|use|run)$/;
