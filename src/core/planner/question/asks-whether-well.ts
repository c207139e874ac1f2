import type { Question } from "./understand.ts";

/** `is X healthy`, `any errors`, `is anything wrong`: one good look answers these, unlike `why does X fail`. */
export function asksWhetherWell(question: Question): boolean {
  if (/\bwhy\b/.test(question.plain)) return false;
  if (/^what(?:'s| is| are)\b.*\b(?:issues?|problems?|wrong|matter|cause|reason|errors?)\b/.test(question.plain))
    return false;
  if (asksToAct.test(question.plain)) return true;
  if (assertsTrouble(question.plain)) return false;
  return (
    /^(?:\S+ ){0,3}?(is|are|does|do|has|have|any|anything|everything|check)(?![\w-])/.test(question.plain) ||
    /\bany (errors?|problems?|issues?)\b|\bhealth\w*\b|\bsomething wrong\b|\bworr(?:y|ied|ying)\b/.test(question.plain)
  );
}

/** `do I have to roll back?` */
const asksToAct =
  /\b(?:do|should|must|shall|need) (?:i|we) (?:have to |need to )?(?:act|do|care|roll|restart|create|fix|intervene|react)\b/;

/** `the canary is not starting, could you check?` tells that something fails; `is it not starting?` asks. */
function assertsTrouble(plain: string): boolean {
  const asserts =
    /\b(?:is|are|does|do|did|has|have|can|could|will|would) not\b|\b(?:isn't|aren't|doesn't|don't|won't|can't|cannot|never|fails|failing|keeps)\b/;
  return asserts.test(plain) && !/^(?:is|are|does|do|did|has|have|can|should|any)\b/.test(plain);
}
