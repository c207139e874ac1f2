import { ordersChange } from "./intent.ts";
import { comesFirst } from "./later-on.ts";

/** What gives a reason, a wish or thanks, and no part of an order. */
const reason =
  "(?:i|i'm|i'll|i'd|i've|we|we're|we'll|we'd|we've|they|he|she|it|this|that|there|nobody|everybody|everyone|people|otherwise|whatever|thanks|thank you|thx|cheers|many thanks|because|since|as (?:it|we|they|the|agreed|discussed|planned|requested|ordered|usual)|so that|so we|so i|in order|e\\.g\\.?|just in case|for (?:good measure|safety|now)|no (?:hurry|rush)|approved|agreed|requested|(?:the|our|my) \\w{2,30} (?:is|are|was|were|has|have|had|wants?|needs?|asked|asks|said|says|will|would|gets?|got|takes?|plans?|likes?|knows?))";

const behindMark = new RegExp(`(?:[,;.!]\\s+|\\s+[-–—]+\\s+|\\s+\\()(?=${reason}(?![\\w-]))`, "gi");

/** Joints that need no comma before them. */
const joined =
  /\s+(?=(?:because|so that|so we|so i|in order (?:to|that)|as (?:agreed|discussed|planned|requested|promised|ordered|usual)|to be (?:on the safe side|safe|sure)|for good measure|just in case|before (?:the|we|i)|after (?:the|we|i))(?![\w-]))/gi;

/**
 * What tells more than a reason: names, numbers, places, kinds, how it is to be done, what is not to happen, and complaints, with which
 * a sentence is no plain order.
 */
const telling =
  /[=/:'"`@[{]|\d|[a-z]-[a-z]|\b(?:namespaces?|ns|contexts?|containers?|images?|replicas?|instances?|copies|pods?|deploy\w*|services?|svc|nodes?|jobs?|cron\w*|stateful\w*|daemon\w*|secrets?|config\w*|volumes?|claims?|pvcs?|roles?|bindings?|quotas?|users?|groups?|accounts?|labels?|annotations?|selectors?|taints?|tolerat\w*|grac\w*|force\w*|overwrit\w*|spare|emptydir|terminating|noschedule|noexecute|dry|ya?ml|json|called|named|names?|types?|nodeport|loadbalancer|clusterip|schedul\w*|nothing|suspend\w*|paus\w*|restart\w*|delet\w*|remov\w*|scal\w*|roll\w*|show|tell|list|logs?|describe|undo|keep (?:its|the|it|them)|leave (?:its|the|it|them)|but|still|not|no longer|never|don't|do not|didn't|doesn't|won't|can't|cannot|isn't|aren't|fail\w*|hang\w*|stuck|errors?|crash\w*|broke\w*|vanish\w*|gone|disappear\w*|lost|why|what|how|which|should|shall|only if|unless|except)\b|\b(?:in|on|from|of) (?!(?:order|case|the|a|an|my|our|your|its|this|that|it|them|advance|particular|fact|all|time|general|return|short)\b)[a-z0-9]+\s*[.!)]*$/i;

/** Beginnings that only say why an order is given. */
const before =
  /^\s*(?:as (?:discussed|agreed|planned|requested|promised|decided|ordered)\b[^,;:.!?]{0,60}|for (?:the|our|my) [a-z ]{3,40}|(?:we|i) (?:want|need|plan|would like|are going|am going)\b[^,;:.!?]{0,60}|first of all|(?:hi|hey|hello|dear|good morning)(?: [a-z]{2,12}){0,2}|to begin with|to start with)[,:;]\s+(?:(?:so|and|then|now)\s+)?(?:please\s+|kindly\s+)?(?=[a-z])/i;

const longest = 600;

/**
 * An order without the reason that is given for it: `pause the rollout of web, I want to batch several changes` orders to pause it. What
 * a reason says names nothing that is to be changed. A text that is no order, or whose rest tells more than a reason, stays as it is.
 */
export function withoutReason(text: string): string {
  if (text.length > longest || text.includes("\n") || text.includes("?")) return text;
  const begun = text.replace(before, (lead) =>
    telling.test(lead.replace(/[,:;]\s+(?:\w+\s+){0,2}$/, "")) ? lead : "",
  );
  const told = begun.replace(
    /^\s*(?:i|we) (?:was|were|am|are|have been|got) (?:told|asked|instructed|ordered) to /i,
    "",
  );
  const order = isOrder(told) ? told : text;
  for (const joint of [...order.matchAll(behindMark), ...order.matchAll(joined)].sort(
    (one, other) => one.index - other.index,
  )) {
    const [head, tail] = [order.slice(0, joint.index), order.slice(joint.index + joint[0].length)];
    const isToCome = comesFirst(order.slice(joint.index).replace(/^[\s,;(–—-]+/, ""));
    if (isOrder(head) && !telling.test(tail) && !isToCome) return head.replace(/[\s,;.!–—-]+$/, "");
  }
  return order;
}

function isOrder(text: string): boolean {
  const words = text.toLowerCase().split(/\s+/);
  return words.length > 2 && ordersChange(words.map((word) => word.replace(/[,;:.!]+$/, "")).join(" "));
}

/** Who asks, in front of a question: `Release gate: which service is down?` orders no release. */
const asker =
  /^\s*(?:[\w-]{1,20} ){0,2}(?:team|gate|desk|crew|squad|guild|ops|devs?|developers?|support|helpdesk|on-?call|handover|hand-over|channel|thread|ticket|incident|question|review|audit|check-?in|retro|standup|[A-Z]{2,5})(?: here)?[:.] +(?=\S[\s\S]*\?\s*$)/;

export const withoutAsker = (text: string): string =>
  text.length > longest ? text : text.replace(asker, (label) => (/[/'"`=]|\d/.test(label) ? label : ""));
