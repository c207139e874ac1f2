import { diagnose } from "../../diagnosis/diagnose.ts";
import type { Finding } from "../../diagnosis/finding.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { observe } from "../../evidence/observe.ts";
import { isRead } from "../command-key.ts";
import { isDone } from "../since-change.ts";
import type { Reply, Situation } from "../situation.ts";
import { paragraphs, sentence } from "../wording.ts";
import { type Conversation, plainly, refSaid } from "./conversation.ts";
import type { FollowUp } from "./form.ts";

const lead = "(?:(?:ok|okay|and|so|hm+|hey|well|no|nope|now|but|right|done|i did(?: that| it)?|sorry)[, ]{1,3}){0,3}";
const thing =
  "(?:it|that|this|everything|all|the (?:fix|change|problem|issue|error|site|app|pod|rollout|deployment|service))";
const isAsked = new RegExp(
  `^${lead}(?:(?:is|are|was) (?:${thing}|we|things) (?:all |now |really )?(?:fixed|ok|okay|fine|good|better|working|resolved|solved|healthy|up|mended|repaired|back|back up|gone|done|over|recovered|running)(?: (?:now|again|by now|yet|already|at last)){0,2}|(?:did|does|has) (?:${thing}|they) (?:help|work|fix it|solve it|do it|helped|worked|fixed it)(?: now| out)?|(?:any )?better(?: now)?|(?:fixed|resolved|solved|all good|working)(?: now)?|(?:is|does) (?:it|this|that) still (?:broken|failing|down|crashing|happening|not working|not work|fail|crash|there|stuck)(?: now)?|(?:are|is) (?:we|they|${thing}) still (?:good|broken|down|failing|crashing|stuck)(?: now)?)$`,
);
const isTold = new RegExp(
  `^${lead}(?:(?:${thing}|they) (?:still|does(?:n't| not| still not)|did(?:n't| not)|has(?:n't| not)|is(?:n't| not| still)|do(?:n't| not)|continues to|keeps)\\b(?! (?:know|understand|see|need|want|matter)\\b).{0,40}\\b(?:work\\w*|fail\\w*|broken?|help\\w*|crash\\w*|down|fix\\w*|better|there|same|happen\\w*|stuck|solv\\w*|ok|error\\w*|change\\w*|restart\\w*)(?: (?:anything|it|now))?|still (?:not working|not|broken|failing|the same|same|down|crashing|stuck|there|nothing|bad|happening|no)(?: .{1,20})?|(?:the )?same (?:error|problem|issue|thing|again|as before)(?: again)?|no (?:change|difference|improvement|luck|effect)|nothing (?:changed|happened|helped)|(?:that|it) (?:didn't|did not|didnt|doesn't|doesnt) (?:help|work|do it))$`,
);
const isOrdered = new RegExp(
  `^${lead}(?:please )?(?:(?:check|look|try|test|verify|see)(?: (?:it|that|this))?(?: (?:once more|again|one more time|now))|re-?check|refresh|recheck (?:it|that|this)|again|once more|(?:check|see|verify) (?:if|whether) (?:it|that|this) (?:is|works|helped|worked|did|went)\\b.{0,20}|(?:what|how) (?:about|is|does) (?:it|that|this)(?: look)? (?:like )?now|how (?:does|do) (?:it|things) look now|(?:what(?:'s| is) the )?(?:current )?(?:status|state)(?: now| of it| of it now)?)$`,
);

/** Whether a message wants what was read to be read again: what was true a minute ago is what it doubts. */
export function looksAgain(text: string): boolean {
  const said = plainly(text);
  return said.length <= 90 && (isAsked.test(said) || isTold.test(said) || isOrdered.test(said));
}

/** `is it fixed now?`, `it still does not work`: looked at anew, with nothing of what was read before. */
export const again: FollowUp = {
  asks: new RegExp(`${isAsked.source}|${isTold.source}|${isOrdered.source}`),
  reply(conversation) {
    const { situation, topic, object, main } = conversation;
    if (topic.list !== null && main === undefined) return null;
    const fresh = freshOf(situation);
    const name = object ?? main?.object ?? null;
    const isNamed = topic.question.targets.length > 0;
    const place = name?.namespace === undefined ? "" : ` in ${name.namespace}`;
    const kind = name === null || name.kind === "" ? "" : `${name.kind.toLowerCase()} `;
    const text =
      name === null || (!isNamed && topic.question.intent === "troubleshoot")
        ? topic.text
        : `why is ${kind}${name.name}${place} failing?`;
    const reply = conversation.answer(text, { ...fresh, newEvidenceFrom: 0 });
    return isUnderWay(reply, fresh) ? reply : told(reply, conversation);
  },
};

const isUnderWay = ({ conclusion, suggestions, seeksFix }: Reply, { view }: Situation): boolean =>
  view.evidence.length === 0 ||
  ((conclusion.verdict === "undecided" || conclusion.confidence === "possible" || seeksFix === true) &&
    suggestions.some(({ command }) => isLook(command)));

const isLook = (command: string): boolean =>
  / (?:get|describe|logs|top|events|rollout status|rollout history) /.test(command);

/** The situation with nothing but what came with this message. */
function freshOf(situation: Situation): Situation {
  const view = observe(situation.view.evidence.slice(situation.newEvidenceFrom));
  return { ...situation, view, diagnosis: diagnose(view), newEvidenceFrom: 0, earlierQuestions: [] };
}

function told(reply: Reply, conversation: Conversation): Reply {
  const { said, situation, object, main } = conversation;
  const now = reply.findings.find(({ severity }) => severity !== "info");
  const isKnown = main === undefined || now === undefined || main.code === now.code || wasFound(now, situation);
  const who = object === null ? "it" : refSaid(object);
  const isNo = isTold.test(said);
  const opening =
    now === undefined
      ? reply.conclusion.verdict === "healthy"
        ? `${isNo ? "It does by now, as far as kubectl shows:" : "Yes:"} ${who} is in order.`
        : `Looked again: nothing that fails was seen of ${who}.`
      : `${isNo ? "Looked again, it is not mended:" : /\bstill\b/.test(said) ? "Yes, still:" : "No, not yet:"} ${isKnown ? "the cause is the same as before." : "the cause is another one now."}`;
  const summary = `${opening}${changeSaid(situation)} ${sentence(reply.conclusion.summary)}`;
  const text = reply.text.startsWith(reply.conclusion.summary.slice(0, 40))
    ? `${opening}${changeSaid(situation)} ${reply.text}`
    : paragraphs(`${opening}${changeSaid(situation)}`, reply.text);
  return { ...reply, text, conclusion: { ...reply.conclusion, summary } };
}

/** Whether the same was found before this look. */
function wasFound({ code, object }: Finding, { view, newEvidenceFrom }: Situation): boolean {
  const before = diagnose(observe(view.evidence.slice(0, newEvidenceFrom))).findings;
  return before.some((one) => one.code === code && one.object.namespace === object.namespace);
}

/** What was done about it in this thread, and whether it went through. */
function changeSaid({ view, newEvidenceFrom }: Situation): string {
  const before = view.evidence.slice(0, newEvidenceFrom);
  const last = before.findLast(isTried);
  if (last === undefined) return "";
  if (isDone(last)) return ` \`${last.command}\` had run before this look.`;
  return ` \`${last.command}\` was not carried out (${errorOf(last)}), so nothing was changed.`;
}

export const isTried = ({ parsed, origin }: Evidence): boolean =>
  parsed !== null && origin === "executed" && !isRead(parsed);

export const errorOf = ({ stderr, stdout }: Evidence): string =>
  (stderr.trim() || stdout.trim())
    .split("\n")[0]!
    .replace(/^[Ee]rror(?: from server(?: \(\w{1,30}\))?)?: /, "")
    .slice(0, 300);
