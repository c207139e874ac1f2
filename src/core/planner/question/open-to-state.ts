import { isAboutTime, ofContent, outside, states, trouble } from "./asks-health.ts";
import { tellsOfIdleWork } from "./seeks-fault.ts";
import type { Question } from "./understand.ts";

/**
 * Whether a text asks how things stand, in whatever words: nothing in it tells of a trouble that the state of objects leaves open. `all
 * green?`, `smoke test it`, `walk me through it`.
 */
export function isOpenToState(question: Question): boolean {
  const { intent, text, plain } = question;
  if (intent === "inspect" ? wantsToSee.test(plain) : intent !== "troubleshoot" && intent !== "unclear") return false;
  const lower = withoutAsides(text.toLowerCase());
  return (
    !isAboutTime(plain) &&
    !tellsWhatItDoes(question) &&
    ![trouble, outside, ofContent, particular, byChance].some((one) => one.test(lower)) &&
    !tellsOfIdleWork(text)
  );
}

/** `ticketing eats tickets`, `billing search finds old ones`: what something does is told, of which its pods say nothing. */
function tellsWhatItDoes({ text, targets }: Question): boolean {
  const lower = text.toLowerCase();
  return targets.some(({ name }) => {
    const at = lower.indexOf(name.toLowerCase());
    const verb =
      at < 0
        ? null
        : /^ (?:[a-z]{3,15} )?([a-z]{2,12}s) (?!ok\b|fine\b|good\b|well\b)[a-z]/.exec(lower.slice(at + name.length));
    return verb !== null && !ofBeing.test(verb[1]!);
  });
}

/** Verbs of how something is, and words that end as verbs do. */
const ofBeing =
  /^(?:is|was|has|does|runs|works|looks|seems|stands|behaves|feels|smells|appears|needs|goes|keeps|as|this|its|us|always|pods|jobs|nodes|services|namespaces|deployments|replicas|volumes|status|days|weeks|hours|minutes|people|acts|gets|starts|sounds|misbehaves)$/;

/** A value, a list or a text is wanted, however things stand. */
const wantsToSee =
  /\b(?:list|show|get|print|display|fetch|names?|count|number|compare|versions?|images?|ports?|ips?|address\w*|labels?|annotations?|logs?|logged|events?|yaml|json|manifest|describe|history|explain|size|age|old|replicas|limits?|requests?|usage|uses?|used|what|any|events|tail|watch|sort\w*|top|quota|roles?|can|could|may|did|has|have|had)\b/;

/** What people say of themselves and of their not knowing: `I have not heard anything`, `my predecessor never wrote that down`. */
const aside =
  /\b(?:(?:i|we) (?:have|had|'ve)? ?(?:not|n't|never|no) (?:heard|seen|been told|looked|checked|noticed|had time)\b[^.?!,;]{0,60}|(?:i am|i'm|we are|we're|i was) (?:not|no|never) (?!seeing|receiving|getting|able|allowed|finding|reaching)[^.?!,;]{0,40}|(?:in|within|for) (?:about |another |the next )?(?:\d+|an?|two|three|five|ten|fifteen|twenty|thirty) (?:minutes?|mins?|seconds?|hours?)|(?:i|we) (?:do not|don't|did not|didn't|cannot|can't) (?:really |actually |quite |even |yet )?(?:know|want|see|tell|understand|remember|have time|like)\b[^.?!,;]{0,60}|never mind|no (?:rush|hurry|idea|pressure|worries)|(?:if|when) (?:not|nothing)\b[^.?!,;]{0,40}|(?:my|our) predecessor\b[^.?!]{0,80}[.!])/g;

/** What a question comes with, before it begins: `before the Christmas traffic: is it in shape?` */
const preface =
  /^(?:[^.?!]{0,160}[.!] )?(?:before|after|since|following|now that|once|with) [^.?!:]{0,120}(?::|,(?= (?:is|are|does|do|did|has|have|can|please)\b)) /;

/** `our message queue`, of which nothing is told: a thing, and no trouble with its length. */
const thing =
  /\b(?:our|the|my|your|this) (?:[a-z]{2,20} )?queues?\b(?! (?:is|are|has|have|grows?|fills?|length|depth|size|backlog|keeps?|gets?))/g;

/** What comes before a question is left out unless it tells of the trouble itself: `since the upgrade orders get lost: check web`. */
const withoutAsides = (lower: string): string => {
  const before = preface.exec(lower)?.[0] ?? "";
  const own = withoutWords(before);
  const isTrouble = trouble.test(own) || outside.test(own);
  return isTrouble ? withoutWords(lower) : withoutWords(lower.slice(before.length));
};

const withoutWords = (lower: string): string => lower.replaceAll(aside, " ").replaceAll(thing, " ");

/** The names that only what comes before a question tells: `after the drain of hv-node-2: is web whole?` */
export const isOfPreface = (name: string, text: string): boolean => {
  const before = preface.exec(text.toLowerCase())?.[0] ?? "";
  return before.includes(name) && !text.toLowerCase().slice(before.length).includes(name);
};

/**
 * What a look at the state of objects does not answer: who, where and how many; a figure or a status that somebody saw; what differs from
 * what it should be; what something is kept from.
 */
const particular =
  /\b(?:why|who|whom|whose|where|when|how (?:many|much|long|often|come))\b|(?:^|[.?!,;:] )(?:and |so |in |on |from )?which\b|\b[45]\d\ds?\b|\d ?(?:%|[kmgt]i?b?\b)|\brestarts\b|\b(?:blank|garbage|mix(?:es|ed|ing) up|complain\w*)\b|\b(?:although|though|instead of|rather than|despite|whereas)\b|\b(?:keeps?|stops?|prevents?) \S{1,60} from\b|\bwhat [a-z]{3,12}(?:s|ed) (?:up )?(?:the|my|our|its|their|all|it|them)\b|\b(?:thrown|kicked|logged|locked|signed) out\b/;

/** Whether somebody wants to have things looked into: the state of objects is where that begins, and not where it ends. */
export const wantsToDig = (text: string): boolean =>
  /\b(?:investigat\w*|triage\w*|debug\w*|troubleshoot\w*|diagnos\w*|analy[sz]\w*|root ?cause|dig|smells?|weird\w*|odd|strange\w*|fishy|acting up|misbehav\w*|suspicious\w*|unusual\w*|flaky|hiccups?)\b/i.test(
    text,
  );

/** What happens to some calls and not to others. */
const byChance =
  /\b(?:every (?:other|second|third|few)|sometimes|intermittent\w*|randomly|occasional\w*|sporadic\w*|from time to time|now and then|half (?:of )?the time)\b/;

/** Whether a text tells of what happens now and then, of which one look at objects tells nothing; unless it is a state of theirs. */
export const happensByChance = ({ text, intent }: Pick<Question, "text" | "intent">): boolean =>
  intent === "troubleshoot" && byChance.test(text.toLowerCase()) && !states.test(text.toLowerCase());
