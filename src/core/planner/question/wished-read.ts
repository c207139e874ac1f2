import { ordersChange } from "./intent.ts";

/** A message of a complaint and a look that is wished beside it, in two parts; `of` puts the look for an object that the complaint names. */
export type WishedRead = { readonly told: string; of(object: string): string };

const longest = 300;

const joint =
  /(?:[,;:.!?]|\s[-–—]|\))\s+(?:(?:so|and|but|now|then|ok|okay|please|pls|plz|just|can you|could you|also),?\s+)*/g;

const showing =
  "(?:show|give|gimme|get|print|list|fetch|pull|dump|see|send|read|check|let me (?:see|have)|(?:i(?:'d| would)?|we) (?:like|want|need|wanna) (?:to (?:see|have|read)|see)?|need|want)(?: me| us)?(?: up)?";

/** Questions that a look answers, about what was named before. */
const asked =
  "(?:what(?:'s|s| is| are| was| were| did| does| has| do)?|which|how (?:much|many|often|far|old|long)|(?:on|from) which|where|when|since when|who)";

const look = new RegExp(
  `^(?:${showing} |${asked} |(?:describe|tail)\\b|(?:the |its )?(?:previous |last |recent )?(?:logs?|events?|ya?ml|manifest)\\b)`,
  "i",
);

/** Who asks why wants no single look, and a wish of its own object is read as it stands. */
const otherwise =
  /\b(?:why|how come|wrong|causes?|caused|reasons?|problem|issue|matter|going on|happen\w*|fix\w*|broken|blame|up with|do about|should|could it|can i|can we|next|help|due to|because|explain|diagnos\w*|error(?:s|ed)?\?|different|changed)\b/i;

const bare =
  /^(?:the |its )?((?:(?:full|whole|complete|previous|prior|last|latest|recent|current|crashed|newest|last \d{1,5} lines of (?:the |its )?) ?)*(?:logs?|log lines|log output|events?|ya?ml|manifest|status|spec|details?|description|rollout history|rollout status|output|images?|labels|annotations|endpoints|replicas|restarts?|node|ip|age|limits?|requests?))(?: please| pls| plz| thx| thanks)?[.!?]*$/i;

/**
 * `api is crashing, whats it printing`: what is wished of that which a complaint names, so that it is read first. null where no look
 * stands behind a complaint, or where it says itself of what it is wanted.
 */
export function wishedRead(text: string): WishedRead | null {
  if (text.length > longest || text.includes("\n")) return null;
  for (const { index, 0: mark } of text.matchAll(joint)) {
    const [told, wish] = [text.slice(0, index), text.slice(index + mark.length).trim()];
    if (
      index < 4 ||
      /[.!?;]\s/.test(wish) ||
      /[.!?]\s/.test(told) ||
      !look.test(wish) ||
      otherwise.test(wish) ||
      startsAsRequest.test(told)
    )
      continue;
    if (ordersChange(told.toLowerCase())) return null;
    const of = placed(wish);
    if (of !== null) return { told, of };
  }
  return null;
}

const startsAsRequest = new RegExp(
  `^\\s*(?:please |pls |hey |hi )*(?:${showing} |${asked} |describe|is|are|does|do|did|can|could|would|will|has|have|was|were|why|if|when|in|on|for|from|with|using|after|once|check|count|compare|wait|explain|find|search|every|each|all|any)\\b`,
  "i",
);

const lookAlone = new RegExp(`^(${showing})\\s+(.*)$`, "i");

const written =
  /^what(?:'?s)?\b.{0,30}\b(?:it|they)\b.{0,20}\b(?:print|log|say|writ|output|spit|complain|moan)\w*(.*)$/i;

function placed(wish: string): ((object: string) => string) | null {
  const before = written.exec(wish)?.[1];
  if (before !== undefined)
    return (object) => `show the ${/\bbefore\b|\blast time\b/i.test(before) ? "previous " : ""}logs of ${object}`;
  const bareOf = bare.exec(lookAlone.exec(wish)?.[2] ?? wish)?.[1];
  if (bareOf !== undefined) return (object) => `show the ${bareOf.replace(/\bits\b/, "the")} of ${object}`;
  const owned =
    /\b(?:its|their)(?: own)? ((?:[a-z-]+ ){0,3}?[a-z-]+)(?= please| pls| plz|[.!?]*$| of (?:the )?last| for the last| since| in (?:the )?last)/i.exec(
      wish,
    );
  if (owned !== null)
    return (object) =>
      `${wish.slice(0, owned.index)}the ${owned[1]} of ${object}${wish.slice(owned.index + owned[0].length)}`;
  const pronoun = /(?<![\w-])(?:it|they|them)(?![\w'-])/i.exec(wish);
  if (pronoun === null) return null;
  return (object) => `${wish.slice(0, pronoun.index)}${object}${wish.slice(pronoun.index + pronoun[0].length)}`;
}
