/** A clause of a sentence that may be a request: where it begins once greetings and politeness are taken off. */
export type Clause = {
  /** What is told before it. */
  readonly before: string;
  /** From its first word to the end of the text. */
  readonly rest: string;
  /** Somebody asks instead of ordering; `could you restart x?` orders. */
  readonly asks: boolean;
  /** It is put as a wish or an order: `I need`, `show me`, `please`. */
  readonly isWish: boolean;
  /** A condition comes before it: what follows is not wanted now. */
  readonly isConditional: boolean;
};

const mostClauses = 24;

/** The clauses of a text, in order: at its start, behind punctuation, and behind words that join sentences. */
export function clausesOf(text: string): readonly Clause[] {
  const clauses: Clause[] = [];
  let isConditional = false;
  for (const at of startsIn(text).slice(0, mostClauses)) {
    const { from, isPolite } = behindLead(text, at);
    const rest = text.slice(from);
    if (rest === "") continue;
    if (/[.!?\n]\s*$/.test(text.slice(0, at))) isConditional = false;
    const asks = !isPolite && !howTo.test(text.slice(at, from)) && endsAsQuestion(rest);
    const isWish = isPolite || seeing.test(rest) || wishes.test(text.slice(at, from)) || endsPolitely.test(rest);
    clauses.push({ before: text.slice(0, at), rest, asks, isWish, isConditional });
    if (conditions.test(text.slice(at))) isConditional = true;
  }
  return clauses;
}

/** Who asks how something is done wants the order that does it. */
const howTo = /\bhow (?:do|can|could|would|should) (?:i|we|one|you) $/i;

const wishes =
  /\b(?:need|want|like|please|pls|plz|wish|love|have to|must|should|asks?|asked|wonder\w*|know|remind|forg[eo]t\w*|remember)\b/i;

const endsPolitely = /\b(?:please|pls|plz)[.!]?\s*$/i;

const conditions =
  /^(?:and |but |so |then )?(?:if|when|whenever|unless|once|until|till|before|should|in case|as soon as)\b/i;

const joints = /(?:[,;:!?)]|\.|\s[-–—]+)\s+|\n\s*|\s(?:so|and|then|thus|hence|therefore|because|but|or)\s+/gi;

function startsIn(text: string): readonly number[] {
  return [0, ...[...text.matchAll(joints)].map((joint) => joint.index + joint[0].length)];
}

const lead =
  /^(?:(?:hi|hey|hello|hullo|yo|ok|okay|so|and|now|then|well|right|alright|btw|fyi|please|pls|plz|kindly|just|also|again|today|finally|quick(?:ly)?|guys|team|folks|all|thanks|sorry|first|next|last thing|one more(?: thing)?|for (?:the|my) \w+|but|dear \w+)\b[ ,:!-]*|(?:i|we|you)(?:'d| would| do| really)? (?:like|need|want|have|got|wish|love|ought|must|should|beg)(?: you)?(?: to)?\b |(?:i|we)(?:'ll| will) (?:need|want|have)(?: to)? |(?:it is|it's|its) time to |time to |(?:my |the |your )?(?:job|task|todo|order|plan|idea) (?:is|:) (?:to )?|go ahead and |let's |lets |let us |we'?d better |better |help me (?:to )?|i (?:always |constantly |never )?(?:keep forgetting|forget|forgot|can't remember|cannot remember|don't remember|have forgotten|wonder)(?: again| always)? |remind me |(?:my|our|the) (?:boss|manager|colleague|customer|client|lead|team ?lead|cto|auditor|auditors|team|boss's boss|management) (?:asks?|asked|wants? to know|wonders?|wondered|needs? to know|would like to know)(?: me| us)? |how (?:do|can|would|should|could) (?:i|we|one|you) |what is the command to |the command (?:to|for) |a way to |any (?:chance|way) (?:to|of) |be so (?:kind|good) (?:as to |and |to )?|feel free to |make sure to |i am to |we are to |need to |needs? |want to |want )/i;

const asking =
  /^(?:(?:can|could|would|will) (?:you|u|ya|someone|somebody|anyone|anybody)(?: please| kindly)? |(?:can|could|may|might) (?:we|i) (?:please|pls|kindly) |(?:would|do) you mind |mind )/i;

const seeing =
  /^(?:(?:know|see|learn|find out|check|understand|hear|tell me|let me (?:see|know|have)|show me|show|give me|gimme|get me|send me|get|give|list|print|fetch|look up|display|have a look at|take a look at|look at|bring me|hand me|read me|read|pull up|dig up|enumerate)\b(?: please)?(?: about)? )/i;

/** Greetings, wishes and politeness come off the front, at most this often. */
const mostLeads = 8;

function behindLead(text: string, at: number): { from: number; isPolite: boolean } {
  let from = at;
  let isPolite = false;
  for (let turn = 0; turn < mostLeads; turn++) {
    const rest = text.slice(from, from + 200);
    const polite = asking.exec(rest);
    const taken = polite ?? lead.exec(rest);
    if (taken === null || taken[0] === "") break;
    isPolite ||= polite !== null;
    from += taken[0].length;
  }
  return { from, isPolite };
}

/** What is looked for, without the word that asks to see it. */
export function behindSeeing(rest: string): string {
  return rest.replace(seeing, "");
}

function endsAsQuestion(rest: string): boolean {
  return /^[^.!?\n]*(?:[.!](?=\S)[^.!?\n]*)*\?/.test(rest.slice(0, 400));
}
