/**
 * Ways to ask for a cause that have none of the usual words (`why`, `cause`): no number or name that stands in an output answers them.
 */
const ofCause =
  /\bwhat (?:ended|killed|stopped|broke|tripped|halted|interrupted|cancel+ed) (?:it|this|that|them|these|those|the \w{2,30}|our \w{2,30})\b|\bwhat(?:'s| is| was| lies| stands| could be| might be) behind (?:it|this|that|these|those|them|(?:the |these |those |all )?(?:errors?|failures?|time-?outs?|problems?|trouble|slowness|latency|delays?|restarts?|drops?|alerts?|spikes?))\b|\bwhat(?:'s| is| was| has been| could be)? (?:holds?|holding|held|slows?|slowing|keeps?|keeping|hangs?|hanging|delays?|delaying|blocks?|blocking|stalls?|stalling) (?:it|this|that|them|these|those|things|everything|(?:the |my |our )?[\w-]{2,60}) (?:up|back|down|waiting|pending|stuck)\b|\bwhat(?:'s| is)? (?:holds?|holding) up\b|\bwhat (?:did|have|has) (?:he|she|they|we|i|you|it|somebody|someone|the \w{1,20}) (?:break|broken|do wrong|done wrong|mess\w*|get wrong|got wrong|miss|missed|forget|forgotten)\b|\b(?:is|are) to blame\b|\bwhat (?:prevents?|stops?|keeps?|blocks?|hinders?|is (?:preventing|stopping|keeping|blocking)|holds? back|could (?:prevent|block|stop)) (?!(?:me|us|you|users?|somebody|someone|anyone|people|a|an)\b)\w|\bwho is at fault\b|\b(?:which|what) (?:part|piece|component|side|layer|hop|end|link)(?: of (?:it|this|that|the [\w-]{1,30}))? (?:is|are|was|goes|went|could be|might be) (?:wrong|broken|faulty|at fault|guilty|misbehaving|bad|failing|the culprit)\b|\b(?:0|no|zero|gone|missing|vanished|disappeared|n't (?:even|any)|not (?:a single|one|even))\b[^?]{1,120}\bwhere (?:are|did|have) (?:they|these|those|all of them)(?: all)?(?: (?:now|gone|go))?\?/i;

const things =
  "(?:pods?|replicas?|containers?|deployments?|workloads?|changes?|edits?|settings?|values?|images?|tags?|labels?|annotations?|config\\w*|limits|requests|scaling|objects|resources|fix(?:es)?)";
const mine = `(?:(?:my|our|the|its|their|all|these|those) (?:[\\w-]{2,40} ){0,3}?${things}|them|it|what (?:i|we) \\w{2,20})`;

/**
 * What undoes that which somebody did, or ends what runs: `what takes my pods away?`, `what keeps resetting our replicas?`. A number or
 * a list of what is left does not tell.
 */
const undoes = new RegExp(
  "\\bwhat (?:(?:is|was|has|always|constantly|keeps?|kept|could be|might be|then) ){0,2}" +
    `(?:(?:tak(?:es?|ing|en)|took|pull(?:s|ed|ing)?|throw(?:s|ing|n)?|threw|scal(?:es?|ed|ing)|chang(?:es?|ed|ing)|sets?|setting) ${mine} (?:away|back|off|down)` +
    `|(?:remov|delet|kill|terminat|evict|revert|undo|undid|overwrit|overrid|reset|roll(?:s|ed|ing)? back)\\w{0,5} ${mine}\\b)`,
  "i",
);

/** Whether a text asks for a cause in other words than the usual ones. */
export const asksForCauseOf = (text: string): boolean => ofCause.test(text) || undoes.test(text);

/** A sentence that tells of something that people cannot use or wait for, and asks for nothing. */
const outage =
  /(?:^|[.!?;:] +)(?!(?:is|are|was|were|does|do|did|has|have|can|could|should|if|when|which|what|who|how|list|show|get|count|find|check|tell|give)\b)[^.!?;:]{3,120}\b(?:is|are|was|were|has been|have been|became|become|got|gets|went|go(?:es)?|looks?|seems?(?: to be)?|feels?) (?:very |so |too |really |extremely |completely |currently |now |all |suddenly )*(?:unavailable|unreachable|offline|slow|sluggish|broken|inaccessible|unresponsive)\b[^?]{0,60}?(?:[.!,;]|$)/i;

/** Whether somebody tells that a thing is down, broken or slow, whatever is asked beside it. */
export function tellsOfOutage(text: string): boolean {
  return outage.test(text);
}

/** Whether a root cause is asked for in so many words. */
export function asksForRoot(text: string): boolean {
  return /\b(?:root cause|culprit|bottleneck|find out (?:why|what (?:is|was|went|goes) (?:behind|different|wrong))|what (?:is )?limit(?:s|ing) (?:it|them|this|that))\b/i.test(
    text,
  );
}
