import type { ClusterView } from "../../evidence/observed.ts";
import { asSeen, isObject } from "../investigation/places.ts";
import { asksForCauseOf } from "../question/asks-cause.ts";
import { knownIn, type Question, understand } from "../question/understand.ts";

/** The clause of a question that asks after a fact, understood for itself, with the whole text beside it. */
export type AskedFact = {
  /** In lower case, without what stands before it: `how many pvcs still use it`. */
  readonly clause: string;
  /** The clause with those after it that want something more: `on which node does it run, and what is its ip`. */
  readonly wishes: string;
  readonly whole: string;
  readonly question: Question;
  readonly counts: boolean;
};

/**
 * People give the reason before they ask: `We want to get rid of gp2. How many claims still use it?` Neither the wish nor the trouble
 * in the first sentence is what they want; null where no clause asks after a fact, or where it asks for a cause.
 */
export function askedFact(question: Question, view: ClusterView): AskedFact | null {
  const { text } = question;
  if (
    text.length > 2000 ||
    /\b(?:why|root cause|what(?: is|'s)? caus\w+|how come|what (?:broke|failed|is broken))\b/i.test(text)
  )
    return null;
  if (asksForCauseOf(text)) return null;
  const clauses = clausesOf(text);
  const at = clauses.findIndex((one) => opener.test(one) || names(one));
  const clause = clauses[at];
  if (clause === undefined) return null;
  if (fault.test(clause.toLowerCase())) return null;
  const listedToo = listedAfter(clause, clauses.slice(at + 1));
  return factOf([clause, ...listedToo].join(", "), clauses.slice(at + 1).filter(isWish), question, view);
}

/** Every clause that begins with `how many`. */
export function clauseCounts(question: Question, view: ClusterView): readonly AskedFact[] {
  return clausesOf(question.text)
    .filter((one) => /^(?:and |also |plus )?how many\b/i.test(one))
    .map((one) => factOf(one, [], question, view));
}

/** What else is to be counted: `how many claims are Bound, and how many Pending?` */
export function countsAfter(first: AskedFact, question: Question, view: ClusterView): readonly AskedFact[] {
  const counting = clausesOf(question.text).filter((one) => /^(?:and |also |plus )?how many\b/i.test(one));
  return counting
    .filter((one) => !first.clause.startsWith(one.toLowerCase()))
    .map((one) => {
      const own = factOf(one, [], question, view);
      const kinds = understand(one, knownIn(view)).kinds.length > 0 ? own.question.kinds : first.question.kinds;
      return { ...own, question: { ...own.question, kinds } };
    });
}

/** `how many pods are Running, Pending and Failed`: the rest of a list of what is counted. */
function listedAfter(clause: string, after: readonly string[]): readonly string[] {
  if (!/\bhow many\b/i.test(clause) || /[?!.:]$/.test(clause)) return [];
  const end = after.findIndex((one) => opener.test(one) || fault.test(one.toLowerCase()) || one.split(" ").length > 6);
  return after.slice(0, end < 0 ? after.length : end).slice(0, 6);
}

function factOf(clause: string, wishes: readonly string[], question: Question, view: ClusterView): AskedFact {
  const lower = clause.toLowerCase();
  const counts = /\b(?:how (?:many|often|much)|number of|count|in total|altogether|together)\b/.test(lower);
  const own = asSeen(understand(clause, knownIn(view)), view);
  const whole = asSeen(question, view);
  const isBefore = (name: string) => !counts || isSaidBefore(name, lower, question.text.toLowerCase());
  const shown = own.targets.filter(({ name }) => isObject(name, view));
  return {
    clause: lower,
    wishes: [lower, ...wishes.map((one) => one.toLowerCase())].join(" "),
    whole: question.text.toLowerCase(),
    counts,
    question: {
      ...own,
      targets: shown.length > 0 ? shown : whole.targets.filter(({ name }) => isObject(name, view) && isBefore(name)),
      scope: own.scope.namespaces.length > 0 || own.scope.all ? own.scope : whole.scope,
      kinds: own.kinds.length > 0 ? own.kinds : question.kinds,
    },
  };
}

/** What a later clause names does not narrow what is counted: `how many nodes are old, and which version has n-3?` */
function isSaidBefore(name: string, clause: string, text: string): boolean {
  const end = text.indexOf(clause.slice(0, 60));
  const at = text.indexOf(name);
  return end < 0 || at < 0 || at < end + clause.length;
}

/** Clauses after a count that want a value of something that they name. */
export function valuesAfter(first: AskedFact, question: Question, view: ClusterView): readonly AskedFact[] {
  return clausesOf(question.text)
    .filter((one) => isWish(one) && !first.clause.startsWith(one.toLowerCase()) && !/\bhow (?:many|often)\b/i.test(one))
    .map((one) => factOf(one, [], question, view))
    .filter(({ clause, question: { targets } }) => targets.some(({ name }) => clause.includes(name)));
}

const clausesOf = (text: string): readonly string[] =>
  text
    .replaceAll(/([?!;:,]|[^\s.]\.) +(?=\S)/g, "$1\n")
    .replaceAll(/ (?=and (?:how many|(?:on |in )?which|what|who|when|where|since when)\b)/gi, "\n")
    .replaceAll(/ (?:-|–|—) | \(?(?=i\.e\. )/g, "\n")
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** How a clause begins that wants a number, a name or a value. */
const opener =
  /^(?:(?:and|so|but|please|hey|hi|hello|ok|okay|quickly?|question|need|give me|tell me|i need|i want|can you|could you|do you know|check|find out|i need to know|i'd like to know|show me) ){0,4}(?:the )?(?:(?:in|on|at|under|to|from|since|for|with|of|by|against|through|via|behind|into|towards) )?(?:how (?:many|much|often|old|long)\b|(?:number|count|sum|amount) of|(?:total|combined|summed) (?:[\w-]{1,20} ){1,3}?(?:per|by|of|in|for|over)\b|count\b|which\b|what\b|who\b|whose\b|when\b|where\b|since when\b)/i;

/** `memory limit of the sidecar in X?`, `the firewall team needs the public address and port of Y`: what is wanted comes first, or after who wants it. */
function names(clause: string): boolean {
  if (/^(?:is|are|was|were|do|does|did|has|have|can|could|should|why)\b/i.test(clause)) return false;
  const wish = clause.replace(
    /^[^?]{0,60}?\b(?:needs?|asks? (?:me |us )?for|wants?|requires?|looking for)\b (?:to know )?/i,
    "",
  );
  return nouns.test(wish) && (wish.endsWith("?") || !tells.test(wish));
}

/** `the same version is fine in staging`: a sentence that says how something is asks for nothing. */
const tells = /\b(?:is|are|was|were|has|have|had|does|did|works?|worked|runs?|ran|fails?|failed|looks?|seems?)\b/i;

const nouns =
  /^(?:the |our |its |total )?(?:[\w-]{1,20} ){0,2}?(?:address|ip|ports?|images?|limits?|requests?|qos|schedule|size|capacity|storage ?class|owner|node|version|time ?zone|restarts|priority)(?![\w-])[^?]{0,60}\b(?:of|in|for|over)\b/i;

/** `which service account, node and pod IP`: the rest of a list. */
const listed =
  /^(?:and |the |its |pod ){0,3}(?:node|ip|image|qos|schedule|owner|port|address|priority|limits?|requests?)(?![\w-])/i;

const isWish = (clause: string): boolean =>
  !fault.test(clause.toLowerCase()) &&
  (opener.test(clause) || listed.test(clause) || /^(?:and|also|plus)\b/i.test(clause));

/** What is wrong, failing or to be done is no fact to look up. */
const fault =
  /\bwhat(?:'s| is| was| are| went|s)? (?:(?:the )?(?:wrong|broken|matter|problem|issue|cause|reason|trouble|up|going|happen\w*|fail\w*|block\w*|prevent\w*|keep\w*))|\bwhat (?:(?:to do|can|should|do)\b|does (?:this|that|it) mean|happen\w*)|\bwhich (?:one )?is (?:broken|wrong|at fault)|\bhow much longer|\bwhere (?:are|is|have|has|did) (?:all )?(?:the |my |our |its )?(?:other|others|rest|missing|remaining)\b/;
