import { plainText } from "./asks.ts";
import { Clause } from "./clause.ts";
import { windows } from "./compare-conditions.ts";
import type { Condition } from "./condition.ts";
import { isAsking, type Needle, phraseNeedles, quoted, wordNeedle } from "./log-needles.ts";
import { textOf } from "./log-text.ts";
import { doingOf } from "./log-words.ts";
import type { RowSet } from "./row.ts";
import { statusConditions } from "./value-conditions.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** What a question wants of the lines that say what it says. */
export type Wish = "whether" | "who" | "when" | "what";

/** What a line has to say, under which conditions, and what is wanted of it. */
export type Search = {
  readonly wish: Wish;
  readonly needles: readonly Needle[];
  readonly conditions: readonly Condition[];
  /** `first` or `last` of them. */
  readonly end: "first" | "last" | null;
};

const yesNo =
  /^(?:(?:so|and|please|hi|hello|hey|ok|quick question|question)[,: ]+){0,2}(?:did|has|have|had|was|were|does|do|is there|are there|any|can you (?:see|find) (?:any|a)\b)/;

/** What is asked first; a yes or no only in a sentence that speaks of logs, or that is all there is, as others ask after health. */
function wishOf(question: string, isLogOnly: boolean): { readonly wish: Wish; readonly isApart: boolean } | null {
  const plain = plainText(question).trim();
  if (/\bhow (?:many|much|often|long)\b|\bfor how long\b|\bwhy\b|\bwhat should\b/.test(plain)) return null;
  const sentences = plain.split(/(?<=[?!])\s+|\.\s+/).filter((one) => one !== "");
  if (/\b(?:alert(?:s|ing)?|alarm|firing|fires|incident)\b/.test(plain)) return null;
  const first = sentences.find((one) => yesNo.test(one) || /\b(?:who|whose|when|which|what)\b/.test(one));
  if (first === undefined) return null;
  const isApart = first !== sentences[0] && !ofLog.test(first);
  if (yesNo.test(first)) {
    const isAlone =
      sentences.slice(1).every((one) => /^(?:and )?(?:which|what|when|who)\b.{0,40}$/.test(one)) &&
      sentences[0] === first;
    const isPast = /^(?:[a-z, ]{0,30})?(?:did|was|were|had|has|have)\b/.test(first);
    const isMeant = ofLog.test(first) || (isPast && isAlone && isLogOnly && first.split(" ").length < 22);
    return isMeant ? { wish: "whether", isApart } : null;
  }
  if (
    /\b(?:who|whose|by whom|which (?:user|client|account|person|caller|admin|ip)|what (?:user|client|account|ip))\b/.test(
      first,
    )
  )
    return { wish: "who", isApart };
  const isTime = /^(?:[\w, ]{0,30})?\b(?:when|at (?:what|which) time|what time)\b/.test(first);
  return { wish: isTime ? "when" : "what", isApart };
}

/** A quoted text is looked for where it is asked of lines, and not where it names an alert or a label. */
const ofLine =
  /\blogs?\b|\blogged\b|\b(?:lines?|entr(?:y|ies)|messages?)\b|\b(?:says?|said|saying|report(?:s|ed)?|mention(?:s|ed)?|contains?|prints?|printed|appears?|appeared|complain(?:s|ed)?)\b/;

/** `find "payment declined" in the logs of x. Which orders are concerned?` */
const searches =
  /^(?:please |can you |could you )?(?:find|search|look for|grep|filter|show|list|give me|extract|get)\b[^.?!]{0,80}\b(?:logs?|lines?)\b/i;

/** An order to find a quoted text in a log: what is asked behind it is asked of the lines that hold it. */
export const searchesQuoted = (question: string): boolean => searches.test(question) && /["“„`]/.test(question);

/** Whether a sentence speaks of a log. */
export const ofLog = /\blogs?\b|\blogged\b|\blog (?:lines?|entr(?:y|ies))\b|\bline saying\b/;

/** Trouble in general is no line to look for. */
const general =
  /^(?:wrong|problems?|issues?|trouble\w*|health\w*|fine|ok|okay|normal\w*|errors?|exceptions?|warnings?|failing|broken|hang\w*|hung|stuck|stall\w*|lag\w*|breaks?|broke|work(?:s|ed|ing)?|bad|unusual|odd|strange|suspicious|alarming|abnormal|weird|fishy|scary|ugly|remarkable|noteworthy|attention|down|expected|unexpected|correct\w*|right|concern\w*|worr\w+|harmless|cause\w*|reasons?|safe|matter|serious|critical|important|interesting|relevant|impact\w*|affect\w*|outage\w*|incident\w*|stable|alright|clean|slow\w*|act|fix\w*|recover\w*|still|pending|ready|running|alive)$/;

/** How something ended is looked for only of what has a name. */
const outcome = /^(?:fail\w*|succe\w*|finish\w*|complet\w*|done)$/;

/** What lines have to say; null where a word of it is about trouble in general, which rules look into. */
export function searchOf(question: string, logs: readonly RowSet[], isLogOnly: boolean): Search | null {
  const asked = wishOf(question, isLogOnly);
  if (asked === null) return null;
  const { wish, isApart } = asked;
  const quotes = [
    ...question.matchAll(/["“”„`]([^"“”„`\n]{3,160})["“”`]|(?<=[\s(])'([^'\n]{3,160})'(?=[\s).,;:?!]|$)/g),
  ].map((match) => match[1] ?? match[2]!);
  const bare = quotes.reduce((text, one) => text.replace(one, " "), question);
  if (quotes.length > 0 && ((isApart && !searches.test(bare)) || !ofLine.test(bare.toLowerCase()))) return null;
  if (quotes.length > 0) return { wish, needles: quotes.slice(0, 1).map(quoted), conditions: [], end: null };
  const clause = new Clause(withoutPlace(plainText(bare).replace(furtherWish, " "), logs));
  const conditions = [...windows(clause, logs[0]!), ...statusConditions(clause, logs[0]!)];
  const end =
    clause.take(/\b(?:first|earliest)\b(?! time out)/) !== null
      ? "first"
      : clause.take(/\b(?:last|latest|most recent(?:ly)?)\b/) !== null
        ? "last"
        : null;
  const { rest, needles } = phraseNeedles(clause.text);
  const noun = /\b(?:which|what) (?:kind of |type of )?([a-z-]{3,30})\b/.exec(rest)?.[1];
  const named = rest.replaceAll(ownName, (all, noun: string, name: string) =>
    doingOf(noun) !== null || /(?:ed|ing)$/.test(noun) ? all : ` ${name}`,
  );
  const words = [
    ...new Set(
      named
        .split(/[\s|,;()"'?!]+|[.:](?=\s|$)/)
        .filter((word) => /[\p{L}\p{N}]/u.test(word) && word.length > 1 && !isAsking(word) && word !== noun),
    ),
  ];
  if (words.length > 7 || words.some((word) => general.test(word))) return null;
  const isValue = (word: string) => logs.some((set) => vocabularyOf(set).values.has(word));
  const isNamed = words.some((word) => /[\d/_@]/.test(word) || isValue(word));
  if (!isNamed && words.some((word) => outcome.test(word))) return null;
  if (isApart && !words.some((word) => /[a-z]/.test(word) && /[\d/_@]/.test(word))) return null;
  if (isApart && !words.some((word) => /[a-z]/.test(word) && /[\d/_@]/.test(word))) return null;
  const isMeant =
    ofLog.test(question.toLowerCase()) ||
    (isLogOnly &&
      (wish !== "what" ||
        isNamed ||
        /\b(?:did|was|were|left|got|sent|lost|wrote|went|took|came|[a-z]{3,20}ed)\b/i.test(question)));
  if (!isMeant && !(wish !== "what" && isNamed)) return null;
  const texts = () => logs.flatMap(({ rows }) => rows.map(textOf));
  const own = words.map((word) => wordNeedle(word, texts, isValue(word)));
  return { wish, needles: [...needles, ...own], conditions, end };
}

/** `and when`, `and which one was it`: more of the same lines, that needs no words of its own. */
const furtherWish =
  /,? and (?:(?:at|by|for|from|on|to|in|of|with) )?(?:when|who|whom|whose|which|what|where|how)\b[^?.]{0,120}[?.]? *$/;

/** What a name is of: `migration 0042_split`, `order 17`. */
const ownName = / ([a-z]{3,20}) ((?=[\w.:@/-]{0,120}[\d/_@])[\w.:@/-]{2,120})/g;

/** The question without where to look: the namespace, the log of what, before which restart. */
function withoutPlace(plain: string, logs: readonly RowSet[]): string {
  const names = [...new Set(logs.flatMap(({ place = [] }) => place))];
  const isPlace = (word: string) =>
    names.some((name) => name === word || (word.includes("-") && name.startsWith(`${word}-`)));
  const bare = plain
    .replaceAll(
      /\b(?:in|of|from|within) (?:the )?(?:namespace|ns) [\w-]{1,63}\b|\b(?:in|of|from) (?:the )?[\w-]{1,63} namespace\b/g,
      " ",
    )
    .replaceAll(
      /\b(?:according to|in|from|by|per|of) (?:the |its |this |these |that )?(?:[\w-]{1,63} )?logs?(?: (?:of|from|for) (?:the )?(?:(?:pod|deployment|container|job|statefulset|daemonset|service|app) )?[\w./-]{1,120})?/g,
      " ",
    )
    .replaceAll(
      /\blogs? (?:of|from|for) (?:the )?(?:(?:pod|deployment|container|job|statefulset|daemonset|service|app) )?[\w./-]{1,120}/g,
      " ",
    )
    .replaceAll(
      /\bbefore (?:the |its |it |they )?(?:last |was |were |got )?(?:restart(?:s|ed)?|crash(?:es|ed)?|exit(?:s|ed)?|died|end|stopped|went down|killed)\b/g,
      " ",
    )
    .replaceAll(
      /\b(?:tonight|today|yesterday|last night|(?:this|in the|yesterday|on \w{3,6}day) (?:morning|night|evening|week|afternoon|noon)|recently|so far|at all|at any (?:time|point))\b/g,
      " ",
    )
    .replaceAll(
      /\b(?:pod|deployment|container|job|statefulset|daemonset|controller|operator|service|app)(?= [a-z0-9]+-[a-z0-9-]+)/g,
      " ",
    );
  return bare
    .split(" ")
    .filter((word) => !isPlace(word.replace(/[.,;:?!]+$/, "")))
    .join(" ");
}
