/**
 * Ways to ask for a cause that have none of the usual words (`why`, `cause`): no number or name that stands in an output answers them.
 */
export const asksForCauseOf =
  /\bwhat(?:'s| is| was| lies| stands| could be| might be) behind (?:it|this|that|these|those|them|(?:the |these |those |all )?(?:errors?|failures?|time-?outs?|problems?|trouble|slowness|latency|delays?|restarts?|drops?|alerts?|spikes?))\b|\bwhat (?:did|have|has) (?:he|she|they|we|i|you|it|somebody|someone|the \w{1,20}) (?:break|broken|do wrong|done wrong|mess\w*|get wrong|got wrong|miss|missed|forget|forgotten)\b|\b(?:is|are) to blame\b|\bwho is at fault\b/i;
