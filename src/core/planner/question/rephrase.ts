import { behindSeeing, type Clause, clausesOf } from "./clauses.ts";
import { withCountLast } from "./count-condition.ts";
import { type Paraphrase, subjectOfText } from "./paraphrases/paraphrase.ts";
import { expressions, looks, orders, wishedOrders } from "./paraphrases/registry.ts";
import { reportsChange } from "./reports-change.ts";

/** A text in the words that the rest of the planner reads; when a request was recognised, it stands first; intent null: its own words say it. */
export type Rephrased = {
  readonly text: string;
  readonly request: { readonly text: string; readonly intent: "change" | "inspect" | null } | null;
};

const longest = 900;

/**
 * The wishes of a text, each put first, for when none of its clauses is a known request: `my boss asks how many replicas x has`,
 * `it is slow again, show me the nodes please`. Whether one is a wish to see something its own words decide.
 */
export function wishesIn(text: string): readonly { readonly text: string; readonly wish: string }[] {
  if (text.length > longest || text.includes("\n")) return [];
  return clausesOf(text)
    .filter(({ before, rest, isWish, isConditional }) => {
      const isAbout = /^[^.!?]{1,80}:\s*$/.test(before) && questions.test(rest);
      return (isWish || isAbout) && !isConditional && asksToSee.test(rest);
    })
    .map(({ before, rest }) => {
      const end = /[.!?](?=\s|$)/.exec(rest)?.index ?? rest.length;
      const wish = rest.slice(0, end);
      const told = `${before.trim()} ${rest.slice(end)}`.replace(/^[\s.!?,;:-]+/, "").trim();
      return { wish, text: told === "" ? wish : `${wish}. ${told}` };
    });
}

/** `CKAD: run a pod`, `task 3 - scale web`: what kind of order it is. */
const exercises =
  /^\s*(?:ck[as]d?|kcna|kcsa|exam|exercise|task|question|homework|practice|practise|lab|drill|todo|ticket|step|q)(?: (?:task|question|exercise|practice|prep|exam|lab))?(?: ?#?\d{1,3})?\s*(?:[:)]|[–—-](?= ))\s*/i;

/** `a colleague says "web is full of errors"`: what somebody said is a sentence, and no name. */
const reported =
  /(\b(?:colleagues?|boss|manager|customers?|clients?|team|dev\w{0,10}|users?|somebody|someone|he|she|they|people|support|friend|operator|admin|lead|neighbou?rs?)\b[^"“”.?!]{0,60}?\b(?:says?|said|tells?|told|claims?|claimed|writes?|wrote|reports?|reported|insists?|complains?|thinks?|believes?)(?: (?:me|us|that))?[:,]?) ["“]([^"“”]{10,300})["”]/i;

const questions = /^(?:which|how many|what (?:are|is) the|where (?:is|are|do|does))\b/i;

/** What is to be seen can be said by one command; causes and troubles cannot. */
const asksToSee =
  /^(?:(?:see|know|show|give|get|list|print|tell me|find out|check|display|fetch)(?: me| us)? )?(?:which|what(?!'s (?:wrong|up))|how (?:many|much|long|old|often)|where|the|all|a list of|list|when|who)\b(?!.{0,160}\b(?:why|wrong|cause|reason|problems?|issues?|fail\w*|broken|errors?|crash\w*|stuck|unhealthy|healthy|happen\w*|going on|not|cannot|can't|doesn't|isn't|won't)\b)/i;

/**
 * What people order and ask in words of their own, put into plain ones: `put deployment x back on revision 3` as `roll back deployment x to
 * revision 3`. The clause that asks for something decides; what is told before it stays, for the names and places in it.
 */
export function rephrase(text: string): Rephrased {
  if (text.length > longest || (text.match(/\n/g)?.length ?? 0) > 4) return { text, request: null };
  let plain = withCountLast(text.replace(exercises, "").replace(reported, "$1 $2"));
  for (const { said, as } of expressions) plain = plain.replace(said, as);
  plain = plain.trim();
  const clauses = clausesOf(plain);
  for (const clause of [...clauses.filter(({ isWish }) => isWish), ...clauses.filter(({ isWish }) => !isWish)]) {
    const put = ordered(clause, plain) ?? looked(clause, plain);
    if (put !== null) return put;
  }
  return { text: plain, request: null };
}

function ordered(clause: Clause, text: string): Rephrased | null {
  if (clause.asks || clause.isConditional) return null;
  const put =
    firstOf(orders, clause.rest, text) ??
    firstOf(orders, withSubject(clause.rest, text), text) ??
    (clause.isWish ? firstOf(wishedOrders, clause.rest, text) : null);
  if (
    put === null ||
    tells.test(put.behind) ||
    goesOn.test(put.behind) ||
    (declared.test(put.said) && contradicts.test(put.behind)) ||
    reportsChange(`${put.words}${put.behind}`.toLowerCase())
  )
    return null;
  return requestFirst(`${put.words}${put.behind}`, clause.before, "change");
}

/** `it may take pods again`: what the text is about stands for the pronoun. */
function withSubject(rest: string, text: string): string {
  const subject = subjectOfText(text);
  return subject === null ? rest : rest.replace(/\b(?:it|this one|that one|him|her)\b/i, () => subject);
}

function looked(clause: Clause, text: string): Rephrased | null {
  const rest = behindSeeing(clause.rest);
  const put = firstOf(looks, rest, text) ?? firstOf(looks, clause.rest, text);
  if (put === null || asksForCause.test(clause.rest)) return null;
  return requestFirst(`${put.words}${put.behind}`, clause.before, "inspect");
}

function requestFirst(request: string, before: string, intent: "change" | "inspect"): Rephrased {
  const told = before.trim().replace(/[,;:]$|\b(?:so|and|then|but|or|because)$/i, "");
  return {
    text: told === "" ? request : `${request.replace(/[\s.,;!?]+$/, "")}. ${told}`,
    request: { text: request, intent },
  };
}

/** `deployment web should have 3 replicas` orders, until what follows tells how it is instead. */
const declared = /\b(?:should|must|shall|has to|have to|needs to|need to|ought to|is to|are to|may|can)\b/i;

const contradicts =
  /\b(?:did|does|do|has|have|is|was|are|will|would|could|should)(?:n't| not)\b|\b(?:won't|cannot|can't|never|not|none|fail\w*|hangs?|only|instead of|i (?:see|count|get|find)|there (?:is|are) (?!another|already|an? old)|(?:has|have|shows?|are|is|got) (?:just )?\d)\b/i;

/** `image x on deployment web failed to pull`: what goes on like this, without a mark between, is no order. */
const goesOn =
  /^(?! (?:with|please))[^,.;:!?(]{0,120}\b(?:fail(?:s|ed)|(?:do|does|did|is|are|was|has|have)(?:n't| not)|broke|hangs|hung|never|cannot|can't)\b/i;

/** A look at something does not answer why it is so. */
const asksForCause = /(?<!no idea |know |wonder )\bwhy\b|\bwhat(?:'s| is) wrong\b|\broot cause\b/i;

/** Who goes on like this tells what came of it. */
const tells =
  /\b(?:but (?!keep|leave|don't|do not|only|not|please|with|without|for)|still|yet\b|no luck|to no avail|did(?:n't| not) (?:help|work)|nothing (?:changed|happened|helped)|(?<!no idea |know |wonder )why\b|should (?:i|we)\b|what (?:happens|would happen)\b|(?:what|which|how|who|where) (?:is|are|was|does|do|did|many|much)\b)/i;

function firstOf(
  table: readonly Paraphrase[],
  rest: string,
  text: string,
): { readonly said: string; readonly words: string; readonly behind: string } | null {
  const lower = rest.toLowerCase();
  for (const row of table) {
    if (!row.mayBe(lower)) continue;
    const { said, as } = row;
    const match = said.exec(rest);
    if (match === null) continue;
    const words = typeof as === "string" ? filled(as, match) : as(match, text);
    if (words !== null) return { said: match[0], words, behind: rest.slice(match[0].length) };
  }
  return null;
}

function filled(as: string, match: RegExpExecArray): string {
  return as.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "").replace(/ {2,}/g, " ");
}
