import { spokenObject } from "../context/spoken-object.ts";
import { asksForWorst } from "../lookups/impact/urgency.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { type Conversation, replyAs, withoutCause } from "./conversation.ts";
import type { FollowUp } from "./form.ts";

/** `why?`: what is behind what was complained of, with the complaint kept. */
export const cause: FollowUp = {
  asks: /^(?:(?:ok|okay|and|but|so|hm+)[, ]{1,3}){0,2}(?:why(?: (?:is|was|does|did|are) (?:that|this|it)(?: so| happening| the case| happen)?)?|why not|how come|what does (?:it|this|that) wait for|what (?:is it|is that) waiting for|what (?:holds|blocks|keeps|stops|hinders) (?:it|this|that)(?: back| up)?|what(?:'s| is|s) (?:the )?(?:root cause|cause|reason)(?: (?:of|for) (?:it|this|that))?|(?:the )?root cause|what (?:causes|caused|is causing) (?:it|this|that)|because of what)$/,
  reply({ topic, object, answer }) {
    if (object !== null && asksForWorst(topic.question)) return answer(`why is ${spokenObject(object)} failing?`);
    return topic.question.intent === "troubleshoot" ? answer(topic.text) : null;
  },
};

/** `are you sure?`: how well what was said is shown, and what would prove what is not. */
export const certainty: FollowUp = {
  asks: /^(?:(?:but|and|ok|okay|hm+|so|really|wait|no|yeah)[, ]{1,3}){0,2}(?:(?:are|r) (?:you|u) (?:really |quite |absolutely |so |very |100 ?% )?(?:sure|certain|positive|confident)(?: about (?:that|this|it))?|(?:really|sure|certain|you sure|u sure|for sure)|how (?:sure|certain|confident) (?:are you|is (?:that|this|it))(?: about (?:that|this|it))?|is (?:this|that|it) (?:really )?(?:certain|for sure|confirmed|proven|proved|a guess|just a guess|true|right|correct|really (?:it|so|the cause|the reason))|how do you know(?: that| this)?|what makes you (?:think|say|believe|so sure)(?: so| that| this)?|why do you (?:think|say|believe) (?:so|that|this)|i (?:don't|do not|dont) (?:believe|trust) (?:you|that|this|it))$/,
  reply(conversation) {
    const { last, situation, topic } = conversation;
    const isList = topic.question.intent === "inspect" && topic.question.targets.length === 0;
    const isWell = last.conclusion.verdict === "healthy";
    const isOpen = last.conclusion.verdict === "undecided" && last.findings.length === 0;
    if (isOpen) {
      const summary = `No, nothing that was read decides it. ${sentence(last.conclusion.summary)}`;
      return replyAs(summary, summary, conversation);
    }
    const main = isList || isWell ? undefined : conversation.main;
    if (main === undefined) {
      const summary = `That is what was read: ${last.conclusion.summary}`;
      return replyAs(`That is what was read: ${last.text}`, summary, conversation);
    }
    const next = main.confidence === "confirmed" ? [] : choose(main.next, situation, 3).suggestions;
    const lead = {
      confirmed: "Yes, the outputs show it:",
      likely: "Not entirely: what was read points to it and does not prove it.",
      possible: "No, it is only possible:",
    }[main.confidence];
    const summary = `${lead} ${sentence(main.summary)}`;
    const text = paragraphs(
      summary,
      evidenceBlock(main.evidence),
      next.length > 0 && commandBlock("This would show more:", next),
    );
    return { ...replyAs(text, summary, conversation), suggestions: next };
  },
};

/** `show me the line that proves it`: the line, and where it stands. */
export const proof: FollowUp = {
  asks: /^(?:(?:ok|and|so|please|can you|could you|where is|what is|what's|where's|whats)[, ]{1,3}){0,3}(?:(?:show|give|quote|paste|print|send|point|get|tell) (?:me |us )?(?:to )?(?:the |that |your |exact |log |decisive |relevant ){0,4}(?:lines?|proof|evidence|quote|part|output|place|message|error|it)(?: in the (?:logs?|output|events))? (?:that|which|to|where) (?:proves?|shows?|says?|prove|tells?|you|it)\b.{0,40}|(?:show|give) (?:me |us )?(?:the |your |some )?(?:proof|evidence)|(?:the |your )?(?:proof|evidence)(?: for (?:that|this|it))?|prove (?:it|that|this)|where (?:do|did|can) (?:you|i) see (?:that|this|it)|which (?:log )?line (?:proves|shows|says|tells) (?:it|that|this|you)\b.{0,20}|based on what|says who|where does it say (?:that|so|this))$/,
  reply(conversation) {
    const { main, last } = conversation;
    const line = main?.evidence[0];
    if (main === undefined || line === undefined) {
      const block = /\n\n(Evidence:\n[\s\S]{1,4000}?)(?=\n\n|$)/.exec(last.text)?.[1];
      if (block === undefined) return null;
      const summary = `These lines show it: ${last.conclusion.summary}`;
      return replyAs(paragraphs(summary, block), summary, conversation);
    }
    const shown = line.text.trim().slice(0, 400);
    const source = line.command.trim() === "" ? "the pasted output" : `\`${line.command}\``;
    const place = line.stream === "stderr" ? "of the errors of" : "of";
    const summary = `This line: \`${shown}\` (line ${line.line} ${place} ${source}).`;
    const shows = `${main.confidence === "confirmed" ? "It shows" : "It points to"} this: ${sentence(main.summary)}`;
    return replyAs(paragraphs(`${summary} ${shows}`, evidenceBlock(main.evidence)), summary, conversation);
  },
};

const findingsBeside = ({ situation, main, object }: Conversation) =>
  situation.diagnosis.roots.filter(
    (one) =>
      one !== main &&
      one.code !== main?.code &&
      one.severity !== "info" &&
      one.code !== "not-found" &&
      object !== null &&
      [one.object, ...one.related].some(
        (ref) =>
          ref.namespace === object.namespace && (ref.name === object.name || ref.name.startsWith(`${object.name}-`)),
      ),
  );

/** `what else could it be?`: what else was seen of the same thing, and which reads would show another cause. */
export const alternatives: FollowUp = {
  asks: /^(?:(?:ok|and|so|hm+|but)[, ]{1,3}){0,2}(?:what else (?:could|can|might|may) (?:it|this|that) be|what else (?:could|can|might|may) (?:be )?(?:the (?:cause|reason|problem)|cause (?:it|this|that)|causing (?:it|this|that)|be (?:wrong|behind (?:it|this|that)))|(?:could|can|might) (?:it|this|that) (?:also )?be (?:something|anything) else|(?:are there |is there |do you have )?(?:any )?other (?:possible |potential )?(?:causes?|reasons?|explanations?|ideas?|theor(?:y|ies)|hypothes[ie]s|possibilit(?:y|ies))|any (?:other|more) ideas?|what if it'?s not that|anything else (?:it|that|this) could be)$/,
  reply(conversation) {
    const { main, situation } = conversation;
    if (main === undefined) return withoutCause("No cause was looked for:", conversation);
    const others = findingsBeside(conversation);
    const reads = choose([...main.next, ...others.flatMap(({ next }) => next)], situation, 4).suggestions;
    const isSure = main.confidence === "confirmed";
    const lead = isSure
      ? `Nothing else that was read explains it, and this is shown by lines of its own: ${sentence(main.summary)}`
      : `It may be something else; most points to this: ${sentence(main.summary)}`;
    const beside =
      others.length === 0
        ? "No other finding is about it."
        : `Seen of it besides, ${others.length === 1 ? "and a cause only if the first is mended and it goes on" : "and causes only if the first is mended and it goes on"}:\n${others
            .slice(0, 5)
            .map(({ summary }) => `  - ${sentence(summary)}`)
            .join("\n")}`;
    const text = paragraphs(
      lead,
      beside,
      evidenceBlock(main.evidence, 3),
      commandBlock("This would show more:", reads),
    );
    return { ...replyAs(text, lead, conversation), suggestions: reads };
  },
};

const parts =
  "labels?|keys?|images?|hosts?|host names?|ports?|paths?|probes?|secrets?|configmaps?|classes|class|storage ?class(?:es)?|selectors?|limits?|quotas?|errors?|messages?|variables?|volumes?|containers?|tags?|addresse?s?|registry|certificates?|policy|policies|plugins?|commands?|finalizers?|claims?|taints?|config(?:uration)?|options?|settings?|propert(?:y|ies)|migration|revision|script|program|budget|one|app|workload";

/** `which label`, `which key exactly?`: what the cause itself names. */
export const detail: FollowUp = {
  asks: new RegExp(
    `^(?:(?:ok|okay|and|so)[, ]{1,3}){0,2}(?:which|what)(?:'s| is)? (?:the )?(?:exact |wrong |missing )?(?:${parts})(?: name)?(?: (?:is (?:it|that|missing|wrong|meant)|exactly|is it exactly|are missing|does it (?:want|need|ask for|use)|precisely))?$`,
  ),
  reply(conversation) {
    const { main, said } = conversation;
    const noun = new RegExp(`\\b(${parts})\\b`).exec(said)?.[1]?.replace(/s$/, "");
    if (main === undefined || noun === undefined) return null;
    const shown = `${main.summary} ${main.evidence.map(({ text }) => text).join(" ")}`.toLowerCase();
    if (!/^(?:one|app|service|workload)$/.test(noun) && !shown.includes(noun.replace(/e$/, ""))) return null;
    const summary = sentence(main.summary);
    return replyAs(paragraphs(summary, evidenceBlock(main.evidence)), summary, conversation);
  },
};
