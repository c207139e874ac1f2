import { isApart, type Token } from "./tokens.ts";

const greetings =
  /^(?:yo|hey|hi|hello|hiya|heya|howdy|ok|okay|oki|alright|oh|ah|well|so|um+|uh+|uhm|erm|hmm+|hm|whoops|oops|sorry|anyways?)$/;
const greeted = /^(?:guys|folks|team|all|there|man|dude|mate|bro|buddy|and|like|right)$/;
const drop =
  /^(?:um+|uh+|uhm|umm|erm|hmm+|hm|mhm|kinda|sorta|lol|lmao|ffs|smh|maybe|asap|thx|tnx|thnx|ty|tia|bro|bruh|dude|btw|fyi|rn|atm)$/;
const thanks = /^(?:thanks|thank|you|thx|cheers|ty|tia|lots|mate|much|so)$/;

/** A message without greetings, sounds and thanks around what is wanted; one that is nothing else stays as it is. */
export function withoutFillers(tokens: readonly Token[]): readonly Token[] {
  const lower = tokens.map(({ core }) => core.toLowerCase());
  let from = 0;
  const isGreeting = (at: number) =>
    !tokens[at]!.quoted && (greetings.test(lower[at]!) || (at > 0 && isGreeted(tokens, at)));
  while (from < tokens.length - 2 && isGreeting(from)) from++;
  let to = tokens.length;
  while (to > from + 2 && thanks.test(lower[to - 1]!)) to--;
  if (!/^(?:thanks|thank|thx|cheers|ty|tia)$/.test(lower[to] ?? "")) to = tokens.length;
  const kept = tokens.slice(from, to).filter((token, at, all) => token.quoted || !isFiller(all, at));
  if (kept.length < 2) return tokens;
  return kept.map((token, at) => (at === 0 ? { ...token, gap: "" } : token));
}

/** `hi all`, `ok right`; `yo, all pods` greets nobody. */
function isGreeted(tokens: readonly Token[], at: number): boolean {
  return greeted.test(tokens[at]!.core.toLowerCase()) && !/,/.test(tokens[at - 1]!.after);
}

function isFiller(tokens: readonly Token[], at: number): boolean {
  const lower = tokens[at]!.core.toLowerCase();
  if (drop.test(lower))
    return at === 0 || !/^(?:named|called|ns|namespace|pod|deployment|in)$/.test(tokens[at - 1]!.core.toLowerCase());
  const isBetween = isApart(tokens, at) && /,/.test(tokens[at]!.after);
  return at > 0 && isBetween && /^(?:like|say|well|basically|i guess|maybe|actually|literally)$/.test(lower);
}
