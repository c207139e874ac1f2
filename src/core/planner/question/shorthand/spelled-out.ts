import { withoutFillers } from "./fillers.ts";
import { behindPlace } from "./places.ts";
import { withSetPhrases } from "./set-phrases.ts";
import { slangless } from "./slang.ts";
import { inOrder } from "./telegram.ts";
import { textOf, tokensOf } from "./tokens.ts";
import { inFull } from "./words-said.ts";

/** Longer messages are told in whole sentences, or pasted. */
const longest = 400;

/**
 * A message as if it had been typed at leisure: `sts rabbit down 2 zero in mq` as `statefulset rabbit down to zero in mq`. Short forms
 * and slang are spelled out, slips mended, fillers dropped, the place and the verb put where a sentence has them. Never names of objects.
 */
export function spelledOut(text: string, known: ReadonlySet<string>): string {
  if (text.length > longest || text.trim().includes("\n") || text.includes("```")) return text;
  const tokens = inFull(withoutFillers(tokensOf(arrowsRead(text))), known);
  return inOrder(behindPlace(withSetPhrases(slangless(withoutPlea(textOf(tokens))))));
}

const verbs =
  "(?:show|list|get|give|print|describe|restart|delete|remove|scale|set|label|annotate|cordon|uncordon|drain|create|pause|resume|roll|undo|suspend|check|count|find|tail|expose|taint|apply|patch|run|change|update|add|bump|trigger|stop|start|fetch|rollout)";
const request = new RegExp(
  `^(?:can|could|would|will) (?:you|u|ya)(?: please| kindly| just)? (?=${verbs}\\b)(.*?)\\?*$`,
  "is",
);
const plea = new RegExp(
  `^please,? (?=(?:${verbs}|what|which|where|how|does|do|is|are|has|have|can|who|when|everything)\\b)`,
  "i",
);
const need = new RegExp(`^(?:(?:i|we) )?(?:need|have|got|want|'ve got) to (?=${verbs}\\b(?! (?:rid|to)\\b))`, "i");
const capital = /^(?:Curl|Cat|Rollout|Ls|Env|Nslookup|Ping|Wget)(?= )/;
const aside = /\s*\((?:(?:asap|please|pls|plz|thx|thanks|urgent|urgently|now|quick|quickly|thank you),? ?){1,4}\)/gi;

/** `can you restart x?` and `please restart x` are `restart x`; marks at the end of a message say nothing but that it is a question. */
function withoutPlea(text: string): string {
  const said = text.replace(/(?<=[\w)\]"'])[.…!]+$/, "");
  return said
    .replace(request, "$1")
    .replace(plea, "")
    .replace(need, "")
    .replace(capital, (first) => first.toLowerCase());
}

/** `3 -> 5`, `3->5`, `web => nginx:1.2` lead from one to the other. */
function arrowsRead(text: string): string {
  return text
    .replaceAll(aside, "")
    .replaceAll(/(?<=^|[\s(])(?:im|i'm) gonna need |^gonna need /gi, "need ")
    .replaceAll(/\bover (?=in\b)|(?<=, )(?:that's|it's|thats|its) (?=in )/gi, "")
    .replaceAll(/\bin (?:the )?space (?=[a-z0-9])/gi, "in namespace ")
    .replaceAll(/(?<=\s)(?:--?>|==?>|→|>>)(?=\s)/g, "to")
    .replaceAll(/(?<=\b\d{1,5})\s?(?:->|=>|→)\s?(?=\d{1,5}\b)/g, " to ");
}
