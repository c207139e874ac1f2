import { choose } from "../suggestions.ts";
import { commandBlock, paragraphs, sentence } from "../wording.ts";
import { replyAs, withoutCause } from "./conversation.ts";
import type { FollowUp } from "./form.ts";
import { asSaid } from "./with-value.ts";

/** `what should I look at next?`, `what should I do?`: the one step that comes next, and those behind it. */
export const nextStep: FollowUp = {
  asks: /^(?:(?:ok|okay|and|so|right|alright|thanks?|cool|good|hm+|great|got it)[, ]{1,3}){0,3}(?:what (?:should|do|can|must|would|shall) (?:i|we|you) (?:(?:look at|look into|check|do|try|run|read|inspect|suggest|recommend|advise|need to do)(?: (?:at|into))?)(?: (?:next|now|then|first|about (?:it|this|that)|here|to (?:fix|mend|solve|repair|resolve) (?:it|this|that)))?|what(?:'s| is| are|s)? (?:the |my |your )?next(?: steps?| thing| action| command)?|what now|now what|what next|next(?: steps?)?|where (?:do|should) (?:i|we) (?:go|look|start)(?: (?:next|now|from here))?|how (?:do|can|should|would|to) (?:i |we |you )?(?:fix|mend|solve|repair|resolve|correct|remedy) (?:it|this|that)|(?:any |some )?(?:recommendations?|suggestions?|advice)|(?:what(?:'s| is|s) the |the )?(?:fix|solution|remedy|workaround)|how to fix|(?:just |can you |could you |please )?(?:fix|mend|solve|repair|resolve)(?: (?:it|this|that|them))?(?: (?:for me|now|please|pls))?|what (?:would|could|will|might) (?:fix|mend|solve|help)(?: (?:it|this|that))?|(?:which|what) (?:commands?|change|patch)(?: (?:would|will|could|can|do i (?:need|run) to|should i run to|to))? (?:fix(?:es)?|mends?|solves?|resolves?|repairs?)(?: (?:it|this|that))?|(?:which|what) commands? (?:do|should) (?:i|we) (?:run|need|use))$/,
  reply(conversation) {
    const { main, last, situation } = conversation;
    if (main === undefined)
      return last.conclusion.verdict === "healthy"
        ? withoutCause("Nothing has to be done, as far as was read:", conversation)
        : null;
    const fixes = choose(asSaid(main.fix?.commands ?? [], situation), { ...situation, answered: [] }).suggestions;
    const reads = choose([...main.next, ...last.suggestions], situation, 3).suggestions.filter(
      ({ command }) => !fixes.some((fix) => fix.command === command),
    );
    const [first, ...more] = fixes.length > 0 ? fixes : reads;
    if (first === undefined) return main.fix === null ? null : byHand(conversation, sentence(main.fix.summary));
    const lead = fixes.length > 0 ? `Mend it: approve \`${first.command}\`.` : `Run \`${first.command}\` next.`;
    const why = fixes.length > 0 && main.fix !== null ? main.fix.summary : first.reason;
    const summary = `${lead} ${sentence(why)}`;
    const verify = fixes.length > 0 ? (main.fix?.verify ?? []) : [];
    const text = paragraphs(
      summary,
      commandBlock("Commands:", [first, ...more]),
      verify.length > 0 && `Then check that it worked: ${verify.map(({ command }) => `\`${command}\``).join(", ")}`,
      `What it is about: ${sentence(main.summary)}`,
    );
    return { ...replyAs(text, summary, conversation), suggestions: [first, ...more] };
  },
};

/** What is mended outside the cluster, or by a value that only people know. */
function byHand(conversation: Parameters<FollowUp["reply"]>[0], what: string) {
  const { main } = conversation;
  const summary = `Mend it: ${what}`;
  const verify = main?.fix?.verify ?? [];
  const text = paragraphs(
    `${summary} No command can be written for it from what was read.`,
    `What it is about: ${sentence(main?.summary ?? "")}`,
    verify.length > 0 && `Then check that it worked: ${verify.map(({ command }) => `\`${command}\``).join(", ")}`,
  );
  return replyAs(text, summary, conversation);
}

/** `would a restart help?`: whether it mends the cause that was found. */
export const wouldHelp: FollowUp = {
  asks: /^(?:(?:ok|okay|and|so|but)[, ]{1,3}){0,2}(?:would|will|could|does|can|should i|should we|what if i|what if we) (?:(?:a|an|the|i|we|just|simply|try to|simple) ){0,3}(restart\w*|reboot\w*|roll ?back\w*|rolling (?:it )?back|undo\w*|redeploy\w*|scal\w+(?: it)?(?: up)?|more replicas)(?: (?:it|this|that|the pods?|everything))?(?: (?:help|fix|solve|mend|work|do|change)(?: (?:it|this|that|anything|here))?)?$/,
  reply(conversation) {
    const { main, said } = conversation;
    const deed = wouldHelp.asks.exec(said)?.[1];
    if (main === undefined || deed === undefined) return null;
    const commands = main.fix?.commands ?? [];
    const helps = commands.find(({ command }) => verbOf(deed).test(command));
    const cause = sentence(main.summary);
    const summary =
      helps === undefined
        ? `Not by itself, as far as was read: the cause would still be there. ${cause}`
        : commands[0] === helps
          ? `Yes, it would mend it: \`${helps.command}\`. ${cause}`
          : `Only after the cause is mended: first \`${commands[0]!.command}\`, then \`${helps.command}\`. ${cause}`;
    const fix = main.fix !== null && sentence(`Fix: ${main.fix.summary}`);
    const text = paragraphs(summary, fix, commandBlock("Commands:", commands));
    return { ...replyAs(text, summary, conversation), suggestions: commands };
  },
};

const verbOf = (deed: string): RegExp =>
  /^(?:roll|undo)/.test(deed)
    ? / rollout undo /
    : /^(?:restart|reboot|redeploy)/.test(deed)
      ? / rollout restart /
      : / scale /;
