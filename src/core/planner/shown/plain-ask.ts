import type { Question } from "../question/understand.ts";

/**
 * A message that is one plain wish to be told something, as its words in lower case without courtesy: `what image does wms-db use`.
 * null for an order, for several sentences and for whatever asks after a reason.
 */
export function plainAsk({ text, intent }: Question): readonly string[] | null {
  if (intent === "change" || text.length > 200) return null;
  const asked = nameLast(withoutCourtesy(text.toLowerCase().replaceAll("’", "'").trim()));
  if (/[?!;,\n]|\. |: /.test(asked) || notPlain.test(asked)) return null;
  const words = asked
    .split(/\s+/)
    .map((word) => word.replaceAll(/^["'`(]+|(?:'s|["'`)])+$/g, "").replace(/^([^/]+'s)$/, "$1"))
    .filter((word) => word !== "");
  return words.length === 0 || words.length > 18 ? null : words;
}

/** `web-0, how many restarts so far`: what it is about, said first. */
const nameLast = (text: string): string =>
  text.replace(/^([a-z0-9][\w./-]{1,80})(?:,|:| [-–—]) ((?:how|what|which|when|where|who)\b[^,;:]{3,80})$/, "$2 of $1");

const notPlain =
  /\b(?:why|how come|reasons?|causes?|causing|wrong|broken|problems?|issues?|trouble|should|if|whether|because|instead|except|than|compare[sd]?|yesterday|ago|last (?:hour|night|week|day|month)|and|or|but|so that)\b/;

const openers =
  /^(?:(?:hi|hello|hey|please|pls|plz|ok|okay|so|now|just|quick(?:ly| one| question)?|question|sorry|team|all|there|folks|thanks)[,:.!]?\s+|(?:can|could|would|will) (?:you|u|someone|anyone)(?: please| pls)? (?=(?:tell|show|give|list|name|print|say)\b)|tell (?:me|us)[,:]?\s+(?!about)|(?:do|does) (?:you|anyone|anybody) know\s+|i(?:'d like| want| need| would like)(?: to know| to see)?[,:]?\s+|let me know\s+|remind me\s+|any idea\s+(?!why|how come))/;

const closers =
  /(?:[\s,]+(?:please|pls|plz|thanks|thank you|thx|cheers|right now|at the moment|at present|currently|exactly|again|by the way|btw|now|here)|[\s?!.…]+)$/;

function withoutCourtesy(text: string): string {
  let left = text;
  for (let at = 0; at < 8; at++) {
    const next = left.replace(openers, "").replace(closers, "");
    if (next === left || next === "") break;
    left = next;
  }
  return left;
}
