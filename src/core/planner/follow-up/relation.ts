import type { Finding } from "../../diagnosis/finding.ts";
import { touch } from "../investigation/relevance.ts";
import { understand } from "../question/understand.ts";
import type { Reply } from "../situation.ts";
import { evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { type Conversation, refSaid, replyAs } from "./conversation.ts";
import type { FollowUp } from "./form.ts";

const this_ = "(?:that|this|it|those|they|these|the same)";
const name =
  "(?:the |our |my )?(?:problems? (?:with|of|in) )?(?:the )?([a-z0-9][a-z0-9.-]{1,62})(?: (?:outage|problem|issue|failure|error|crash|pods?|service|deployment|trouble|one))?(?: too| as well| also)?";

/** `is that related to kafka?`, `does kafka have to do with it?`: whether two things fail for one reason. */
export const relation: FollowUp = {
  asks: new RegExp(
    `^(?:(?:ok|okay|and|so|but|hm+)[, ]{1,3}){0,2}(?:(?:is|are|could|can|might|does|do|would) ${this_} (?:be |also |maybe |perhaps |possibly )*(?:related|connected|linked|because|caused|due|the reason|to do|have (?:anything|something) to do|behind|affect\\w*|break\\w*|explain\\w*|why)(?: (?:to|with|of|by|for|why|that))?(?: the fact that)? ${name}(?: (?:is|are|fails?|breaks?|crash\\w*|failing|broken|down|not working).{0,20})?|(?:same|is (?:it|this|that) the same)(?: (?:cause|reason|problem|issue|root cause|thing|error))?(?: as| behind) ${name}|(?:is|are|does|do|could) ${name} (?:be )?(?:related|connected|linked|affected|have (?:anything|something) to do|behind|the (?:cause|reason)|because)(?: (?:to|with|by|of|for))? ${this_})$`,
  ),
  reply(conversation) {
    const { said, main } = conversation;
    const other = relation.asks
      .exec(said)
      ?.slice(1)
      .find((one) => one !== undefined);
    if (other === undefined || main === undefined || pronouns.test(other)) return null;
    const place = understand(`why is ${other} failing?`).scope.namespaces.length > 0;
    const reply = conversation.answer(place ? `what is wrong in ${other}?` : `why is ${other} failing?`);
    const { verdict } = reply.conclusion;
    if (verdict === "undecided" && reply.suggestions.length > 0) return reply;
    return compared(other, reply, main, conversation);
  },
};

const pronouns =
  /^(?:users?|customers?|clients?|people|anyone|anybody|everyone|everything|others?|it|that|this|they|them|me|us|you|something|anything|else|a|an|the)$/;

function compared(other: string, reply: Reply, main: Finding, conversation: Conversation): Reply {
  const its = reply.findings.find(({ severity }) => severity !== "info" && severity !== undefined);
  const own = sentence(main.summary);
  const isNamed = new RegExp(`(?<![a-z0-9])${other.replaceAll(/[^a-z0-9-]/g, ".")}(?![a-z0-9])`, "i").test(
    `${main.summary} ${main.evidence.map(({ text }) => text).join(" ")}`,
  );
  const who = conversation.object === null ? "what was found" : refSaid(conversation.object);
  if (its === undefined) {
    const summary = isNamed
      ? `In so far as the cause names it: ${own} Of ${other} itself nothing that fails was seen.`
      : `Nothing shows so: of ${other} nothing that fails was seen, and ${who} fails for another reason: ${own}`;
    return replyAs(paragraphs(summary, evidenceBlock(main.evidence)), summary, conversation);
  }
  const isSame =
    its === main || (its.code === main.code && touch(its, main)) || isExplained(its, main) || isExplained(main, its);
  const summary = isSame
    ? `Yes, both have one cause: ${own}`
    : isNamed
      ? `The cause of the one names ${other}: ${own} But ${other} itself fails for another reason: ${sentence(its.summary)}`
      : `No, as far as was read: they fail for different reasons. ${who}: ${own} ${other}: ${sentence(its.summary)}`;
  return replyAs(
    paragraphs(summary, evidenceBlock([...main.evidence.slice(0, 2), ...its.evidence.slice(0, 2)])),
    summary,
    conversation,
  );
}

const isExplained = (one: Finding, cause: Finding): boolean => cause.explains.includes(one.code) && touch(cause, one);
