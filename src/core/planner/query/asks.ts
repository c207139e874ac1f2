/** A question cut up: what is asked, what is to be left out or counted otherwise, and what only leads there. */
export type Asks = {
  /** Each with the follow-ups that want more of the same: `and what is its schedule`. */
  readonly asks: readonly string[];
  readonly exclusions: readonly string[];
  readonly context: string;
};

const numbers = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

/** `in trouble, i.e. neither Running nor Completed`: what it means is said behind it. */
const thatIs =
  /\b(?:in (?:trouble|a bad (?:state|way))|unhealthy|troubled|broken|problematic|bad|sick|not (?:ok|okay|fine|healthy|well|good|in order))(?:, ?| ?\(| [-–—] | )(?:i\.?e\.?|that is|that means|meaning|namely|as in|so)[,:]? (?:they are |those |which are |that are )?(?=not\b|neither\b)/g;

/** `which node pool does it need`: the labels of nodes that a pod asks for. */
const poolNeeded =
  /\b(?:node ?|worker )?(?:pool|group)s? (?:do|does|must|should) (\S{1,63}(?: \S{1,63})?) (?:need|require|want|demand|ask for)\b/;

/** Lower case, contractions and small numbers spelt out, quotes straight. */
export function plainText(text: string): string {
  return text
    .slice(0, 2000)
    .toLowerCase()
    .replaceAll(/[‘’`]/g, "'")
    .replaceAll(/[“”"]/g, " ")
    .replaceAll(/\bcan't\b|\bcannot\b/g, "can not")
    .replaceAll(/\bwon't\b/g, "will not")
    .replaceAll(/n't\b/g, " not")
    .replaceAll(/\b(what|which|who|where|when|how|that|there|it)'s\b/g, "$1 is")
    .replaceAll(/\b(i)'m\b|\b(we|they|you)'re\b/g, "$1$2 are")
    .replaceAll(thatIs, "")
    .replaceAll(/\b([1-5]\d\d)'?s\b/g, "$1")
    .replaceAll(
      /\bneither (.{1,60}?),? nor\b/g,
      (_, said: string) => `not ${said.replaceAll(/, | or /g, " and not ")} and not`,
    )
    .replaceAll(/\bnot in (?:the |an? )?(?:states?|status(?:es)?|phases?)(?: of)? /g, "not ")
    .replaceAll(/'s\b/g, " ")
    .replace(/\b(did|does|will|do) ([^?]{1,80}?) last(?=[ ?.!]{0,3}$)/, "$1 $2 take")
    .replace(poolNeeded, "node selector does $1 have")
    .replaceAll(/\bhalf an hour\b/g, "30 minutes")
    .replaceAll(/\ba (?=(?:second|minute|day|week|month|year)s?\b)|\ban (?=hour)/g, "1 ")
    .replaceAll(
      new RegExp(
        `\\b(${numbers.slice(2).join("|")})(?=[ -](?:\\w+ )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|times|pods?|restarts?|replicas?|percent|nodes?)\\b)`,
        "g",
      ),
      (word) => `${numbers.indexOf(word)}`,
    )
    .replaceAll(/\s+/g, " ");
}

const opener =
  /^\W{0,3}any(?= (?:other )?[a-z]+s? [a-z]+ing\b)|\b(?:how (?:many|much|often|long|far|old)|which|what|whose|who(?! (?:is|keeps|was) \w+ing)|when|where|number of|count (?:of|the|all)|list (?:of|the|all|every)|is there|are there|do any|does any|is any|are any|can any|show (?:me|us)?|give me|tell me|name the|total|sum of|slowest|fastest|largest|biggest|longest|oldest|newest)\b/;

/** Reads the parts of a question; `asks` is empty where nothing is asked. */
export function asksIn(text: string): Asks {
  const plain = withProbes(plainText(text));
  const riders: string[] = [];
  const open = plain.replaceAll(/\(([^()]{0,200})\)/g, (_, inside: string) => {
    if (isExclusion(inside) || isRule(inside)) {
      riders.push(inside);
      return " ";
    }
    return /^(?:i\.e\.|e\.g\.|policy|only|the|we|helmfile|because)\b/.test(inside) && !/^only\b/.test(inside)
      ? " "
      : ` ${inside} `;
  });
  const sentences = open
    .split(/(?<=[?!;])\s+|(?<!\b(?:no|e\.g|i\.e|incl|etc|vs))\.\s+|\s+[–—-]\s+|:\s+|\n/)
    .map((one) => one.trim().replace(/[.]$/, ""))
    .filter((one) => one !== "");
  const asks: string[] = [];
  const context: string[] = [];
  for (const sentence of sentences) {
    if (isExclusion(sentence) || isRule(sentence)) riders.push(sentence);
    else if (
      opener.test(sentence) ||
      (sentence.endsWith("?") && !isYesNo(sentence)) ||
      (asks.length > 0 && /^(?:and|also)\b/.test(sentence))
    )
      asks.push(...parted(sentence.replace(/\?$/, "")));
    else if (asks.length > 0 && isFieldList(sentence)) asks.push(sentence);
    else context.push(sentence);
  }
  const cut = asks
    .filter((one) => !/^(?:and |so |ok |but )?what (?:of|about)\b/.test(one))
    .map((one) => withoutExclusions(one, riders));
  return { asks: cut.filter((one) => one.trim() !== ""), exclusions: riders, context: context.join(" . ") };
}

const isYesNo = (sentence: string) =>
  /^(?:is|are|was|were|do|does|did|has|have|had|can|could|should|will|would|may|why)\b/.test(sentence);

/** `which path does that probe call`: a field of the only probe that is spoken of. */
function withProbes(text: string): string {
  const kinds = [...new Set([...text.matchAll(/\b(readiness|liveness|startup)\b/g)].map(([, kind]) => kind!))];
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) return text;
  const field = new RegExp(
    `\\b(?:http |url )?(path|url|endpoint|port|period|timeout|failure threshold|threshold|delay)\\b([^?.]{0,40}?)\\b(?:(?:that|the|its|this) )?(?:${kind} )?probe(?:s)?\\b(?: (?:calls?|checks?|uses?|hits?|asks?|requests?))?`,
  );
  return text
    .replace(
      field,
      (_, one: string) =>
        `${kind} probe ${one === "url" || one === "endpoint" ? "path" : one === "threshold" ? "failure threshold" : one}`,
    )
    .replace(/\(startup probe\)/, " ");
}

/** Follow-ups of one sentence, and who wants to know taken off: `finance wants to know how much ..., and what share ...`. */
function parted(sentence: string): readonly string[] {
  const at = opener.exec(sentence)?.index ?? 0;
  const before = sentence.slice(0, at);
  const isLead =
    /\b(?:know|asks?|asking|tell|need|needs|want|wants|see|find|figure|question|wonder\w*|check|say|please|hi|hey|hello|quick|ok|so)\b[^,]{0,20}$|^(?:and|so|but|hey|hi|please)?,? *$/.test(
      before,
    ) && before.length < 100;
  const own = isLead ? sentence.slice(at) : sentence;
  return own
    .split(
      /,? (?:and|but|plus|or) (?=(?:also |then |if so )?(?:what|which|how|whose|when|where|who|is it|are they|is there|does it|do they|can it|at what|at which|to which|to what|on which|in which|from which|from what|with which|with what|by how|since when|for how|what's)\b)| (?:and|with|plus) (?=(?:their|the|its|a) (?:sum|total|combined|overall)\b)|, (?=(?:how|whose|when|where|what|which|at what|on which|by how)\b)|, (?=(?:and )?(?:with |its |their |the )?(?:both )?(?:\w+ )?(?:names?|path|value|image|age|node|namespace)s?\b[^,?]{0,40}$)/,
    )
    .reduce<string[]>((parts, part) => {
      const last = parts.at(-1);
      if (
        last !== undefined &&
        !opener.test(last) &&
        /^(?:of|among|in|for|from|on|out of|with|at|during|since|between)\b/.test(last)
      )
        parts[parts.length - 1] = `${last}, ${part}`;
      else parts.push(part);
      return parts;
    }, [])
    .filter((part) => part.trim() !== "");
}

const isFieldList = (sentence: string) =>
  sentence.split(" ").length < 9 &&
  /,| and /.test(sentence) &&
  !/\b(?:is|are|was|were|do|does|did|have|has)\b/.test(sentence);

const exclusionOpener =
  "not counting|do not count|does not count|without counting|do not include|not including|excluding|except(?: for)?|apart from|aside from|other than|leave out|leaving out|leave aside|ignoring|ignore|disregard(?:ing)?|besides|skip|skipping|minus|not the (?:kinds?|ones?) (?:with|in|of|that|which)|(?:but|and) not (?:in|on|of|the)|rather than|instead of";
const exclusionCloser =
  "excluded|aside|left out|left aside|not counted|not included|do not count|does not count|do not matter|does not matter|are not meant|is not meant|ignored|exempt(?:ed)?|are out";

const openerPattern = new RegExp(
  `^(?:please |and |but |we |you can |you may )*(?:${exclusionOpener})\\b|^not (?:the |in |on |from |of )`,
);
const closerPattern = new RegExp(`\\b(?:${exclusionCloser})(?: please| here| though| of course)?\\.?$`);

const isExclusion = (text: string): boolean => openerPattern.test(text) || closerPattern.test(text);

/** How something is to be counted: `count it once`, `release candidates count as not yet on it`. */
const isRule = (text: string): boolean =>
  /\bcounts? (?:as|it once|them once|once|each once|too|as well)\b|\bcount, (?:they|it)\b|\bis not \w+ either\b|\bare not \w+ either\b|\bcounted (?:once|as)\b|\bonly the (?:run|last|latest)\b|^only\b/.test(
    text,
  ) && !/^(?:how many|which|what)/.test(text);

const inside = new RegExp(`(?:,| and| but)? \\b(?:${exclusionOpener})\\b ([^,;?]{1,120})`);
const behind = new RegExp(`, ([a-z0-9*-]+(?: [a-z0-9*-]+){0,3}) (?:${exclusionCloser})\\b`);

/** Takes what is to be left out from the sentence that asks. */
function withoutExclusions(ask: string, riders: string[]): string {
  let own = ask;
  for (const pattern of [behind, inside]) {
    const match = pattern.exec(own);
    if (match === null) continue;
    if (
      pattern === inside &&
      /^(?:other than|rather than|instead of|besides)\b/.test(match[0].trim()) &&
      match.index < 4
    )
      continue;
    riders.push(pattern === inside ? match[0].replace(/^(?:,| and| but)? /, "").trim() : match[0].slice(2));
    own = `${own.slice(0, match.index)} ${own.slice(match.index + match[0].length)}`;
  }
  return own;
}

/** What an exclusion is about, without the words that make it one. */
export function excludedIn(rider: string): string {
  return rider
    .replace(
      new RegExp(
        `^(?:please |and |but |we |you can |you may )*(?:${exclusionOpener})\\b|^not (?:the |in |on |from |of )`,
      ),
      " ",
    )
    .replace(closerPattern, " ")
    .trim();
}

export { isExclusion };

/** Whether a clause has a word that asks; without one it may be a remark. */
export const openerOf = (ask: string): boolean => opener.test(ask);
