import type { Finding } from "../../diagnosis/finding.ts";
import { numberAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { replicasOf } from "../answers/lacking.ts";
import { enumerated, paragraphs, sentence } from "../wording.ts";
import { type Conversation, replyAs, withoutCause } from "./conversation.ts";
import type { FollowUp } from "./form.ts";
import { lessonOf } from "./lessons.ts";

/** `how do I prevent this?`: what keeps the cause that was found from coming back. */
export const prevention: FollowUp = {
  asks: /^(?:(?:ok|okay|and|so|thanks?|cool)[, ]{1,3}){0,3}(?:how (?:do|can|could|should|would|to) (?:i |we |you |one )?(?:best )?(?:prevent|avoid|stop)\b.{0,60}|(?:how|what) .{0,40}\b(?:(?:so that|so|that) (?:it|this|that) (?:does not|doesn't|doesnt|won't|will not|never) (?:happen|come back|occur)|(?:not|never|doesn't|does not|doesnt|won't) (?:happen|occur|come back|break)s? again|next time|in (?:the )?future|for good)\b.{0,20}|(?:any )?(?:prevention|lessons?(?: learned)?|preventive measures?|follow[- ]?ups?|action items)|what (?:would|could) have (?:prevented|avoided|caught) (?:it|this|that)|what (?:can|do|should) we (?:learn|improve|do better)\b.{0,40}|how (?:could|would|should) we have (?:known|seen|caught|noticed)\b.{0,40})$/,
  reply(conversation) {
    const { main } = conversation;
    if (main === undefined) return withoutCause("Nothing was found that would have to be prevented:", conversation);
    const lesson = lessonOf(main.code);
    const advice = lesson?.prevent ?? [
      "Mend it where it is deployed from, not only in the cluster, so that the next rollout does not bring it back.",
      `Alert on what was seen first here (${main.code.replaceAll("-", " ")}).`,
    ];
    const summary = `To keep it from happening again: ${advice[0]!}`;
    const more = advice.slice(1).map((line) => `  - ${line}`);
    const text = paragraphs(
      summary,
      more.join("\n"),
      `It was this: ${sentence(main.summary)}`,
      main.fix !== null && `And mend it now: ${sentence(main.fix.summary)}`,
    );
    return replyAs(text, summary, conversation);
  },
};

const audience =
  "(?:my |the |our |a |an )?(?:non[- ]?tech\\w*|manager|boss|management|customers?|ceo|cto|po|product owner|stakeholders?|team|business|grandma|mother|child|kid|5[- ]year[- ]old|five[- ]year[- ]old|support|support team|users?|people|person|layman|lay person)(?: (?:person|people|manager|team))?";

/** `explain it to my manager`: what does not work, why and what comes next, without terms of the trade. */
export const inPlainWords: FollowUp = {
  asks: new RegExp(
    `^(?:(?:ok|okay|and|so|now|please|can you|could you)[, ]{1,3}){0,3}(?:(?:explain|describe|summari[sz]e|put|say|write|tell|translate|phrase|word)\\b.{0,40}\\b(?:to|for) ${audience}|(?:explain|describe|say|put)\\b.{0,20}\\b(?:in (?:plain|simple|easy|normal|non[- ]technical|layman's)(?: (?:words|english|terms|language))?|simply|plainly|like i'?m (?:5|five))|in (?:plain|simple) (?:words|english|terms)|eli5|(?:write|draft|give me|i need)(?: me)? (?:a |an |the )?(?:short |brief |quick )?(?:status ?(?:update|page|message)?|incident (?:report|update|summary|message)|post[- ]?mortem|summary|message)(?: (?:of (?:this|it|that)|for .{1,40}|to .{1,40}))?|what (?:do|should|can) i tell ${audience})$`,
  ),
  reply(conversation) {
    const { main } = conversation;
    if (main === undefined) return withoutCause("In short:", conversation);
    const summary = plainOf(conversation, main);
    const mend =
      main.fix === null ? "How to mend it is being looked into." : `To mend it: ${lowered(main.fix.summary)}`;
    const note = `In technical terms: ${sentence(main.summary)}`;
    return replyAs(paragraphs(`${summary} ${sentence(mend)}`, note), summary, conversation);
  },
};

function plainOf({ object, situation, last }: Conversation, main: Finding): string {
  const who = object ?? main.object;
  const state = stateOf(who, situation.view);
  const lesson = lessonOf(main.code);
  const reason = lesson === null ? lowered(main.summary) : lesson.plain;
  const others = last.findings.filter(
    ({ code, severity, object: its }) =>
      code === main.code && severity !== "info" && its.namespace === main.object.namespace && its.name !== who.name,
  );
  const count =
    others.length > 0 && object === null
      ? ` Others are hit too: ${enumerated(others.map((one) => one.object.name))}.`
      : "";
  return `${state} The reason: ${sentence(reason)}${count}`;
}

const lowered = (text: string): string => text.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());

function stateOf(ref: ObjectRef, view: ClusterView): string {
  const object = view.object(ref);
  const replicas = object === undefined ? null : replicasOf(object);
  const name =
    ref.kind === "Node"
      ? `The machine ${ref.name}`
      : `"${ref.name}"${ref.namespace === undefined ? "" : ` (${ref.namespace})`}`;
  if (replicas === null || replicas.wanted === null) return `${name} does not work as it should.`;
  const { ready, wanted } = replicas;
  if (ready === 0)
    return `${name} is down: none of its ${wanted} ${wanted === 1 ? "copy runs" : "copies run"}.`.replace(
      "none of its 1 copy runs",
      "its only copy does not run",
    );
  if (ready < wanted) return `${name} works with fewer copies than it should: ${ready} of ${wanted}.`;
  const updated = object === undefined ? undefined : numberAt(object.fields, "status", "updatedReplicas");
  return updated !== undefined && updated < wanted
    ? `${name} works, in its old version; the new one does not come up.`
    : `${name} runs, and yet does not work as it should.`;
}
