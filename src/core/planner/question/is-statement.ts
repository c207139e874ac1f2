/**
 * Whether a sentence tells how something is, rather than asking or ordering to see it: `deployment mailer shows 0/1`, `billing has no
 * pods at all`, `only one of two replicas runs`. People tell what they find wrong. Names are not part of `plain`; `first` is the word
 * with which the sentence begins, which may be a name.
 */
export function isStatement(plain: string, first: string = plain.split(" ", 1)[0]!): boolean {
  if (order.test(plain)) return false;
  const said = plain.replace(relative, "$1").replaceAll(noun, "");
  return (
    contrast.test(plain) ||
    ((beginsWithName(plain, first) || nounFirst.test(plain) || !opening.test(plain)) && verb.test(said))
  );
}

/** The first word is a name when `plain` lacks it, unless it leads to a place: `ns shop: show the quotas`. */
function beginsWithName(plain: string, first: string): boolean {
  return !plain.startsWith(first) && !/^(ns|namespace|in|on|for|from|-n|cluster)$/.test(first);
}

/** `wait until it is ready, but not longer than a minute`, `pod x crashed; show the logs of the crashed instance`. */
const order =
  /^(?:please )?(?:wait|block|hold on) (?:here )?(?:until|till|for|up to)\b|\b(?:show|give|print|fetch|get|list|tail|describe|see) (?:me |us )?(?:the |its |their |all )?(?:\w+ ){0,2}(?:logs?|events|yaml|manifest|details)\b/;

/** `search results are empty`: a noun that is a verb elsewhere, with its own verb behind it. */
const nounFirst =
  /^(?:(?:the|our|all) )?(?:search|export|exports|store|build|builds|display|print|prints|stream|streams|view|views|document|documents|output|watch|count|counts|check|checks|filter|sort|order|report|reports)(?: \w+)? (?:is|are|was|were|has|have|does|do|shows?|returns?|fails?|failed|gets?|never|stays?|takes?|no longer)\b/;

/** `secrets that are of type tls`: a clause about things, no statement. */
const relative = /^((?:\w+ ){0,2}\w+s)(?: (?:in|on|of|from))? (?:that|which|who|whose) .*$/;

/** `from the previous run` */
const noun = /\b(?:previous|last|earlier|prior|first|next|old|latest) runs?\b/g;

/** `I set a new image but the old one still runs`. */
const contrast =
  /\b(?:but|yet|although|though|still|however)\b.*\b(?:still|not|no|never|nothing|old|isn't|doesn't|won't|didn't)\b/;

/** How orders and questions begin, and requests that are put as a wish. */
const opening =
  /^(?:(?:in|on|for|from|at|to|by|under|with|inside|within|ns|namespace|cluster|the|kubectl|k|alright|only|please|kindly|hey|hi|hello|ok|okay|so|well|now|then|and|also|just)\s+)*(?:list|show|get|give|fetch|see|print|dump|view|display|describe|find|search|check|count|watch|tail|stream|follow|look|return|name|tell|explain|compare|summari[sz]e|sort|filter|inspect|run|verify|output|export|read|wait|block|hold|grep|cat|dump|keep|measure|document|render|build|store|open|attach|fetch|preview|need|want|i|we|let|can|could|would|will|what|what's|whats|which|who|whose|where|when|how|is|are|was|were|does|do|did|has|have|should|may|am|any|anything|all|every|each|if)\b/;

const verb =
  /\b(?:has|have|shows?|stays?|remains?|says|gets?|got|gives?|returns?|does|did|is|are|was|were|isn't|aren't|doesn't|won't|keeps?|loses?|needs?|takes?|stopped|went|came|comes|runs?|waits?|hangs?|refuses?|ends?|ended|never|no longer|there (?:is|are) (?:no|only|still))\b/;
