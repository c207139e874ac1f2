import type { Suggestion } from "../../diagnosis/finding.ts";
import { rehearsed } from "../flags/common-flags.ts";
import { awaitedState, laterTime } from "../question/later-on.ts";
import type { Question } from "../question/understand.ts";

/** What a change hangs on, in the words of the person: a part of the text up to the next mark. */
const conditions =
  /\b(?:only (?:if|when|while|once|after|as long as|in case)|on (?:the )?condition(?: that)?|provided|providing|as long as|so long as|unless|assuming|then (?=back\b|again\b)|or (?:better |rather |just |maybe |else )?(?=(?:scale|restart|delete|remove|drain|cordon|roll|undo|leave|keep|pause)\b)|(?:when(?:ever)?|once|as soon as) (?=(?:it|its|the|they|there|all|nobody|no|nothing)\b)|after (?=(?:it|the|they|all|every\w*) [^,;.!?]{0,50}\b(?:is|are|has|have|finish\w*|complet\w*|done)\b)|(?<!\b(?:even|as|what|see|check|whether|just|know|sure|better|nice|good|great) )if)\b[^,;.!?]{2,80}/gi;

/** What is to come first, and when it is to be done. */
const toCome = new RegExp(`\\b${awaitedState}(?:[^,;.!?]|\\.(?=\\S)){2,80}|${laterTime}`, "gi");

/** What a clause of its own tells of an object, and what is over, is not waited for. */
function stillToCome(said: string): readonly string[] {
  return [...said.matchAll(toCome)].flatMap(({ 0: one, index }) => {
    const clause = said
      .slice(0, index)
      .split(/[,;:.]\s/)
      .at(-1)!;
    const isTold = clause !== said.slice(0, index) && told.test(clause);
    return isTold || over.test(one) ? [] : [one];
  });
}

const told = /^\s*(?:it|they|this|that|because|since|we|i|there|its|the \w+|\w+ing) \w+/i;
const over =
  /\b(?:yesterday|ago|last (?:night|week|month)|earlier|already|this morning)\b|^(?:when|once|as soon as) (?:you|u|we|i) (?:have|had|get|are|can|like|want|got)\b/i;

/** What is made, scheduled or scaled by itself says itself when it acts. */
const actsLater = /^kubectl (?:create|autoscale|apply|patch (?:cronjob|hpa|pdb)|set (?:env|image)|annotate)\b/;

/** What sounds like a condition and is none, or one that kubectl looks after by itself. */
const harmless =
  /^(?:if (?:(?:already )?(?:there|set|present)$|possible|need(?:ed)?\b|necessary|so|you (?:can|could|like|want|please|don't mind|do not mind|would)|that(?:'s| is) (?:ok|okay|fine|possible)|i (?:may|might|can|could)|(?:it|they|there|one|that one|any) (?:already )?(?:exists?|is there|is any|are any|(?:already )?is one)|(?:there (?:already )?(?:is|are)|it(?:'s| is)|they(?:'re| are)) (?:already )?(?:one|any|some|there|set|present)|(?:it )?(?:does not|doesn't|is not|isn't) (?:yet )?(?:there|exist)|it exits|it is (?:already )?set)|unless (?:they |it |pods? )?(?:\w+ )?tolerat)/i;

/** What `--ignore-not-found` heeds. */
const absent = /^if (?:not|(?:it|they|there) (?:is not|isn't|are not|aren't|is|are) (?:there|any|missing|gone|one))$/i;

/** Exceptions among what is changed. */
const exceptions =
  /\b(?:except(?:ing)?(?: for)?|excluding|other than|apart from|save for|leav(?:e|ing) out|but (?:not|leave|keep|spare|without)|(?:all|everything|every one) but|spare|not (?:in|on|the|those|for|any)|leave(?= (?:\S+ ){1,4}(?:alone|out|untouched|running|in peace|as (?:it is|they are))\b)) (?!that\b|this\b)[^,;.!?]{2,80}/i;

/** `the pods should survive`: what a deletion would take along. */
const survives =
  /\b[^,;.!?]{2,40}\b(?:should|must|shall|may|has to|have to|needs? to|will) (?:survive|stay|remain|be (?:kept|left|spared)|keep (?:on )?running|not be (?:touched|deleted|removed|lost))\b|\b(?:pods?|data|volumes?|pvcs?|claims?|replicasets?|jobs?) (?:survives?|stays?|remains?|keeps?)\b/i;

/**
 * The condition or exception that a request states and that its commands do not carry: done without it, more would be changed than was
 * asked for. null when there is none.
 */
export function unkeptCondition({ text }: Question, commands: readonly Suggestion[]): string | null {
  const lines = commands.map(({ command }) => command).join("\n");
  if (/^kubectl (?:run|exec|config)\b/.test(lines)) return null;
  const said = text.slice(0, 2000);
  const rehearsal = rehearsed.exec(said)?.[0];
  if (rehearsal !== undefined && commands.some(({ command }) => !/ --dry-run\b/.test(command))) return rehearsal;
  if (/^kubectl (?:cp|debug|port-forward)\b/.test(lines)) return null;
  // when the claim is deleted is what a reclaim policy is about
  if (/"persistentVolumeReclaimPolicy"/.test(lines)) return null;
  const isAbsent = / --ignore-not-found\b/.test(lines) ? absent : null;
  const late = actsLater.test(lines) ? [] : stillToCome(said.replaceAll(/(["'`])[^"'`\n]*\1/g, "$1$1"));
  const stated = [...[...said.matchAll(conditions)].map(([one]) => one), ...late]
    .map((one) => one.trim())
    .find((one) => !harmless.test(one) && isAbsent?.test(one) !== true);
  if (stated !== undefined && !/--current-replicas=|--resource-version=/.test(lines)) return stated;
  const excepted = (exceptions.exec(said) ?? (/ delete /.test(lines) ? survives.exec(said) : null))?.[0].trim();
  return excepted === undefined || (isLeftOut(lines, said) && !isCounted(lines, excepted)) ? null : excepted;
}

/** `cordon all nodes except n-7`: among many, or named as what is to be spared. */
function isCounted(lines: string, excepted: string): boolean {
  if (
    !/^kubectl (?:taint|cordon|uncordon)\b/.test(lines) ||
    !/^(?:except|excluding|other than|apart from|but (?:not|leave|keep|spare))/i.test(excepted)
  )
    return false;
  const args = lines.split(/\s+/).slice(2);
  return / (?:-l|--all)\b/.test(lines) || excepted.split(/\s+/).some((word) => args.includes(word.toLowerCase()));
}

/** A selector that denies, pods that are kept, daemon sets that a drain leaves alone. */
function isLeftOut(lines: string, said: string): boolean {
  return (
    /!=|notin|--cascade=orphan|'!/.test(lines) ||
    (/^kubectl drain\b/.test(lines) && /\bdaemon ?-?sets?\b/i.test(said)) ||
    /^kubectl (?:create|taint|cordon)\b/.test(lines)
  );
}
