import type { Question } from "./understand.ts";

/**
 * Whether somebody asks if an object is in order, in whatever words: `is anything the matter with`, `any concerns about`, `review this
 * webhook`. Unlike a complaint it tells of no trouble of its own, so that the object itself has to answer.
 */
export function asksIfSound({ text, intent }: Question): boolean {
  if (intent === "change" || intent === "chat") return false;
  const lower = text.toLowerCase().slice(0, 2000);
  return (
    !listing.test(lower) &&
    !elsewhere.test(lower) &&
    clausesOf(lower).some((clause) => forms.some((form) => form.test(clause)))
  );
}

/** `what is the state of ingress web?`, `how is web doing?`, `check pvc data please`: of one object, and of nothing of it in particular. */
export function asksForState({ plain, targets, kinds, intent }: Question): boolean {
  if (intent === "change" || targets.length !== 1 || kinds.some(({ plural }) => plural)) return false;
  return ofState.some((form) => form.test(plain.slice(0, 200)));
}

const ofState: readonly RegExp[] = [
  /^(?:(?:what(?:'s| is|s)?|tell me|give me) )?(?:the )?(?:current |overall |present )?(?:state|status|health|condition) of(?: the| my| our)?(?: [a-z]+(?: (?:of|for|behind)(?: the| my| our)?)?)?(?: please| now| right now)?\??$/,
  /^how (?:is|are)(?: the| my| our)?(?: [a-z]+(?: (?:of|for|behind)(?: the| my| our)?)?)? (?:doing|going|looking|getting on)(?: now| today)?\??$/,
  /^(?:please |can you |could you ){0,2}(?:check|verify|inspect|examine|validate)(?: on| up on)?(?: the| my| our)?(?: [a-z]+)?(?: please| for me| now)?\??(?:$| (?=(?:describe|get|kubectl|it|they|he|she|someone|somebody) (?:prints?|says?|shows?|writes?|tells?|lists?)\b))/,
];

/** `it logs "lease lost", please check the database`: what is quoted is why somebody is to look, and not what is looked for. */
export const asksToLookInto = (text: string): boolean =>
  /["'`”’][^"'`“”]{0,120}[,;–—-] ?(?:so |and |can you |could you )?(?:please |pls |kindly )?(?:check|verify|look (?:at|into|after)|have a look|investigate|examine|inspect|diagnose)\b(?! (?:if|whether|for|the logs?\b))/i.test(
    text,
  );

/** Questions of the holder of a webhook, a budget, a quota, a policy: whether it stands in the way. */
export const asksIfItBlocks = (text: string): boolean => blocking.test(text.toLowerCase());

const clausesOf = (lower: string): readonly string[] =>
  lower.split(/[?!;:\n]+|\.(?:\s|$)|,\s|\s[-–—]\s/).map((one) => one.trim());

/** A list is wanted, whatever it is of. */
const listing = /^(?:please )?(?:list|show|get|print|count|display|fetch|name|give me (?:all|the))\b/;

/** Of logs, reasons, times and numbers other readers tell more. */
const elsewhere =
  /\b(?:logs?|logged|why|slow\w*|latency|how (?:many|much|often|long)|since when|errors?|exceptions?|events? (?:of|for|in)|which|all (?:the |of )?(?:pods|nodes|deployments|services))\b/;

const troubles =
  "(?:problem|issue|fault|trouble|concern|defect|flaw|anomal(?:y|ies)|abnormalit(?:y|ies)|misconfiguration|mistake|irregularit(?:y|ies)|red flag|weakness(?:es)?|weak spot|disorder|impairment)s?";
const wrong =
  "(?:wrong|amiss|off|odd|broken|faulty|bad|the matter|not (?:ok|okay|right|in order|as it should|healthy|fine)|suspicious|strange|unusual|unhealthy|worrying|alarming|to (?:fix|repair|worry about|mend|be (?:concerned|worried) about))";
const sound =
  "(?:ok|okay|fine|good|healthy|well|alright|all right|in order|in (?:good|perfect|proper|working|fine|healthy) (?:order|condition|shape|state|health)|sound|intact|functional|operational|available|working(?: (?:properly|correctly|as (?:intended|expected|it should)))?|functioning|broken|faulty|defective|damaged|degraded|unhealthy|at fault|misconfigured|sane|misbehaving|stuck|up|wrong|sick|impaired|in (?:any )?trouble|(?:correctly|properly|well) (?:set up|configured)|set up (?:correctly|properly|right)|configured (?:correctly|properly|right))";
/** What comes after a trouble and says which: `a problem reaching the database` asks about something else. */
const ofItself = "(?! (?:\\w+ing|to|resolving|between|due)\\b(?! (?:be|me)))";
const look =
  "(?:check|review|inspect|examine|assess|audit|evaluate|analy[sz]e|go over|scan|verify|validate|diagnose|vet|(?:have a |take a )?(?:close |quick |good )?look (?:at|over|into|through)|health[- ]?check|sanity[- ]?check)";
const lead =
  "(?:so |and |but |also |hi |hey |hello |please |pls |kindly |now |tell me |i (?:would like|like|want|need) to know |i'd like to know |i wonder |let me know |do you know |(?:can|could|would) you (?:please )?(?:tell (?:me )?|check |see |say )?|check |see |find out ){0,4}";

const forms: readonly RegExp[] = [
  new RegExp(`\\b(?:any|some|no)thing (?:\\w{1,12} ){0,3}${wrong}\\b`),
  new RegExp(`\\b(?:any|some|no)thing (?:\\w{1,12} ){0,2}(?:about|with|in|on) .{1,80}\\b${wrong}$`),
  new RegExp(`^${lead}(?:if |whether )?(?:is|are) there (?:\\w{1,12} ){0,3}${troubles}\\b${ofItself}`),
  new RegExp(
    `^${lead}(?:if |whether )?(?:does|do|did|has|have)\\b.{1,100}\\b(?:have|has|show|got|suffer|any|a|an|some) (?:\\w{1,12} ){0,3}${troubles}\\b${ofItself}`,
  ),
  new RegExp(
    `^${lead}(?:(?:do you |you )?(?:see|find|spot|notice|have) )?(?:any|no) (?:\\w{1,12} ){0,2}${troubles}\\b${ofItself}`,
  ),
  new RegExp(
    `^${lead}(?:${look} |what(?:'s| is) )(?:on )?(?:the )?(?:current )?(?:health|healthiness|condition)(?: (?:status|state))? of .{1,100}$`,
  ),
  new RegExp(`\\b${look}\\b.{1,120}\\b(?:for|has|have|any|with)\\b (?:\\w{1,12} ){0,3}${troubles}\\b${ofItself}`),
  new RegExp(`\\b${look}\\b.{1,120}\\b(?:is|are|looks?|if|whether) (?:\\w{1,12} ){0,2}${sound}$`),
  new RegExp(
    `^${lead}(?:if |whether )?(?:is|are|isn't|aren't)(?: not)? .{1,100}\\b${sound}(?: (?:or not|now|here|at the moment|right now|currently|again|there|to (?:you|me)|(?:at all|in any way)|or .{1,60}|(?:in|on) .{1,60}))?$`,
  ),
  new RegExp(
    `^${lead}(?:does|do) .{1,80}\\b(?:look|looks|seem|seems|appear|work|function|operate)\\b(?: \\w{1,12}){0,2}(?: ${sound}| (?:properly|correctly|right|as (?:intended|expected|it should)))?(?: to (?:you|me))?$`,
  ),
  new RegExp(
    `^${lead}(?:review|inspect|examine|assess|vet|health[- ]?check|sanity[- ]?check) (?:it|this|that|them|these|the|my|our)\\b.{0,80}$`,
  ),
  new RegExp(
    `^${lead}(?:confirm|double-?check|verify|tell (?:me|us)|see|say)(?: that| whether| if)? .{1,80}\\b(?:made it(?: through| over| back)?|survived|recovered|(?:is|are|came|got|went) (?:back|up|through|well|over it)|still (?:works?|runs?|stands?))\\b`,
  ),
  /\b(?:walk (?:me|us) through|summari[sz]e|talk (?:me|us) through) (?:the )?(?:state|status|health|condition|shape)\b/,
  /^(?:how (?:healthy|well|sound) (?:is|are)|what (?:is|about) the health of|health of|(?:what's|what is) the condition of) .{1,80}$/,
  /\b(?:problems|issues|faults|concerns|trouble|anything wrong|healthy|ok|okay|in order|all good|all right|everything fine)$/,
  new RegExp(
    `\\b(?:asks?|asked|wants? to know|wonders?|wondering|unsure|not sure|claims?|question is|curious|know|tell|say|see|check|verify|confirm) (?:me |us )?(?:if|whether) .{1,100}\\b${sound}\\b`,
  ),
  /\b(?:(?:ok|okay|fine|healthy|good|sound|well|broken|in order) or (?:not|broken|faulty|bad)|(?:reason|cause) (?:to worry|for (?:concern|worry|alarm)))\b/,
  /^(?:is |are )?(?:everything|anything|all) (?:\w{1,12} )?(?:ok|okay|fine|good|right|well|alright|in order) (?:with|in|on) /,
  /\b(?:should|must|need to|have to) (?:i |we )?(?:be )?(?:worr(?:y|ied)|concerned) about\b|\bdo (?:i|we) (?:need|have) to (?:do|fix|mend|repair|worry)\b/,
  /^(?:is|are) (?:it|that|this|they)(?: (?:really|actually|indeed|truly))?(?: (?:broken|faulty|so|true|ok|okay|fine|healthy|in order))?$/,
];

const blocking =
  /\b(?:block\w*|reject\w*|refus\w*|prevent\w*|stopp?(?:ing|s)?|den(?:y|ies|ying)|hold(?:s|ing)? (?:up|back)|in the way|to blame|at fault|responsible|culprit|break\w*)\b/;
