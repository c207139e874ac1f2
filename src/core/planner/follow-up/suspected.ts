import { workloadOf } from "../../diagnosis/objects/relations.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { touch } from "../investigation/relevance.ts";
import { standOf } from "../well/stands.ts";
import { enumerated, evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { type Conversation, replyAs, withoutCause } from "./conversation.ts";
import type { FollowUp } from "./form.ts";
import { anySuspect, bearing, type Suspect, suspectOf } from "./suspects.ts";

const lead = "(?:(?:ok|okay|and|so|but|hm+|then|wait)[, ]{1,3}){0,2}";
const maybe = "(?:maybe |perhaps |possibly |really |just |actually |also |probably ){0,2}";
const of =
  "(?:(?:because of|due to|caused by|down to|related to|an? (?:problem|issue|fault) (?:with|of|in)) )?(?:(?:the|our|my|a|an|some|a lack of|lack of) ){0,2}";
const what = `(${anySuspect})`;
const end = "(?: (?:problem|issue|fault|error|failure|trouble|thing|related))?";
const blamed =
  "(?:to blame|at fault|guilty|the (?:problem|cause|culprit|reason|issue|fault)|(?:the )?root cause|behind (?:it|this|that)|causing (?:it|this|that))";

/** `is it the database?`, `could it be DNS?`, `is the network to blame?`: whether the cause that was found lies there. */
export const suspected: FollowUp = {
  asks: new RegExp(
    `^${lead}(?:(?:is|could|can|might|was|may) (?:it|this|that|the (?:problem|cause|issue|reason))(?: be)? ${maybe}${of}${what}${end}|(?:is|are|was|were|could|might) ${of}${what}${end}(?: be)? ${maybe}${blamed}|does (?:it|this|that) have (?:anything |something )?to do with ${of}${what}${end})$`,
  ),
  reply(conversation) {
    const words = suspected.asks
      .exec(conversation.said)
      ?.slice(1)
      .find((one) => one !== undefined);
    const suspect = words === undefined ? null : suspectOf(words.trim());
    if (suspect === null) return null;
    const { main, situation } = conversation;
    if (main === undefined) return withoutCause(`Nothing that was read points to ${suspect.noun}:`, conversation);
    const symptoms = situation.diagnosis.findings.filter(
      (one) => one !== main && main.explains.includes(one.code) && touch(main, one),
    );
    const summary = answerTo(suspect, bearing(suspect, main, symptoms), conversation);
    return replyAs(paragraphs(summary, evidenceBlock(main.evidence, 4)), summary, conversation);
  },
};

function answerTo(suspect: Suspect, how: ReturnType<typeof bearing>, conversation: Conversation): string {
  const main = conversation.main!;
  const cause = sentence(main.summary);
  const isSure = main.confidence === "confirmed";
  const stands = standing(suspect, conversation.situation.view);
  switch (how) {
    case "is":
      return `${isSure ? "Yes" : "Most likely"}: ${cause}`;
    case "touches":
      return `It has to do with ${suspect.noun}, and the fault itself is this: ${cause}${stands}`;
    case "none":
      return `${isSure ? "No" : "Nothing that was read points to it"}: ${cause}${stands}`;
  }
}

/** How the workloads stand that are suspected, where they were read and stand well. */
function standing({ names }: Suspect, view: ClusterView): string {
  if (names === undefined) return "";
  const texts = view.objects
    .filter(({ ref }) => /^(?:Deployment|StatefulSet|DaemonSet)$/.test(ref.kind) && names.test(ref.name))
    .filter(({ ref }) => workloadOf(view, ref).name === ref.name)
    .map((object) => standOf(object, view))
    .filter(({ isWell }) => isWell === true)
    .map(({ text }) => text);
  return texts.length === 0 ? "" : ` ${sentence(enumerated(texts, 3))}`;
}
