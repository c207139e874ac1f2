import { type Clues, intentOf, ordersChange } from "./intent.ts";
import { plainOf } from "./plain-words.ts";
import { lacksPods } from "./reports-change.ts";
import type { Word } from "./words.ts";

/** A clause behind a remark that says what is wanted: from which word on, its words without names, and what it is after. */
export type LaterClause = { readonly at: number; readonly plain: string; readonly intent: "change" | "inspect" };

/**
 * The order that follows a reason: `the last release of web is broken, roll it back`, `node-7 is fixed so uncordon it`, `why does
 * api-0 crash, show me its log`. A question stays one: `web is broken, should I restart it?`
 */
export function laterClause(
  text: string,
  words: readonly Word[],
  taken: ReadonlySet<number>,
  clues: Clues,
): LaterClause | null {
  if (!(clues.named || clues.kinds)) return null;
  const asks = text.trimEnd().endsWith("?");
  for (const [index, word] of words.entries()) {
    const at = beginsAt(word, words[index - 1]) ? index : -1;
    if (at < 1 || at > 30 || words.length - at < 2) continue;
    const free = new Set([...taken].map((one) => one - at));
    const remark = words
      .slice(0, at)
      .map((one) => one.lower)
      .join(" ");
    const plain = plainOf(words.slice(at), free);
    const namesOne = [...taken].some((one) => one >= at) || clues.kinds;
    if (looks.test(plain) || (bareLogs.test(plain) && !tellsOfLogs.test(plain)))
      return { at, plain: plain.replace(leading, ""), intent: "inspect" };
    if (
      !asks &&
      remarks.test(remark) &&
      !ordersChange(plainOf(words.slice(0, at), taken)) &&
      isOrder(plain, namesOne, clues)
    )
      return { at, plain: plain.replace(leading, ""), intent: "change" };
  }
  return null;
}

/** `delete pod web-0, it hangs`: an order before its reason. */
export function earlierOrder(words: readonly Word[], taken: ReadonlySet<number>, clues: Clues): LaterClause | null {
  const at = words.findIndex(
    ({ after, lower }, index) =>
      index > 1 &&
      ((/^[,;:.!–—-]+$/.test(after) && /^(it|it's|its|they|this|that|because|since|as|the)$/.test(lower)) ||
        lower === "because"),
  );
  const plain = at < 0 ? "" : plainOf(words.slice(0, at), taken);
  return at > 0 && !lacksPods(plainOf(words, taken)) && ordersChange(plain) && intentOf(plain, clues) === "change"
    ? { at: 0, plain, intent: "change" }
    : null;
}

function beginsAt(word: Word, previous: Word | undefined): boolean {
  return /^[,;:.!?)–—-]+$/.test(word.after) || /^(so|then)$/.test(previous?.lower ?? "");
}

/** What is no question, no condition and no wish of its own. */
const remarks =
  /^(?!(?:is|are|was|were|does|do|did|has|have|what|who|where|when|if|can|should|could|would|may|will|get|check|any|tell|give|print|describe|explain|find|count|wait|block|hold|and)\b)(?!.*\b(?:why|how|which|show|list|whether)\b)/;

const leading = /^(?:please |pls |so |then |now |and |just |therefore |hence )+/;

/** Words that are nouns here: `restart did not help`, `rollout of web hangs`, `scale is 3`. */
const nouns =
  /^\S+ (?:counts?|is|are|was|were|has|had|have|went|came|did|does|goes|comes|runs|starts|begins|ends|follows|will|would|must|needs|depends|looks|seems|says|happened|finished|of|from|helped|not|loops?|policy|yesterday|today|last|takes|took|keeps|ago|status|history|events?|logs?|window|candidate|train)\b|^(?:increase|decrease|drop|change|restarts?|update|release) (?:in|of|over|per|since) (?!namespace\b|ns\b)|^new \S+ (?:crash\w*|dies?|stays?|throws?|keeps?|never|do|gets?|cannot|can't|won't)\b|\b(?:failed|fails|hangs|didn't|doesn't|did not|does not|no effect|happened|broke)\b/;

/** Orders that rather look than change when they stand behind a remark. */
const vague =
  /^(?:stop (?:that|this)$|run|exec|execute|cat|ls|date|id|free|ps|top|load|open|curl|ping|debug|limit|cap|map|use)\b/;

function isOrder(plain: string, namesOne: boolean, clues: Clues): boolean {
  const said = plain.replace(leading, "");
  const hasObject = namesOne || /\b(?:it|them|that|this|those|these|everything|all)\b/.test(said);
  if (/^(?:re)?label\b|^(?:annotate|tag)\b/.test(said) && !putsOn.test(said)) return false;
  if (!hasObject || vague.test(said) || nouns.test(said) || !ordersChange(said)) return false;
  return intentOf(said, { ...clues, named: true }) === "change";
}

/** `pods of team a: label team=a` tells how they are labelled; an order says on what to put it. */
const putsOn = /\b(?:it|them|that|this|those|these|nodes?|pods?|deployments?|services?|namespaces?|statefulsets?)\b/;

/** `web is slow, logs of app=web please`, `OOMKilled? check the previous logs`: what is wanted is named without a verb, or looked for. */
const bareLogs =
  /^(?:please |pls |just |so |then )*(?:(?:need|want|check|see|pull|read|look at|get me) )?(?:the |its |their |all )*(?:\w+ ){0,4}?(?:logs?|log output) (?:of|for|from|with|before|in)\b|^(?:please |pls |just |so |then )*(?:check|pull|read|see|look at|need|want)(?: the| its)? (?:\w+ ){0,4}?(?:previous|prior|last|earlier|former|crashed|old) (?:\w+ ){0,2}?logs?\b/;

/** A clause that says what logs look like asks for none. */
const tellsOfLogs =
  /\blogs?\b.{0,80}\b(?:say|says|said|show|shows|are|is|were|was|full|contains?|report\w*|complain\w*|looks?|have|has|tells?|ends?|stops?|fills?)\b|\b(?:no|not|nothing|never|why|wrong|cause|useful|empty)\b/;

const looks =
  /^(?:please |pls |so |then |now |and |just |can you |could you |i want to see |let me see )*(?:show|give|print|tail|fetch|get|i want to see|let me see)\b(?: me| us)? (?:\S+ ){0,5}?(?:logs?|events|ya?ml|manifest)\b(?!.*\b(?:why|wrong|cause)\b)/;
